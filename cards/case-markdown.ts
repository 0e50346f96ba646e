// A case file as Markdown for a ticket: the diagnosis as its report file has it, then votes, steps and transcripts.

import type { Approval } from "../src/domain/approval.ts";
import type { CaseFile, CaseRun } from "../src/domain/case-file.ts";
import { removedKinds } from "../src/domain/case-file.ts";
import type { Text } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { Writer } from "../src/i18n/write.ts";
import type { CardContext } from "./context.ts";
import { escapeMarkdown, fenced, reportMarkdown } from "./report-text.ts";

/** Everything that is not ours is escaped or fenced, as in the report file. */
export function caseMarkdown(content: CaseFile, context: CardContext, writer: Writer): string {
  const write = (text: Text): string => escapeMarkdown(writer.write(text));
  const { cluster, about, madeBy, madeAt, removed } = content;
  const kinds = removedKinds.filter((kind) => (removed[kind] ?? 0) > 0);
  const lines = [
    `# ${write(say("case.title", { cluster: cluster.name, about }))}`,
    "",
    write(say("case.made.value", { by: context.nameOf(madeBy), at: { moment: madeAt } })),
    "",
    ...(content.report === undefined
      ? []
      : [reportMarkdown(content.report, context, writer).replace(/^# /, "## "), ""]),
    ...content.approvals.flatMap((approval) => approvalLines(approval, context, write)),
    ...content.runs.flatMap((run) => runLines(run, context, write)),
    `## ${write(say("case.removed"))}`,
    "",
    ...(kinds.length === 0
      ? [write(say("case.removed.none"))]
      : kinds.map((kind) => `- ${write(say(`case.removed.${kind}`, { count: removed[kind] ?? 0 }))}`)),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

type Write = (text: Text) => string;

function approvalLines(approval: Approval, context: CardContext, write: Write): string[] {
  const { plan } = approval;
  return [
    `## ${write(say("card.plan.title", { cluster: context.clusterOf(plan.cluster).name, plan: plan.title }))}`,
    "",
    `- ${write(say(`card.approval.state.${approval.state}`))} (${escapeMarkdown(approval.id)})`,
    `- ${write(say("card.approval.requester"))}: ${escapeMarkdown(context.nameOf(approval.requester))}`,
    ...(approval.reason === "" ? [] : [`- ${escapeMarkdown(approval.reason)}`]),
    ...approval.votes.map(
      (vote) =>
        `- ${escapeMarkdown(context.nameOf(vote.person))}: ${vote.choice}, ${escapeMarkdown(vote.at)}${vote.reason === undefined ? "" : ` (${escapeMarkdown(vote.reason)})`}`,
    ),
    `- SHA-256 ${escapeMarkdown(plan.digest)}`,
    "",
    ...plan.steps.flatMap((step) => [
      `${step.number}. ${write(say(`impact.${step.impact}`))}`,
      "",
      ...fenced(step.command),
      "",
    ]),
  ];
}

function runLines({ run, transcripts }: CaseRun, context: CardContext, write: Write): string[] {
  return [
    `## ${escapeMarkdown(run.id)}: ${write(say(`card.run.state.${run.state}`))}`,
    "",
    `- ${escapeMarkdown(context.nameOf(run.startedBy))}, ${escapeMarkdown(run.startedAt)}${run.endedAt === undefined ? "" : ` – ${escapeMarkdown(run.endedAt)}`}`,
    ...(run.stopped === undefined ? [] : [`- ${write(run.stopped)}`]),
    ...run.steps.map(
      (step) =>
        `- ${step.number}: ${write(say(`card.run.step.${step.state}`))}${step.startedAt === undefined ? "" : `, ${escapeMarkdown(step.startedAt)}`}${step.note === undefined ? "" : `. ${write(step.note)}`}`,
    ),
    ...(run.verification === undefined
      ? []
      : [
          `- ${write(say("card.run.phones-back", { ...run.verification.phonesBack }))}`,
          `- ${write(say(`card.run.trust.${run.verification.trust}`))}`,
        ]),
    "",
    ...transcripts.flatMap((one) => [
      `### ${write(say("case.transcript", { step: one.step, command: one.command, at: { time: one.at } }))}`,
      "",
      ...fenced(one.text),
      "",
    ]),
  ];
}
