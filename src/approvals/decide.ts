// The approval state machine: one pure function decides every approve, deny, withdraw, start and expiry.
import type { Approval, Refusal } from "../domain/approval.ts";
import type { PersonId, RunId } from "../domain/ids.ts";
import type { PlatformId, Policy } from "../domain/person.ts";
import type { Preflight } from "../domain/preflight.ts";
import { assertNever } from "../kernel/assert.ts";
import { approversNeeded, barrier, personById } from "./policy.ts";
import { approvedFor, escalationDue, isOpenNow, nextOnCall, openingFor, withDue } from "./schedule.ts";
import { isIntact } from "./seal.ts";

/** What somebody wants. `person` is the mapped human being, undefined when the chat account belongs to nobody. */
export type ApprovalIntent =
  | {
      readonly kind: "approve" | "deny";
      readonly person: PersonId | undefined;
      readonly via: PlatformId;
      readonly reason?: string;
    }
  | { readonly kind: "withdraw"; readonly person: PersonId | undefined }
  | { readonly kind: "start"; readonly person: PersonId | undefined; readonly run: RunId }
  /** The timer: whatever is due now, be it an opening, an escalation or the end. */
  | { readonly kind: "expire" }
  /** What was read of the cluster, for the card. */
  | { readonly kind: "looked"; readonly preflight: Preflight }
  | { readonly kind: "supersede" };

/**
 * `next` is the record to store, already with the next version. A refusal may carry one too: the click came too late
 * and the record must say so (expired), or the policy has changed under it (superseded).
 */
export type Decided =
  | { readonly ok: true; readonly next: Approval }
  | { readonly ok: false; readonly refusal: Refusal; readonly next?: Approval };

const refuse = (refusal: Refusal, next?: Approval): Decided =>
  next === undefined ? { ok: false, refusal } : { ok: false, refusal, next };

const isOpen = (approval: Approval): boolean => approval.state === "pending" || approval.state === "approved";

/** `now`: milliseconds since 1970. Never throws; the given record is not touched. */
export function decide(approval: Approval, intent: ApprovalIntent, policy: Policy, now: number): Decided {
  switch (intent.kind) {
    case "approve":
    case "deny":
      return vote(approval, intent, policy, now);
    case "withdraw":
      return withdraw(approval, intent.person, policy, now);
    case "start":
      return start(approval, intent, policy, now);
    case "expire":
      if (!isOpen(approval)) return refuse("not-pending");
      if (isDue(approval, now)) return { ok: true, next: lapse(approval) };
      return noticed(approval, policy, now);
    case "looked":
      return isOpen(approval)
        ? { ok: true, next: change(approval, { preflight: intent.preflight }) }
        : refuse("not-pending");
    case "supersede":
      return isOpen(approval) ? { ok: true, next: change(approval, { state: "superseded" }) } : refuse("not-pending");
    default:
      return assertNever(intent);
  }
}

function vote(
  approval: Approval,
  intent: Extract<ApprovalIntent, { kind: "approve" | "deny" }>,
  policy: Policy,
  now: number,
): Decided {
  const person = known(policy, intent.person);
  if (person === undefined) return refuse("unknown-person");
  // The command line at the server acts as a named person without a chat platform behind it: it requests, never votes.
  if (intent.via === "terminal") return refuse("not-permitted");
  const why = barrier(policy, person, "approve", approval.plan);
  if (why !== undefined) return refuse(why);
  if (person.id === approval.requester) return refuse("requester-cannot-vote");
  if (approval.state !== "pending") return refuse(approval.state === "expired" ? "expired" : "not-pending");
  const stale = staleness(approval, policy, now);
  if (stale !== undefined) return stale;
  const earlier = approval.votes.find((other) => other.person === person.id);
  // Somebody who approved may still stop it while it is pending; the same click again changes nothing.
  if (earlier !== undefined && earlier.choice === intent.kind) return refuse("already-voted");

  const ballot = { person: person.id, choice: intent.kind, at: new Date(now).toISOString(), via: intent.via };
  const reason = intent.reason?.trim();
  const votes = [
    ...approval.votes.filter((other) => other.person !== person.id),
    reason === undefined || reason === "" ? ballot : { ...ballot, reason },
  ];
  if (intent.kind === "deny") {
    return { ok: true, next: change(approval, { votes, state: "denied", endedBy: person.id }) };
  }
  const opening = openingFor(policy, approval.plan, now);
  if (opening.kind === "never") return refuse("no-window");
  // Somebody looks after it now: nobody needs to be called.
  const heard = withDue(approval, undefined);
  if (countApprovals({ ...approval, votes }, policy) < neededFor(approval, policy)) {
    return { ok: true, next: change(heard, { votes }) };
  }
  return { ok: true, next: change(heard, { votes, state: "approved", ...approvedFor(policy, opening, now) }) };
}

/** Before its end: the window has opened, or nobody has voted for so long that somebody on call is named. */
function noticed(approval: Approval, policy: Policy, now: number): Decided {
  if (approval.dueAt === undefined || now < Date.parse(approval.dueAt)) return refuse("not-pending");
  if (approval.state === "approved") return { ok: true, next: change(withDue(approval, undefined), { opened: true }) };
  const person = approval.votes.length === 0 ? nextOnCall(policy, approval) : undefined;
  if (person === undefined) return { ok: true, next: change(withDue(approval, undefined), {}) };
  const escalated = [...(approval.escalated ?? []), { person, at: new Date(now).toISOString() }];
  const next = change(approval, { escalated });
  return { ok: true, next: withDue(next, escalationDue(policy, next)) };
}

function withdraw(approval: Approval, who: PersonId | undefined, policy: Policy, now: number): Decided {
  const person = known(policy, who);
  if (person === undefined) return refuse("unknown-person");
  if (person.id !== approval.requester) return refuse("not-requester");
  if (!isOpen(approval)) return refuse(approval.state === "expired" ? "expired" : "not-pending");
  if (isDue(approval, now)) return refuse("expired", lapse(approval));
  return { ok: true, next: change(approval, { state: "withdrawn", endedBy: person.id }) };
}

function start(
  approval: Approval,
  intent: Extract<ApprovalIntent, { kind: "start" }>,
  policy: Policy,
  now: number,
): Decided {
  const person = known(policy, intent.person);
  if (person === undefined) return refuse("unknown-person");
  const why = barrier(policy, person, "request", approval.plan);
  const other = barrier(policy, person, "approve", approval.plan);
  if (why !== undefined && other !== undefined) return refuse(why);
  if (approval.state !== "approved") {
    return refuse(approval.state === "expired" || approval.state === "unused" ? "expired" : "not-pending");
  }
  const stale = staleness(approval, policy, now);
  if (stale !== undefined) return stale;
  // The votes are counted again under the policy of this moment, from the people themselves, not from the state's name.
  if (countApprovals(approval, policy) < neededFor(approval, policy)) return refuse("not-pending");
  const opening = openingFor(policy, approval.plan, now);
  if (!isOpenNow(opening, now)) return refuse("window-closed");
  const { closesAt: _, ...rest } = withDue(approval, undefined);
  const closes = opening.kind === "interval" ? { closesAt: new Date(opening.to).toISOString() } : {};
  return { ok: true, next: change(rest, { ...closes, state: "started", run: intent.run }) };
}

const known = (policy: Policy, id: PersonId | undefined) => (id === undefined ? undefined : personById(policy, id));

const isDue = (approval: Approval, now: number): boolean => now >= Date.parse(approval.expiresAt);

const lapse = (approval: Approval): Approval =>
  change(approval, { state: approval.state === "approved" ? "unused" : "expired" });

/** Too late, or no longer what was asked: refused, and the record moves on to say so. */
function staleness(approval: Approval, policy: Policy, now: number): Decided | undefined {
  if (isDue(approval, now)) return refuse("expired", lapse(approval));
  if (approval.plan.policyVersion !== policy.version || !isIntact(approval.plan)) {
    return refuse("not-pending", change(approval, { state: "superseded" }));
  }
  return undefined;
}

/** Distinct people, never the requester, who approved and are still allowed to. */
function countApprovals(approval: Approval, policy: Policy): number {
  const people = new Set<PersonId>();
  for (const { person: id, choice } of approval.votes) {
    const person = personById(policy, id);
    if (choice !== "approve" || person === undefined || id === approval.requester) continue;
    if (barrier(policy, person, "approve", approval.plan) === undefined) people.add(id);
  }
  return people.size;
}

/** The stored figure can only raise the bar, never lower it. */
const neededFor = ({ needed, plan }: Approval, policy: Policy): number =>
  Math.max(needed, approversNeeded(policy, plan.impact, plan.overrides));

const change = (approval: Approval, fields: Partial<Approval>): Approval => ({
  ...approval,
  ...fields,
  version: approval.version + 1,
});
