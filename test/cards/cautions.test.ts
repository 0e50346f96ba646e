// Cards that must not mislead: a dry run of a plan that locks phones out is not green, and a curve says of whom it tells.
import { expect, it } from "vitest";
import { dryRunCard } from "../../cards/dry-run-card.ts";
import { runCard } from "../../cards/run-card.ts";
import { planDraft } from "../../src/actions/plan.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import { say } from "../../src/i18n/say.ts";
import { at, context, hq, run } from "./samples.ts";

const wait = { kind: "wait-for-phones", phones: ["SEP000000000001"], percent: 100, withinSeconds: 600 } as const;
const draft = planDraft({ cluster: hq, title: say("trust.plan.finish"), phonesRegistered: 9, phonesKnown: 10 }, [
  { change: wait },
]);
const dry = (plan: PlanDraft) =>
  dryRunCard(
    { at: at(0), plan, seconds: 60, mayStart: { kind: "now" }, preflight: { at: at(0), lines: [] }, steps: [] },
    context,
  );

it("a dry run is good only while nothing speaks against the plan, and says what does", () => {
  expect(dry(draft).tone).toBe("good");
  const caution = say("trust.caution.reset", { phones: 4 });
  const card = dry({ ...draft, cautions: [caution] });
  expect(card.tone).toBe("warning");
  expect(card.body).toContainEqual(expect.objectContaining({ text: caution, tone: "danger" }));
});

it("a curve is of the phones that the plan waits for, and says so", () => {
  const steps = [...run.plan.steps.filter(({ change }) => change.kind !== "wait-for-phones"), ...draft.steps];
  const of = (more: Partial<typeof run.plan>) =>
    runCard({ ...run, curve: [{ at: at(1), registered: 1 }], plan: { ...run.plan, ...more } }, context).body.find(
      ({ kind }) => kind === "curve",
    );
  expect(of({ steps, phonesKnown: 2000 })).toMatchObject({
    total: 1,
    label: { id: "card.run.curve-plan", values: { registered: 1, total: 1 } },
  });
  const none = steps.filter(({ change }) => change.kind !== "wait-for-phones");
  expect(of({ steps: none, phonesKnown: 2000 })).toMatchObject({ total: 2000, label: { id: "card.run.curve" } });
});
