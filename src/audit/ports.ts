// What the audit log needs from a store: append and read, nothing that changes or removes.
import type { AuditEntry } from "../domain/audit.ts";

export interface AuditStore {
  /** The newest entry. */
  last(): Promise<AuditEntry | undefined>;
  /** All or none; durable when it resolves. A sequence number that exists already is refused with CertOpsError `conflict`. */
  append(...entries: readonly AuditEntry[]): Promise<void>;
  /** Entries with a greater sequence number, in rising order. */
  read(after: number, limit: number): Promise<readonly AuditEntry[]>;
  /** Newest first. */
  list(filter: {
    readonly cluster?: string;
    readonly about?: string;
    /** Leaves out what changes nothing: questions, answers, diagnoses, snapshots. */
    readonly changesOnly?: boolean;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
}
