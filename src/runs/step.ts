// One step of a run: journalled before it is sent, sent at most once unless it is observably not done, then observed.
import type { BoundAction } from "../actions/action.ts";
import type { PlanStep } from "../domain/plan.ts";
import { iso } from "../kernel/clock.ts";
import { historyOf, type StepHistory } from "./history.ts";
import { judge } from "./judge.ts";
import { finish, mark } from "./marks.ts";
import { phrase } from "./phrases.ts";
import { prepare, type Stop } from "./prepare.ts";
import { withStep } from "./record.ts";
import { send } from "./send.ts";
import type { Session } from "./session.ts";

/** Brings one step to its end. Gives why the run must stop, or undefined when it may go on. */
export async function runStep(session: Session, step: PlanStep): Promise<Stop | undefined> {
  const run = await session.current();
  const record = run.steps[step.number - 1];
  if (record === undefined || record.state === "done" || record.state === "skipped") return undefined;
  const action = session.world.kit.actionFor(step.change);
  if (record.state === "failed") {
    // The crash came between the step's end and the run's.
    const values = { step: step.number, what: record.note ?? "" };
    return action.repeatable
      ? { state: "degraded", why: phrase("phonesMissing", values), evidence: record.evidence }
      : { state: "failed", why: phrase("failed", values), evidence: record.evidence };
  }
  const history = historyOf(await session.world.store.journal(run.id, step.number));
  if (record.state === "planned" || history === undefined) return await begin(session, step, action, undefined);
  if (action.repeatable) return await attempt(session, step, action, history);
  if (action.resumable && !history.answered) {
    await mark(session, step, { note: phrase("resumed") });
    return await begin(session, step, action, history);
  }
  // Begun before a crash: whatever happened, the device is looked at before anything else.
  await mark(session, step, { state: "uncertain", note: phrase("resumed") });
  const ending = history.answered ? "answered" : "lost";
  const verdict = await judge(session, step, action, history, { ending, evidence: record.evidence });
  return verdict === "again" ? await begin(session, step, action, history) : verdict;
}

/** Checks, journals the intent, sends. `again`: the history of a first attempt that had no effect. */
async function begin(
  session: Session,
  step: PlanStep,
  action: BoundAction,
  again: StepHistory | undefined,
): Promise<Stop | undefined> {
  const { clock, points } = session.world;
  const ready = await prepare(session, step, action, again !== undefined && action.resumable);
  if (!ready.ok) {
    const { state, why, evidence } = ready.stop;
    if (again !== undefined || state === "failed") await finish(session, step, "failed", ready.stop);
    else await mark(session, step, { evidence, note: why });
    return ready.stop;
  }
  const at = iso(clock);
  const number = (again?.attempts ?? 0) + 1;
  const intent = again?.intent ?? { at, baseline: ready.baseline };
  // The audit line comes first: a command without a line in the log cannot happen, a line without a command can be seen.
  await session.audit("step-intended", { step: step.number, command: step.command, attempt: number });
  const data = { baseline: intent.baseline, attempt: number, command: step.command };
  await session.edit((run) => ({
    run: withStep(run, step.number, { state: "started", startedAt: intent.at, evidence: [] }),
    entries: [{ step: step.number, kind: "step-intended", at, data }],
  }));
  await points("step.journalled", step.number);
  const history = { intent, attempts: number, progressed: again?.progressed ?? [], answered: false };
  return await attempt(session, step, action, history);
}

async function attempt(
  session: Session,
  step: PlanStep,
  action: BoundAction,
  history: StepHistory,
): Promise<Stop | undefined> {
  const sent = await send(session, step, action, history);
  if (sent.stop !== undefined) {
    await finish(session, step, "failed", sent.stop, sent.note);
    return sent.stop;
  }
  if (action.repeatable) {
    await finish(session, step, "done", sent, sent.note);
    return undefined;
  }
  const verdict = await judge(session, step, action, { ...history, progressed: sent.progressed }, sent);
  if (verdict !== "again") return verdict;
  return await begin(session, step, action, { ...history, progressed: sent.progressed });
}
