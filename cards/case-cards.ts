// A case file as cards: the page of the case draws them one under the other; the preview is one of them.
import type { Card, CardBlock } from "../src/domain/card.ts";
import { type CaseFile, type PackedCase, type Removed, removedKinds } from "../src/domain/case-file.ts";
import { byGravity, type Finding } from "../src/domain/finding.ts";
import type { Text } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { approvalCard } from "./approval-card.ts";
import { auditCard } from "./audit-card.ts";
import type { CardContext } from "./context.ts";
import { reportCard } from "./report-card.ts";
import { runCard } from "./run-card.ts";
import { evidenceBlocks, list, section, text, verbatim, verdictTone } from "./words.ts";

const plain = (title: Text, body: readonly CardBlock[]): Card => ({
  title,
  tone: "neutral",
  body,
  actions: [],
  summary: title,
});

/** Everything in the case, in the order in which it happened. */
export function caseCards(content: CaseFile, context: CardContext): readonly Card[] {
  const { report, approvals, runs, audit } = content;
  return [
    overview(content, context),
    ...(report === undefined ? [] : [reportCard(report, context), findingsCard(report.findings)]),
    ...approvals.map((approval) => approvalCard(approval, { mayVote: [] }, context)),
    ...runs.flatMap(({ run, transcripts }) => [
      runCard(run, context),
      ...(transcripts.length === 0
        ? []
        : [
            plain(
              say("case.transcripts", { run: run.id, count: transcripts.length }),
              transcripts.map((one) =>
                section(
                  `t${one.step}`,
                  say("case.transcript", { step: one.step, command: one.command, at: { time: one.at } }),
                  [
                    { kind: "code", code: one.text },
                    text(say("case.digest", { digest: one.digest }), { subtle: true }),
                  ],
                  true,
                ),
              ),
            ),
          ]),
    ]),
    ...(audit.length === 0 ? [] : [auditCard({ entries: audit }, context)]),
  ];
}

function overview({ cluster, madeAt, madeBy, about, removed, report }: CaseFile, context: CardContext): Card {
  const open = (report?.findings ?? []).filter(({ verdict }) => verdict === "unknown");
  return {
    ...plain(say("case.title", { cluster: cluster.name, about }), [
      {
        kind: "facts",
        facts: [
          ...(report === undefined ? [] : [{ label: say("case.question"), value: verbatim(report.question) }]),
          {
            label: say("case.made"),
            value: say("case.made.value", { by: context.nameOf(madeBy), at: { moment: madeAt } }),
          },
          { label: say("case.cluster"), value: verbatim(`${cluster.name} (${cluster.id})`) },
          ...(cluster.release === undefined ? [] : [{ label: say("case.release"), value: verbatim(cluster.release) }]),
          ...(cluster.mode === undefined ? [] : [{ label: say("case.mode"), value: verbatim(cluster.mode) }]),
          {
            label: say("case.nodes"),
            value: verbatim(cluster.nodes.map(({ name, role }) => `${name} (${role})`).join(", ")),
          },
        ],
      },
      ...(cluster.practice ? [text(say("card.file.practice"), { tone: "accent" })] : []),
      ...(open.length === 0
        ? []
        : [
            text(say("case.unknown", { count: open.length }), { strong: true }),
            list(open.map((finding) => ({ text: finding.title, mark: "unknown" as const, ...next(finding) }))),
          ]),
      text(say("case.removed"), { strong: true }),
      removedList(removed),
    ]),
    subtitle: say("case.subtitle"),
  };
}

const next = (finding: Finding): { detail?: Text } =>
  finding.next === undefined ? {} : { detail: say("card.next", { next: finding.next }) };

function removedList(removed: Removed): CardBlock {
  const kinds = removedKinds.filter((kind) => (removed[kind] ?? 0) > 0);
  return list(
    kinds.length === 0
      ? [{ text: say("case.removed.none") }]
      : kinds.map((kind) => ({ text: say(`case.removed.${kind}`, { count: removed[kind] ?? 0 }) })),
  );
}

function findingsCard(findings: readonly Finding[]): Card {
  return plain(
    say("case.findings", { count: findings.length }),
    [...findings]
      .sort(byGravity)
      .map((finding) =>
        section(
          finding.id,
          say("case.finding", { verdict: say(`verdict.${finding.verdict}`), title: finding.title }),
          [
            text(verbatim(finding.code), { subtle: true, tone: verdictTone[finding.verdict] }),
            ...(finding.means === undefined ? [] : [text(finding.means)]),
            ...(finding.next === undefined ? [] : [text(say("card.next", { next: finding.next }))]),
            ...evidenceBlocks(finding.evidence),
          ],
          finding.verdict === "problem",
        ),
      ),
  );
}

/** What would leave, seen by the person who shares alone; nothing has left yet. */
export function casePreviewCard(packed: PackedCase, context: CardContext): Card {
  const { content, parts, file } = packed;
  const payload = { about: content.about };
  return {
    ...plain(say("case.preview.title", { cluster: content.cluster.name, about: content.about }), [
      text(say("case.preview.text"), { strong: true }),
      list([
        ...(content.report === undefined
          ? []
          : [
              {
                text: say("case.preview.report", {
                  findings: content.report.findings.length,
                  by: context.nameOf(content.report.askedBy),
                }),
              },
            ]),
        { text: say("case.preview.approvals", { count: content.approvals.length }) },
        { text: say("case.preview.runs", { count: content.runs.length }) },
        { text: say("case.preview.audit", { count: content.audit.length }) },
      ]),
      text(say("case.removed"), { strong: true }),
      removedList(content.removed),
      text(say("case.preview.names"), { subtle: true }),
      section("files", say("case.preview.files", { name: file.name, kilobytes: Math.ceil(file.bytes.length / 1024) }), [
        list(parts.map(({ name, bytes }) => ({ text: verbatim(name), detail: say("case.bytes", { bytes }) }))),
      ]),
    ]),
    subtitle: say("case.preview.subtitle"),
    actions: [
      { action: "case.send", label: say("case.button.send"), payload, style: "primary" },
      { action: "case.markdown", label: say("case.button.markdown"), payload },
      { action: "case.cancel", label: say("case.button.cancel"), payload },
    ],
  };
}

/** Stands in the thread beside the file. */
export function caseSentCard({ content, file, parts }: PackedCase, context: CardContext): Card {
  return {
    ...plain(say("case.sent.title", { cluster: content.cluster.name, about: content.about }), [
      text(
        say("case.sent.text", {
          by: context.nameOf(content.madeBy),
          name: file.name,
          count: parts.length,
        }),
      ),
      text(say("case.sent.verify", { name: file.name }), { subtle: true }),
    ]),
    subtitle: say("case.made.value", { by: context.nameOf(content.madeBy), at: { moment: content.madeAt } }),
  };
}
