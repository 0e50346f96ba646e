// The questions about rights, each answered in one place. Default is deny.
import type { Refusal, Vote } from "../domain/approval.ts";
import type { ClusterId, PersonId } from "../domain/ids.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
import type { Actor, Permission, Person, Policy } from "../domain/person.ts";
import type { Plan } from "../domain/plan.ts";

/**
 * The one person behind a chat account, or undefined: nobody, or several (a policy with an identity twice is refused
 * when it is read; here it fails closed all the same). The display name never identifies.
 */
export function resolvePerson(policy: Policy, actor: Actor): Person | undefined {
  const matches = policy.people.filter((person) =>
    person.identities.some(
      (identity) =>
        identity.platform === actor.platform && identity.tenant === actor.tenant && identity.user === actor.user,
    ),
  );
  return matches.length === 1 ? matches[0] : undefined;
}

/** The person of the policy as it is now, whatever an older copy of the record says. */
export const personById = (policy: Policy, id: PersonId): Person | undefined =>
  policy.people.find((person) => person.id === id);

/** True when one of the person's roles grants it on this cluster (any cluster when none is named), up to this impact. */
export function can(
  policy: Policy,
  person: Person,
  permission: Permission,
  cluster?: ClusterId,
  impact?: Impact,
): boolean {
  return policy.roles.some(
    (role) =>
      person.roles.includes(role.name) &&
      role.may.includes(permission) &&
      (cluster === undefined || role.clusters === "all" || role.clusters.includes(cluster)) &&
      (impact === undefined || compareImpact(role.upTo ?? "high", impact) >= 0),
  );
}

/** Why a person may not do this, or undefined when they may. */
export function barrier(
  policy: Policy,
  person: Person,
  permission: Permission,
  plan: Pick<Plan, "cluster" | "impact">,
): "not-permitted" | "impact-too-high" | undefined {
  if (!can(policy, person, permission, plan.cluster)) return "not-permitted";
  return can(policy, person, permission, plan.cluster, plan.impact) ? undefined : "impact-too-high";
}

/** How many distinct people must approve; never fewer than one, whatever the policy's data say. */
export const approversNeeded = (policy: Policy, impact: Impact): number =>
  Math.max(1, Math.ceil(policy.approversNeeded[impact]));

export interface Eligibility {
  readonly person: Person;
  /** Undefined: this person could approve now. */
  readonly why: Refusal | undefined;
}

/** For every person of the policy: could they approve this plan, and if not, why not. */
export function whoCould(
  policy: Policy,
  plan: Pick<Plan, "cluster" | "impact">,
  asked: { readonly requester?: PersonId; readonly votes?: readonly Vote[] } = {},
): readonly Eligibility[] {
  return policy.people.map((person) => {
    if (person.id === asked.requester) return { person, why: "requester-cannot-vote" };
    const why = barrier(policy, person, "approve", plan);
    if (why !== undefined) return { person, why };
    if (asked.votes?.some((vote) => vote.person === person.id)) return { person, why: "already-voted" };
    return { person, why: undefined };
  });
}

/** The people whose approval would still count, for the card. */
export const stillAble = (
  policy: Policy,
  approval: { readonly plan: Plan; readonly requester: PersonId; readonly votes: readonly Vote[] },
): readonly Person[] =>
  whoCould(policy, approval.plan, approval)
    .filter(({ why }) => why === undefined)
    .map(({ person }) => person);
