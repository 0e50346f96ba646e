// People, their chat accounts, and what they may do.
import type { ClusterId, PersonId } from "./ids.ts";
import type { Impact } from "./impact.ts";
import type { ChangeKind } from "./plan.ts";
import type { Locale } from "./text.ts";
import type { Calendar } from "./window.ts";

export type PlatformId = "slack" | "teams" | "webex" | "web" | "terminal";

/** Who a platform says acted. Only the pair (platform, tenant, user) identifies; the display name never does. */
export interface Actor {
  readonly platform: PlatformId;
  readonly tenant: string;
  readonly user: string;
  readonly displayName: string;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly identities: readonly { readonly platform: PlatformId; readonly tenant: string; readonly user: string }[];
  readonly roles: readonly string[];
  readonly locale?: Locale;
}

export type Permission = "ask" | "request" | "approve" | "abort" | "snapshot" | "audit";

/** What a role may do, on which clusters, up to which impact. Default is deny. */
export interface Role {
  readonly name: string;
  readonly may: readonly Permission[];
  readonly clusters: readonly ClusterId[] | "all";
  /** The gravest plan this role may request or approve; `high` when absent. */
  readonly upTo?: Impact;
  /** The kinds of change that it may request, approve or abort; all of them when absent. Waiting is no change. */
  readonly changes?: readonly ChangeKind[];
}

/** Who is named when nobody votes: the first after so many minutes, the next after as many again. */
export interface Escalation {
  readonly afterMinutes: number;
  readonly onCall: readonly PersonId[];
}

/** The whole of who may do what. `version` is a digest of the policy and is part of every plan's digest. */
export interface Policy {
  readonly version: string;
  readonly people: readonly Person[];
  readonly roles: readonly Role[];
  readonly approversNeeded: Readonly<Record<Impact, number>>;
  /** A pending request expires after this many minutes. */
  readonly pendingMinutes: number;
  /** An approved plan that was not started expires after this many minutes. */
  readonly unusedMinutes: number;
  /** Windows and freezes; without one, changes may run at all times. */
  readonly calendar?: Calendar;
  readonly escalation?: Escalation;
  /** The last successful DRS backup may be so many days old before a change; 7 when absent. */
  readonly backupDays?: number;
}
