// A pasted Expressway-C log: what it says of this cluster’s nodes and of the certificates of now; the rest proves nothing about now.
import type { Finding } from "../../domain/finding.ts";
import type { PastedRefusal } from "../../domain/pasted.ts";
import type { ConclusionInput } from "../scenario.ts";
import { lookBackMs, type PasteWorth, weighedFinding } from "../weighed.ts";
import { overSince } from "./dated.ts";

export interface PastedLog {
  /** Recent, and about a node of this cluster: counts like the log that the bot reads. */
  readonly said: ReadonlySet<PastedRefusal["kind"]>;
  /** Without a time or a server’s name: a hint at most. */
  readonly hints: ReadonlySet<PastedRefusal["kind"]>;
  readonly finding?: Finding;
}

/** Clocks of two machines; a log from further ahead is none. */
const slackMs = 15 * 60_000;

export function weighLog(input: ConclusionInput): PastedLog {
  const { pasted } = input;
  const refusals = pasted?.facts.refusals ?? [];
  if (pasted === undefined || refusals.length === 0) return { said: new Set(), hints: new Set() };
  const judged = refusals.map((refusal) => ({ refusal, worth: worthOf(input, refusal) }));
  const of = (...worths: readonly PasteWorth[]) =>
    new Set(judged.flatMap(({ refusal, worth }) => (worths.includes(worth) ? [refusal.kind] : [])));
  const best = order.find((worth) => judged.some((one) => one.worth === worth)) ?? "unmatched";
  const lines = judged
    .filter(({ worth }) => worth === best)
    .map(({ refusal }) => `${refusal.at} ${refusal.kind} ${refusal.server}`.trim());
  return {
    said: of("counts"),
    hints: of("undated", "fits"),
    finding: weighedFinding(pasted, best, lines.join("\n")),
  };
}

/** What the paste as a whole is worth: its best line. */
const order = ["counts", "fits", "undated", "old", "not-yet", "unmatched"] as const;

function worthOf(input: ConclusionInput, { kind, at, server }: PastedRefusal): PasteWorth {
  if (server !== "" && !namesOf(input).has(server.toLowerCase())) return "unmatched";
  const time = Date.parse(at);
  if (Number.isNaN(time)) return "undated";
  if (time > input.now + slackMs) return "not-yet";
  if (time < input.now - lookBackMs || time < beganAt(input, kind, server)) return "old";
  // What CUCM refused then, it accepts now. Of the other direction the certificates themselves speak.
  const over = kind === "cucm-refuses-expressway" && overSince(input, { kind, server, address: "", port: 0, at: time });
  if (over !== false && over !== undefined) return "old";
  return server === "" ? "fits" : "counts";
}

/** How a log may call the cluster’s nodes. */
function namesOf({ cluster, facts }: ConclusionInput): ReadonlySet<string> {
  const known = cluster.nodes.flatMap(({ name, address }) => [name, address]);
  const asked = (facts["mra-doors"]?.doors ?? []).flatMap(({ serverName, node, chain }) => [
    serverName ?? "",
    // In a certificate that the node itself shows over the wire, its own names with their domain.
    ...(chain[0]?.names ?? []).filter((one) => one.toLowerCase().startsWith(`${node.toLowerCase()}.`)),
  ]);
  return new Set([...known, ...asked].filter((one) => one !== "").map((one) => one.toLowerCase()));
}

/**
 * Since when the certificates are in use that the refusal is about, in milliseconds: what a log says from before is about others.
 * Of several that are refused now the oldest; where none is, the newest.
 */
function beganAt({ cluster, facts }: ConclusionInput, kind: PastedRefusal["kind"], server: string): number {
  const begins = (list: readonly (string | undefined)[]): readonly number[] =>
    list.flatMap((one) => (one === undefined ? [] : [Date.parse(one)]));
  const since = (bad: readonly (string | undefined)[], all: readonly (string | undefined)[]): number =>
    begins(bad).length > 0 ? Math.min(...begins(bad)) : Math.max(0, ...begins(all));
  if (kind === "cucm-refuses-expressway") {
    const peers = facts["expressway-peers"]?.peers ?? [];
    const refused = (facts["mra-client-trust"]?.judged ?? []).flatMap(({ peer, verdict }) =>
      verdict.ok ? [] : [peer.name],
    );
    const start = (one: (typeof peers)[number]) => one.server?.[0]?.notBefore;
    return since(peers.filter(({ peer }) => refused.includes(peer.name)).map(start), peers.map(start));
  }
  const called = (node: string): readonly string[] => [
    node,
    cluster.nodes.find(({ name }) => name === node)?.address ?? "",
  ];
  const doors = (facts["mra-doors"]?.doors ?? []).filter(
    ({ serverName, node }) => server === "" || [serverName ?? "", ...called(node)].some((one) => sameHost(one, server)),
  );
  const bad = doors.filter(({ named, verdicts }) =>
    kind === "name-not-in-certificate" ? named === false : verdicts.some(({ verdict }) => !verdict.ok),
  );
  const start = (one: (typeof doors)[number]) => one.chain[0]?.notBefore;
  return since(bad.map(start), doors.map(start));
}

const sameHost = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
