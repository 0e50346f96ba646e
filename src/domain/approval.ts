// An approval: people's votes on one exact plan digest.
import type { ApprovalId, PersonId, RunId } from "./ids.ts";
import type { Actor, PlatformId } from "./person.ts";
import type { Plan } from "./plan.ts";
import type { Preflight } from "./preflight.ts";

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
  /** When the store's timer must look at it, if that is before it expires: an opening, an escalation. */
  readonly dueAt?: string;
  /** Approved for a window that opens later: when it opens. `unusedMinutes` count from then. */
  readonly opensAt?: string;
  /** The end of the window it is approved for; a run stops at the first safe point that the rest does not fit behind. */
  readonly closesAt?: string;
  /** The window has opened, and whoever waits for it was told. */
  readonly opened?: true;
  /** On-call people that were named because nobody had voted. */
  readonly escalated?: readonly { readonly person: PersonId; readonly at: string }[];
  /** What stood in the way of a change when it was asked for, or tried last; it is read anew at the start. */
  readonly preflight?: Preflight;
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
  | "change-not-permitted"
  | "window-closed"
  | "no-window"
  | "preflight-failed"
  | "not-found";
