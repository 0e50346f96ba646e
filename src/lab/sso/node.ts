// What single sign-on keeps on one node: on or off, its dates, its trace level.
import type { NodeName } from "../../domain/ids.ts";
import type { SamlTraceLevel } from "../../domain/plan.ts";

export class SsoNode {
  readonly name: NodeName;
  enabled = false;
  /** CUCM's default (CLI reference 15). */
  traceLevel: SamlTraceLevel = "info";
  /** Lab clock milliseconds. */
  metadataExported: number | undefined;
  metadataImported: number | undefined;
  testedAt: number | undefined;
  testPassed = false;
  recoveryUrl = true;
  /** The IdP's entity ID, from the metadata that was imported. */
  idp: string | undefined;

  constructor(name: NodeName) {
    this.name = name;
  }
}
