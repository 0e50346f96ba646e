// A dry run: every step's command, preconditions and readiness as they are today, and not one change sent.
import type { DryRunStep } from "../domain/dry-run.ts";
import type { PlanStep } from "../domain/plan.ts";
import type { ActionContext } from "./action.ts";
import { actionFor } from "./index.ts";
import { readPrecondition } from "./preconditions.ts";
import { attempt } from "./reading.ts";

/** Reads what a run would read right before each step, steps side by side. Nothing that changes is called. */
export async function dryRunSteps(steps: readonly PlanStep[], context: ActionContext): Promise<readonly DryRunStep[]> {
  return await Promise.all(
    steps.map(async ({ number, change, preconditions, command }): Promise<DryRunStep> => {
      const action = actionFor(change);
      const [conditions, checked] = await Promise.all([
        Promise.all(preconditions.map((one) => readPrecondition(one, context))),
        attempt(() => action.precheck(context), context.signal),
      ]);
      const conditionLines = conditions.map(({ holds, says }) => ({ holds, says }));
      const common = { number, command, sameCommand: action.command === command, conditions: conditionLines };
      if (!checked.ok) return { ...common, ready: "unknown", why: checked.reason };
      return checked.value.ok ? { ...common, ready: true } : { ...common, ready: false, why: checked.value.why };
    }),
  );
}
