// The services behind 8443, 6972 and registration: one that is stopped explains silence without any certificate.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import type { ServiceEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode, readQuietly } from "../reading.ts";
import { readServices } from "../reads.ts";

const id = "mra-services";

/** In the order in which the support document restarts them. */
export const mraServices = ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"] as const;
export type MraService = (typeof mraServices)[number];

export interface MraServicesFacts {
  readonly nodes: readonly {
    readonly node: NodeName;
    readonly running: readonly MraService[];
    readonly stopped: readonly MraService[];
    /** ISO 8601, the bot’s clock; without what Control Center does not list (HAProxy) or could not be asked about. */
    readonly startedAt: Readonly<Partial<Record<MraService, string>>>;
  }[];
}

const state = (services: readonly ServiceEntry[], name: MraService): ServiceEntry | undefined =>
  services.find((one) => one.name === name);

export const mraServicesCheck = defineCheck<typeof id, MraServicesFacts>({
  id,
  title: say("mra.check.services"),
  async run(context: CheckContext): Promise<MraServicesFacts> {
    const nodes = await onEveryNode(context, async (node) => {
      const reading = await readServices(context, id, node);
      if (!reading.ok) return undefined;
      const running = mraServices.filter((name) => state(reading.value, name)?.state === "started");
      const stopped = mraServices.filter((name) => {
        const found = state(reading.value, name);
        return found !== undefined && found.state !== "started" && !/not activated/i.test(found.note);
      });
      const values = { node: node.name, services: (stopped.length > 0 ? stopped : running).join(", ") };
      context.emit({
        id: `${id}:${node.name}`,
        check: id,
        code: stopped.length > 0 ? "mra.service-stopped" : "mra.services-started",
        verdict: stopped.length > 0 ? "problem" : "ok",
        node: node.name,
        title: say(stopped.length > 0 ? "mra.services.stopped" : "mra.services.started", values),
        ...(stopped.length > 0 ? { next: say("mra.services.stopped.next", values) } : {}),
        evidence: [reading.evidence],
      });
      return { node: node.name, running, stopped, startedAt: await startsOf(context, node) };
    });
    return { nodes: nodes.filter((one) => one !== undefined) };
  },
});

/** By how long each has been running: no two clocks are compared. It only helps to date a log, so nobody hears when it is missing. */
async function startsOf(context: CheckContext, node: ClusterNode): Promise<Partial<Record<MraService, string>>> {
  const reading = await readQuietly(context, node, "Control Center", "mra services", () =>
    context.systems.soap.serviceStatus(node, mraServices, { signal: context.signal }),
  );
  if (!reading.ok) return {};
  const asked = Date.parse(reading.evidence.at);
  const starts: Partial<Record<MraService, string>> = {};
  for (const { name, status, upTime } of reading.value) {
    const service = mraServices.find((one) => one === name);
    if (service !== undefined && status === "Started" && upTime >= 0)
      starts[service] = new Date(asked - upTime * 1000).toISOString();
  }
  return starts;
}
