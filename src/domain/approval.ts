// An approval: people's votes on one exact plan digest.
import type { ApprovalId, PersonId, RunId } from "./ids.ts";
import type { Actor, PlatformId } from "./person.ts";
import type { Plan } from "./plan.ts";

/** `approved` is left only for `started`, `unused` (not started in time) or `withdrawn`; the others are final. */
export type ApprovalState =
  | "pending"
  | "approved"
  | "denied"
  | "expired"
  | "withdrawn"
  | "superseded"
  | "unused"
  | "started";

export interface Vote {
  readonly person: PersonId;
  readonly choice: "approve" | "deny";
  /** ISO 8601. */
  readonly at: string;
  readonly via: PlatformId;
  readonly reason?: string;
}

export interface Approval {
  readonly id: ApprovalId;
  readonly plan: Plan;
  readonly requester: PersonId;
  readonly requestedVia: Actor;
  /** Why now, in the requester's own words; required for high impact. */
  readonly reason: string;
  readonly needed: number;
  readonly votes: readonly Vote[];
  readonly state: ApprovalState;
  readonly createdAt: string;
  /** When a pending request expires; when approved, when it counts as unused. */
  readonly expiresAt: string;
  /** Who ended it (denied, withdrew), when a person did. */
  readonly endedBy?: PersonId;
  readonly run?: RunId;
  /** Compare-and-set counter: every change of the record adds one. */
  readonly version: number;
}

/** Why a click did not do what the person wanted; each has its own sentence in the catalogues. */
export type Refusal =
  | "unknown-person"
  | "not-permitted"
  | "requester-cannot-vote"
  | "already-voted"
  | "not-pending"
  | "expired"
  | "reason-required"
  | "impact-too-high"
  | "not-requester"
  | "cluster-busy"
  | "not-found";
