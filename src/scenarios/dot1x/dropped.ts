// Lists of trusted CAs that people dropped into the chat, judged like those that the bot reads, and kept apart from them.
import type { Dot1xTrustFacts } from "../../checks/dot1x-trust/check.ts";
import type { Pasted } from "../../domain/pasted.ts";
import {
  makerNames,
  type Refused,
  refusedBy,
  type TrustedAuthority,
  trustsCertificate,
  trustsMaker,
} from "../../trust/lsc-issuers.ts";
import type { ConclusionInput } from "../scenario.ts";

type Drop = Omit<Pasted, "earlier">;

export interface DroppedList {
  /** Who dropped what, when. */
  readonly drop: Drop;
  /** The configured server that it is said to be of; where none is configured, the name of the file. */
  readonly server: string;
  readonly authorities: readonly TrustedAuthority[];
  readonly present: boolean;
  readonly maker: boolean;
  readonly refused: readonly Refused[];
}

/** Everything that was made evidence for this diagnosis, newest first. */
export const dropsOf = ({ pasted }: ConclusionInput): readonly Drop[] =>
  pasted === undefined ? [] : [pasted, ...(pasted.earlier ?? [])];

/** A server that the bot read itself needs nobody's file: what it says now counts. */
export function droppedLists(input: ConclusionInput, trust: Dot1xTrustFacts | undefined): readonly DroppedList[] {
  if (trust === undefined) return [];
  const own = new Set<string>(
    trust.servers.filter(({ authorities }) => authorities !== undefined).map(({ server }) => server.name),
  );
  const known = trust.capf === undefined ? trust.former : [trust.capf, ...trust.former];
  return dropsOf(input).flatMap((drop): DroppedList[] => {
    const list = drop.facts.authorities;
    if (list === undefined || own.has(list.server)) return [];
    // A list of nobody in particular speaks for the only server there may be, never beside one that was read.
    if (list.server === "" && trust.servers.length > 0) return [];
    const authorities = list.held.map(
      ({ commonName, sha256, until }): TrustedAuthority => ({
        commonName,
        subject: commonName,
        serial: "",
        sha256,
        notAfter: `${until}T23:59:59Z`,
        forClients: true,
      }),
    );
    const issuers = (trust.issuers ?? []).filter(({ name }) => list.more === 0 || alwaysKept.test(name));
    return [
      {
        drop,
        server: list.server === "" ? drop.source : list.server,
        authorities,
        present: trust.capf !== undefined && trustsCertificate(authorities, trust.capf, input.now),
        maker: trustsMaker(authorities),
        refused: refusedBy(authorities, issuers, known, input.now),
      },
    ];
  });
}

/** Names that a button always has room for, so that one which is not there is not in the file. */
export const alwaysKept = new RegExp(`^CAPF-|${makerNames.source}`, "i");
