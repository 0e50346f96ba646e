// What the bot's own runs have done to a cluster lately: it dates what a log says.
import type { Run } from "../domain/run.ts";
import type { DoneChange, Trial } from "../scenarios/scenario.ts";

/** Runs that are looked through, newest first. */
export const latestRuns = 20;

/** Every step that was seen done, with its end. */
export const doneIn = (runs: readonly Run[]): readonly DoneChange[] =>
  runs.flatMap(({ plan, steps }) =>
    steps.flatMap(({ number, state, endedAt }): DoneChange[] => {
      const change = plan.steps.find((step) => step.number === number)?.change;
      return change === undefined || state !== "done" || endedAt === undefined ? [] : [{ change, at: endedAt }];
    }),
  );

/** The newest trial on one phone that ran to its end: what the wait in it saw by RisPort70, before the profile was given back. */
export function trialIn(runs: readonly Run[]): Trial | undefined {
  for (const { id, plan, steps, endedAt } of runs) {
    if (plan.remedy !== "trial" || endedAt === undefined) continue;
    for (const { number, change } of plan.steps) {
      const record = steps.find((step) => step.number === number);
      const [phone] = change.kind === "wait-for-phones" ? change.phones : [];
      if (phone === undefined || record?.endedAt === undefined) continue;
      if (record.state !== "done" && record.state !== "failed") continue;
      const outcome = record.state === "done" ? "registered" : "silent";
      return { run: id, phone, outcome, at: record.endedAt, evidence: record.evidence };
    }
  }
  return undefined;
}
