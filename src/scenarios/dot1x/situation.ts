// What the facts say about 802.1X: who is out, whose certificate a server turns away, who still holds an LSC of a former CAPF.
import type { Dot1xTrustFacts, ServerTrust } from "../../checks/dot1x-trust/check.ts";
import type { ConclusionInput } from "../scenario.ts";

export interface Dot1xSituation {
  readonly trust: Dot1xTrustFacts | undefined;
  /** Servers whose list was read. */
  readonly read: readonly ServerTrust[];
  readonly unread: readonly ServerTrust[];
  /** Phones that are seen and not registered, and those that are. */
  readonly lost: readonly string[];
  readonly here: readonly string[];
  /** Issuer by phone, for phones whose certificate a server turns away. */
  readonly refused: ReadonlyMap<string, string>;
  /** Phones whose LSC a former CAPF issued. */
  readonly former: readonly string[];
  readonly without: ReadonlySet<string>;
  /** The present CAPF is trusted by every server that was read. */
  readonly presentEverywhere: boolean;
  readonly makerEverywhere: boolean;
}

export function dot1xSituation({ facts }: ConclusionInput): Dot1xSituation {
  const trust = facts["dot1x-trust"];
  const servers = trust?.servers ?? [];
  const read = servers.filter((one) => one.authorities !== undefined);
  const phones = facts.registrations?.phones ?? [];
  const seen = phones.filter(({ status }) => status !== "absent");
  const present = trust?.capf?.commonName;
  return {
    trust,
    read,
    unread: servers.filter((one) => one.authorities === undefined),
    lost: seen.filter(({ status }) => status !== "Registered").map(({ name }) => name),
    here: seen.filter(({ status }) => status === "Registered").map(({ name }) => name),
    refused: new Map(
      read.flatMap((one) =>
        one.refused.flatMap(({ name, phones: some }) => some.map((phone) => [phone, name] as const)),
      ),
    ),
    former: (trust?.issuers ?? [])
      .filter(({ name }) => name !== "" && present !== undefined && name !== present)
      .flatMap((issuer) => issuer.phones),
    without: new Set(trust?.without ?? []),
    presentEverywhere: read.length > 0 && read.every((one) => one.present),
    makerEverywhere: read.every((one) => one.maker),
  };
}
