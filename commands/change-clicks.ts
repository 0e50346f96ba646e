// The buttons of approvals and runs. The payload names a record; who may do what is decided by the record's own service.
import { refusalCard } from "../cards/answer-cards.ts";
import type { Approval } from "../src/domain/approval.ts";
import type { Reply } from "../src/domain/chat.ts";
import { approvalId, runId } from "../src/domain/ids.ts";
import type { Override } from "../src/domain/plan.ts";
import type { Click, Invocation } from "../src/router/command.ts";
import { approvalReply, dryRunReply, noSuch, runReply } from "./common.ts";
import type { Services } from "./services.ts";

type Payload = Readonly<Record<string, string>>;

async function visibleApproval(payload: Payload, invocation: Invocation, services: Services): Promise<Approval> {
  const id = payload.approval ?? "";
  const approval = await services.approvals.get(approvalId(id));
  if (approval === undefined || !services.can(invocation.person, "ask", approval.plan.cluster)) throw noSuch(id);
  return approval;
}

/** Starts an approved plan. The last vote does it; the button is for plans that had to wait. */
async function* startRun(approval: Approval, { person }: Invocation, services: Services): AsyncIterable<Reply> {
  const { run, refusal, preflight } = await services.runs.start({ approval: approval.id, by: person });
  if (refusal !== undefined) {
    yield { card: refusalCard(refusal, { approval, ...(preflight === undefined ? {} : { preflight }) }) };
  }
  if (run !== undefined) yield runReply(run, services);
}

/** `may: "ask"`: everybody's click reaches the approval service, which refuses with its reason and keeps a record. */
const vote = (choice: "approve" | "deny" | "withdraw"): Click<Services> => ({
  action: `approval.${choice}`,
  may: "ask",
  async *run(payload, invocation, services) {
    const { id } = await visibleApproval(payload, invocation, services);
    const { person: by, actor: via } = invocation;
    const reason = payload.reason?.trim() ?? "";
    const decision = await services.approvals.decide({ id, choice, by, via, ...(reason === "" ? {} : { reason }) });
    const { approval, refusal } = decision;
    if (refusal !== undefined) {
      yield { card: refusalCard(refusal, approval === undefined ? {} : { approval }), private: true };
    }
    if (approval === undefined) return;
    yield approvalReply(approval, services);
    // What was approved for a later window waits for it: the timer starts it then.
    const due = approval.state === "approved" && approval.opensAt === undefined;
    if (refusal === undefined && choice === "approve" && due) {
      yield* startRun(approval, invocation, services);
    }
  },
});

const showApproval: Click<Services> = {
  action: "approval.show",
  may: "ask",
  async *run(payload, invocation, services) {
    yield approvalReply(await visibleApproval(payload, invocation, services), services);
  },
};

const dryRun: Click<Services> = {
  action: "approval.dry-run",
  may: "ask",
  async *run(payload, invocation, services) {
    const { plan } = await visibleApproval(payload, invocation, services);
    yield dryRunReply(await services.guard.dryRun(plan, invocation.signal), services);
  },
};

/** Asks anew for the same steps with something set aside; the older request and its votes are void then. */
const override: Click<Services> = {
  action: "approval.override",
  may: "ask",
  async *run(payload, invocation, services) {
    const older = await visibleApproval(payload, invocation, services);
    const asked = payload.what;
    const what: Override[] = asked === "window" || asked === "preflight" ? [asked] : [];
    const { person: by, actor: via } = invocation;
    const { approval, refusal } = await services.approvals.request({
      plan: older.plan,
      by,
      via,
      reason: payload.reason ?? "",
      overrides: [...(older.plan.overrides ?? []), ...what],
      replaces: older.id,
    });
    if (refusal !== undefined) yield { card: refusalCard(refusal, { approval: older }), private: true };
    if (approval !== undefined) yield approvalReply(approval, services);
  },
};

const start: Click<Services> = {
  action: "run.start",
  may: "ask",
  async *run(payload, invocation, services) {
    yield* startRun(await visibleApproval(payload, invocation, services), invocation, services);
  },
};

const wish = (kind: "pause" | "resume" | "abort"): Click<Services> => ({
  action: `run.${kind}`,
  may: "ask",
  async *run(payload, { person: by }, services) {
    const id = payload.run ?? "";
    const known = await services.runs.get(runId(id));
    if (known === undefined || !services.can(by, "ask", known.cluster)) throw noSuch(id);
    const { run, refusal } = await services.runs.wish({ run: known.id, kind, by });
    if (refusal !== undefined) yield { card: refusalCard(refusal), private: true };
    if (run !== undefined) yield runReply(run, services);
  },
});

/** A person's word on a step whose outcome nobody could see. */
const settle: Click<Services> = {
  action: "run.settle",
  may: "ask",
  async *run(payload, { person: by }, services) {
    const id = payload.run ?? "";
    const known = await services.runs.get(runId(id));
    const step = known?.plan.steps.find((one) => String(one.number) === payload.step)?.number;
    if (known === undefined || step === undefined || !services.can(by, "ask", known.cluster)) throw noSuch(id);
    const outcome = payload.outcome === "done" ? "done" : "not-done";
    const { run, refusal } = await services.runs.settle({ run: known.id, step, outcome, by });
    if (refusal !== undefined) yield { card: refusalCard(refusal), private: true };
    if (run !== undefined) yield runReply(run, services);
  },
};

const showRun: Click<Services> = {
  action: "run.show",
  may: "ask",
  async *run(payload, { person }, services) {
    const id = payload.run ?? "";
    const run = await services.runs.get(runId(id));
    if (run === undefined || !services.can(person, "ask", run.cluster)) throw noSuch(id);
    yield runReply(run, services);
  },
};

export const changeClicks: readonly Click<Services>[] = [
  vote("approve"),
  vote("deny"),
  vote("withdraw"),
  showApproval,
  dryRun,
  override,
  start,
  wish("pause"),
  wish("resume"),
  wish("abort"),
  settle,
  showRun,
];
