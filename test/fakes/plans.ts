// Plan drafts for tests, made by the product's own helpers.
import { planDraft, type Wanted } from "../../src/actions/plan.ts";
import { clusterId, diagnosisId, nodeName } from "../../src/domain/ids.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";

export const draftOf = (wanted: readonly Wanted[], about: Partial<PlanDraft> = {}): PlanDraft =>
  planDraft(
    {
      cluster: clusterId("hq"),
      title: { id: "changes.plan.restart", values: { service: "x", nodes: "y" } },
      phonesRegistered: 20,
      phonesKnown: 20,
      ...about,
    },
    wanted,
  );

export const restart = (
  node = "cucm-pub",
  service: "Cisco Tftp" | "Cisco CallManager" | "Cisco HAProxy" = "Cisco Tftp",
): Wanted => ({
  change: { kind: "restart-service", node: nodeName(node), service },
  preconditions: service === "Cisco HAProxy" ? [] : [{ kind: "service-started", node: nodeName(node), service }],
});

/** High impact: needs two approvers and a reason. */
export const highDraft = (about: Partial<PlanDraft> = {}): PlanDraft => draftOf([restart()], about);

/** Medium impact: one approver. */
export const mediumDraft = (): PlanDraft => draftOf([restart("cucm-sub1", "Cisco HAProxy")]);

export const fromRemedy = { diagnosis: diagnosisId("dia_1"), remedy: "restart-tftp" };
