// Ends diagnostic logging on every Expressway-C peer of the plan and has each put together what it wrote.
import type { Evidence } from "../../domain/finding.ts";
import { say } from "../../i18n/say.ts";
import type { Action, Executed, Observation, Prechecked } from "../action.ts";
import { logStates, logUnknown } from "../expressway-logs.ts";
import { transcriptEvidence } from "../reading.ts";
import { peerNamed } from "../trusted.ts";

/** A stop may spread to the other peers by itself; collecting never does (public tools collect on every peer). */
export const collectExpresswayLog: Action<"collect-expressway-log"> = {
  kind: "collect-expressway-log",
  // Collecting goes on after the answer: some seconds for a short log, minutes for hours of it.
  patience: { every: 5, notDoneAfter: 20, giveUpAfter: 600 },
  resumable: true,
  command: ({ nodes }) =>
    `PUT /api/v1/provisioning/common/diagnosticlogging {"Mode":"stop"}, {"Mode":"collect"} (${nodes.join(", ")})`,
  estimateSeconds: ({ nodes }) => 60 * nodes.length,

  precheck: async ({ nodes }, context): Promise<Prechecked> => {
    const { states, evidence } = await logStates(nodes, context, "bear");
    return { ok: true, baseline: { states: Object.fromEntries(states) }, evidence };
  },

  /** A peer that cannot be asked keeps no other from being put back: it is named at the end. */
  execute: async ({ nodes }, context): Promise<Executed> => {
    const { systems, fence, signal } = context;
    const { states, trouble, evidence: seen } = await logStates(nodes, context, "bear");
    const evidence: Evidence[] = [...seen];
    for (const node of nodes) {
      if (!states.has(node)) continue;
      const peer = peerNamed(node, context);
      // Asked again: the stop of the peer before may have reached this one.
      const { value: state } = await systems.expressway.logState(peer, { signal });
      if (state === "collected" || state === "collecting") continue;
      // Where a peer’s words are not known, a stop too many is better than a log that stays on.
      const modes = state === "none" ? (["collect"] as const) : (["stop", "collect"] as const);
      for (const mode of modes) {
        const transcript = await systems.expressway.setLog(peer, mode, { fence, signal });
        evidence.push(transcriptEvidence("Expressway-C", node, transcript));
      }
    }
    if (trouble === undefined) return { outcome: "sent", evidence };
    return { outcome: "failed", evidence, note: trouble };
  },

  observe: async ({ nodes }, _intent, _progressed, context): Promise<Observation> => {
    const { states, evidence, trouble } = await logStates(nodes, context, "bear");
    if (trouble !== undefined) return { state: "unknown", evidence, note: trouble };
    const running = nodes.filter((node) => states.get(node) === "running");
    if (running.length > 0)
      return { state: "not-done", evidence, note: say("mra.change.log-on", { peers: running.join(", ") }) };
    const odd = nodes.filter((node) => states.get(node) === "unknown");
    if (odd.length > 0) return { state: "unknown", evidence, note: logUnknown(odd), final: true };
    const pending = nodes.filter((node) => states.get(node) !== "collected");
    if (pending.length === 0) return { state: "done", evidence };
    return { state: "unknown", evidence, note: say("mra.change.log-collecting", { peers: pending.join(", ") }) };
  },
};
