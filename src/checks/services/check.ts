// Are the services that phones need running? A stopped service explains silent phones without any certificate.
import type { ClusterNode } from "../../domain/cluster.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import type { ServiceEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readServices } from "../reads.ts";

const id = "services";

/** What phones need to boot and register (facts cucm.md section 5). */
const needed = ["Cisco CallManager", "Cisco Tftp", "Cisco Trust Verification Service"] as const;

export interface NodeServices {
  readonly node: NodeName;
  readonly services: readonly ServiceEntry[];
  /** Of the needed ones, those that are activated and not running. */
  readonly stopped: readonly string[];
}

export interface ServicesFacts {
  readonly nodes: readonly NodeServices[];
}

export const servicesCheck = defineCheck<typeof id, ServicesFacts>({
  id,
  title: say("checks.services.title"),
  async run(context: CheckContext): Promise<ServicesFacts> {
    const nodes = await onEveryNode(context, async (node): Promise<NodeServices | undefined> => {
      const reading = await readServices(context, id, node);
      if (!reading.ok) return undefined;
      const down = reading.value.filter((service) => isNeeded(service.name) && isDown(service));
      for (const service of down) context.emit(stopped(node, service, reading.evidence));
      if (down.length === 0) {
        const running = reading.value.filter((service) => isNeeded(service.name) && service.state === "started");
        context.emit({
          id: `${id}:${node.name}`,
          check: id,
          code: "services.started",
          verdict: "ok",
          node: node.name,
          title: say("checks.services.started", {
            node: node.name,
            services: running.map((service) => service.name).join(", "),
          }),
          evidence: [reading.evidence],
        });
      }
      return { node: node.name, services: reading.value, stopped: down.map((service) => service.name) };
    });
    return { nodes: nodes.filter((one) => one !== undefined) };
  },
});

const isNeeded = (name: string): boolean => (needed as readonly string[]).includes(name);

/** `Service Not Activated` is a decision of the administrator, not a fault. */
const isDown = (service: ServiceEntry): boolean => service.state !== "started" && !/not activated/i.test(service.note);

function stopped(node: ClusterNode, service: ServiceEntry, evidence: Finding["evidence"][number]): Finding {
  return {
    id: `${id}:${node.name}:${service.name}`,
    check: id,
    code: "service.stopped",
    verdict: "problem",
    node: node.name,
    title: say("checks.services.stopped", { node: node.name, service: service.name, state: service.state }),
    next: say("checks.services.stopped.next", { service: service.name, node: node.name }),
    evidence: [evidence],
  };
}
