// What the audit log keeps: every arrow of a request's way.
import type { Json } from "./text.ts";

export const auditKinds = [
  "asked",
  "understood",
  "diagnosed",
  "answered",
  "step-ticked",
  "plan-proposed",
  "approval-requested",
  "voted",
  "vote-refused",
  "approval-ended",
  "escalated",
  "window-opened",
  "preflight",
  "run-started",
  "step-intended",
  "command-sent",
  "step-observed",
  "run-ended",
  "backup-wanted",
  "backup-seen",
  "snapshot-taken",
  "pin-moved",
  "config-loaded",
] as const;
export type AuditKind = (typeof auditKinds)[number];

/**
 * What changes nothing and nobody decides by. An `asked` that is about something (an abort of a run) is none of these.
 */
export const everydayKinds: readonly AuditKind[] = ["asked", "understood", "diagnosed", "answered", "snapshot-taken"];

export interface AuditEvent {
  readonly kind: AuditKind;
  /** ISO 8601. */
  readonly at: string;
  /** A person's id, or `bot`. */
  readonly who: string;
  readonly cluster?: string;
  /** What it is about: a diagnosis, approval or run id. */
  readonly about?: string;
  readonly data: { readonly [key: string]: Json };
}

/** An event in the chain: `hash` = SHA-256 over the canonical JSON of everything before it, `previous` included. */
export interface AuditEntry extends AuditEvent {
  readonly sequence: number;
  readonly previous: string;
  readonly hash: string;
}

/** The end of the chain, signed: published outside the store, so that a cut tail or a rewritten chain is found. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
  /** ISO 8601. */
  readonly at: string;
  /** Ed25519 over `certops-audit-head|sequence|hash|at`, base64. */
  readonly signature: string;
  /** SPKI DER, base64. */
  readonly publicKey: string;
}
