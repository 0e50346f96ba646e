// In which order services are restarted over a cluster: service by service, each on the publisher first.
import type { ClusterNode } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import { restartableServices, type ServiceName } from "../domain/plan.ts";
import type { CertificateImpact, ServiceRestart } from "./impact.ts";

export interface OrderedRestart {
  readonly node: NodeName;
  readonly service: string;
}

/**
 * Expands services to nodes: publisher first, then subscribers one at a time (Cisco document 214231), in the nodes' own order.
 * `runsOn` says whether a service is started on a node; where it is not, there is nothing to restart.
 */
export function restartOrder(
  nodes: readonly ClusterNode[],
  services: readonly Pick<ServiceRestart, "service" | "where">[],
  runsOn: (service: string, node: NodeName) => boolean = () => true,
): OrderedRestart[] {
  const publisherFirst = [
    ...nodes.filter(({ role }) => role === "publisher"),
    ...nodes.filter(({ role }) => role !== "publisher"),
  ];
  return services.flatMap(({ service, where }) =>
    publisherFirst
      .filter(({ role, name }) => (where === "every-node" || role === "publisher") && runsOn(service, name))
      .map(({ name }) => ({ node: name, service })),
  );
}

/**
 * The order of services when several certificates were renewed: each service once. CallManager comes before what depends on it,
 * TVS before TFTP (a phone that fetches a list from TFTP asks TVS about its signer), Tomcat and its kin after the phones' services.
 */
export function mergedServices(
  impacts: readonly CertificateImpact[],
  which: "safe" | "short",
  circumstances: ReadonlySet<NonNullable<ServiceRestart["when"]>> = new Set(),
): ServiceRestart[] {
  const merged = new Map<string, ServiceRestart>();
  for (const impact of impacts) {
    const list = which === "short" ? (impact.short ?? impact.safe) : impact.safe;
    for (const entry of list.services) {
      if (entry.when !== undefined && !circumstances.has(entry.when)) continue;
      const known = merged.get(entry.service);
      if (known === undefined || known.where === "publisher") merged.set(entry.service, entry);
    }
  }
  return [...merged.values()].sort((a, b) => rank(a.service) - rank(b.service));
}

const order = [
  "Cisco Certificate Authority Proxy Function",
  "Cisco CallManager",
  "Cisco CTIManager",
  "Cisco Trust Verification Service",
  "Cisco Tftp",
  "Cisco HAProxy",
  "Cisco Tomcat",
];

function rank(service: string): number {
  const found = order.indexOf(service);
  return found < 0 ? order.length : found;
}

/** True when the bot may restart it after approval; the others are a person's runbook steps. */
export const restartable = (service: string): service is ServiceName =>
  (restartableServices as readonly string[]).includes(service);
