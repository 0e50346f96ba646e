// Starts one service that is stopped on one node with `utils service start`. The node's own list is asked, which knows every service and
// answers while Tomcat, and Control Center with it, is down.
import type { NodeName } from "../../domain/ids.ts";
import type { ServiceName } from "../../domain/plan.ts";
import { say } from "../../i18n/say.ts";
import type { Action, ActionContext, Observation, Prechecked } from "../action.ts";
import { attempt, transcriptEvidence } from "../reading.ts";
import { isActivated, serviceSeconds } from "../service-state.ts";

export const startService: Action<"start-service"> = {
  kind: "start-service",
  patience: { every: 10, notDoneAfter: 60, giveUpAfter: 900 },
  command: ({ service }) => `utils service start ${service}`,
  estimateSeconds: ({ service }) => serviceSeconds[service],

  precheck: async ({ node, service }, context): Promise<Prechecked> => {
    const list = await listed(node, service, context);
    if (!list.ok) return { ok: false, why: list.reason, evidence: [] };
    const { entry, evidence } = list;
    if (entry === undefined) return { ok: false, why: say("changes.no-such-service", { service, node }), evidence };
    if (!isActivated(entry)) return { ok: false, why: say("changes.not-activated", { service, node }), evidence };
    // Somebody was quicker: whatever else the plan does is looked at again by people.
    const why = say("changes.service-is", { service, node, status: entry.state });
    if (entry.state !== "stopped") return { ok: false, why, evidence, drift: true };
    return { ok: true, baseline: { status: entry.state }, evidence };
  },

  execute: async ({ node, service }, { systems, fence, signal }) => {
    const transcript = await systems.cli(node).startService(service, { fence, signal });
    return { outcome: "sent", transcript, evidence: [transcriptEvidence("CUCM CLI", node, transcript)] };
  },

  observe: async ({ node, service }, _intent, _progressed, context): Promise<Observation> => {
    const list = await listed(node, service, context);
    if (!list.ok) return { state: "unknown", evidence: [], note: list.reason };
    const { entry, evidence } = list;
    if (entry?.state === "started") return { state: "done", evidence };
    if (entry?.state === "stopped") return { state: "not-done", evidence };
    const status = entry?.state ?? "?";
    return { state: "unknown", evidence, note: say("changes.service-is", { service, node, status }) };
  },
};

async function listed(node: NodeName, service: ServiceName, { systems, signal }: ActionContext) {
  const list = await attempt(() => systems.cli(node).services({ signal }), signal);
  if (!list.ok) return list;
  const entry = list.value.value.find((other) => other.name === service);
  return { ok: true, entry, evidence: [list.value.evidence] } as const;
}
