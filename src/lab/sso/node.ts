// What single sign-on keeps on one node: on or off, its dates, its trace level, the key it has loaded, its log.
import type { NodeName } from "../../domain/ids.ts";
import type { SamlTraceLevel } from "../../domain/plan.ts";
import type { LabIdentity } from "../model.ts";
import { SsoLog } from "./log.ts";

export class SsoNode {
  readonly name: NodeName;
  readonly log = new SsoLog();
  enabled = false;
  /** CUCM's default (CLI reference 15). */
  traceLevel: SamlTraceLevel = "info";
  /** Lab clock milliseconds. */
  metadataExported: number | undefined;
  metadataImported: number | undefined;
  testedAt: number | undefined;
  testPassed = false;
  recoveryUrl = true;
  /** The IdP's metadata as it was imported: entity ID, where people sign in, and the certificates that may sign (DER, base64). */
  idp: { readonly entity: string; readonly location: string; readonly signing: readonly string[] } | undefined;
  /** The Tomcat key that its SSO decrypts with: read when Tomcat started. */
  tomcat: LabIdentity | undefined;

  constructor(name: NodeName) {
    this.name = name;
  }
}
