// What is written about a step: in the record, the journal and the audit log.
import type { Observation } from "../actions/action.ts";
import type { Evidence } from "../domain/finding.ts";
import type { PlanStep } from "../domain/plan.ts";
import type { StepRecord } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import { iso } from "../kernel/clock.ts";
import { withStep } from "./record.ts";
import type { Session } from "./session.ts";

/** The outcome of a look. */
export async function observed(session: Session, step: PlanStep, seen: Observation): Promise<void> {
  const { clock, points } = session.world;
  const digests = seen.evidence.map((evidence) => evidence.digest);
  const data = { state: seen.state, evidence: digests };
  await session.edit((run) => ({
    run,
    entries: [{ step: step.number, kind: "step-observed", at: iso(clock), data }],
  }));
  await session.audit("step-observed", { step: step.number, ...data });
  await points("observed", step.number);
}

/** Changes the step's record without ending it. */
export async function mark(session: Session, step: PlanStep, change: Partial<StepRecord>): Promise<void> {
  await session.edit((run) => ({ run: withStep(run, step.number, change) }));
}

/** Ends the step. `words` replace `why` as its note. */
export async function finish(
  session: Session,
  step: PlanStep,
  state: "done" | "failed",
  { evidence, why }: { readonly evidence: readonly Evidence[]; readonly why?: Phrase },
  words?: Phrase,
): Promise<void> {
  const at = iso(session.world.clock);
  const text = words ?? why;
  await session.edit((run) => {
    const { note: _, ...rest } = run.steps[step.number - 1] ?? { number: step.number, state, evidence };
    const record: StepRecord = { ...rest, state, endedAt: at, evidence, ...(text === undefined ? {} : { note: text }) };
    return {
      run: { ...run, steps: run.steps.map((other) => (other.number === step.number ? record : other)) },
      entries: [{ step: step.number, kind: "step-ended", at, data: { state } }],
    };
  });
  await session.world.points("step.recorded", step.number);
}
