// /certops diagnose <scenario> [cluster]: runs the scenario's checks and shows the report as it grows.
import { z } from "zod";
import { noticeCard } from "../cards/answer-cards.ts";
import { reportCard } from "../cards/report-card.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { ClusterId, DiagnosisId } from "../src/domain/ids.ts";
import type { PastedEvidence } from "../src/domain/pasted.ts";
import { type Report, type ScenarioId, scenarioIds } from "../src/domain/report.ts";
import type { ThreadTopic } from "../src/domain/thread.ts";
import { say } from "../src/i18n/say.ts";
import { nearest } from "../src/kernel/nearest.ts";
import { defineCommand, type Invocation } from "../src/router/command.ts";
import { clusterFor, contextOf, trouble } from "./common.ts";
import type { Services } from "./services.ts";

interface Args {
  scenario?: string | undefined;
  cluster?: string | undefined;
  /** The person's own words, when they asked in words. */
  question?: string | undefined;
}

export const diagnose = defineCommand<Services, Args>({
  name: "diagnose",
  summary: say("command.diagnose.summary"),
  usage: "diagnose <scenario> [cluster]",
  may: "ask",
  intent: "diagnose",
  args: z.object({
    scenario: z.string().optional(),
    cluster: z.string().optional(),
    question: z.string().optional(),
  }),
  positions: ["scenario", "cluster"],
  // What people say stands beside each scenario (src/scenarios): the words differ from trouble to trouble.
  phrases: { en: [], "zh-CN": [] },
  async *run(args, invocation, services) {
    const scenario = scenarioOf(args.scenario);
    const cluster = clusterFor(services, invocation.person, "ask", args.cluster);
    const question = args.question ?? (invocation.text || `diagnose ${scenario}`);
    yield* diagnosis({ scenario, cluster: cluster.id, question }, invocation, services);
  },
});

/** Every revision of one diagnosis as a card. */
export async function* diagnosis(
  what: {
    readonly scenario: ScenarioId;
    readonly cluster: Report["cluster"];
    readonly question: string;
    readonly pasted?: PastedEvidence;
  },
  { person, signal }: Invocation,
  services: Services,
): AsyncIterable<Reply> {
  for await (const report of services.diagnosis.start({ ...what, person, signal })) {
    yield reportReply(report, services);
  }
  yield* backupWanted(what.cluster, signal, services);
}

/** Every revision of a diagnosis that is known already; what was asked for keeps no second button. */
export async function* shown(reports: AsyncIterable<Report>, services: Services): AsyncIterable<Reply> {
  let requested: ReadonlySet<string> | undefined;
  for await (const report of reports) {
    requested ??= await requestedRemedies(report.id, services);
    yield reportReply(report, services, requested);
  }
}

/** A run that changed a trust list made the last DRS backup old: said again at every diagnosis until there is a new one. */
async function* backupWanted(cluster: ClusterId, signal: AbortSignal, services: Services): AsyncIterable<Reply> {
  const [run] = await services.guard.backupsWanted(cluster, signal);
  if (run?.backup === undefined) return;
  const values = { run: run.id, at: { time: run.backup.wantedAt } };
  const { name } = contextOf(services).clusterOf(cluster);
  yield {
    card: noticeCard({
      title: say("command.backup.title", { cluster: name }),
      text: say("command.backup.text", values),
      tone: "warning",
      next: say("preflight.backup.next"),
    }),
  };
}

/** The card of a diagnosis as it stands in the store; undefined when there is none. */
export async function diagnosisReply(id: DiagnosisId, services: Services): Promise<Reply | undefined> {
  const report = await services.diagnosis.get(id);
  return report && reportReply(report, services, await requestedRemedies(id, services));
}

/** `requested`: remedies whose approval was asked for already. A word changes the card as a revision does. */
export const reportReply = (report: Report, services: Services, requested?: ReadonlySet<string>): Reply => ({
  card: reportCard(report, contextOf(services), requested === undefined ? {} : { requested }),
  subject: `diagnosis:${report.id}`,
  revision: report.revision + (report.words?.length ?? 0),
  data: { kind: "diagnosis", value: report },
  about: topicOfReport(report),
});

/** What "it" and "there" mean below a report: the service that its remedies restart or start and where, when it is one. */
function topicOfReport({ id, cluster, scenario, remedies }: Report): ThreadTopic {
  const restarts = remedies
    .filter(({ feasibility }) => feasibility === "works" || feasibility === "depends")
    .flatMap(({ plan }) => plan?.steps ?? [])
    .flatMap(({ change }) => ("service" in change ? [change] : []));
  const services = [...new Set(restarts.map(({ service }) => service))];
  const nodes = [...new Set(restarts.map(({ node }) => node))];
  return {
    cluster,
    scenario,
    record: id,
    ...(services.length === 1 ? { service: services.join(""), node: nodes.join(" ") } : {}),
    last: { intent: "diagnose", command: "diagnose", args: { scenario, cluster } },
  };
}

/** Remedies of a diagnosis that somebody asked approval for and that are still open. */
export async function requestedRemedies(diagnosis: DiagnosisId, services: Services): Promise<ReadonlySet<string>> {
  const open = await services.approvals.list({ open: true, limit: 200 });
  return new Set(
    open.flatMap(({ plan }) => (plan.diagnosis === diagnosis && plan.remedy !== undefined ? [plan.remedy] : [])),
  );
}

function scenarioOf(word: string | undefined): ScenarioId {
  const known = scenarioIds.find((id) => id === word?.toLowerCase());
  if (known !== undefined) return known;
  const names = scenarioIds.join(", ");
  const near = word === undefined ? undefined : nearest(word, scenarioIds);
  throw trouble(
    word === undefined ? "bad-input" : "not-found",
    "no such scenario",
    word === undefined ? say("command.diagnose.which") : say("command.diagnose.unknown", { name: word.slice(0, 60) }),
    near === undefined ? say("command.diagnose.names", { names }) : say("command.diagnose.near", { near, names }),
  );
}
