// What stands between each Expressway-C and each node: a remedy that takes one of two barriers away brings nobody back by itself.
import type { NodeName } from "../../domain/ids.ts";
import type { Remedy } from "../../domain/report.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { isSilence } from "./despite.ts";
import type { RemedyId } from "./parts.ts";
import type { MraSituation } from "./situation.ts";

type Kind = "stopped" | "expired" | "trust" | "doors" | "name" | "stores";

interface Barrier {
  readonly kind: Kind;
  /** Left out: every one. */
  readonly peer?: NodeName;
  readonly node?: NodeName;
}

/** What each remedy takes away besides what the restarts among its steps do. */
const takesAway: Readonly<Partial<Record<RemedyId, readonly Kind[]>>> = {
  "start-services": ["stopped"],
  "renew-expired": ["expired"],
  "fix-name": ["name"],
  "trust-repair": ["trust"],
  "trust-by-hand": ["trust"],
  "remove-namesake": ["trust"],
  "sign-ecdsa": ["trust", "doors", "stores"],
  "read-trust": [],
  "restart-doors": [],
};

/** Says of a remedy that would work by itself what stands in its way as well: where each path that it opens is closed by something else, too. */
export function besideOthers(remedy: Remedy, input: ConclusionInput, seen: MraSituation): Remedy {
  const own = takesAway[remedy.id as RemedyId];
  if (own === undefined || remedy.feasibility !== "works") return remedy;
  const gone = new Set<Kind>([...own, ...(restartsReaders(remedy) ? (["doors", "stores"] as const) : [])]);
  const barriers = barriersIn(input, seen);
  const paths = pathsIn(input, seen)
    .map(({ peer, node }) => barriers.filter((one) => covers(one, peer, node)))
    .filter((closed) => closed.some(({ kind }) => gone.has(kind)));
  // Nobody is shut out by what it mends: it is for what would come.
  if (paths.length === 0 || paths.some((closed) => closed.every(({ kind }) => gone.has(kind)))) return remedy;
  const other = order.find(
    (kind) => !gone.has(kind) && paths.some((closed) => closed.some((one) => one.kind === kind)),
  );
  if (other === undefined) return remedy;
  return { ...remedy, feasibility: "depends", reason: say("mra.reason.also", { other: say(`mra.also.${other}`) }) };
}

const order: readonly Kind[] = ["stopped", "expired", "trust", "doors", "name", "stores"];

const covers = (barrier: Barrier, peer: NodeName, node: NodeName): boolean =>
  (barrier.peer ?? peer) === peer && (barrier.node ?? node) === node;

/** Tomcat and HAProxy show what is stored, and read the stores, when they start. */
const restartsReaders = ({ plan, runbook }: Remedy): boolean =>
  (plan?.steps ?? []).some(({ change }) => change.kind === "restart-service" && readers.has(change.service)) ||
  runbook.some(({ id = "", by }) => by === "person" && /^restart-(?:tomcat|haproxy)/.test(id));

const readers: ReadonlySet<string> = new Set(["Cisco Tomcat", "Cisco HAProxy"]);

/** From every peer to every node that answers. */
function pathsIn({ cluster, facts, findings }: ConclusionInput, { silentPeers }: MraSituation) {
  const silent = new Set(findings.filter(isSilence).map(({ node }) => node));
  const peers = (facts["expressway-peers"]?.peers ?? []).map(({ peer }) => peer.name);
  const nodes = cluster.nodes.map(({ name }) => name).filter((name) => !silent.has(name));
  return peers.filter((peer) => !silentPeers.includes(peer)).flatMap((peer) => nodes.map((node) => ({ peer, node })));
}

function barriersIn({ facts }: ConclusionInput, seen: MraSituation): readonly Barrier[] {
  const at = (kind: Kind, doors: MraSituation["doorRefusals"], expired: boolean): Barrier[] =>
    doors.flatMap(({ node, verdicts }) =>
      verdicts.flatMap(({ peer, verdict }) =>
        verdict.ok || (verdict.why === "expired") !== expired ? [] : [{ kind, peer: peer.name, node }],
      ),
    );
  return [
    ...seen.stopped.map(({ node }): Barrier => ({ kind: "stopped", node })),
    ...seen.expiredPeers.map((peer): Barrier => ({ kind: "expired", peer })),
    ...at("expired", seen.expiredDoors, true),
    ...seen.clientRefusals.map(({ peer, node }): Barrier => ({ kind: "trust", peer: peer.name, node })),
    ...at("trust", seen.doorRefusals, false),
    ...at("doors", seen.toRestart, false),
    ...seen.unnamed.map(({ node }): Barrier => ({ kind: "name", node })),
    ...(facts["mra-client-trust"]?.accepted ?? [])
      .filter(({ names }) => !names)
      .map(({ peer, node }): Barrier => ({ kind: "stores", peer, node })),
  ];
}
