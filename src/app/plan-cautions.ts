// Before a plan restarts TVS, Tftp or phones, or updates the CTL: who would be locked out by it, as far as snapshots and the trust rule can tell.
import type { PlanDraft } from "../domain/plan.ts";
import { planCautions, touchesTrust } from "../scenarios/phones/cautions.ts";
import { type Gathering, gatherFacts } from "./facts.ts";

/** The draft with its cautions. For plans that can lock phones out the cluster is looked at as for a diagnosis of silent phones. */
export async function withCautions(draft: PlanDraft, gathering: Gathering): Promise<PlanDraft> {
  const changes = draft.steps.map(({ change }) => change);
  if (!changes.some(touchesTrust)) return draft;
  const cautions = planCautions(await gatherFacts(gathering), changes);
  return cautions.length === 0 ? draft : { ...draft, cautions };
}
