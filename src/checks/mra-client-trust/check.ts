// Would CUCM accept the certificate that each Expressway-C shows? tomcat-trust and CallManager-trust of every node are asked.
import type { ClusterNode, ExpresswayPeer } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { type ClusterTrustStore, clusterTrustStores } from "../../domain/trusted-certificate.ts";
import { say } from "../../i18n/say.ts";
import { type ChainVerdict, judgeChain } from "../../trust/chain.ts";
import { namesAll } from "../../trust/subject-der.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer, readPeerCertificates, readPeerPort, readTrustStore } from "../expressway-reads.ts";
import { mraPorts } from "../mra-ports.ts";
import { onEveryNode, readQuietly } from "../reading.ts";

const id = "mra-client-trust";

export interface ClientTrust {
  readonly peer: ExpresswayPeer;
  readonly node: NodeName;
  readonly store: ClusterTrustStore;
  readonly verdict: ChainVerdict;
  /** The peer’s certificate is not pinned, so that it could not be asked: judged is what its port shows to everybody. */
  readonly byPort?: true;
}

/** Whether a port says that it accepts what is above a peer’s certificate; only where the stores accept it and the port names anybody. */
export interface AcceptedClient {
  readonly peer: NodeName;
  readonly node: NodeName;
  /** As it is called in life. */
  readonly port: 8443 | 6972;
  readonly names: boolean;
}

export interface MraClientTrustFacts {
  readonly judged: readonly ClientTrust[];
  readonly accepted: readonly AcceptedClient[];
  /** By node and store, where it was read. */
  readonly stores: readonly {
    readonly node: NodeName;
    readonly store: ClusterTrustStore;
    readonly held: readonly Certificate[];
  }[];
}

interface StoreRead {
  readonly node: NodeName;
  readonly store: ClusterTrustStore;
  readonly held: readonly Certificate[];
  readonly evidence: Evidence;
}

export const mraClientTrustCheck = defineCheck<typeof id, MraClientTrustFacts>({
  id,
  title: say("mra.check.client-trust"),
  async run(context: CheckContext): Promise<MraClientTrustFacts> {
    const shown = (await onEveryPeer(context, (peer) => certificateOf(context, peer))).filter(
      (one) => one !== undefined,
    );
    if (shown.length === 0) return { judged: [], accepted: [], stores: [] };
    const read = await onEveryNode(context, (node) =>
      Promise.all(
        clusterTrustStores.map(async (store): Promise<StoreRead | undefined> => {
          const reading = await readTrustStore(context, id, node, store);
          return reading.ok ? { node: node.name, store, held: reading.value, evidence: reading.evidence } : undefined;
        }),
      ),
    );
    const stores = read.flat().filter((one) => one !== undefined);
    const judged = shown.flatMap(({ peer, chain, byPort }) =>
      stores.map(({ node, store, held }): ClientTrust => {
        const verdict = judgeChain(chain, held, context.clock.now());
        return { peer, node, store, verdict, ...(byPort ? { byPort } : {}) };
      }),
    );
    for (const { peer, chain, evidence } of shown) tell(context, peer, chain, evidence, judged, stores);
    const accepted = (await onEveryNode(context, (node) => acceptedAt(context, node, judged))).flat();
    return { judged, accepted, stores: stores.map(({ node, store, held }) => ({ node, store, held })) };
  },
});

interface Shown {
  readonly peer: ExpresswayPeer;
  readonly chain: readonly Certificate[];
  readonly evidence: Evidence;
  readonly byPort: boolean;
}

/** As the peer says it; of one whose certificate is not pinned, and which therefore gets no password, what it shows. */
async function certificateOf(context: CheckContext, peer: ExpresswayPeer): Promise<Shown | undefined> {
  const server = await readPeerCertificates(context, id, peer);
  if (server.ok) return { peer, chain: server.value, evidence: server.evidence, byPort: false };
  if (server.error.code !== "certificate-not-pinned") return undefined;
  const port = await readPeerPort(context, id, peer);
  return port.ok ? { peer, chain: port.value, evidence: port.evidence, byPort: true } : undefined;
}

/** Asks each port which CAs it accepts: a handshake of our own, which tells what was loaded from what is stored. */
async function acceptedAt(
  context: CheckContext,
  node: ClusterNode,
  judged: readonly ClientTrust[],
): Promise<readonly AcceptedClient[]> {
  const found: AcceptedClient[] = [];
  for (const { port, at } of mraPorts) {
    const reading = await readQuietly(context, node, "TLS", `accepts ${port}`, () =>
      context.systems.tls.accepts(node, node.ports[at], { signal: context.signal }),
    );
    const named = reading.ok ? reading.value : undefined;
    // Who names nobody says nothing about whom it accepts.
    if (!reading.ok || named === undefined || named.length === 0) continue;
    const lacking: ClientTrust[] = [];
    for (const peer of new Set(judged.map((one) => one.peer.name))) {
      const mine = judged.filter((one) => one.node === node.name && one.peer.name === peer);
      const [first] = mine;
      if (first === undefined || !mine.every(({ verdict }) => verdict.ok)) continue;
      const { path } = first.verdict;
      const names = namesAll(named, path.length === 1 ? path : path.slice(1));
      found.push({ peer, node: node.name, port, names });
      if (!names) lacking.push(first);
    }
    const [first] = lacking;
    if (first === undefined) continue;
    const peers = lacking.map(({ peer }) => peer.name).join(", ");
    context.emit({
      id: `${id}:${node.name}:${port}:loaded`,
      check: id,
      code: "client.not-loaded",
      verdict: "warning",
      node: node.name,
      title: say("mra.client.not-loaded", { node: node.name, port: String(port), peers }),
      means: say("mra.client.not-loaded.means"),
      evidence: [reading.evidence],
    });
  }
  return found;
}

/** One finding for each peer: the places that refuse it, or that all accept it. */
function tell(
  context: CheckContext,
  peer: ExpresswayPeer,
  chain: readonly Certificate[],
  shown: Evidence,
  judged: readonly ClientTrust[],
  stores: readonly StoreRead[],
): void {
  const mine = judged.filter((one) => one.peer.name === peer.name);
  const refusing = mine.filter(({ verdict }) => !verdict.ok && verdict.why !== "expired");
  const [first] = refusing;
  const leaf = chain[0];
  if (mine.length === 0 || leaf === undefined) return;
  const places = refusing.map(({ node, store }) => `${node} ${store}`).join(", ");
  const lacking = first !== undefined && !first.verdict.ok ? first.verdict.at : undefined;
  const values = { peer: peer.name, subject: leaf.subject, issuer: lacking?.issuer ?? leaf.issuer, places };
  const used = stores.filter((store) => refusing.some((one) => one.node === store.node && one.store === store.store));
  const common = { id: `${id}:${peer.name}`, check: id, node: peer.name };
  if (first === undefined) {
    const evidence = [shown, ...stores.map((one) => one.evidence)];
    const title = say("mra.client.trusted", { ...values, stores: clusterTrustStores.join(", ") });
    context.emit({ ...common, code: "client.trusted", verdict: "ok", title, evidence });
    return;
  }
  const half = lacking !== undefined && lacking.sha256 !== leaf.sha256;
  context.emit({
    ...common,
    code: leaf.selfSigned ? "client.self-signed" : half ? "client.chain-broken" : "client.not-trusted",
    verdict: "problem",
    title: say(leaf.selfSigned ? "mra.client.self-signed" : "mra.client.refused", values),
    means: say("mra.client.means", values),
    next: say("mra.client.next", values),
    evidence: [shown, ...used.map((one) => one.evidence)],
  });
}
