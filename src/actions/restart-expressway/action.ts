// Restarts one Expressway-C peer over its REST API; its up time tells a restart from none.
import { say } from "../../i18n/say.ts";
import type { Action, Observation, Prechecked } from "../action.ts";
import { attempt, member, transcriptEvidence } from "../reading.ts";
import { peerNamed } from "../trusted.ts";

/** Seconds that the bot's clock and the peer's up time may differ over a run. */
const slack = 5;

export const restartExpressway: Action<"restart-expressway"> = {
  kind: "restart-expressway",
  patience: { every: 10, notDoneAfter: 90, giveUpAfter: 900 },
  command: () => "POST /api/provisioning/restart",
  estimateSeconds: () => 300,

  precheck: async ({ node }, context): Promise<Prechecked> => {
    const peer = peerNamed(node, context);
    const read = await attempt(() => context.systems.expressway.unit(peer, { signal: context.signal }), context.signal);
    if (!read.ok) return { ok: false, why: read.reason, evidence: [] };
    return { ok: true, baseline: { upTime: read.value.value.upTime ?? null }, evidence: [read.value.evidence] };
  },

  execute: async ({ node }, context) => {
    const { systems, fence, signal } = context;
    const transcript = await systems.expressway.restart(peerNamed(node, context), { fence, signal });
    return { outcome: "sent", transcript, evidence: [transcriptEvidence("Expressway-C", node, transcript)] };
  },

  observe: async ({ node }, intent, _progressed, context): Promise<Observation> => {
    const { systems, signal } = context;
    const read = await attempt(async () => await systems.expressway.unit(peerNamed(node, context), { signal }), signal);
    if (!read.ok) return { state: "unknown", evidence: [], note: read.reason };
    const before = member(intent.baseline, "upTime");
    const { upTime } = read.value.value;
    const evidence = [read.value.evidence];
    if (typeof before !== "number" || upTime === undefined) {
      return { state: "unknown", evidence, note: say("mra.change.no-uptime", { peer: node }), final: true };
    }
    // Without a restart it has run on since the intent; durations are compared, never two clocks.
    const elapsed = (context.clock.now() - Date.parse(intent.at)) / 1000;
    return { state: upTime + slack < before + elapsed ? "done" : "not-done", evidence };
  },
};
