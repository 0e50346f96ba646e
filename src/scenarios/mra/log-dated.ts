// The logs that were fetched from the peers, each refusal dated: what counts now, and a word about what is over.
import type { Finding } from "../../domain/finding.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { asOver } from "../over.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type LogEvent, overSince, type RefusalKind } from "./dated.ts";

export const refusalKinds: readonly RefusalKind[] = [
  "cucm-refuses-expressway",
  "expressway-refuses-cucm",
  "name-not-in-certificate",
];

export interface DatedLogs {
  /** What some peer’s log says of now. */
  readonly said: ReadonlySet<RefusalKind>;
  /** The log’s findings about what is over, in the place of what the check said of them. */
  readonly over: readonly Finding[];
}

export function datedLogs(input: ConclusionInput): DatedLogs {
  const said = new Set<RefusalKind>();
  const over: Finding[] = [];
  for (const { peer, events } of input.facts["expressway-log"]?.logs ?? []) {
    const ahead = input.facts["expressway-peers"]?.peers.find((one) => one.peer.name === peer)?.ahead ?? 0;
    for (const kind of refusalKinds) {
      const of = events.flatMap((event, index) => (event.kind === kind ? [{ event, index }] : []));
      const whys = of.map(({ event, index }): Phrase | undefined => {
        if (answeredAfter(input, events, index)) return say("mra.over.answered");
        const at = Date.parse(event.at) - ahead * 1000;
        return Number.isNaN(at) ? undefined : overSince(input, { ...event, kind, peer, at });
      });
      const last = of.at(-1)?.event;
      if (last === undefined) continue;
      const why = whys.at(-1);
      if (why === undefined || whys.includes(undefined)) {
        said.add(kind);
        continue;
      }
      const found = input.findings.find(({ id }) => id === `expressway-log:${peer}:${kind}`);
      if (found !== undefined) over.push(refusalIsOver(found, last, why));
    }
  }
  return { said, over };
}

/** The same port answered the same peer later. An address that several nodes share (a practice cluster) says nothing about one of them. */
function answeredAfter({ cluster }: ConclusionInput, events: readonly LogEvent[], index: number): boolean {
  const refused = events[index];
  if (refused === undefined || refused.port === 0 || refused.address === "") return false;
  if (cluster.nodes.filter(({ address }) => address === refused.address).length > 1) return false;
  return events
    .slice(index + 1)
    .some(({ kind, address, port }) => kind === "answered" && address === refused.address && port === refused.port);
}

const refusalIsOver = (finding: Finding, { at }: LogEvent, why: Phrase): Finding =>
  asOver(
    finding,
    "exlog.over",
    say("mra.log.over", { peer: finding.node ?? "", at: at === "" ? "?" : { time: at }, why }),
  );
