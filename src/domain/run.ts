// A run: the durable execution of an approved plan.

import type { AuditHead } from "./audit.ts";
import { watchedPhones } from "./change.ts";
import type { Evidence } from "./finding.ts";
import type { ApprovalId, ClusterId, PersonId, RunId } from "./ids.ts";
import type { Plan, PlanStep } from "./plan.ts";
import type { Preflight } from "./preflight.ts";
import type { Phrase, Text } from "./text.ts";

/** `uncertain`: it was sent, the answer is not known, the device is being looked at (or a person is asked). */
export type StepState = "planned" | "started" | "done" | "failed" | "uncertain" | "skipped";

/** What became of each phone of a step; a phone that is in none of the lists is done. */
export interface PhoneTally {
  readonly done: number;
  /** Its turn has not come, or CUCM has not said yet how it ended. */
  readonly waiting: readonly string[];
  readonly failed: readonly { readonly phone: string; readonly why: Text }[];
  /** Not registered when its turn came: nothing was sent to it. */
  readonly offline: readonly string[];
}

export interface StepRecord {
  readonly number: number;
  readonly state: StepState;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** What was seen that proves the state. */
  readonly evidence: readonly Evidence[];
  /** Why it failed or is uncertain, and what to do. */
  readonly note?: Phrase;
  /** SHA-256 of the transcript; the transcript itself is kept redacted in the store. */
  readonly transcriptDigest?: string;
  /** Steps that go from phone to phone. */
  readonly tally?: PhoneTally;
}

export type RunState = "running" | "verifying" | "verified" | "degraded" | "failed" | "aborted" | "drifted";

/** One point of the recovery curve: of the phones that the plan waits for, or of all when it waits for none. */
export interface CurvePoint {
  readonly at: string;
  readonly registered: number;
}

/** "Phones back" and "trust proved" are two things: registration alone proves nothing about trust. */
export interface Verification {
  readonly phonesBack: { readonly before: number; readonly after: number; readonly known: number };
  readonly trust: "proved" | "not-proved" | "disproved";
  readonly lines: readonly {
    readonly ok: boolean | "unknown";
    readonly text: Phrase;
    readonly evidence: readonly Evidence[];
  }[];
}

export interface Run {
  readonly id: RunId;
  readonly approval: ApprovalId;
  readonly cluster: ClusterId;
  readonly plan: Plan;
  readonly state: RunState;
  readonly startedBy: PersonId;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly steps: readonly StepRecord[];
  readonly curve: readonly CurvePoint[];
  /** All desk phones of the cluster that were registered before the first step. */
  readonly registeredBefore?: number;
  readonly verification?: Verification;
  /** Why it stopped before its end, when it did. */
  readonly stopped?: Phrase;
  /** The end of the window: the run stops at the first safe point behind which the rest does not fit. */
  readonly until?: string;
  /** What was read before the first step. */
  readonly preflight?: Preflight;
  /** The plan is given up for this reason; only the restore steps still run. */
  readonly restoring?: { readonly state: RunState; readonly why: Phrase };
  /** A trust list changed, so that the last DRS backup knows another one: a new backup is asked for until it is seen. */
  readonly backup?: { readonly wantedAt: string; readonly seen?: { readonly file: string; readonly at: string } };
  /** Somebody asked to pause after the current step, or to abort. */
  readonly wish?: { readonly kind: "pause" | "abort"; readonly by: PersonId; readonly at: string };
  /** The end of the audit log when the run was over: on its card it stands outside the store. */
  readonly auditHead?: AuditHead;
  readonly version: number;
}

/** Of how many phones the recovery curve tells. */
export function curveTotal({ steps, phonesKnown }: Pick<Plan, "steps" | "phonesKnown">): number {
  const watched = watchedPhones(steps).length;
  return watched > 0 ? watched : phonesKnown;
}

const begun = (step: StepRecord | undefined): boolean =>
  step !== undefined && step.state !== "planned" && step.state !== "skipped";

/** Restore steps whose effect is owed: something they take back was begun, and they are not proved done. */
export function owedRestores(run: Pick<Run, "plan" | "steps">): readonly PlanStep[] {
  const record = (number: number) => run.steps.find((step) => step.number === number);
  return run.plan.steps.filter(
    (step) =>
      step.restores !== undefined &&
      record(step.number)?.state !== "done" &&
      step.restores.some((number) => begun(record(number))),
  );
}
