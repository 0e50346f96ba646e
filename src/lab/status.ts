// The practice cluster at a glance, for a person or a script.
import type { NodeRole } from "../domain/cluster.ts";
import { sha256 } from "../kernel/ids.ts";
import type { Inside } from "./inside.ts";
import type { LabMode, LabPhone, NetworkCondition, RegistrationStatus } from "./model.ts";
import type { Node } from "./node.ts";

/** A JSON summary that an administrator could see. */
export interface LabStatus {
  readonly release: string;
  readonly mode: LabMode;
  readonly time: string;
  readonly phones: Readonly<Record<RegistrationStatus | "off", number>>;
  readonly nodes: readonly {
    readonly name: string;
    readonly role: NodeRole;
    readonly address: string;
    readonly powered: boolean;
    readonly network: NetworkCondition;
    readonly own: Readonly<Record<string, string>>;
    readonly stopped: readonly string[];
    readonly lists: { readonly itl?: string; readonly ctl?: string };
  }[];
}

export function clusterStatus(inside: Inside, phones: readonly LabPhone[]): LabStatus {
  const counts = { Registered: 0, UnRegistered: 0, Rejected: 0, PartiallyRegistered: 0, Unknown: 0, off: 0 };
  for (const phone of phones) counts[phone.powered ? (phone.registration?.status ?? "Unknown") : "off"]++;
  return {
    release: inside.profile.release.full,
    mode: inside.currentMode(),
    time: new Date(inside.clock.now()).toISOString(),
    phones: counts,
    nodes: inside.nodes.map(nodeStatus),
  };
}

function nodeStatus(node: Node): LabStatus["nodes"][number] {
  const itl = node.trustList("ITL");
  const ctl = node.trustList("CTL");
  const stopped = [...node.services.values()].filter((service) => service.activated && service.state !== "started");
  return {
    name: node.name,
    role: node.role,
    address: node.address,
    powered: node.powered,
    network: node.network,
    own: Object.fromEntries([...node.own].map(([unit, { serial }]) => [unit, serial])),
    stopped: stopped.map((service) => service.name),
    lists: { ...(itl && { itl: sha256(itl) }), ...(ctl && { ctl: sha256(ctl) }) },
  };
}
