// Looking at the device until what it shows can be believed.
import type { BoundAction, Intent, Observation } from "../actions/action.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Json } from "../domain/text.ts";
import type { Session } from "./session.ts";

/** How the sending ended: the device answered well, it refused, or nobody knows. */
export type Ending = "answered" | "refused" | "lost";

/**
 * Observes again and again. "Done" is believed at once; "not done" only after it was seen for the action's time (a command
 * may have been taken without an effect yet), after a refusal at once; "unknown" when it is final or patience ends.
 */
export async function look(
  session: Session,
  action: BoundAction,
  known: { readonly intent: Intent; readonly progressed: readonly Json[] },
  ending: Ending,
): Promise<Observation> {
  const { every, notDoneAfter, giveUpAfter } = action.patience;
  const { clock } = session.world;
  const began = clock.now();
  for (;;) {
    const seen = await once(session, action, known);
    const seconds = (clock.now() - began) / 1000;
    if (seen.state === "done") return seen;
    if (seen.state === "not-done" && (ending === "refused" || seconds >= notDoneAfter)) return seen;
    if (seen.state === "unknown" && (seen.final === true || seconds >= giveUpAfter)) return seen;
    // A flapping answer must not hold the cluster for ever.
    if (seconds >= giveUpAfter + notDoneAfter) return { ...seen, state: "unknown" };
    await session.pause(every);
  }
}

async function once(
  session: Session,
  action: BoundAction,
  known: { readonly intent: Intent; readonly progressed: readonly Json[] },
): Promise<Observation> {
  try {
    return await action.observe(known.intent, known.progressed, session.context);
  } catch (error) {
    if (session.signal.aborted || !(error instanceof CertOpsError)) throw error;
    return { state: "unknown", evidence: [], note: error.say };
  }
}
