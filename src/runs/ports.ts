// What runs need from the outside: a durable journal and one lease per cluster with a fencing token.
import type { ClusterId, RunId } from "../domain/ids.ts";
import type { Run } from "../domain/run.ts";
import type { Json } from "../domain/text.ts";

/** One line of a run's journal; written in the same transaction as the record that it changes. */
export interface JournalEntry {
  readonly run: RunId;
  /** 0 for the run as a whole. */
  readonly step: number;
  readonly kind:
    | "run-began"
    /** Written before anything is sent. `data.at`: the intent's time; `data.baseline`: what the device showed before. */
    | "step-intended"
    /** Targets that are about to be sent next (phones), or that were refused. */
    | "step-progress"
    /** The device answered well; what it says is still to be observed. `data.transcript`: redacted. */
    | "step-answered"
    | "step-observed"
    | "step-ended"
    | "wish"
    | "person-said"
    | "run-ended";
  readonly at: string;
  readonly data: { readonly [key: string]: Json };
}

/** All writes are durable when their promise resolves; CertOpsError `store-unavailable` when the store fails. */
export interface RunStore {
  /** Inserts a new run with its first journal line. */
  insert(run: Run, entry: JournalEntry): Promise<void>;
  get(id: RunId): Promise<Run | undefined>;
  /** Replaces the record whose version is `next.version - 1`, plan excepted, and appends the lines; false when another writer came first. */
  replace(next: Run, entries: readonly JournalEntry[]): Promise<boolean>;
  /** The journal in the order it was written. */
  journal(id: RunId, step?: number): Promise<readonly JournalEntry[]>;
  /** Newest first. */
  list(filter: { readonly cluster?: ClusterId; readonly limit: number }): Promise<readonly Run[]>;
  /** Runs in state `running` or `verifying`, oldest first. */
  unfinished(): Promise<readonly Run[]>;
}

/**
 * One change per cluster: whoever runs holds the cluster's lease. It has no expiry; a crashed run keeps its cluster until
 * it is resumed, because nobody knows what is half done there.
 */
export interface LeaseStore {
  /**
   * Takes the cluster for this run and gives a token greater than every earlier one, or undefined when another run
   * holds it. The run that holds it already gets a new token: whoever had the old one is fenced off.
   */
  acquire(cluster: ClusterId, run: RunId): Promise<number | undefined>;
  /** True while this very token is the cluster's current one. */
  holds(cluster: ClusterId, run: RunId, token: number): Promise<boolean>;
  /** Frees the cluster when the token still holds. */
  release(cluster: ClusterId, run: RunId, token: number): Promise<void>;
  /** Who holds which cluster now. */
  held(): Promise<readonly { readonly cluster: ClusterId; readonly run: RunId }[]>;
}
