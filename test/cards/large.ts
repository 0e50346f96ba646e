// The largest cards that a bot can have to show: 20 nodes, 400 certificates, 60 runbook steps, evidence of all of them.
import { approvalCard } from "../../cards/approval-card.ts";
import { certsCard } from "../../cards/certs-card.ts";
import { reportCard } from "../../cards/report-card.ts";
import { runCard } from "../../cards/run-card.ts";
import type { Card } from "../../src/domain/card.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { InventoryCertificate } from "../../src/domain/inventory.ts";
import type { PlanStep } from "../../src/domain/plan.ts";
import type { Run } from "../../src/domain/run.ts";
import * as s from "./samples.ts";

const nodes = Array.from({ length: 20 }, (_, index) => nodeName(`cucm-node-${index + 1}.voice.example.com`));
const nodeAt = (index: number) => nodes[index % nodes.length] ?? s.pub;
const [firstStep] = s.plan.steps;
const [firstCertificate] = s.certificates.certificates;
const [firstRecord] = s.run.steps;
if (firstStep === undefined || firstCertificate === undefined || firstRecord === undefined)
  throw new Error("no samples");

const steps = Array.from({ length: 60 }, (_, index): PlanStep => {
  const node = nodeAt(index);
  return { ...firstStep, number: index + 1, change: { kind: "restart-service", node, service: "Cisco Tftp" } };
});

const certificates = Array.from(
  { length: 400 },
  (_, index): InventoryCertificate => ({ ...firstCertificate, node: nodeAt(index) }),
);

const findings = Array.from({ length: 60 }, (_, index) =>
  s.finding(`f${index}`, "problem", `finding ${index} on ${nodeAt(index)}`, `line ${index} of output\n`.repeat(30)),
);

const run: Run = {
  ...s.run,
  plan: { ...s.plan, steps },
  steps: steps.map(({ number }) => ({ ...firstRecord, number, evidence: [s.evidence(`step ${number}\n`.repeat(20))] })),
};

const remedies = s.finished.remedies.map((remedy) => ({
  ...remedy,
  runbook: Array.from({ length: 60 }, (_, index) => {
    const step = remedy.runbook[index % Math.max(1, remedy.runbook.length)];
    return step === undefined ? [] : [{ ...step, number: index + 1 }];
  }).flat(),
}));

export const large: Readonly<Record<string, Card>> = {
  "large-report": reportCard({ ...s.finished, findings, remedies, nodesAnswered: 20, nodesTotal: 20 }, s.context),
  "large-run": runCard(run, s.context),
  "large-approval": approvalCard({ ...s.approval, plan: { ...s.plan, steps } }, { mayVote: [] }, s.context),
  "large-certs": certsCard({ ...s.certificates, certificates, nodesAnswered: 20, nodesTotal: 20 }),
};
