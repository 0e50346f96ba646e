// The plans that make trust whole again: certificates first, then the services that read them, in the support document's order.
import { planDraft, type Wanted } from "../../actions/plan.ts";
import { type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { PlanDraft } from "../../domain/plan.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { trustRoad } from "../../trust/trust-import.ts";
import type { ConclusionInput } from "../scenario.ts";
import type { Needed } from "./needed.ts";

const percent = 95;
const withinSeconds = 900;

/** Cisco document 225746: CallManager, TFTP, Tomcat, HAProxy, each on every node that runs it. */
const order = ["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat", "Cisco HAProxy"] as const;
type Reader = (typeof order)[number];
/** They show certificates; before 12.5 Cisco Tftp answers at 6972 itself (docs/fidelity.md). */
const doorServices = (input: ConclusionInput): readonly Reader[] => {
  const release = input.facts["cluster-mode"]?.release;
  const early = release !== undefined && release.major < 12;
  return order.filter((service) => service !== "Cisco CallManager" && (early || service !== "Cisco Tftp"));
};

/** What must be restarted for trust to be whole besides what a new certificate in CUCM’s stores asks for. */
export type Reload = "stores" | "doors" | "nothing";

/** Undefined when there is nothing that the bot could add. */
export function repairPlan(input: ConclusionInput, needed: Needed, reload: Reload): PlanDraft | undefined {
  const release = input.facts["cluster-mode"]?.release;
  const publisher = publisherOf(input.cluster).name;
  const blocked = needed.onCluster.length > 0 && release === undefined;
  const onCluster =
    release === undefined
      ? []
      : needed.onCluster.map(({ store, certificate }): Wanted => {
          return { change: { kind: "trust-certificate", node: publisher, store, certificate, by: trustRoad(release) } };
        });
  const rivals = new Set(needed.rivals.map(({ peer }) => peer.name));
  const onPeers = needed.onPeers
    .filter(({ peer, certificates }) => certificates.length > 0 && !rivals.has(peer.name))
    .map(({ peer, certificates }): Wanted => {
      return { change: { kind: "trust-on-expressway", node: peer.name, certificates } };
    });
  if (blocked || onCluster.length + onPeers.length === 0) return undefined;
  // An Expressway uses its list at once; CUCM’s services read their stores when they start.
  const restarts =
    onCluster.length > 0 || reload === "stores"
      ? restartSteps(input, order)
      : reload === "doors"
        ? restartSteps(input, doorServices(input))
        : [];
  return draft(input, "trust-repair", say("mra.plan.repair"), [...onCluster, ...onPeers, ...restarts]);
}

/** The stores are whole: only the services must read them. */
export const reloadPlan = (input: ConclusionInput): PlanDraft | undefined => {
  const steps = restartSteps(input, order);
  return steps.length === 0 ? undefined : draft(input, "read-trust", say("mra.plan.reload"), steps);
};

/** Tomcat and HAProxy load their certificates when they start: on the nodes whose doors show what was replaced. */
export const restartDoorsPlan = (input: ConclusionInput, nodes: ReadonlySet<NodeName>): PlanDraft | undefined => {
  const steps = restartSteps(input, doorServices(input), nodes);
  return steps.length === 0 ? undefined : draft(input, "restart-doors", say("mra.plan.restart-doors"), steps);
};

export const restartPeersPlan = (input: ConclusionInput, peers: readonly NodeName[]): PlanDraft =>
  draft(
    input,
    "restart-expressway",
    say("mra.plan.restart-peers", { peers: peers.join(", ") }),
    peers.map((node): Wanted => ({ change: { kind: "restart-expressway", node } })),
  );

const draft = (input: ConclusionInput, remedy: string, title: Phrase, wanted: readonly Wanted[]): PlanDraft =>
  planDraft(about(input, remedy, title), wanted);

/** What a plan says beside its steps. */
export function about(input: ConclusionInput, remedy: string, title: Phrase): Omit<PlanDraft, "steps"> {
  const devices = input.facts["mra-devices"];
  return {
    cluster: input.cluster.id,
    title,
    remedy,
    phonesRegistered: devices?.registered ?? 0,
    phonesKnown: devices?.known ?? 0,
  };
}

/** Service by service, publisher first; phones back after each node’s CallManager and TFTP. */
function restartSteps(input: ConclusionInput, services: readonly Reader[], only?: ReadonlySet<NodeName>): Wanted[] {
  const nodes: readonly ClusterNode[] = [...input.cluster.nodes].sort(
    (a, b) => Number(b.role === "publisher") - Number(a.role === "publisher"),
  );
  const running = (node: NodeName, service: Reader): boolean =>
    (input.facts["mra-services"]?.nodes ?? []).find((one) => one.node === node)?.running.includes(service) === true;
  const phones = input.facts["mra-devices"]?.registeredNames ?? [];
  return services.flatMap((service) =>
    nodes
      .filter(({ name }) => running(name, service) && only?.has(name) !== false)
      .flatMap(({ name: node }): Wanted[] => {
        const restart: Wanted = {
          change: { kind: "restart-service", node, service },
          preconditions: [{ kind: "service-started", node, service }],
        };
        if (service !== "Cisco CallManager" || phones.length === 0) return [restart];
        return [restart, { change: { kind: "wait-for-phones", phones, percent, withinSeconds } }];
      }),
  );
}
