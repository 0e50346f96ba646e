// What the Expressway-C's own log says, where a diagnostic log was collected: which side refused which, in OpenSSL's words.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import { type ExpresswayEvent, type ExpresswayEventKind, readExpresswayLog } from "../../signatures/expressway.ts";
import type { DiagnosticLog } from "../../systems/expressway-ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryPeer } from "../expressway-reads.ts";
import { readOnce } from "../reading.ts";

const id = "expressway-log";

export interface PeerLog {
  readonly peer: NodeName;
  /** False when nothing was collected, or it could not be read. */
  readonly read: boolean;
  /** Undefined when the peer could not be asked. */
  readonly state?: DiagnosticLog["state"];
  /** What speaks of TLS, newest last. */
  readonly events: readonly ExpresswayEvent[];
}

export interface ExpresswayLogFacts {
  readonly logs: readonly PeerLog[];
}

const codes = {
  "cucm-refuses-expressway": "exlog.cucm-refused",
  "expressway-refuses-cucm": "exlog.expressway-refused",
  "name-not-in-certificate": "exlog.name-missing",
  "sip-tls-refused": "exlog.sip-refused",
} as const satisfies Partial<Record<ExpresswayEventKind, string>>;
type Told = keyof typeof codes;
const told = Object.keys(codes) as readonly Told[];

export const expresswayLogCheck = defineCheck<typeof id, ExpresswayLogFacts>({
  id,
  title: say("mra.check.log"),
  async run(context: CheckContext): Promise<ExpresswayLogFacts> {
    return { logs: await onEveryPeer(context, (peer) => look(context, peer)) };
  },
});

async function look(context: CheckContext, peer: ExpresswayPeer): Promise<PeerLog> {
  const reading = await readOnce(context, id, peer, "Expressway-C", "diagnostic log", () =>
    context.systems.expressway.diagnosticLog(peer, { signal: context.signal }),
  );
  if (!reading.ok) return { peer: peer.name, read: false, events: [] };
  const common = { check: id, node: peer.name, evidence: [reading.evidence] };
  if (reading.value.state !== "collected") {
    const running = reading.value.state === "running";
    context.emit({
      ...common,
      id: `${id}:${peer.name}`,
      code: "exlog.none",
      // A log is a help, not a duty: the certificates say the same where they could all be read.
      verdict: "warning",
      title: say(running ? "mra.log.running" : "mra.log.none", { peer: peer.name }),
      next: say("mra.log.none.next", { peer: peer.name }),
    });
    return { peer: peer.name, read: false, state: reading.value.state, events: [] };
  }
  const events = readExpresswayLog(reading.value.text);
  const findings = told.flatMap((kind): Finding[] => {
    const of = events.filter((event) => event.kind === kind);
    const last = of.at(-1);
    if (last === undefined) return [];
    const ports = [...new Set(of.map(({ port }) => port).filter((port) => port > 0))].join(", ");
    const reason = of.find((event) => event.depth !== undefined)?.reason ?? last.reason;
    const values = {
      peer: peer.name,
      server: last.server || last.address,
      ports: ports || "?",
      reason,
      count: of.length,
    };
    return [
      {
        ...common,
        id: `${id}:${peer.name}:${kind}`,
        code: codes[kind],
        verdict: "problem",
        title: say(`mra.log.${kind}`, values),
        means: say(`mra.log.${kind}.means`),
      },
    ];
  });
  for (const finding of findings) context.emit(finding);
  if (findings.length === 0) {
    const { cut } = reading.value;
    const title = say(cut ? "mra.log.cut" : "mra.log.clean", { peer: peer.name });
    const next = cut ? { next: say("mra.log.none.next", { peer: peer.name }) } : {};
    const code = cut ? "exlog.cut" : "exlog.clean";
    context.emit({ ...common, id: `${id}:${peer.name}`, code, verdict: cut ? "unknown" : "ok", title, ...next });
  }
  return { peer: peer.name, read: true, state: "collected", events };
}
