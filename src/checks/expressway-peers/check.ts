// The Expressway-C peers themselves: do they answer, what do they run, is their certificate valid and the one that they use?
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import { shortSerial } from "../../domain/serial.ts";
import { say } from "../../i18n/say.ts";
import type { Certificate } from "../../trust/types.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer, peersOf, readPeerCertificates, readPeerPort, readTrustedCas } from "../expressway-reads.ts";
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
  /** What its web port shows, leaf first; of a peer that cannot be asked only where its certificate is not pinned. */
  readonly shown?: readonly Certificate[];
  /** It shows another certificate than the stored one: it was not restarted since. */
  readonly stale: boolean;
  /** The dates of its certificate are over. */
  readonly over: boolean;
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
  if (!server.ok || leaf === undefined) {
    // No password goes to a certificate whose dates are over; the port shows it to everybody.
    const refused = !server.ok && server.error.code === "certificate-not-pinned";
    const shown = refused ? await readPeerPort(context, id, peer) : undefined;
    const face = shown?.ok === true ? shown.value[0] : undefined;
    const over = face !== undefined && isOver(context, face);
    if (over && shown?.ok === true) emitExpired(context, peer, face, shown.evidence);
    return { peer, answers: false, ...(shown?.ok === true ? { shown: shown.value } : {}), stale: false, over };
  }
  const [unit, trusted, shown] = await Promise.all([
    readOnce(context, id, peer, "Expressway-C", "unit", () =>
      context.systems.expressway.unit(peer, { signal: context.signal }),
    ),
    readTrustedCas(context, id, peer),
    readPeerPort(context, id, peer),
  ]);
  const version = unit.ok ? unit.value.version : undefined;
  const stale = shown.ok && shown.value[0] !== undefined && shown.value[0].sha256 !== leaf.sha256;
  const over = isOver(context, leaf);
  const values = { ...valuesOf(peer, leaf), version: version ?? "?" };
  const common = { check: id, node: peer.name };
  if (over) emitExpired(context, peer, leaf, server.evidence);
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
    ...(shown.ok ? { shown: shown.value } : {}),
    stale,
    over,
  };
}

const isOver = ({ clock }: CheckContext, { notAfter }: Certificate): boolean => Date.parse(notAfter) < clock.now();

const valuesOf = (peer: ExpresswayPeer, leaf: Certificate) => ({
  peer: peer.name,
  serial: shortSerial(leaf.serial),
  issuer: leaf.issuer,
  date: { date: leaf.notAfter },
});

function emitExpired(context: CheckContext, peer: ExpresswayPeer, leaf: Certificate, evidence: Evidence): void {
  const values = valuesOf(peer, leaf);
  context.emit({
    id: `${id}:${peer.name}:date`,
    check: id,
    code: "expressway.expired",
    verdict: "problem",
    node: peer.name,
    title: say("mra.peers.expired", values),
    next: say("mra.peers.expired.next", values),
    evidence: [evidence],
  });
}
