// What stands between each Expressway-C and each node: a remedy that takes one of two barriers away brings nobody back by itself.
import type { NodeName } from "../../domain/ids.ts";
import type { Remedy } from "../../domain/report.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput, Facts } from "../scenario.ts";
import { isSilence, sameNode } from "./despite.ts";
import type { RemedyId } from "./parts.ts";
import type { MraSituation } from "./situation.ts";
import { vouched } from "./stale-peers.ts";

/** `client`: CUCM refuses; `server`: Expressway-C does. */
type Kind = "stopped" | "expired" | "client" | "server" | "doors" | "name" | "stores";

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
  "trust-repair": ["client", "server"],
  "trust-by-hand": ["client", "server"],
  "remove-namesake": ["server"],
  "sign-ecdsa": ["server", "doors", "stores"],
  "read-trust": [],
  "restart-doors": [],
};

/** Says of a remedy that would work by itself what stands in its way as well: where each path that it opens is closed by something else, too. */
export function besideOthers(remedy: Remedy, input: ConclusionInput, seen: MraSituation): Remedy {
  const own = takesAway[remedy.id as RemedyId];
  if (own === undefined || remedy.feasibility !== "works") return remedy;
  const gone = new Set<Kind>([...own, ...(restartsReaders(remedy) ? (["doors", "stores"] as const) : [])]);
  const barriers = barriersIn(input, seen);
  const all = pathsIn(input, seen).map(({ peer, node }): Path => {
    const closed = barriers.filter((one) => covers(one, peer, node));
    return { peer, node, closed, opens: closed.every(({ kind }) => gone.has(kind)) };
  });
  const paths = all.filter(({ closed }) => closed.some(({ kind }) => gone.has(kind)));
  const stuck = paths.filter(({ opens }) => !opens);
  // Nobody is shut out by what it mends: it is for what would come.
  if (stuck.length === 0) return remedy;
  const opened = paths.filter(({ opens }) => opens);
  if (opened.length > 0 && somebodyComesBack(input.facts, all)) return remedy;
  const kind = order.find((one) => !gone.has(one) && stuck.some(({ closed }) => closed.some((of) => of.kind === one)));
  if (kind === undefined) return remedy;
  const other = say(`mra.also.${wordFor(kind)}`);
  const through = [...new Set(opened.map(({ peer }) => peer))].join(", ");
  const reason =
    opened.length === 0 ? say("mra.reason.also", { other }) : say("mra.reason.some", { peers: through, other });
  return { ...remedy, feasibility: "depends", reason };
}

interface Path {
  readonly peer: NodeName;
  readonly node: NodeName;
  readonly closed: readonly Barrier[];
  /** Nothing closes it once the remedy is carried out. */
  readonly opens: boolean;
}

/**
 * Is there one among the lost whose every possible path is open then? RIS tells an app’s node, and its peer by the address; behind an
 * address that two peers share it may have come through either. Of nobody lost nothing is known: any path will do.
 */
function somebodyComesBack(facts: Facts, paths: readonly Path[]): boolean {
  const lost = lostApps(facts);
  const named = facts["expressway-peers"]?.peers ?? [];
  return (
    lost.length === 0 ||
    lost.some((app) => {
      const at = named.filter(({ peer }) => peer.address === app.address).map(({ peer }) => peer.name);
      const its = paths.filter(
        ({ peer, node }) => (at.length === 0 || at.includes(peer)) && (app.node === "" || sameNode(node, app.node)),
      );
      return its.length > 0 && its.every(({ opens }) => opens) && its.some(({ closed }) => closed.length > 0);
    })
  );
}

const lostApps = (facts: Facts) =>
  (facts["mra-devices"]?.apps ?? []).filter(({ status }) => status !== "Registered" && status !== "absent");

const order: readonly Kind[] = ["stopped", "expired", "client", "server", "doors", "name", "stores"];

const wordFor = (kind: Kind) => (kind === "client" || kind === "server" ? "trust" : kind);

const covers = (barrier: Barrier, peer: NodeName, node: NodeName): boolean =>
  (barrier.peer ?? peer) === peer && (barrier.node ?? node) === node;

/** Tomcat and HAProxy show what is stored, and read the stores, when they start. */
const restartsReaders = ({ plan, runbook }: Remedy): boolean =>
  (plan?.steps ?? []).some(({ change }) => change.kind === "restart-service" && readers.has(change.service)) ||
  runbook.some(({ id = "", by }) => by === "person" && /^restart-(?:tomcat|haproxy)/.test(id));

const readers: ReadonlySet<string> = new Set(["Cisco Tomcat", "Cisco HAProxy"]);

/** From every peer to every node that answers; where apps are lost, to their nodes alone: who is in elsewhere was not shut out. */
function pathsIn({ cluster, facts, findings }: ConclusionInput, { silentPeers }: MraSituation) {
  // A node that says which of its services are stopped is not away.
  const known = new Set((facts["mra-services"]?.nodes ?? []).map(({ node }) => node));
  const silent = new Set(findings.filter(isSilence).flatMap(({ node }) => node ?? []));
  const peers = (facts["expressway-peers"]?.peers ?? []).map(({ peer }) => peer.name);
  const lost = lostApps(facts);
  const theirs = (name: NodeName): boolean =>
    lost.length === 0 || lost.some(({ node }) => node === "" || sameNode(name, node));
  const nodes = cluster.nodes
    .map(({ name }) => name)
    .filter((name) => (known.has(name) || !silent.has(name)) && theirs(name));
  return peers.filter((peer) => !silentPeers.includes(peer)).flatMap((peer) => nodes.map((node) => ({ peer, node })));
}

/** Of a certificate that has expired nothing but its date was judged: whether CUCM knows who signed it is asked of the stores. */
function refusedWhenRenewed(facts: Facts, expired: readonly NodeName[]): readonly Barrier[] {
  const stores = facts["mra-client-trust"]?.stores ?? [];
  return (facts["expressway-peers"]?.peers ?? []).flatMap(({ peer, server, shown }) => {
    const [leaf] = server ?? shown ?? [];
    if (leaf === undefined || !expired.includes(peer.name)) return [];
    const lacking = stores.filter(({ held }) => !vouched(leaf, held));
    return lacking.map(({ node }): Barrier => ({ kind: "client", peer: peer.name, node }));
  });
}

function barriersIn({ facts }: ConclusionInput, seen: MraSituation): readonly Barrier[] {
  const peers = (facts["expressway-peers"]?.peers ?? []).map(({ peer }) => peer.name);
  const at = (kind: Kind, doors: MraSituation["doorRefusals"], expired: boolean): Barrier[] =>
    doors.flatMap(({ node, verdicts }) => {
      const refusing = verdicts.filter(({ verdict }) => !verdict.ok && (verdict.why === "expired") === expired);
      // What another one refuses, a peer whose list could not be read may refuse as well.
      const unread = peers.filter((name) => refusing.length > 0 && !verdicts.some(({ peer }) => peer.name === name));
      return [...refusing.map(({ peer }) => peer.name), ...unread].map((peer) => ({ kind, peer, node }));
    });
  return [
    ...seen.stopped.map(({ node }): Barrier => ({ kind: "stopped", node })),
    ...seen.expiredPeers.map((peer): Barrier => ({ kind: "expired", peer })),
    ...at("expired", seen.expiredDoors, true),
    ...seen.clientRefusals.map(({ peer, node }): Barrier => ({ kind: "client", peer: peer.name, node })),
    ...refusedWhenRenewed(facts, seen.expiredPeers),
    ...at("server", seen.doorRefusals, false),
    ...at("doors", seen.toRestart, false),
    ...[...seen.unnamed, ...(facts["mra-doors"]?.silent ?? []).filter(({ named }) => named === false)].map(
      ({ node }): Barrier => ({ kind: "name", node }),
    ),
    ...(facts["mra-client-trust"]?.accepted ?? [])
      .filter(({ names }) => !names)
      .map(({ peer, node }): Barrier => ({ kind: "stores", peer, node })),
  ];
}
