// What the LSC bench and its two kinds of processes say to each other.
import type { LabFacts } from "./lab-process.ts";

export interface LscLabOptions {
  readonly phones: number;
  readonly secure: number;
  readonly scale: number;
}

/** Counted on the cluster's own side: what arrived, and what its phones hold. */
export interface LscCounts {
  /** How many phones were asked for an LSC so many times: `{"1": 1000}`. */
  readonly asked: Readonly<Record<string, number>>;
  readonly askedPhones: number;
  /** `applyPhone`, per phone, at most. */
  readonly mostApplied: number;
  /** Secure phones with a new LSC and `Upgrade Success`. */
  readonly installed: number;
  readonly registered: number;
}

export type LscLabWord =
  | { readonly kind: "ready"; readonly facts: LabFacts; readonly secure: readonly string[] }
  | { readonly kind: "counts"; readonly counts: LscCounts };

export interface LscBotOrder {
  readonly facts: LabFacts;
  readonly dataFolder: string;
  readonly epoch: number;
  readonly scale: number;
  /** The phones of the plan; absent for a bot that only takes up what another one left. */
  readonly phones?: readonly string[];
  readonly batch: number;
}

export interface LscBotWord {
  readonly state: string;
  readonly done: number;
  readonly waiting: number;
  readonly failed: number;
  readonly offline: number;
  readonly stopped: string | undefined;
}
