// Advances one run from wherever its journal says it stands to its end.
import { isIntact } from "../approvals/seal.ts";
import { watchedPhones } from "../domain/change.ts";
import { CertOpsError, codeOf } from "../domain/errors.ts";
import { planSeconds } from "../domain/plan.ts";
import type { Run } from "../domain/run.ts";
import { iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { snapshot, stopRun, verifyRun } from "./finish.ts";
import { fresh } from "./gate.ts";
import { FenceLost } from "./lease.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import { withPoint, withStep } from "./record.ts";
import { restore } from "./restore.ts";
import type { Session } from "./session.ts";
import { runStep } from "./step.ts";

/** Seconds after which a store that failed is tried again. */
const storeAgain = 10;

/**
 * Runs to the end. Resolves when the run is over, or when this process must let go of it (going down, lease lost): then
 * the record stays as it is and `resumeAll` takes it up.
 */
export async function advance(session: Session): Promise<void> {
  const { logger } = session.world;
  for (;;) {
    try {
      await forward(session);
      return;
    } catch (error) {
      if (session.signal.aborted) return;
      if (error instanceof FenceLost) {
        logger.warn({ run: session.run }, "another process has taken this run over");
        return;
      }
      if (codeOf(error) !== "store-unavailable") {
        await broken(session, error).catch((later: unknown) =>
          logger.error({ error: later, run: session.run }, "a broken run could not be closed"),
        );
        return;
      }
      // Nothing can be journalled, so nothing is sent; when the store is back, the journal says where to go on.
      logger.error({ error, run: session.run }, "the store is not available; the run waits");
      await session.pause(storeAgain).catch(() => undefined);
    }
  }
}

async function forward(session: Session): Promise<void> {
  const run = await session.current();
  if (run.state === "running") {
    // Restores that were begun go on after a crash; the plan itself is not taken up again then.
    const given = run.restoring === undefined ? undefined : givenUp(run.restoring);
    const stop = given ?? (await steps(session, run));
    if (stop !== undefined) await restore(session, stop);
    if (stop !== undefined && stop.state !== "degraded") return await stopRun(session, stop);
    return await verifyRun(session, stop);
  }
  if (run.state === "verifying") return await verifyRun(session, await missed(session, run));
  await session.lease.release();
}

const givenUp = ({ state, why }: NonNullable<Run["restoring"]>): Stop => ({
  state: state === "failed" || state === "drifted" || state === "degraded" ? state : "aborted",
  why,
  evidence: [],
});

async function steps(session: Session, run: Run): Promise<Stop | undefined> {
  if (!isIntact(run.plan)) return { state: "drifted", why: phrase("commandChanged", { step: 1 }), evidence: [] };
  if (run.curve.length === 0 && session.away === undefined) {
    await snapshot(session, "before-run");
    await firstPoint(session);
  }
  const obstacle = await fresh(session, run);
  if (obstacle !== undefined) return obstacle;
  for (const step of run.plan.steps) {
    const stop = (await wishes(session, step.number)) ?? (await runStep(session, step));
    if (stop !== undefined) return stop;
  }
  return undefined;
}

/** A crash during the verification of a run whose wait was missed must not make it a success. */
async function missed(session: Session, run: Run): Promise<Stop | undefined> {
  for (const step of run.plan.steps) {
    if (run.steps[step.number - 1]?.state === "failed") return await runStep(session, step);
  }
  return undefined;
}

/** How many phones are registered before anything is done: where the recovery curve begins. */
async function firstPoint(session: Session): Promise<void> {
  const { kit, clock, logger } = session.world;
  try {
    const names = watchedPhones((await session.current()).plan.steps);
    const { registered: registeredBefore, watched } = await kit.countPhones(session.context, names);
    const point = { at: iso(clock), registered: names.length === 0 ? registeredBefore : watched };
    await session.edit((run) => ({ run: { ...withPoint(run, point), registeredBefore } }));
  } catch (error) {
    if (session.signal.aborted || !(error instanceof CertOpsError) || error.code === "store-unavailable") throw error;
    logger.warn({ error, run: session.run }, "phones could not be counted before the run");
  }
}

/** Before a step that was not begun: does somebody want to stop or to wait? A pause is kept until a safe point. */
async function wishes(session: Session, number: number): Promise<Stop | undefined> {
  for (;;) {
    const run = await session.current();
    const record = run.steps[number - 1];
    if (record === undefined || record.state !== "planned") return undefined;
    if (run.wish?.kind === "abort") {
      return {
        state: "aborted",
        why: phrase("aborted", { by: session.world.nameOf(run.wish.by), step: number }),
        evidence: [],
      };
    }
    const before = run.plan.steps[number - 2];
    if (before?.safePoint !== false && windowEnds(session, run, number)) {
      const values = { step: number, until: { time: run.until ?? "" } };
      return { state: "aborted", why: phrase("windowEnded", values), evidence: [] };
    }
    if (run.wish?.kind !== "pause" || before?.safePoint === false) return undefined;
    await session.pause(5);
  }
}

/** Before a safe stretch: would it, as estimated, reach over the end of the window? */
function windowEnds(session: Session, run: Run, number: number): boolean {
  if (run.until === undefined) return false;
  const rest = run.plan.steps.slice(number - 1);
  const end = rest.findIndex((step) => step.safePoint);
  const stretch = planSeconds({ steps: end === -1 ? rest : rest.slice(0, end + 1) });
  return session.world.clock.now() + stretch * 1000 > Date.parse(run.until);
}

/** A bug: the run ends as failed, what was under way is said to be uncertain. */
async function broken(session: Session, error: unknown): Promise<void> {
  const reference = newId("err");
  session.world.logger.error({ error, run: session.run, reference }, "a run was stopped by a bug");
  const open = (await session.current()).steps.find((step) => step.state === "started" || step.state === "uncertain");
  if (open !== undefined) {
    await session.edit((run) => ({
      run: withStep(run, open.number, { state: "uncertain", note: phrase("asking", { what: phrase("noAnswer") }) }),
    }));
  }
  const stop: Stop = { state: "failed", why: phrase("bug", { reference }), evidence: [] };
  await restore(session, stop);
  await stopRun(session, stop);
}
