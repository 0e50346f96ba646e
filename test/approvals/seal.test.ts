// The digest: what it covers, what it does not, and that impact follows from the steps.
import { describe, expect, it } from "vitest";
import { digestOf, isIntact, sealPlan } from "../../src/approvals/seal.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { PlanDraft, PlanStep } from "../../src/domain/plan.ts";
import { draftOf, highDraft, restart } from "../fakes/plans.ts";

const changed = (draft: PlanDraft, change: Partial<PlanStep>): PlanDraft => ({
  ...draft,
  steps: draft.steps.map((step, index) => (index === 0 ? { ...step, ...change } : step)),
});

describe("the plan's digest", () => {
  const draft = highDraft();
  const { digest } = sealPlan(draft, "p1");

  it.each<[string, PlanDraft]>([
    [
      "the node",
      changed(draft, { change: { kind: "restart-service", node: nodeName("cucm-sub2"), service: "Cisco Tftp" } }),
    ],
    ["the command", changed(draft, { command: "utils service restart Cisco Tftp " })],
    ["a precondition", changed(draft, { preconditions: [{ kind: "registered-at-least", phones: 5 }] })],
    ["a safe point", changed(draft, { safePoint: !draft.steps[0]?.safePoint })],
    ["the order", draftOf([restart("cucm-sub1"), restart("cucm-pub")])],
  ])("changes with %s", (_name, other) => {
    expect(sealPlan(other, "p1").digest).not.toBe(digest);
  });

  it("changes with the policy's version", () => {
    expect(sealPlan(draft, "p2").digest).not.toBe(digest);
  });

  it("does not change with prose, counts, estimates, the revision, or the order of keys", () => {
    const cosmetic = { ...changed(draft, { estimateSeconds: 1 }), title: { id: "x" }, phonesRegistered: 1 };
    expect(sealPlan(cosmetic, "p1", 7).digest).toBe(digest);
    const [first] = draft.steps;
    const turned = Object.fromEntries(Object.entries(first ?? {}).reverse()) as unknown as PlanStep;
    expect(sealPlan({ ...draft, steps: [turned] }, "p1").digest).toBe(digest);
  });

  it("tells a plan that was edited after it was sealed", () => {
    const plan = sealPlan(draft, "p1");
    expect(isIntact(plan)).toBe(true);
    expect(
      isIntact({ ...plan, steps: plan.steps.map((step) => ({ ...step, command: "utils system shutdown" })) }),
    ).toBe(false);
    expect(digestOf(plan)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("sealing", () => {
  it("raises a step's impact to what its change does, and the plan's to the gravest step", () => {
    const sealed = sealPlan(changed(highDraft(), { impact: "low" }), "p1");
    expect(sealed.steps[0]?.impact).toBe("high");
    expect(sealed.impact).toBe("high");
  });

  it("refuses a plan without steps or with wrong numbers", () => {
    expect(() => sealPlan({ ...highDraft(), steps: [] }, "p1")).toThrow("a plan has steps");
    expect(() => sealPlan(changed(highDraft(), { number: 2 }), "p1")).toThrow("numbered 2");
  });
});
