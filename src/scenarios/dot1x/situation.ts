// What the facts say about 802.1X: who is out, whose certificate a server turns away, who still holds an LSC of a former CAPF.
import type { Dot1xTrustFacts, ServerTrust } from "../../checks/dot1x-trust/check.ts";
import type { Refused } from "../../trust/lsc-issuers.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type DroppedList, droppedLists } from "./dropped.ts";

export interface Dot1xSituation {
  readonly trust: Dot1xTrustFacts | undefined;
  /** Servers whose list was read. */
  readonly read: readonly ServerTrust[];
  readonly unread: readonly ServerTrust[];
  /** Lists that people dropped, for servers that the bot could not read: never ground for a plan. */
  readonly dropped: readonly DroppedList[];
  /** Phones that are seen and not registered, and those that are. */
  readonly lost: readonly string[];
  readonly here: readonly string[];
  /** Issuer by phone, for phones whose certificate a server turns away. */
  readonly refused: ReadonlyMap<string, string>;
  /** Issuers that are refused only because the certificate that the server has is over. */
  readonly expired: ReadonlySet<string>;
  /** Phones whose LSC a former CAPF issued. */
  readonly former: readonly string[];
  readonly without: ReadonlySet<string>;
  /** The present CAPF is trusted by every server that was read. */
  readonly presentEverywhere: boolean;
  readonly makerEverywhere: boolean;
}

export function dot1xSituation(input: ConclusionInput): Dot1xSituation {
  const { facts } = input;
  const trust = facts["dot1x-trust"];
  const servers = trust?.servers ?? [];
  const read = servers.filter((one) => one.authorities !== undefined);
  const dropped = droppedLists(input, trust);
  const phones = facts.registrations?.phones ?? [];
  const seen = phones.filter(({ status }) => status !== "absent");
  const present = trust?.capf?.commonName;
  const known: readonly { readonly refused: readonly Refused[]; readonly maker: boolean }[] = [...read, ...dropped];
  const refusals = known.flatMap(({ refused }) => refused);
  return {
    trust,
    read,
    unread: servers.filter((one) => one.authorities === undefined),
    dropped,
    lost: seen.filter(({ status }) => status !== "Registered").map(({ name }) => name),
    here: seen.filter(({ status }) => status === "Registered").map(({ name }) => name),
    refused: new Map(refusals.flatMap(({ name, phones: some }) => some.map((phone) => [phone, name] as const))),
    expired: new Set(refusals.filter(({ expired }) => expired === true).map(({ name }) => name)),
    former: (trust?.issuers ?? [])
      .filter(({ name }) => name !== "" && present !== undefined && name !== present)
      .flatMap((issuer) => issuer.phones),
    without: new Set(trust?.without ?? []),
    // A dropped list may hold a plan back; it never opens one.
    presentEverywhere: read.length > 0 && [...read, ...dropped].every((one) => one.present),
    makerEverywhere: known.every((one) => one.maker),
  };
}
