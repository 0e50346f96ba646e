// Are the services that phones need running? A stopped service explains silent phones without any certificate.
import { type ClusterNode, nodeOfServer, publisherOf } from "../../domain/cluster.ts";
import type { Finding } from "../../domain/finding.ts";
import type { NodeName } from "../../domain/ids.ts";
import { say } from "../../i18n/say.ts";
import type { ServiceEntry } from "../../systems/ports.ts";
import { type CheckContext, defineCheck } from "../check.ts";
import { onEveryNode } from "../reading.ts";
import { readGroups, readPools, readServices } from "../reads.ts";

const id = "services";

const callManager = "Cisco CallManager";

/** What phones need to boot and register (facts cucm.md section 5). */
const needed = [callManager, "Cisco Tftp", "Cisco Trust Verification Service"] as const;

export interface NodeServices {
  readonly node: NodeName;
  readonly services: readonly ServiceEntry[];
  /** Of the needed ones, those that are activated and not running. */
  readonly stopped: readonly string[];
}

/** Phones of this device pool have no call manager to go to: every member of its group has Cisco CallManager stopped. */
export interface PoolWithoutCallManager {
  readonly pool: string;
  /** The group's members, first choice first. */
  readonly nodes: readonly NodeName[];
}

export interface ServicesFacts {
  readonly nodes: readonly NodeServices[];
  /** Asked only where Cisco CallManager is stopped on some nodes and runs on others. */
  readonly withoutCallManager?: readonly PoolWithoutCallManager[];
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
    const read = nodes.filter((one) => one !== undefined);
    const pools = await withoutCallManager(context, read);
    return { nodes: read, ...(pools === undefined ? {} : { withoutCallManager: pools }) };
  },
});

async function withoutCallManager(
  context: CheckContext,
  read: readonly NodeServices[],
): Promise<readonly PoolWithoutCallManager[] | undefined> {
  const { cluster } = context.systems;
  const down = new Set(read.filter(({ stopped }) => stopped.includes(callManager)).map(({ node }) => node));
  const runs = ({ services }: NodeServices) =>
    services.some(({ name, state }) => name === callManager && state === "started");
  if (down.size === 0 || !read.some(runs)) return undefined;
  const publisher = publisherOf(cluster);
  const [groups, pools] = await Promise.all([readGroups(context, id, publisher), readPools(context, id, publisher)]);
  if (!groups.ok || !pools.ok) return undefined;
  const dead = groups.value.flatMap(({ name, nodes }) => {
    const members = nodes.flatMap((server) => nodeOfServer(server, cluster.nodes)?.name ?? []);
    const none = members.length === nodes.length && members.length > 0 && members.every((node) => down.has(node));
    return none ? [{ name, nodes: members }] : [];
  });
  return dead.flatMap((group) =>
    pools.value.filter((pool) => pool.group === group.name).map(({ name }) => ({ pool: name, nodes: group.nodes })),
  );
}

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
