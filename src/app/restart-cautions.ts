// Before a plan restarts TVS or Tftp: who would be locked out by it, as far as snapshots and the trust rule can tell.
import type { PlanDraft } from "../domain/plan.ts";
import type { Phrase } from "../domain/text.ts";
import { restartCautions } from "../scenarios/phones/restart-cautions.ts";
import { type Gathering, gatherFacts } from "./facts.ts";

/** Empty for plans that restart neither; for those the cluster is looked at as for a diagnosis of silent phones. */
export async function cautionsOf(draft: PlanDraft, gathering: Gathering): Promise<readonly Phrase[]> {
  const restarts = draft.steps.flatMap(({ change }) => (change.kind === "restart-service" ? [change] : []));
  const decides = ["Cisco Trust Verification Service", "Cisco Tftp"];
  if (!restarts.some(({ service }) => decides.includes(service))) return [];
  return restartCautions(await gatherFacts(gathering), restarts);
}
