// Before a step is sent: is it still the approved text, does everything still hold, and what does the device show now?
import type { BoundAction } from "../actions/action.ts";
import { targetsOf } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { PlanStep } from "../domain/plan.ts";
import type { RunState } from "../domain/run.ts";
import type { Json, Phrase } from "../domain/text.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { phrase } from "./phrases.ts";
import type { Session } from "./session.ts";

/** Why a run ends before its plan does. */
export interface Stop {
  readonly state: Extract<RunState, "failed" | "aborted" | "drifted" | "degraded">;
  readonly why: Phrase;
  readonly evidence: readonly Evidence[];
}

export type Prepared =
  | { readonly ok: true; readonly baseline: Json; readonly evidence: readonly Evidence[] }
  | { readonly ok: false; readonly stop: Stop };

const stopped = (state: Stop["state"], why: Phrase, evidence: readonly Evidence[] = []): Prepared => ({
  ok: false,
  stop: { state, why, evidence },
});

/** A node that restarts does not answer for a while: it is asked this often before the run gives up. */
const tries = 4;
const betweenTries = 15;

/**
 * Reads everything again; nothing is sent here. `resumed`: phones of this step were changed already, so what differs now is
 * for the action to sort out, phone by phone.
 */
export async function prepare(
  session: Session,
  step: PlanStep,
  action: BoundAction,
  resumed: boolean,
): Promise<Prepared> {
  const number = step.number;
  if (session.away !== undefined) return stopped("aborted", session.away);
  if (action.command !== step.command) return stopped("drifted", phrase("commandChanged", { step: number }));
  const { targets } = (await session.current()).plan;
  const reached = targetsOf(session.context.systems.cluster);
  if (targets !== undefined && canonicalJson(targets) !== canonicalJson(reached)) {
    return stopped("drifted", phrase("targetsChanged", { step: number }));
  }
  const drift = await holds(session, step);
  if (drift !== undefined) return { ok: false, stop: drift };
  for (let attempt = 1; ; attempt++) {
    try {
      const checked = await action.precheck(session.context);
      if (checked.ok) return checked;
      if (checked.drift === true && resumed) return { ok: true, baseline: null, evidence: checked.evidence };
      const [state, words] =
        checked.drift === true ? (["drifted", "drifted"] as const) : (["failed", "notSent"] as const);
      return stopped(state, phrase(words, { step: number, what: checked.why }), checked.evidence);
    } catch (error) {
      if (session.signal.aborted || !(error instanceof CertOpsError)) throw error;
      if (attempt >= tries) return stopped("failed", phrase("notSent", { step: number, what: error.say }));
    }
    await session.pause(betweenTries);
  }
}

async function holds(session: Session, step: PlanStep): Promise<Stop | undefined> {
  const { kit } = session.world;
  for (let attempt = 1; ; attempt++) {
    const readings = await Promise.all(
      step.preconditions.map((precondition) => kit.readPrecondition(precondition, session.context)),
    );
    const evidence = readings.flatMap((reading) => reading.evidence);
    const [broken] = readings.filter((reading) => reading.holds === false);
    if (broken !== undefined) {
      return { state: "drifted", why: phrase("drifted", { step: step.number, what: broken.says }), evidence };
    }
    const [unread] = readings.filter((reading) => reading.holds === "unknown");
    if (unread === undefined) return undefined;
    if (attempt >= tries) {
      return { state: "failed", why: phrase("unread", { step: step.number, what: unread.says }), evidence };
    }
    await session.pause(betweenTries);
  }
}
