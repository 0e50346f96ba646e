// What a run would meet if it started now: read, with nothing sent.
import type { Plan, PlanDraft } from "./plan.ts";
import type { Preflight } from "./preflight.ts";
import type { Phrase } from "./text.ts";

export interface DryRunStep {
  readonly number: number;
  /** Exactly what would be sent. */
  readonly command: string;
  /** False when this version of the bot would send another text than the one that was approved. */
  readonly sameCommand: boolean;
  readonly conditions: readonly { readonly holds: boolean | "unknown"; readonly says: Phrase }[];
  /** What the action itself looks at before it sends anything. */
  readonly ready: boolean | "unknown";
  readonly why?: Phrase;
}

/** When it could start: now, when a window opens, or not at all. */
export type MayStart =
  | { readonly kind: "now"; readonly until?: string }
  | { readonly kind: "later"; readonly from: string; readonly until: string; readonly window?: string }
  | { readonly kind: "never" };

export interface DryRun {
  /** ISO 8601. */
  readonly at: string;
  readonly plan: PlanDraft | Plan;
  readonly seconds: number;
  readonly mayStart: MayStart;
  readonly preflight: Preflight;
  readonly steps: readonly DryRunStep[];
}
