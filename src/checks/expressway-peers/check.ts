// The Expressway-C peers themselves: do they answer, what do they run, is their certificate valid and the one that they use?
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer, peersOf, readPeerCertificates, readTrustedCas } from "../expressway-reads.ts";
import { readOnce } from "../reading.ts";

const id = "expressway-peers";

export interface PeerFacts {
  readonly peer: ExpresswayPeer;
  /** False when it could not be asked; everything else is missing then. */
  readonly answers: boolean;
  readonly version?: string;
  /** Seconds that its clock is ahead of the bot’s; undefined when it does not say. */
  readonly ahead?: number;
  /** Server certificate, leaf first, and the trusted CA list. */
  readonly server?: readonly Certificate[];
  readonly trusted?: readonly Certificate[];
  /** It shows another certificate than the stored one: it was not restarted since. */
  readonly stale: boolean;
}

export interface ExpresswayPeersFacts {
  /** Empty when the configuration names no Expressway. */
  readonly peers: readonly PeerFacts[];
}

export const expresswayPeersCheck = defineCheck<typeof id, ExpresswayPeersFacts>({
  id,
  title: say("mra.check.peers"),
  async run(context: CheckContext): Promise<ExpresswayPeersFacts> {
    if (peersOf(context).length === 0) {
      context.emit({
        id: `${id}:none`,
        check: id,
        code: "expressway.none",
        verdict: "unknown",
        title: say("mra.peers.none"),
        next: say("mra.peers.none.next"),
        evidence: [],
      });
    }
    return { peers: await onEveryPeer(context, (peer) => look(context, peer)) };
  },
});

async function look(context: CheckContext, peer: ExpresswayPeer): Promise<PeerFacts> {
  // One after the other for the first question: a wrong password or a dead peer is met once.
  const server = await readPeerCertificates(context, id, peer);
  const leaf = server.ok ? server.value[0] : undefined;
  if (!server.ok || leaf === undefined) return { peer, answers: false, stale: false };
  const [unit, trusted, shown] = await Promise.all([
    readOnce(context, id, peer, "Expressway-C", "unit", () =>
      context.systems.expressway.unit(peer, { signal: context.signal }),
    ),
    readTrustedCas(context, id, peer),
    readOnce(context, id, peer, "TLS", "port", () =>
      context.systems.tls.served(asNode(context, peer), peer.port, { signal: context.signal }),
    ),
  ]);
  const version = unit.ok ? unit.value.version : undefined;
  const stale = shown.ok && shown.value[0] !== undefined && shown.value[0].sha256 !== leaf.sha256;
  const over = Date.parse(leaf.notAfter) < context.clock.now();
  const values = {
    peer: peer.name,
    version: version ?? "?",
    serial: shortSerial(leaf.serial),
    issuer: leaf.issuer,
    date: { date: leaf.notAfter },
  };
  const common = { check: id, node: peer.name };
  if (over) {
    const title = say("mra.peers.expired", values);
    const next = say("mra.peers.expired.next", values);
    const evidence = [server.evidence];
    context.emit({
      ...common,
      id: `${id}:${peer.name}:date`,
      code: "expressway.expired",
      verdict: "problem",
      title,
      next,
      evidence,
    });
  }
  if (stale) {
    context.emit({
      ...common,
      id: `${id}:${peer.name}:stale`,
      code: "expressway.not-restarted",
      verdict: "problem",
      title: say("mra.peers.stale", values),
      next: say("mra.peers.stale.next", values),
      evidence: shown.ok ? [server.evidence, shown.evidence] : [server.evidence],
    });
  }
  if (!over && !stale) {
    context.emit({
      ...common,
      id: `${id}:${peer.name}`,
      code: "expressway.answers",
      verdict: "ok",
      title: say("mra.peers.answers", values),
      evidence: unit.ok ? [server.evidence, unit.evidence] : [server.evidence],
    });
  }
  return {
    peer,
    answers: true,
    ...(version === undefined ? {} : { version }),
    ...(unit.ok && unit.value.ahead !== undefined ? { ahead: unit.value.ahead } : {}),
    server: server.value,
    ...(trusted.ok ? { trusted: trusted.value } : {}),
    stale,
  };
}

/** The TLS probe takes a node for its name and address alone. */
const asNode = (context: CheckContext, peer: ExpresswayPeer) => {
  const [any] = context.systems.cluster.nodes;
  if (any === undefined) throw new Error("a cluster has nodes");
  return { ...any, name: peer.name, address: peer.address };
};
