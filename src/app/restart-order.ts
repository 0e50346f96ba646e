// What is restarted after a renewal, in which order, and how long that takes on this very cluster.
import { restartService } from "../actions/restart-service/action.ts";
import { publisherOf } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Duration, LiveNumbers, RestartOrder } from "../domain/impact-report.ts";
import type { Run, StepRecord } from "../domain/run.ts";
import type { CertificateImpact, ServiceRestart } from "../trust/impact.ts";
import { mergedServices, restartable, restartOrder } from "../trust/restarts.ts";
import { figure, type NumbersContext } from "./impact-numbers.ts";

export interface OrderWish extends NumbersContext {
  readonly services: Awaited<ReturnType<typeof servicesOn>>;
  readonly impacts: readonly CertificateImpact[];
  readonly circumstances: ReadonlySet<NonNullable<ServiceRestart["when"]>>;
  readonly mode: LiveNumbers["mode"];
  /** The node alone on which is renewed. */
  readonly node?: NodeName;
  /** Earlier runs on this cluster, newest first. */
  readonly runs: readonly Run[];
}

/** Older restarts than so many say little about today. */
const mostMeasured = 10;
/** As a plan's own estimate for the wait after a restart. */
const phonesBackSeconds = 300;

/** What runs where, asked of every node (or of the one) side by side, and beside everything else: a node that hangs takes nobody’s time. */
export const servicesOn = (context: NumbersContext, node: NodeName | undefined) =>
  Promise.all(
    context.systems.cluster.nodes
      .filter(({ name }) => node === undefined || name === node)
      .map(async ({ name }) => {
        const read = async () => (await context.systems.cli(name).services({ signal: context.limit })).value;
        return { name, list: await figure(read, context) };
      }),
  );

export function orderOf(wish: OrderWish): RestartOrder {
  const { impacts, circumstances, node, runs, systems, services } = wish;
  const nodes = systems.cluster.nodes.filter(({ name }) => node === undefined || name === node);
  const runsOn = (service: string, on: NodeName): boolean => {
    const list = services.find(({ name }) => name === on)?.list;
    if (list?.known !== true) return true;
    const entry = list.value.find(({ name }) => name === service);
    // `utils ipsec restart` restarts what the list of services does not show.
    return entry === undefined ? service === "ipsec" : entry.state === "started";
  };
  const merged = mergedServices(impacts, "safe", circumstances);
  const restarts = restartOrder(nodes, merged, runsOn);
  const steps = merged.flatMap(({ service }) => {
    const on = restarts.filter((one) => one.service === service).map((one) => one.node);
    const each = restartable(service) ? (measured(runs, service) ?? typical(service, on[0])) : undefined;
    const times = timesOf(service, impacts);
    if (on.length === 0) return [];
    return [{ service, nodes: on, ...(each === undefined ? {} : { each }), ...(times > 1 ? { times } : {}) }];
  });
  const resets = impacts.reduce((sum, one) => sum + (one.phones === "none" ? 0 : one.phonesTwice ? 2 : 1), 0);
  const phonesBack = resets > 0 ? phonesBackIn(runs) : undefined;
  const restarting = steps.reduce(
    (sum, { each, nodes: on, times = 1 }) => sum + (each?.seconds ?? 0) * on.length * times,
    0,
  );
  const first = ctlUpdate(wish);
  return {
    ...(first === undefined ? {} : { first }),
    steps,
    ...(phonesBack === undefined ? {} : { phonesBack }),
    ...(resets > 1 ? { resets } : {}),
    seconds: restarting + (phonesBack?.seconds ?? 0) * resets,
    assumed: services.filter(({ list }) => !list.known).map(({ name }) => name),
  };
}

/** Certificates of the trust lists go one at a time, each with its own restarts; the others share theirs. */
const timesOf = (service: string, impacts: readonly CertificateImpact[]): number =>
  impacts.filter(({ lists, safe }) => lists.length > 0 && safe.services.some((one) => one.service === service)).length;

/** The CTL follows before the services that serve by it (214231, 217138, Security Guide 15). */
function ctlUpdate({ impacts, mode, systems }: OrderWish): RestartOrder["first"] {
  const needed = impacts.some(({ notes }) => notes.includes("ctl-update-before-restarts"));
  if (!needed || (mode.known && mode.value === "non-secure")) return undefined;
  const { name } = publisherOf(systems.cluster);
  return { command: "utils ctl update CTLFile", node: name, ...(mode.known ? {} : { mixed: true }) };
}

function typical(service: string, node: NodeName | undefined): Duration | undefined {
  if (node === undefined || !restartable(service)) return undefined;
  return { seconds: restartService.estimateSeconds({ kind: "restart-service", node, service }) };
}

const phonesBackIn = (runs: readonly Run[]): Duration =>
  medianOf(took(runs, ({ kind }) => kind === "wait-for-phones")) ?? { seconds: phonesBackSeconds };

const measured = (runs: readonly Run[], service: string): Duration | undefined =>
  medianOf(took(runs, (change) => change.kind === "restart-service" && change.service === service));

type Change = Run["plan"]["steps"][number]["change"];

/** Seconds of the steps that were done, newest first. */
function took(runs: readonly Run[], which: (change: Change) => boolean): readonly number[] {
  return runs
    .flatMap(({ plan, steps }) =>
      plan.steps.flatMap(({ number, change }) =>
        which(change) ? lasted(steps.find((step) => step.number === number)) : [],
      ),
    )
    .slice(0, mostMeasured);
}

function lasted(step: StepRecord | undefined): readonly number[] {
  if (step?.state !== "done" || step.startedAt === undefined || step.endedAt === undefined) return [];
  const seconds = (Date.parse(step.endedAt) - Date.parse(step.startedAt)) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? [seconds] : [];
}

function medianOf(seconds: readonly number[]): Duration | undefined {
  if (seconds.length === 0) return undefined;
  const sorted = seconds.toSorted((a, b) => a - b);
  return { seconds: Math.max(1, Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)), runs: seconds.length };
}
