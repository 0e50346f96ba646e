// The times of an approval: the window it is for, when it lapses, and when the timer must look at it before that.
import type { Approval } from "../domain/approval.ts";
import type { PersonId } from "../domain/ids.ts";
import type { Policy } from "../domain/person.ts";
import { type Plan, planSeconds } from "../domain/plan.ts";
import { nextOpening, type Opening } from "../kernel/calendar.ts";
import { stillAble } from "./policy.ts";

const minute = 60_000;
const at = (time: number): string => new Date(time).toISOString();

/** When this plan may start: by the calendar of the policy, unless the plan sets the window aside. */
export function openingFor(
  policy: Policy,
  plan: Pick<Plan, "cluster" | "impact" | "steps" | "overrides">,
  now: number,
): Opening {
  if (plan.overrides?.includes("window") === true) return { kind: "always" };
  const { cluster, impact } = plan;
  return nextOpening(policy.calendar, { cluster, impact, seconds: planSeconds(plan) }, now);
}

/** True when a run of this plan could start at this moment and end within the window. */
export const isOpenNow = (opening: Opening, now: number): boolean =>
  opening.kind === "always" || (opening.kind === "interval" && opening.from <= now);

/** What the last vote settles: until when it must be started, and for which window it stands. */
export function approvedFor(
  policy: Policy,
  opening: Exclude<Opening, { kind: "never" }>,
  now: number,
): Pick<Approval, "expiresAt"> & Partial<Pick<Approval, "opensAt" | "closesAt" | "dueAt">> {
  const unused = policy.unusedMinutes * minute;
  if (opening.kind === "always") return { expiresAt: at(now + unused) };
  // The end of the window always wins.
  const expiresAt = at(Math.min(Math.max(opening.from, now) + unused, opening.to));
  const closesAt = at(opening.to);
  if (opening.from <= now) return { expiresAt, closesAt };
  const opensAt = at(opening.from);
  return { expiresAt, opensAt, closesAt, dueAt: opensAt };
}

/** The on-call person to name next: somebody who may still vote and was not named yet. */
export function nextOnCall(policy: Policy, approval: Approval): PersonId | undefined {
  const able = stillAble(policy, approval);
  return policy.escalation?.onCall.find(
    (id) => able.some((person) => person.id === id) && approval.escalated?.some(({ person }) => person === id) !== true,
  );
}

/** When nobody has voted by then, the next on-call person is named; undefined when there is nobody left to name. */
export function escalationDue(policy: Policy, approval: Approval): string | undefined {
  const { escalation } = policy;
  if (escalation === undefined || approval.votes.length > 0 || nextOnCall(policy, approval) === undefined) {
    return undefined;
  }
  const rounds = (approval.escalated?.length ?? 0) + 1;
  const due = at(Date.parse(approval.createdAt) + rounds * escalation.afterMinutes * minute);
  return due < approval.expiresAt ? due : undefined;
}

/** The record without a moment to look at it, or with the given one. */
export function withDue(approval: Approval, dueAt: string | undefined): Approval {
  const { dueAt: _, ...rest } = approval;
  return dueAt === undefined ? rest : { ...rest, dueAt };
}
