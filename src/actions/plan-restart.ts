// The plan behind `/certops restart <service> [nodes]`: publisher first, one node after the other, phones back in between; where the
// service is stopped it is started.
import { changeImpact } from "../domain/change.ts";
import type { ClusterNode } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import { type Change, type PlanDraft, restartableServices, type ServiceName } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { deskPhones, isRegistered, readPhones } from "./phones.ts";
import { planDraft, type Wanted } from "./plan.ts";
import { isActivated } from "./service-state.ts";

const backPercent = 95;
const backWithinSeconds = 900;

export interface RestartWish {
  /** As typed; any case. */
  readonly service: string;
  /** Node names; every node that runs the service when empty, and where it runs nowhere those on which it is stopped. */
  readonly nodes: readonly string[];
}

/**
 * Reads which nodes run the service and which phones are registered. Throws CertOpsError `not-found` for a service or node
 * that is not there (what is there is named), and what the systems throw when they cannot be asked.
 */
export async function planRestart(wish: RestartWish, context: ActionContext): Promise<PlanDraft> {
  const { systems, signal } = context;
  const service = serviceNamed(wish.service);
  const nodes = await nodesFor(service, wish.nodes, context);
  const { value: configured } = await systems.soap.phones({ signal });
  const names = deskPhones(configured).map((phone) => phone.name);
  const read = await readPhones(names, context);
  const registered = names.filter((name) => isRegistered(read.of.get(name)));
  const wanted = nodes.flatMap(({ node, runs }): readonly Wanted[] => {
    // Nobody works with what is stopped: nothing to wait for, and its state is looked at before it is started.
    if (!runs) return [{ change: { kind: "start-service", node: node.name, service } }];
    const change: Change = { kind: "restart-service", node: node.name, service };
    const restart: Wanted = { change, preconditions: [{ kind: "service-started", node: node.name, service }] };
    if (changeImpact(change) !== "high" || registered.length === 0) return [restart];
    const wait = { phones: registered, percent: backPercent, withinSeconds: backWithinSeconds };
    return [restart, { change: { kind: "wait-for-phones", ...wait } }];
  });
  const about = {
    cluster: systems.cluster.id,
    title: say(nodes.some(({ runs }) => runs) ? "changes.plan.restart" : "changes.plan.start", {
      service,
      nodes: nodes.map(({ node }) => node.name).join(", "),
    }),
    phonesRegistered: registered.length,
    phonesKnown: names.length,
  };
  return planDraft(about, wanted);
}

function serviceNamed(typed: string): ServiceName {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replace(/^cisco\s+/, "")
      .replace(/[\s_-]+/g, "");
  const service = restartableServices.find((name) => plain(name) === plain(typed));
  if (service !== undefined) return service;
  const there = restartableServices.join(", ");
  throw notFound(`no such service: ${typed}`, say("changes.unknown-service", { service: typed }), there);
}

interface Where {
  readonly node: ClusterNode;
  /** False: it is stopped there, though it is activated. */
  readonly runs: boolean;
}

async function nodesFor(
  service: ServiceName,
  named: readonly string[],
  { systems, signal }: ActionContext,
): Promise<readonly Where[]> {
  const { nodes } = systems.cluster;
  const there = nodes.map((node) => node.name).join(", ");
  for (const name of named) {
    if (nodes.some((node) => node.name === name)) continue;
    throw notFound(`no such node: ${name}`, say("changes.no-such-node", { node: name }), there);
  }
  const asked = named.length === 0 ? nodes : nodes.filter((node) => named.includes(node.name));
  const ordered = [...asked].sort((a, b) => Number(b.role === "publisher") - Number(a.role === "publisher"));
  const read = await Promise.all(
    ordered.map(async (node) => ({ node, list: await systems.cli(node.name).services({ signal }) })),
  );
  const all = read.flatMap(({ node, list }): readonly Where[] => {
    const entry = list.value.find((other) => other.name === service && isActivated(other));
    // On its way, it is looked at again before anything is sent.
    return entry === undefined ? [] : [{ node, runs: entry.state !== "stopped" }];
  });
  const running = all.filter(({ runs }) => runs);
  const [missing] = ordered.filter((node) => !all.some((one) => one.node === node));
  if (named.length > 0 && missing !== undefined) {
    const values = { service, node: missing.name };
    throw new CertOpsError({
      code: "not-found",
      message: `${service} does not run on ${missing.name}`,
      say: say("changes.service-not-running", values),
      next: say("changes.not-activated", values),
      retry: "never",
    });
  }
  if (all.length === 0) {
    throw notFound(`${service} runs nowhere`, say("changes.service-runs-nowhere", { service }), there);
  }
  return named.length > 0 || running.length === 0 ? all : running;
}

const notFound = (message: string, words: Phrase, there: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message,
    say: words,
    next: say("changes.there-is", { there }),
    retry: "never",
  });
