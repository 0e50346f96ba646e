// What approvals need from the outside: a store with compare-and-set, and somebody who keeps the audit log.
import type { Approval, ApprovalState } from "../domain/approval.ts";
import type { AuditEvent } from "../domain/audit.ts";
import type { ApprovalId } from "../domain/ids.ts";

/** Every write is durable when its promise resolves. All calls throw CertOpsError `store-unavailable` when it is not. */
export interface ApprovalStore {
  /** The id must be new. */
  insert(approval: Approval): Promise<void>;
  get(id: ApprovalId): Promise<Approval | undefined>;
  /** Replaces the record whose version is `next.version - 1`; false when another writer came first. */
  replace(next: Approval): Promise<boolean>;
  /** Newest first. `open`: pending and approved only. */
  list(filter: {
    readonly open: boolean;
    readonly limit: number;
    /** Only those in this state. */
    readonly state?: ApprovalState;
  }): Promise<readonly Approval[]>;
  /** Open records whose time has come at `now` (ISO 8601): `dueAt`, else `expiresAt`; the earliest first. */
  due(now: string, limit: number): Promise<readonly Approval[]>;
  /** When the next open record is due, ISO 8601. */
  nextExpiry(): Promise<string | undefined>;
}

/** Writes one event to the audit log; resolves when it is durable. */
export type Recorder = (event: AuditEvent) => Promise<void>;

/** Named moments at which tests make the process die. Does nothing in the product. */
export type ApprovalPoints = (name: "request.stored" | "vote.stored") => Promise<void> | void;
