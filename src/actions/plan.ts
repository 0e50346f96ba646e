// Helpers that make plans: exact command text, impact, estimate and safe points follow from the changes themselves.
import { changeImpact, isWait } from "../domain/change.ts";
import type { Change, PlanDraft, PlanStep, Precondition } from "../domain/plan.ts";
import { actionFor, estimateSeconds } from "./index.ts";

/** A change with what must hold right before it. */
export interface Wanted {
  readonly change: Change;
  readonly preconditions?: readonly Precondition[];
  /** Numbers of earlier steps that this one takes back: it then runs after a failure or an abort too. */
  readonly restores?: readonly number[];
}

/**
 * Numbers the changes and gives each step its command, impact, estimate and safe point. A run may stop after a step unless
 * the cluster would be left between two states: after a CTL update or reset (the restarts belong to it), between the nodes of
 * one service's restart, or between a reset and the wait that judges it.
 */
export function planSteps(wanted: readonly Wanted[]): readonly PlanStep[] {
  return wanted.map(({ change, preconditions = [], restores }, index) => ({
    number: index + 1,
    change,
    command: actionFor(change).command,
    impact: changeImpact(change),
    estimateSeconds: estimateSeconds(change),
    preconditions,
    safePoint: isSafe(change, wanted[index + 1]?.change),
    ...(restores === undefined ? {} : { restores }),
  }));
}

function isSafe(change: Change, next: Change | undefined): boolean {
  if (next === undefined) return true;
  if (isWait(next.kind)) return false;
  if (change.kind === "update-ctl" || change.kind === "reset-ctl") return next.kind !== "restart-service";
  if (change.kind === "restart-service") return next.kind !== "restart-service";
  return true;
}

/** A draft from changes; `about` gives everything that is not derived. */
export const planDraft = (about: Omit<PlanDraft, "steps">, wanted: readonly Wanted[]): PlanDraft => ({
  ...about,
  steps: planSteps(wanted),
});
