// What the journal knows about a step: its first intent, how often it was begun, what was named before it was sent.
import type { Intent } from "../actions/action.ts";
import type { Change } from "../domain/plan.ts";
import type { Run } from "../domain/run.ts";
import type { Json } from "../domain/text.ts";
import type { JournalEntry } from "./ports.ts";
import type { Session } from "./session.ts";

export interface StepHistory {
  /**
   * The first attempt's: a second attempt is compared with what was before the first, or a phone that was reset in the first
   * would look untouched in the second.
   */
  readonly intent: Intent;
  readonly attempts: number;
  readonly progressed: readonly Json[];
  /** The last attempt got a good answer from the device. */
  readonly answered: boolean;
}

export function historyOf(entries: readonly JournalEntry[]): StepHistory | undefined {
  const intents = entries.filter((entry) => entry.kind === "step-intended");
  const [first] = intents;
  if (first === undefined) return undefined;
  const last = entries.lastIndexOf(intents.at(-1) ?? first);
  return {
    intent: { at: first.at, baseline: first.data.baseline ?? null },
    attempts: intents.length,
    progressed: entries.filter((entry) => entry.kind === "step-progress").map((entry) => entry.data),
    answered: entries.slice(last).some((entry) => entry.kind === "step-answered"),
  };
}

/** The earlier steps that were begun, each with its intent. */
export async function earlierSteps(
  session: Session,
  run: Run,
  before: number,
): Promise<readonly { readonly change: Change; readonly intent: Intent }[]> {
  const journal = await session.world.store.journal(run.id);
  return run.plan.steps.flatMap(({ number, change }) => {
    if (number >= before) return [];
    const history = historyOf(journal.filter((entry) => entry.step === number));
    return history === undefined ? [] : [{ change, intent: history.intent }];
  });
}
