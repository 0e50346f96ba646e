// The plans that the bot can carry out for single sign-on: restarts in order, and the trace level up and down again.
import { planDraft, type Wanted } from "../../actions/plan.ts";
import { type ClusterNode, publisherOf } from "../../domain/cluster.ts";
import type { NodeName } from "../../domain/ids.ts";
import type { Change, PlanDraft, SamlTraceLevel, ServiceName } from "../../domain/plan.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { type SsoSituation, storedFor } from "./situation.ts";

/** People need a moment to open a browser; the trace level must not stay up for an evening. */
const loginWithinSeconds = 1_200;

const publisherFirst = (nodes: readonly ClusterNode[]): readonly ClusterNode[] => [
  ...nodes.filter(({ role }) => role === "publisher"),
  ...nodes.filter(({ role }) => role !== "publisher"),
];

/** Where a service runs now; every node when the lists could not be read. */
export function runsOn({ cluster, facts }: ConclusionInput, service: string): readonly NodeName[] {
  const lists = facts.services?.nodes;
  return publisherFirst(cluster.nodes)
    .filter(({ name }) => {
      const list = lists?.find((one) => one.node === name);
      return list === undefined || list.services.some((entry) => entry.name === service && entry.state === "started");
    })
    .map(({ name }) => name);
}

const about = (input: ConclusionInput, remedy: string, title: Phrase) => ({
  cluster: input.cluster.id,
  title,
  remedy,
  phonesRegistered: input.facts.registrations?.registered ?? 0,
  phonesKnown: input.facts.registrations?.known ?? 0,
});

/** Each service on the publisher, then on the subscribers one at a time (Cisco 214231); the next service when all nodes have it. */
export function restartPlan(
  input: ConclusionInput,
  situation: SsoSituation,
  what: {
    readonly remedy: string;
    readonly title: Phrase;
    readonly services: readonly ServiceName[];
    /** Whether the restart is only right for the Tomcat certificate that is stored now. */
    readonly certificate: "as-now" | "any";
  },
): PlanDraft | undefined {
  const steps = what.services.flatMap((service) =>
    runsOn(input, service).map((node): Wanted => {
      const stored =
        situation.unit === "tomcat" && what.certificate === "as-now" ? storedFor(situation, node)?.value : undefined;
      const certificate =
        stored === undefined
          ? []
          : [{ kind: "certificate-serial", node, unit: "tomcat", serial: stored.serial } as const];
      return {
        change: { kind: "restart-service", node, service },
        preconditions: [...certificate, { kind: "service-started", node, service }],
      };
    }),
  );
  return steps.length === 0 ? undefined : planDraft(about(input, what.remedy, what.title), steps);
}

/** DRF Master on the publisher, DRF Local on every node (Administration Guide 15). */
export function backupServicesPlan(input: ConclusionInput, remedy: string): PlanDraft {
  const publisher = publisherOf(input.cluster).name;
  const restart = (node: NodeName, service: ServiceName): Wanted => ({
    change: { kind: "restart-service", node, service },
    preconditions: [{ kind: "service-started", node, service }],
  });
  return planDraft(about(input, remedy, say("scenario.sso.plan.drf")), [
    restart(publisher, "Cisco DRF Master"),
    ...runsOn(input, "Cisco DRF Local").map((node) => restart(node, "Cisco DRF Local")),
  ]);
}

/**
 * DEBUG on every node, a person signs in once, and each node gets back the level it had: whatever becomes of the rest. A node
 * whose level could not be read is left out: there would be nothing to put back.
 */
export function tracePlan(input: ConclusionInput, { enabled }: SsoSituation, remedy: string): PlanDraft | undefined {
  const nodes = enabled.flatMap(({ node, trace }) =>
    trace === undefined || trace.value === "debug" ? [] : [{ node, before: trace.value }],
  );
  if (nodes.length === 0) return undefined;
  const set = (node: NodeName, level: SamlTraceLevel): Change => ({ kind: "set-saml-trace", node, level });
  const wait: Wanted = {
    change: { kind: "wait-for-login", nodes: enabled.map(({ node }) => node), withinSeconds: loginWithinSeconds },
  };
  return planDraft(about(input, remedy, say("scenario.sso.plan.trace")), [
    ...nodes.map(
      ({ node, before }): Wanted => ({
        change: set(node, "debug"),
        preconditions: [{ kind: "saml-trace", node, level: before }],
      }),
    ),
    wait,
    ...nodes.map(({ node, before }, index): Wanted => ({ change: set(node, before), restores: [index + 1] })),
  ]);
}
