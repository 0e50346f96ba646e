// Begins diagnostic logging on every Expressway-C peer of the plan; a log that somebody else has begun is left alone.
import type { Evidence } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { logStates, logUnknown, peersSent } from "../expressway-logs.ts";
import { transcriptEvidence } from "../reading.ts";
import { peerNamed } from "../trusted.ts";

/**
 * Between the peers of one Expressway cluster a start may spread by itself (public tools start the master alone), or not: each peer is looked
 * at before anything is sent to it. No packet capture: it would hold what people type.
 */
export const startExpresswayLog: Action<"start-expressway-log"> = {
  kind: "start-expressway-log",
  patience: { every: 5, notDoneAfter: 10, giveUpAfter: 120 },
  resumable: true,
  command: ({ nodes }) =>
    `PUT /api/v1/provisioning/common/diagnosticlogging {"Mode":"start","TCPDump":"off"} (${nodes.join(", ")})`,
  estimateSeconds: ({ nodes }) => 10 * nodes.length,

  precheck: async ({ nodes }, context): Promise<Prechecked> => {
    const { states, evidence } = await logStates(nodes, context);
    const busy = nodes.filter((node) => states.get(node) === "running" || states.get(node) === "collecting");
    // Drift, not trouble: after an interruption these are the peers that this very step has started.
    if (busy.length > 0)
      return { ok: false, drift: true, why: say("mra.change.log-running", { peers: busy.join(", ") }), evidence };
    return { ok: true, baseline: { states: Object.fromEntries(states) }, evidence };
  },

  execute: async ({ nodes }, context): Promise<Executed> => {
    const { systems, fence, signal, abort, progress, progressed } = context;
    const earlier = peersSent(progressed, "started");
    const evidence: Evidence[] = [];
    for (const node of nodes) {
      const peer = peerNamed(node, context);
      const { value: state } = await systems.expressway.logState(peer, { signal });
      if (state === "running") continue;
      if (abort.aborted) return { outcome: "failed", evidence, note: say("mra.change.log-aborted", { peer: node }) };
      if (!earlier.has(node)) await progress({ started: [node] });
      const transcript = await systems.expressway.setLog(peer, "start", { fence, signal });
      evidence.push(transcriptEvidence("Expressway-C", node, transcript));
    }
    return { outcome: "sent", evidence };
  },

  observe: async ({ nodes }, _intent, _progressed, context): Promise<Observation> => {
    const { states, evidence, trouble } = await logStates(nodes, context, "bear");
    const odd = nodes.filter((node) => states.get(node) === "unknown");
    const off = nodes.filter((node) => states.has(node) && states.get(node) !== "running" && !odd.includes(node));
    if (trouble !== undefined) return { state: "unknown", evidence, note: trouble };
    if (off.length === 0 && odd.length === 0) return { state: "done", evidence };
    if (off.length === 0) return { state: "unknown", evidence, note: logUnknown(odd), final: true };
    return { state: "not-done", evidence, note: say("mra.change.log-off", { peers: off.join(", ") }) };
  },
};
