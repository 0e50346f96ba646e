// How a run's record changes: pure functions from one record to the next.

import type { Approval } from "../domain/approval.ts";
import { outdatesBackup } from "../domain/change.ts";
import type { PersonId, RunId } from "../domain/ids.ts";
import type { Run, RunState, StepRecord } from "../domain/run.ts";
import type { Phrase } from "../domain/text.ts";

export function newRun(id: RunId, approval: Approval, by: PersonId, at: string): Run {
  return {
    id,
    approval: approval.id,
    cluster: approval.plan.cluster,
    plan: approval.plan,
    state: "running",
    startedBy: by,
    startedAt: at,
    steps: approval.plan.steps.map(({ number }) => ({ number, state: "planned", evidence: [] })),
    curve: [],
    ...(approval.closesAt === undefined ? {} : { until: approval.closesAt }),
    ...(approval.preflight === undefined ? {} : { preflight: approval.preflight }),
    version: 1,
  };
}

export const isOver = (run: Run): boolean => run.state !== "running" && run.state !== "verifying";

/** The record with one step changed. */
export const withStep = (run: Run, number: number, change: Partial<StepRecord>): Run => ({
  ...run,
  steps: run.steps.map((step) => (step.number === number ? { ...step, ...change } : step)),
});

/** The record at its end: what was not begun is `skipped`. */
export function ended(run: Run, state: RunState, at: string, stopped?: Phrase): Run {
  const { wish: _, restoring: __, ...rest } = run;
  const outdated = run.plan.steps.some(
    ({ number, change }) =>
      outdatesBackup(change) && ["done", "uncertain"].includes(run.steps[number - 1]?.state ?? "planned"),
  );
  return {
    ...rest,
    state,
    endedAt: at,
    steps: run.steps.map((step) => (step.state === "planned" ? { ...step, state: "skipped" } : step)),
    ...(stopped === undefined ? {} : { stopped }),
    ...(outdated ? { backup: { wantedAt: at } } : {}),
  };
}

/** Longest recovery curve that is kept; beyond it every second point goes, so that it stays whole and small. */
const mostPoints = 600;

export function withPoint(run: Run, point: Run["curve"][number]): Run {
  const last = run.curve.at(-1);
  // A clock that was moved back must not bend the curve.
  if (last !== undefined && last.at >= point.at) return run;
  const curve = run.curve.length < mostPoints ? run.curve : run.curve.filter((_, index) => index % 2 === 0);
  return { ...run, curve: [...curve, point] };
}
