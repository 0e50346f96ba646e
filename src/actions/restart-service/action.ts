// Restarts one service on one node with `utils service restart`; never over SOAP, which dies with Tomcat and HAProxy.
import { say } from "../../i18n/say.ts";
import type { Action, Observation, Prechecked } from "../action.ts";
import { attempt, member, text, transcriptEvidence } from "../reading.ts";
import { readService, serviceSeconds } from "../service-state.ts";

export const restartService: Action<"restart-service"> = {
  kind: "restart-service",
  patience: { every: 10, notDoneAfter: 60, giveUpAfter: 900 },
  command: ({ service }) => `utils service restart ${service}`,
  estimateSeconds: ({ service }) => serviceSeconds[service],

  precheck: async ({ node, service }, context): Promise<Prechecked> => {
    const reading = await readService(node, service, context);
    if (reading.kind === "read") {
      // The start time is kept as printed: equal text means the same start, whatever the node's clock and zone are.
      const { status, startTime } = reading.status;
      return { ok: true, baseline: { status, startTime }, evidence: [reading.evidence] };
    }
    // Control Center runs inside Tomcat and does not list every service; the command line must know the service then.
    const { systems, signal } = context;
    const list = await attempt(() => systems.cli(node).services({ signal }), signal);
    if (!list.ok) return { ok: false, why: list.reason, evidence: [] };
    const entry = list.value.value.find((other) => other.name === service);
    if (entry === undefined) {
      return { ok: false, why: say("changes.no-such-service", { service, node }), evidence: [list.value.evidence] };
    }
    return { ok: true, baseline: { status: entry.state, startTime: null }, evidence: [list.value.evidence] };
  },

  execute: async ({ node, service }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).restartService(service, { fence, signal });
    return { outcome: "sent", transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },

  observe: async ({ node, service }, intent, _progressed, context): Promise<Observation> => {
    const before = text(member(intent.baseline, "startTime"));
    const reading = await readService(node, service, context);
    if (reading.kind === "unreadable") return { state: "unknown", evidence: [], note: reading.reason };
    if (reading.kind === "unlisted" || before === undefined) {
      const note = say("changes.start-time-unknown", { service, node });
      return { state: "unknown", evidence: [reading.evidence], note, final: true };
    }
    const { status, startTime } = reading.status;
    const evidence = [reading.evidence];
    if (status === "Started" && startTime !== "") {
      return { state: startTime === before ? "not-done" : "done", evidence };
    }
    return { state: "unknown", evidence, note: say("changes.service-is", { service, node, status }) };
  },
};
