// The largest cards that people can meet: 20 nodes, 400 certificates, 60 steps of a runbook, a plan, a run.
import { approvalCard } from "../../cards/approval-card.ts";
import { certsCard } from "../../cards/certs-card.ts";
import { impactCard } from "../../cards/impact-card.ts";
import { reportCard } from "../../cards/report-card.ts";
import { runCard } from "../../cards/run-card.ts";
import type { Card } from "../../src/domain/card.ts";
import type { NodeName, PersonId } from "../../src/domain/ids.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Run } from "../../src/domain/run.ts";
import * as s from "./samples.ts";
import { impactLargest } from "./samples-impact.ts";

const nodes = Array.from({ length: 20 }, (_, at) => `cucm-sub${String(at + 1).padStart(2, "0")}` as NodeName);
const many = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const first = <T>(list: readonly T[]): T => {
  const [one] = list;
  if (one === undefined) throw new Error("the samples are empty");
  return one;
};

const step = first(s.plan.steps);
const plan: Plan = { ...s.plan, steps: many(60, (index) => ({ ...step, number: index + 1 })) };
const run: Run = {
  ...s.run,
  plan,
  steps: plan.steps.map(({ number }) => ({
    number,
    state: number < 30 ? "done" : number === 30 ? "started" : "planned",
    startedAt: s.at(6),
    evidence: [s.evidence(`step ${number}\n${"a line that the node printed\n".repeat(5)}`)],
  })),
};

export const largest: Readonly<Record<string, Card>> = {
  "largest-report": reportCard(
    {
      ...s.finished,
      nodesAnswered: 20,
      nodesTotal: 20,
      findings: nodes.flatMap((node) =>
        many(10, (index) =>
          s.finding(`${node}-${index}`, "problem", `finding ${index} on ${node}`, "a line\n".repeat(12)),
        ),
      ),
      remedies: s.finished.remedies.map((remedy, at) =>
        at === 0
          ? {
              ...remedy,
              runbook: many(60, (index) => ({ by: "person", text: s.plain(`Do step ${index + 1} by hand`) })),
            }
          : remedy,
      ),
    },
    s.context,
  ),
  "largest-certs": certsCard({
    ...s.certificates,
    nodesAnswered: 20,
    nodesTotal: 20,
    certificates: many(400, (index) => ({
      ...first(s.certificates.certificates),
      node: nodes[index % 20] ?? s.pub,
      serial: index.toString(16).padStart(32, "0"),
      commonName: `certificate-${index}.lab.example`,
    })),
  }),
  "largest-approval": approvalCard({ ...s.approval, plan }, { mayVote: ["ben" as PersonId] }, s.context),
  "largest-run": runCard(run, s.context),
  "largest-impact": impactCard(impactLargest),
};
