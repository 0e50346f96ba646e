// What a check is: one read-only question to systems. It emits findings as they come and returns its facts; it never decides.
import type { CertOpsError } from "../domain/errors.ts";
import type { Finding } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Phrase } from "../domain/text.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Once } from "../kernel/once.ts";
import type { Snapshot } from "../snapshots/snapshot.ts";
import type { ClusterSystems, Observed } from "../systems/ports.ts";

/** Something read, or why it could not be read. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly evidence: Observed<T>["evidence"] }
  | { readonly ok: false; readonly error: CertOpsError };

export interface CheckContext {
  readonly systems: ClusterSystems;
  /** Reads each thing once per diagnosis, however many checks ask for it. */
  readonly readings: Once;
  /** Snapshots of this cluster, newest first, as far back as they are kept. */
  readonly history: () => Promise<readonly Snapshot[]>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Shows a finding at once; a later one with the same id replaces it. */
  readonly emit: (finding: Finding) => void;
  /** A node answered something: for "checked on 3 of 3 nodes". */
  readonly answered: (node: NodeName) => void;
}

export interface Check<Id extends string, Facts> {
  readonly id: Id;
  readonly title: Phrase;
  run(context: CheckContext): Promise<Facts>;
}

/** Keeps the id and facts types of a check together. */
export const defineCheck = <const Id extends string, Facts>(check: Check<Id, Facts>): Check<Id, Facts> => check;
