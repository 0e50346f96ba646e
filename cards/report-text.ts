// The whole diagnosis as a file: Markdown with every finding and every line of evidence, to keep or to send on.
import { byGravity, type Finding } from "../src/domain/finding.ts";
import type { CauseNote, Remedy, Report } from "../src/domain/report.ts";
import type { Phrase, Text } from "../src/domain/text.ts";
import { doneBy } from "../src/domain/word.ts";
import { say } from "../src/i18n/say.ts";
import type { Writer } from "../src/i18n/write.ts";
import { causeLine, qualified } from "./cause-blocks.ts";
import type { CardContext } from "./context.ts";
import { scenarioName } from "./report-card.ts";

/** Everything that is not ours is escaped or fenced: opened in any Markdown viewer, it draws no link and no image. */
export function reportMarkdown(report: Report, context: CardContext, writer: Writer): string {
  const write = (text: Text): string => escapeMarkdown(writer.write(text));
  const heading = say("card.report.title", { cluster: report.clusterName, scenario: scenarioName(report.scenario) });
  const lines = [
    `# ${write(heading)}`,
    "",
    `- ${write(say("card.file.question", { question: report.question, person: context.nameOf(report.askedBy) }))}`,
    `- ${write(say("card.file.time", { from: { time: report.startedAt }, to: { time: report.endedAt ?? report.startedAt } }))}`,
    `- ${write(say("card.file.nodes", { answered: report.nodesAnswered, total: report.nodesTotal }))}`,
    ...(report.impact === undefined ? [] : [`- ${write(say(`impact.${report.impact}`))}`]),
    ...(context.clusterOf(report.cluster).practice ? [`- ${write(say("card.file.practice"))}`] : []),
    "",
    ...causeLines(report, write),
    ...(report.affected === undefined ? [] : [write(say("card.report.affected", { affected: report.affected })), ""]),
  ];
  if (report.remedies.length > 0) {
    lines.push(`## ${write(say("card.file.remedies"))}`, "");
    report.remedies.forEach((remedy, index) => {
      lines.push(...remedyLines({ report, remedy, number: index + 1 }, context, write));
    });
  }
  lines.push(`## ${write(say("card.report.evidence", { count: report.findings.length }))}`, "");
  for (const finding of [...report.findings].sort(byGravity)) lines.push(...findingLines(finding, write, writer));
  if (report.corrections.length > 0) {
    lines.push(
      `## ${write(say("card.report.corrections"))}`,
      "",
      ...report.corrections.map((one) => `- ${write(one)}`),
      "",
    );
  }
  return `${lines.join("\n").trimEnd()}\n`;
}

type Write = (text: Text) => string;

function causeLines(report: Report, write: Write): string[] {
  const cause = report.cause;
  if (cause === undefined) return [`**${write(say("card.cause.none"))}**`, ""];
  const notes = (title: Phrase, all: readonly CauseNote[]): string[] =>
    all.length === 0
      ? []
      : [
          write(title),
          "",
          ...all.map(
            ({ text, next }) => `- ${write(text)}${next === undefined ? "" : ` ${write(say("card.next", { next }))}`}`,
          ),
          "",
        ];
  return [
    `**${write(causeLine(cause))}**`,
    "",
    ...notes(say("card.cause.troubles"), cause.troubles ?? []),
    ...notes(
      qualified(cause),
      cause.qualifications.map((text) => ({ text })),
    ),
    ...notes(say("card.cause.missing"), cause.missing ?? []),
  ];
}

function remedyLines(
  { report, remedy, number }: { readonly report: Report; readonly remedy: Remedy; readonly number: number },
  context: CardContext,
  write: Write,
): string[] {
  const done = (index: number): string => {
    const word = doneBy(report, remedy, index);
    if (word === undefined) return "";
    return ` (${write(say("card.runbook.done", { by: context.nameOf(word.by), at: { time: word.at } }))})`;
  };
  return [
    `### ${number}. ${write(remedy.title)}`,
    "",
    write(say(`card.remedy.${remedy.feasibility}`, { reason: remedy.reason })),
    "",
    ...remedy.runbook.flatMap((step, index) => [
      `${index + 1}. ${write(say(`card.by.${step.by}`))} ${write(step.text)}${step.nodes === undefined || step.nodes.length === 0 ? "" : ` (${escapeMarkdown(step.nodes.join(", "))})`}${done(index)}`,
      ...(step.command === undefined ? [] : ["", ...fenced(step.command).map((line) => `   ${line}`), ""]),
    ]),
    "",
  ];
}

function findingLines(finding: Finding, write: Write, writer: Writer): string[] {
  return [
    `### ${write(say(`verdict.${finding.verdict}`))}: ${write(finding.title)}`,
    "",
    `\`${finding.code.replaceAll("`", "")}\``,
    "",
    ...(finding.means === undefined ? [] : [write(finding.means), ""]),
    ...(finding.next === undefined ? [] : [write(say("card.next", { next: finding.next })), ""]),
    ...finding.evidence.flatMap((one) => [
      escapeMarkdown(
        writer.write(
          say(one.node === undefined ? "card.evidence.source" : "card.evidence.source-node", {
            system: one.system,
            node: one.node ?? "",
            at: { time: one.at },
            source: one.source,
            digest: one.digest,
          }),
        ),
      ),
      "",
      ...fenced(one.excerpt),
      "",
    ]),
  ];
}

/** A fence longer than any run of backticks inside, so that the excerpt cannot close it. */
export function fenced(text: string): string[] {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...text.split(/\r\n|[\r\n\u2028\u2029]/).map(printable), fence];
}

/** Control and direction characters made visible: a device's output cannot recolour or reorder a page. */
const printable = (line: string): string =>
  line.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (one) => (one === "\t" ? one : "�"));

/** One line, every character that Markdown or HTML could act on escaped. */
export function escapeMarkdown(text: string): string {
  return (
    printable(text.replaceAll(/[\r\n\u2028\u2029]+/g, " "))
      .replaceAll(/[\\`*_{}[\]()#+!|<>~]/g, "\\$&")
      .replaceAll("&", "&amp;")
      // GitHub's dialect links bare addresses; a backslash before the mark that it looks for stops that.
      .replaceAll(/:(?=\/\/)|@|(?<=www)\./gi, "\\$&")
      .replace(/^(\s*)([-=])/, "$1\\$2")
      .replace(/^(\s*\d+)([.)])/, "$1\\$2")
  );
}
