// The plan's digest: what people approve is what runs. It covers facts only, no prose and no timestamps.
import { changeImpact } from "../domain/change.ts";
import { type PlanDigest, planDigest } from "../domain/ids.ts";
import { gravest } from "../domain/impact.ts";
import type { Plan, PlanDraft } from "../domain/plan.ts";
import { invariant } from "../kernel/assert.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";

type Digested = Pick<Plan, "cluster" | "steps" | "policyVersion" | "overrides" | "targets">;

/**
 * SHA-256 over the canonical JSON of cluster, its nodes' addresses, policy version, overrides and the ordered steps: number, change (with its
 * targets), the exact command, impact, safe point, preconditions, what it restores. Title, diagnosis, estimates and counts are left out: a
 * cosmetic edit must not void an approval.
 */
export function digestOf(plan: Digested): PlanDigest {
  const steps = plan.steps.map(({ number, change, command, impact, safePoint, preconditions, restores }) => ({
    number,
    change,
    command,
    impact,
    safePoint,
    preconditions,
    // Absent members leave no trace: digests of plans from before restores and overrides stay what they were.
    restores,
  }));
  const { cluster, targets, policyVersion, overrides } = plan;
  return planDigest(sha256(canonicalJson({ format: 1, cluster, targets, policyVersion, overrides, steps })));
}

/**
 * Closes a draft: every step gets at least the impact that its change has, the plan the gravest of them, and the digest.
 * A draft without steps, or with wrong numbers, or that restores what comes later, is a bug of whoever made it and throws.
 */
export function sealPlan(draft: PlanDraft, policyVersion: string, revision = 1): Plan {
  invariant(draft.steps.length > 0, "a plan has steps");
  const steps = draft.steps.map((step, index) => {
    invariant(step.number === index + 1, `step ${index + 1} is numbered ${step.number}`);
    invariant(
      step.restores?.every((number) => number >= 1 && number <= index) ?? true,
      `step ${index + 1} restores earlier steps only`,
    );
    return { ...step, impact: gravest([step.impact, changeImpact(step.change)]) };
  });
  const plan = { ...draft, steps, policyVersion, revision, impact: gravest(steps.map((step) => step.impact)) };
  return { ...plan, digest: digestOf(plan) };
}

/** True when the plan is still the one its digest was made of. */
export const isIntact = (plan: Plan): boolean => digestOf(plan) === plan.digest;
