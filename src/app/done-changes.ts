// What the bot's own runs have done to a cluster lately: it dates what a log says.
import type { Run } from "../domain/run.ts";
import type { DoneChange } from "../scenarios/scenario.ts";

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
