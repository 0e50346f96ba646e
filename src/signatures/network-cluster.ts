// `show network cluster`.
import { isIP } from "node:net";
import { cleanOutput, wordsOf } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

export interface ClusterMember {
  readonly address: string;
  /** The short name; the full one where the release prints only that (9.x). */
  readonly host: string;
  readonly role: "publisher" | "subscriber";
  readonly authenticated: boolean;
}

/**
 * `10.3.74.12 CUCMSUB.lab CUCMSUB Subscriber callmanager DBSub authenticated using TCP since ...`, or
 * `... not authenticated - INITIATOR since ...`. An IM&P publisher prints `Subscriber cups DBPub`: the first word counts.
 */
export function parseNetworkCluster(raw: string): Parsed<readonly ClusterMember[]> {
  const words = wordsOf(raw);
  const members: ClusterMember[] = [];
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const address = words[at] ?? "";
    if (isIP(address) === 0) continue;
    const entry = words.slice(at, at + 10);
    const next = entry.findIndex((word, index) => index > 0 && isIP(word) !== 0);
    const mine = next === -1 ? entry : entry.slice(0, next);
    const roleAt = mine.findIndex((word) => /^(?:publisher|subscriber)$/i.test(word));
    const authenticatedAt = mine.findIndex((word, index) => index > roleAt && /^authenticated$/i.test(word));
    if (roleAt < 2 || roleAt > 3 || authenticatedAt === -1) continue;
    members.push({
      address,
      host: mine[roleAt - 1] ?? "",
      role: /^publisher$/i.test(mine[roleAt] ?? "") ? "publisher" : "subscriber",
      authenticated: !/^not$/i.test(mine[authenticatedAt - 1] ?? ""),
    });
    lines.push(mine.slice(0, authenticatedAt + 1).join(" "));
  }
  if (members.length === 0) return notUnderstood("no-nodes", cleanOutput(raw));
  return understood(members, lines);
}
