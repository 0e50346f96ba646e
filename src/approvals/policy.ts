// The questions about rights, each answered in one place. Default is deny.
import type { Refusal, Vote } from "../domain/approval.ts";
import { isWait } from "../domain/change.ts";
import type { ClusterId, PersonId } from "../domain/ids.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
import type { Actor, Permission, Person, Policy } from "../domain/person.ts";
import type { ChangeKind, Override } from "../domain/plan.ts";

/** Who has which account; null where several have it. A policy never changes: a new one is another object. */
const accounts = new WeakMap<Policy, ReadonlyMap<string, Person | null>>();

/** Platforms name their accounts as they like: no separator is safe, so the three are written as a list. */
const accountOf = ({ platform, tenant, user }: Pick<Actor, "platform" | "tenant" | "user">): string =>
  JSON.stringify([platform, tenant, user]);

function accountsOf(policy: Policy): ReadonlyMap<string, Person | null> {
  const known = accounts.get(policy);
  if (known !== undefined) return known;
  const made = new Map<string, Person | null>();
  for (const person of policy.people) {
    for (const account of new Set(person.identities.map(accountOf)))
      made.set(account, made.has(account) ? null : person);
  }
  accounts.set(policy, made);
  return made;
}

/**
 * The one person behind a chat account, or undefined: nobody, or several (a policy with an identity twice is refused
 * when it is read; here it fails closed all the same). The display name never identifies.
 */
export const resolvePerson = (policy: Policy, actor: Actor): Person | undefined =>
  accountsOf(policy).get(accountOf(actor)) ?? undefined;

/** The person of the policy as it is now, whatever an older copy of the record says. */
export const personById = (policy: Policy, id: PersonId): Person | undefined =>
  policy.people.find((person) => person.id === id);

/**
 * True when one of the person's roles grants it on this cluster (any cluster when none is named), up to this impact, for this
 * kind of change (any when none is named).
 */
export function can(
  policy: Policy,
  person: Person,
  permission: Permission,
  cluster?: ClusterId,
  impact?: Impact,
  kind?: ChangeKind,
): boolean {
  return policy.roles.some(
    (role) =>
      person.roles.includes(role.name) &&
      role.may.includes(permission) &&
      (cluster === undefined || role.clusters === "all" || role.clusters.includes(cluster)) &&
      (impact === undefined || compareImpact(role.upTo ?? "high", impact) >= 0) &&
      (kind === undefined || role.changes === undefined || role.changes.includes(kind)),
  );
}

/** What rights are asked about: a plan, or as much of one as is known. */
export interface Concern {
  readonly cluster: ClusterId;
  readonly impact: Impact;
  readonly steps?: readonly { readonly change: { readonly kind: ChangeKind } }[];
  readonly overrides?: readonly Override[];
}

/** The kinds of change in a plan; waiting changes nothing and needs no right. */
export const kindsOf = ({ steps = [] }: Pick<Concern, "steps">): readonly ChangeKind[] => [
  ...new Set(steps.map((step) => step.change.kind).filter((kind) => !isWait(kind))),
];

/**
 * Why a person may not do this, or undefined when they may. Every kind of change in it needs a role that reaches as far as
 * the whole plan's impact: many small rights do not add up to a large one.
 */
export function barrier(
  policy: Policy,
  person: Person,
  permission: Permission,
  plan: Concern,
): "not-permitted" | "impact-too-high" | "change-not-permitted" | undefined {
  if (!can(policy, person, permission, plan.cluster)) return "not-permitted";
  if (!can(policy, person, permission, plan.cluster, plan.impact)) return "impact-too-high";
  const whole = kindsOf(plan).every((kind) => can(policy, person, permission, plan.cluster, plan.impact, kind));
  return whole ? undefined : "change-not-permitted";
}

/** How many distinct people must approve; never fewer than one, and as many as for high impact to set something aside. */
export const approversNeeded = (policy: Policy, impact: Impact, overrides: readonly Override[] = []): number =>
  Math.max(
    1,
    Math.ceil(policy.approversNeeded[impact]),
    overrides.length === 0 ? 1 : Math.ceil(policy.approversNeeded.high),
  );

export interface Eligibility {
  readonly person: Person;
  /** Undefined: this person could approve now. */
  readonly why: Refusal | undefined;
}

/** For every person of the policy: could they approve this plan, and if not, why not. */
export function whoCould(
  policy: Policy,
  plan: Concern,
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
  approval: { readonly plan: Concern; readonly requester: PersonId; readonly votes: readonly Vote[] },
): readonly Person[] =>
  whoCould(policy, approval.plan, approval)
    .filter(({ why }) => why === undefined)
    .map(({ person }) => person);
