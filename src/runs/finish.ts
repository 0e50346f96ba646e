// The end of a run: the proof that the phones are back, the last snapshot, the record closed, the cluster freed.
import { onlyLogs } from "../domain/change.ts";
import type { Plan } from "../domain/plan.ts";
import type { Run, RunState, Verification } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";
import { iso } from "../kernel/clock.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import { ended } from "./record.ts";
import type { Session } from "./session.ts";

/** Fewer back than this share of those that were registered at the start is no success. */
const backShare = 0.95;

/** All steps done, or phones missing after a wait: looks at the whole and says what is proved. */
export async function verifyRun(session: Session, stop: Stop | undefined): Promise<void> {
  const { kit, points, proveTrust } = session.world;
  const run = await session.edit((current) => ({ run: { ...current, state: "verifying" } }));
  await points("verifying.stored");
  await snapshot(session, "after-run");
  const before = run.registeredBefore ?? run.plan.phonesRegistered;
  const seen = await kit.verifyOutcome(run.plan, run.steps, before, session.context);
  const proof = await proveTrust(run.plan, session.signal);
  const verification = proof === undefined ? seen : proved(seen, proof);
  await points("verified");
  const good = stop === undefined && isGood(run.plan, verification);
  await close(session, good ? "verified" : "degraded", stop?.why, verification);
}

/** What phones themselves showed outranks "not proved"; a list with an old signer stays disproved. */
function proved(seen: Verification, proof: Pick<Verification, "trust" | "lines">): Verification {
  const trust = seen.trust === "disproved" ? "disproved" : proof.trust;
  return { ...seen, trust, lines: [...seen.lines, ...proof.lines] };
}

const isGood = (plan: Plan, { phonesBack, trust, lines }: Verification): boolean =>
  trust !== "disproved" &&
  lines.every((line) => line.ok !== false) &&
  (onlyLogs(plan) || phonesBack.after >= Math.floor(phonesBack.before * backShare));

/** Stopped before its end: what was not begun is skipped, and the cluster is free again. */
export async function stopRun(session: Session, stop: Stop): Promise<void> {
  const run = await session.current();
  if (run.steps.some((step) => step.startedAt !== undefined)) await snapshot(session, "after-run");
  await close(session, stop.state, stop.state === "aborted" ? whoStopped(session, run, stop) : stop.why);
}

function whoStopped(session: Session, run: Run, stop: Stop): Phrase {
  if (run.wish?.kind !== "abort") return stop.why;
  const by = session.world.nameOf(run.wish.by);
  const next = run.steps.find((step) => step.state !== "done")?.number ?? run.steps.length;
  const last = run.plan.steps[next - 2];
  return last === undefined || last.safePoint
    ? phrase("aborted", { by, step: next })
    : phrase("abortedUnsafe", { by, step: next, last: last.number });
}

async function close(session: Session, state: RunState, why?: Phrase, verification?: Verification): Promise<void> {
  const at = iso(session.world.clock);
  const run = await session.edit((current) => {
    const over = ended(current, state, at, why);
    return {
      run: verification === undefined ? over : { ...over, verification },
      entries: [{ step: 0, kind: "run-ended", at, data: { state } }],
    };
  });
  if (run.backup !== undefined) await session.audit("backup-wanted", { since: run.backup.wantedAt });
  const { phonesBack, trust } = run.verification ?? {};
  await session.audit("run-ended", {
    state,
    steps: run.steps.map((step) => step.state),
    ...(phonesBack === undefined ? {} : { phonesBack: { ...phonesBack } }),
    ...(trust === undefined ? {} : { trust }),
  });
  await headOnCard(session);
  await session.lease.release();
}

/** The end of the audit log goes to where the card stands: whoever can write the store cannot take it back there. */
async function headOnCard(session: Session): Promise<void> {
  const head = await session.world.auditHead();
  if (head !== undefined) await session.edit((current) => ({ run: { ...current, auditHead: head } }));
}

/** A snapshot that cannot be taken is said in the log and does not hold up a repair. */
export async function snapshot(session: Session, reason: "before-run" | "after-run"): Promise<void> {
  const { takeSnapshot, logger } = session.world;
  try {
    const id = await takeSnapshot(session.cluster, reason, session.signal);
    if (id !== undefined) await session.audit("snapshot-taken", { snapshot: id, reason });
  } catch (error) {
    if (session.signal.aborted) throw error;
    logger.warn({ error, run: session.run, reason }, "no snapshot");
    await session.audit("snapshot-taken", { snapshot: null, reason });
  }
}
