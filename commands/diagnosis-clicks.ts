// The buttons of a diagnosis: ask for approval of a remedy, look again, share the report, show why.
import { refusalCard } from "../cards/answer-cards.ts";
import { whyCard } from "../cards/why-card.ts";
import { diagnosisId } from "../src/domain/ids.ts";
import type { Person } from "../src/domain/person.ts";
import type { PlanDraft } from "../src/domain/plan.ts";
import type { Report } from "../src/domain/report.ts";
import type { Click, Invocation } from "../src/router/command.ts";
import { approvalReply, clusterFor, dryRunReply, noSuch } from "./common.ts";
import { diagnosis, reportReply, requestedRemedies, shown } from "./diagnose.ts";
import { readPhones } from "./reset.ts";
import { readTarget } from "./restart.ts";
import type { Services } from "./services.ts";
import { preview } from "./share.ts";

type Payload = Readonly<Record<string, string>>;

async function reportOf(payload: Payload, person: Person, services: Services): Promise<Report> {
  const id = payload.diagnosis ?? "";
  const report = await services.diagnosis.get(diagnosisId(id));
  if (report === undefined || !services.can(person, "ask", report.cluster)) throw noSuch(id);
  return report;
}

/** The plan that the button stands for, made or read by the server: from a remedy, or a restart that was proposed. */
async function planOf(
  payload: Payload,
  { person, signal }: Invocation,
  services: Services,
): Promise<{ readonly plan: PlanDraft; readonly report?: Report }> {
  if (payload.diagnosis !== undefined) {
    const report = await reportOf(payload, person, services);
    const remedy = report.remedies.find((one) => one.id === payload.remedy);
    if (remedy?.plan === undefined) throw noSuch(payload.remedy ?? "");
    const draft = { ...remedy.plan, diagnosis: report.id, remedy: remedy.id };
    // Remedies for silent phones are made of what phones hold; the others do not look at that.
    const judged = report.scenario === "phones-unregistered";
    return { plan: judged ? draft : await services.plans.cautioned(draft, signal), report };
  }
  const cluster = clusterFor(services, person, "request", payload.cluster);
  if (payload.phones !== undefined) {
    const which = readPhones(payload.phones);
    return {
      plan: await services.plans.phones({ cluster: cluster.id, which, restart: payload.restart === "yes", signal }),
    };
  }
  // No nodes: the restart was proposed for every node that runs the service.
  const nodes = (payload.nodes ?? "").trim();
  const text = nodes === "" ? (payload.service ?? "") : `${payload.service ?? ""} on ${nodes}`;
  const target = readTarget(
    text,
    cluster.nodes.map((node) => node.name),
  );
  return { plan: await services.plans.restart({ cluster: cluster.id, ...target, signal }) };
}

const request: Click<Services> = {
  action: "approval.request",
  may: "request",
  async *run(payload, invocation, services) {
    const { person: by, actor: via } = invocation;
    const { plan, report } = await planOf(payload, invocation, services);
    const overrides = (payload.overrides ?? "").split(",").filter((one) => one === "window" || one === "preflight");
    if (payload.dryRun === "yes") {
      yield dryRunReply(await services.guard.dryRun({ ...plan, overrides }, invocation.signal), services);
      return;
    }
    const wish = { plan, by, via, reason: payload.reason ?? "" };
    const decision = await services.approvals.request(overrides.length === 0 ? wish : { ...wish, overrides });
    if (decision.refusal !== undefined) {
      const about = decision.approval === undefined ? {} : { approval: decision.approval };
      yield { card: refusalCard(decision.refusal, about), private: true };
    }
    if (decision.approval === undefined) return;
    yield approvalReply(decision.approval, services);
    if (report !== undefined) yield reportReply(report, services, await requestedRemedies(report.id, services));
  },
};

const again: Click<Services> = {
  action: "diagnosis.again",
  may: "ask",
  async *run(payload, invocation, services) {
    const { scenario, cluster, question } = await reportOf(payload, invocation.person, services);
    yield* diagnosis({ scenario, cluster, question }, invocation, services);
  },
};

const share: Click<Services> = {
  action: "diagnosis.share",
  may: "ask",
  async *run(payload, invocation, services) {
    const { id } = await reportOf(payload, invocation.person, services);
    yield await preview(id, invocation, services);
  },
};

const why: Click<Services> = {
  action: "diagnosis.why",
  may: "ask",
  async *run(payload, { person }, services) {
    yield { card: whyCard(await reportOf(payload, person, services)) };
  },
};

/** Answers and ticks need no more than the right to ask: they change what is known, never a cluster. */
const answerQuestion: Click<Services> = {
  action: "diagnosis.answer",
  may: "ask",
  async *run(payload, { person: by, signal }, services) {
    const { id } = await reportOf(payload, by, services);
    const { question = "", option = "" } = payload;
    yield* shown(services.diagnosis.answer({ id, question, option, by, signal }), services);
  },
};

const tick: Click<Services> = {
  action: "diagnosis.tick",
  may: "ask",
  async *run(payload, { person: by }, services) {
    const { id } = await reportOf(payload, by, services);
    const report = await services.diagnosis.tick({ id, step: payload.step ?? "", done: payload.done !== "no", by });
    yield reportReply(report, services, await requestedRemedies(id, services));
  },
};

const takeBack: Click<Services> = {
  action: "diagnosis.take-back",
  may: "ask",
  async *run(payload, { person: by, signal }, services) {
    const { id } = await reportOf(payload, by, services);
    yield* shown(services.diagnosis.takeBack({ id, by, signal }), services);
  },
};

export const diagnosisClicks: readonly Click<Services>[] = [request, again, share, why, answerQuestion, tick, takeBack];
