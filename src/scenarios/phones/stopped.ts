// Cisco CallManager does not run: nobody can register there, whatever phones make of the lists. What stands behind it is said with it.
import { publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { PlanDraft, Precondition } from "../../domain/plan.ts";
import type { Remedy, RunbookStep } from "../../domain/report.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type Silence, share } from "./cause.ts";
import type { PhonesSituation } from "./situation.ts";

const service = "Cisco CallManager";
const start = `utils service start ${service}`;

export interface Lost {
  readonly input: ConclusionInput;
  readonly situation: PhonesSituation;
  readonly lost: readonly { readonly name: string; readonly node: string }[];
}

const stoppedOn = ({ facts }: ConclusionInput): readonly NodeName[] =>
  (facts.services?.nodes ?? []).filter(({ stopped }) => stopped.includes(service)).map(({ node }) => node);

/** The nodes where it is stopped, when it runs on none that answers and nobody is registered elsewhere; empty otherwise. */
export function nowhereRunning(input: ConclusionInput): readonly NodeName[] {
  const { services, registrations } = input.facts;
  const runs = services?.nodes.some((one) =>
    one.services.some(({ name, state }) => name === service && state === "started"),
  );
  return runs === true || (registrations?.registered ?? 0) > 0 ? [] : stoppedOn(input);
}

/** Phones whose group has no call manager that runs, though others do, and the nodes of those groups. */
function cutOff(input: ConclusionInput): {
  readonly phones: ReadonlySet<string>;
  readonly groups: readonly (readonly NodeName[])[];
} {
  const { services, registrations } = input.facts;
  const dead = new Map((services?.withoutCallManager ?? []).map(({ pool, nodes }) => [pool, nodes]));
  const lost = new Set((registrations?.phones ?? []).filter(isLost).map(({ name }) => name));
  const phones = (registrations?.configured ?? []).filter(
    ({ name, devicePool }) => lost.has(name) && dead.has(devicePool),
  );
  const groups = new Map(
    phones.map(({ devicePool }) => [(dead.get(devicePool) ?? []).join(" "), dead.get(devicePool) ?? []]),
  );
  return { phones: new Set(phones.map(({ name }) => name)), groups: [...groups.values()] };
}

const isLost = ({ status }: { readonly status: string }): boolean => status !== "Registered" && status !== "absent";

/** Whoever is lost could register nowhere, wherever it was registered last. `behind`: what else keeps them away. */
export function stoppedEverywhere({ input, lost }: Lost, behind: () => Silence | undefined): Silence | undefined {
  const { phones, groups } = cutOff(input);
  const there = lost.filter(({ name }) => phones.has(name));
  const whole = there.length > 0 && there.length >= lost.length * share;
  const nodes = whole ? [...new Set(groups.flat())] : nowhereRunning(input);
  if (lost.length === 0 || nodes.length === 0) return undefined;
  const first = stopped(input, nodes, whole ? there : lost);
  const second = behind();
  if (second === undefined) return first;
  const values = { first: first.cause.statement, second: second.cause.statement };
  return {
    ...first,
    cause: {
      ...first.cause,
      statement: say("phones-lists.cause.both", values),
      because: [...new Set([...first.cause.because, ...second.cause.because])],
    },
    behind: second,
  };
}

/** Phones have other call managers to go to, unless their group has this one alone: the weaker explanation. */
export function stoppedSomewhere({ input, lost }: Lost): Silence | undefined {
  const nodes = stoppedOn(input);
  const names = new Set(nodes.map((node) => node.toLowerCase()));
  const there = lost.filter(({ node }) => names.has(node.toLowerCase()) || addressOf(input, names, node));
  if (there.length === 0 || there.length < lost.length * share) return undefined;
  return stopped(input, nodes, there);
}

/** RisPort70 names a node by what its processnode entry says: a name or an address. */
const addressOf = (input: ConclusionInput, names: ReadonlySet<string>, node: string): boolean =>
  input.cluster.nodes.some((one) => one.address === node && names.has(one.name.toLowerCase()));

const stopped = (input: ConclusionInput, nodes: readonly NodeName[], phones: Lost["lost"]): Silence => ({
  cause: {
    certainty: "proved",
    code: "service-stopped",
    statement: say("scenario.phones.cause.service-stopped", {
      service,
      nodes: nodes.join(", "),
      phones: phones.length,
    }),
    because: input.findings
      .filter(({ code }) => code === "service.stopped" || code === "phones.unregistered")
      .map(({ id }) => id),
    qualifications: [],
  },
  phones: phones.map(({ name }) => name),
});

const person = (text: RunbookStep["text"], command: string): RunbookStep => ({ by: "person", text, command });

const startSteps = (nodes: readonly NodeName[]): readonly RunbookStep[] =>
  nodes.map((node) => person(say("scenario.phones.hand.start", { node }), start));

/** A stopped Cisco CallManager is started by a person: why it was stopped is theirs to know. */
export function startServiceRemedy(input: ConclusionInput, { phones, behind }: Silence): Remedy {
  const nodes = stoppedOn(input);
  const sure = behind?.cause.certainty === "proved";
  return {
    id: "start-service",
    title: verbatim(start),
    feasibility: behind === undefined ? "works" : "depends",
    reason:
      behind === undefined
        ? say("scenario.phones.reason.service", { nodes: nodes.join(", ") })
        : say(sure ? "trust-service.reason.start-alone" : "phones-lists.reason.start-unsure", {
            phones: behind.phones.length,
          }),
    inSupportDocument: false,
    impact: "medium",
    phones: phones.length,
    runbook: [
      person(
        say("scenario.phones.hand.who-stopped"),
        'file search activelog platform/log/cli* "running command" ignorecase recurs',
      ),
      ...startSteps(nodes),
    ],
  };
}

/** Without a call manager no remedy brings a phone back: it is started first, and a plan waits for that. */
export function afterTheStart(input: ConclusionInput, remedies: readonly Remedy[]): readonly Remedy[] {
  const nowhere = nowhereRunning(input);
  const groups = nowhere.length > 0 ? [nowhere] : cutOff(input).groups;
  const nodes = [...new Set(groups.flat())];
  if (nodes.length === 0) return remedies;
  const running = groups.flatMap((group): Precondition[] => {
    const first = group.find((node) => node === publisherOf(input.cluster).name) ?? group[0];
    return first === undefined ? [] : [{ kind: "service-started", node: first, service }];
  });
  return remedies.map((remedy) =>
    remedy.runbook.length === 0 || remedy.feasibility === "cannot-work" || remedy.id === "start-service"
      ? remedy
      : {
          ...remedy,
          runbook: [...startSteps(nodes), ...remedy.runbook],
          ...(remedy.plan === undefined ? {} : { plan: once(remedy.plan, running) }),
        },
  );
}

/** The first step is refused until this holds. */
const once = (plan: PlanDraft, holds: readonly Precondition[]): PlanDraft => ({
  ...plan,
  steps: plan.steps.map((step) =>
    step.number === 1 ? { ...step, preconditions: [...step.preconditions, ...holds] } : step,
  ),
});
