// Sending one change, once, behind the fence; what the device answered is kept before anything is concluded from it.
import type { BoundAction, Executed } from "../actions/action.ts";
import { watchedPhones } from "../domain/change.ts";
import { CertOpsError, ChangeUncertain } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { PlanStep } from "../domain/plan.ts";
import type { Json, Phrase } from "../domain/text.ts";
import { iso } from "../kernel/clock.ts";
import { within } from "../kernel/deadline.ts";
import { sha256 } from "../kernel/ids.ts";
import { redactText } from "../kernel/redact.ts";
import { earlierSteps, type StepHistory } from "./history.ts";
import { FenceLost } from "./lease.ts";
import type { Ending } from "./look.ts";
import { mark } from "./marks.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import { withPoint, withStep } from "./record.ts";
import type { Session } from "./session.ts";

/** Characters of a transcript that are kept; the digest is of the whole. */
const keptTranscript = 64_000;

export interface Sent {
  readonly ending: Ending;
  readonly evidence: readonly Evidence[];
  readonly note?: Phrase;
  /** The run ends here: the action itself said so, or nothing was sent. */
  readonly stop?: Stop;
  /** Everything named before it was sent, this attempt included. */
  readonly progressed: readonly Json[];
}

/** Executes the change whose intent is journalled. Throws only when this process must let go (going down, fence lost, a bug). */
export async function send(session: Session, step: PlanStep, action: BoundAction, history: StepHistory): Promise<Sent> {
  const { clock, points } = session.world;
  const run = await session.current();
  const earlier = await earlierSteps(session, run, step.number);
  const progressed = [...history.progressed];
  let passed = false;
  try {
    // A change on the command line cannot be interrupted once it is written: going down lets go of it, the fence holds
    // back what was not written yet.
    const executing = action.execute({
      ...session.context,
      intent: history.intent,
      abort: session.abort,
      progressed: [...history.progressed],
      earlier,
      watched: watchedPhones(run.plan.steps),
      fence: async () => {
        session.signal.throwIfAborted();
        await session.current();
        if (session.abort.aborted && !passed) throw abortedInTime(session);
        await session.lease.check();
        passed = true;
        await points("fence.passed", step.number);
      },
      progress: async (data: Json) => {
        progressed.push(data);
        const entry = { step: step.number, kind: "step-progress", at: iso(clock), data: asObject(data) } as const;
        await session.edit((run) => ({ run, entries: [entry] }));
      },
      curve: async (point) => {
        await session.edit((run) => ({ run: withPoint(run, point) }));
      },
      tally: async (tally) => {
        await session.edit((run) => ({ run: withStep(run, step.number, { tally }) }));
      },
    });
    const executed = await within(executing, session.signal);
    await points("command.sent", step.number);
    return { ...(await answered(session, step, action, executed)), progressed };
  } catch (error) {
    if (session.signal.aborted || error instanceof FenceLost) throw error;
    return { ...(await interrupted(session, step, error, passed)), progressed };
  }
}

/** The person was faster than the command. */
const abortedInTime = (session: Session): CertOpsError =>
  new CertOpsError({
    code: "cancelled",
    message: `${session.run} was aborted before a command was written`,
    say: phrase("abortedInTime"),
    next: phrase("abortedInTimeNext"),
    retry: "never",
  });

type Outcome = Omit<Sent, "progressed">;

const asObject = (data: Json): { readonly [key: string]: Json } =>
  typeof data === "object" && data !== null && !Array.isArray(data)
    ? (data as { readonly [key: string]: Json })
    : { data };

/** The device has answered: the answer is kept before anything is concluded from it. */
async function answered(session: Session, step: PlanStep, action: BoundAction, executed: Executed): Promise<Outcome> {
  const { clock, points } = session.world;
  const { transcript, evidence, note: words } = executed;
  const extra = words === undefined ? {} : { note: words };
  if (executed.outcome !== "sent") {
    const missed = executed.outcome === "missed";
    const what = words ?? "";
    const stop: Stop = {
      state: session.abort.aborted ? "aborted" : missed ? "degraded" : "failed",
      why: phrase(missed ? "phonesMissing" : "failed", { step: step.number, what }),
      evidence,
    };
    if (!action.repeatable) {
      await session.audit("command-sent", { step: step.number, command: step.command, outcome: "failed" });
    }
    return { ending: "refused", evidence, stop, ...extra };
  }
  if (action.repeatable) return { ending: "answered", evidence, ...extra };
  const digest = transcript === undefined ? {} : { transcriptDigest: sha256(transcript.text) };
  const text = transcript === undefined ? "" : redactText(transcript.text).slice(0, keptTranscript);
  const data = { command: step.command, transcript: text, ...digest };
  await session.edit((run) => ({
    run: withStep(run, step.number, { evidence, ...digest }),
    entries: [{ step: step.number, kind: "step-answered", at: iso(clock), data }],
  }));
  await session.audit("command-sent", { step: step.number, command: step.command, ...digest });
  await points("answer.stored", step.number);
  return { ending: "answered", evidence, ...extra };
}

async function interrupted(session: Session, step: PlanStep, error: unknown, passed: boolean): Promise<Outcome> {
  const known = error instanceof CertOpsError;
  if (!known) session.world.logger.error({ error, run: session.run, step: step.number }, "a step threw");
  const what: Phrase = known ? error.say : phrase("noAnswer");
  if (!passed) {
    if (!known) throw error;
    const state = session.abort.aborted ? "aborted" : "failed";
    const stop: Stop = { state, why: phrase("notSent", { step: step.number, what }), evidence: [] };
    return { ending: "refused", evidence: [], stop };
  }
  const refused = known && !(error instanceof ChangeUncertain) && !unclear.has(error.code);
  await mark(session, step, { state: "uncertain", note: phrase("noAnswer") });
  await session.audit("command-sent", {
    step: step.number,
    command: step.command,
    outcome: refused ? "refused" : "unseen",
  });
  return { ending: refused ? "refused" : "lost", evidence: [], note: what };
}

/** Errors after which the command may have been taken all the same, should a system not say so itself. */
const unclear: ReadonlySet<string> = new Set([
  "deadline-exceeded",
  "cancelled",
  "node-unreachable",
  "output-too-large",
  "output-not-understood",
  "server-fault",
]);
