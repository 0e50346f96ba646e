// After a plan was given up: the steps that take back what was begun still run, whatever stopped the rest.
import { CertOpsError, codeOf } from "../domain/errors.ts";
import { owedRestores } from "../domain/run.ts";
import { newId } from "../kernel/ids.ts";
import { FenceLost } from "./lease.ts";
import { mark } from "./marks.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import type { Session } from "./session.ts";
import { runStep } from "./step.ts";

/**
 * Runs every restore that is owed, each for itself: one that fails holds up no other. That the plan was given up is stored
 * first, so that a crash in here resumes the restores and never the plan. Neither an abort nor the window's end stops it.
 */
export async function restore(session: Session, stop: Stop): Promise<void> {
  const owed = owedRestores(await session.current());
  if (owed.length === 0) return;
  const { state, why } = stop;
  await session.edit((run) => ({ run: { ...run, restoring: run.restoring ?? { state, why } } }));
  session.restore();
  for (const step of owed) {
    try {
      await runStep(session, step);
    } catch (error) {
      if (session.signal.aborted || error instanceof FenceLost || codeOf(error) === "store-unavailable") throw error;
      const reference = newId("err");
      session.world.logger.error({ error, run: session.run, step: step.number, reference }, "a restore step threw");
      const what = error instanceof CertOpsError ? error.say : phrase("bug", { reference });
      await mark(session, step, { state: "uncertain", note: phrase("asking", { what }) });
    }
  }
}
