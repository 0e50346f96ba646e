// Concluding from what the device shows: done, not done, or a question to a person.
import type { BoundAction } from "../actions/action.ts";
import type { Evidence } from "../domain/finding.ts";
import type { PlanStep } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import type { StepHistory } from "./history.ts";
import { type Ending, look } from "./look.ts";
import { finish, mark, observed } from "./marks.ts";
import { phrase } from "./phrases.ts";
import type { Stop } from "./prepare.ts";
import type { Session } from "./session.ts";

/** A change is sent twice at most, and the second time only after it was seen that the first had no effect. */
const mostAttempts = 2;

/** Looks at the device and concludes. `again`: the change was lost on its way, surely without effect. */
export async function judge(
  session: Session,
  step: PlanStep,
  action: BoundAction,
  history: StepHistory,
  sent: { readonly ending: Ending; readonly evidence: readonly Evidence[]; readonly note?: Phrase },
): Promise<Stop | "again" | undefined> {
  const seen = await look(session, action, history, sent.ending);
  const evidence = [...sent.evidence, ...seen.evidence];
  await observed(session, step, seen);
  if (seen.state === "done") {
    await finish(session, step, "done", { evidence }, seen.note ?? sent.note);
    return undefined;
  }
  if (sent.ending === "answered" && (seen.state === "unknown" || seen.partly === true)) {
    const words = seen.partly === true ? seen.note : phrase("byAnswer", { what: seen.note ?? "" });
    await finish(session, step, "done", { evidence }, words);
    return undefined;
  }
  if (sent.ending === "lost" && seen.state === "unknown") return await ask(session, step, seen, evidence);
  if (sent.ending === "lost" && history.attempts < mostAttempts && !session.abort.aborted) return "again";
  const why =
    sent.ending === "refused"
      ? phrase("failed", { step: step.number, what: sent.note ?? "" })
      : phrase("notDone", { step: step.number });
  const stop: Stop = { state: session.abort.aborted ? "aborted" : "failed", why, evidence };
  await finish(session, step, "failed", stop, why);
  return stop;
}

/** Nobody can tell from here: the run waits until a person has looked, or stops it. */
async function ask(
  session: Session,
  step: PlanStep,
  seen: { readonly note?: Phrase },
  evidence: readonly Evidence[],
): Promise<Stop | undefined> {
  const what = seen.note ?? phrase("noAnswer");
  await mark(session, step, { state: "uncertain", evidence, note: phrase("asking", { what }) });
  for (;;) {
    const run = await session.current();
    const record = run.steps[step.number - 1];
    if (record?.state === "done") return undefined;
    const why = record?.note ?? phrase("notDone", { step: step.number });
    if (record?.state === "failed") {
      return { state: "failed", why: phrase("failed", { step: step.number, what: why }), evidence };
    }
    if (session.abort.aborted) return { state: "aborted", why, evidence };
    await session.pause(5);
  }
}
