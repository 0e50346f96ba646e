// A diagnosis as it grows, readable in ten seconds: cause, who is affected, remedies, runbook; evidence folded away.
import type { Card, CardAction, CardBlock, CardListItem, Tone } from "../src/domain/card.ts";
import { byGravity, type Finding } from "../src/domain/finding.ts";
import type { Remedy, Report, RunbookStep } from "../src/domain/report.ts";
import type { Phrase } from "../src/domain/text.ts";
import { doneBy, type Word } from "../src/domain/word.ts";
import { say } from "../src/i18n/say.ts";
import { causeBlocks, causeLine, troubled } from "./cause-blocks.ts";
import type { CardContext } from "./context.ts";
import { evidenceBlocks, impactBadge, impactTone, list, section, text, verbatim } from "./words.ts";
import { questionActions, questionBlocks, tickActions } from "./words-of-people.ts";

export interface ReportCardOptions {
  /** Remedies whose approval was already asked for: they get no second button. */
  readonly requested?: ReadonlySet<string>;
}

/** The card of a diagnosis; the same subject `diagnosis:<id>` for every revision. */
export function reportCard(report: Report, context: CardContext, options: ReportCardOptions = {}): Card {
  const scenario = scenarioName(report.scenario);
  const finished = report.endedAt !== undefined;
  const best = bestRemedy(report.remedies);
  return {
    title: say("card.report.title", { cluster: report.clusterName, scenario }),
    badge: badge(report),
    tone: tone(report),
    body: [
      ...(finished ? [] : [progress(report)]),
      ...(report.cause !== undefined
        ? causeBlocks(report.cause)
        : finished
          ? [text(say("card.cause.none"), { strong: true })]
          : []),
      ...(report.affected === undefined ? [] : [text(say("card.report.affected", { affected: report.affected }))]),
      ...(finished ? [checked(report, context)] : []),
      ...(report.remedies.length === 0 ? [] : [list(report.remedies.map(remedyItem), true)]),
      ...questionBlocks(report, context),
      ...runbooks(report, best, context),
      ...evidence(report),
      ...(report.corrections.length === 0
        ? []
        : [
            section("corrections", say("card.report.corrections"), [
              list(report.corrections.map((one) => ({ text: one }))),
            ]),
          ]),
    ],
    actions: finished ? actions(report, options.requested ?? new Set()) : [],
    summary: summary(report, scenario),
  };
}

export const scenarioName = (scenario: Report["scenario"]): Phrase => say(`card.scenario.${scenario}`);

/** The same in the width of a button. */
export const scenarioButton = (scenario: Report["scenario"]): Phrase => say(`buttons.scenario.${scenario}`);

function badge(report: Report): Card["badge"] & object {
  if (report.cause?.certainty === "healthy") return { text: say("card.report.healthy-badge"), tone: "good" };
  if (troubled(report.cause)) return { text: say("card.report.troubled-badge"), tone: "warning" };
  if (report.impact !== undefined) return impactBadge(report.impact);
  return {
    text: say(report.endedAt === undefined ? "card.report.looking" : "card.report.unknown-badge"),
    tone: "accent",
  };
}

function tone(report: Report): Tone {
  if (report.cause?.certainty === "healthy") return "good";
  if (troubled(report.cause)) return "warning";
  return report.impact === undefined ? "accent" : impactTone[report.impact];
}

function progress(report: Report): CardBlock {
  const running = report.checks.filter((check) => check.state === "running").map((check) => check.check);
  const label =
    running.length === 0
      ? say("card.report.progress-idle", { nodes: report.nodesTotal })
      : say("card.report.progress", { nodes: report.nodesTotal, running: running.slice(0, 3).join(", ") });
  const done = report.checks.filter((check) => check.state === "done" || check.state === "failed").length;
  return { kind: "progress", label, done, total: report.checks.length, tone: "accent" };
}

function checked(report: Report, context: CardContext): CardBlock {
  const ended = report.endedAt ?? report.startedAt;
  const practice = context.clusterOf(report.cluster).practice;
  return text(
    say(practice ? "card.report.checked-practice" : "card.report.checked", {
      at: { time: ended },
      answered: report.nodesAnswered,
      total: report.nodesTotal,
      checks: report.checks.length,
      took: say("card.seconds", {
        seconds: Math.max(0, Math.round((Date.parse(ended) - Date.parse(report.startedAt)) / 1000)),
      }),
    }),
    report.nodesAnswered < report.nodesTotal ? { tone: "warning" } : { subtle: true },
  );
}

const feasibilityMark = {
  works: "ok",
  "cannot-work": "problem",
  depends: "warning",
  "last-resort": "unknown",
} as const;
const feasibilityTone = {
  works: "good",
  "cannot-work": "danger",
  depends: "warning",
  "last-resort": "neutral",
} as const;

function remedyItem(remedy: Remedy): CardListItem {
  const verdict = say(`card.remedy.${remedy.feasibility}`, { reason: remedy.reason });
  const detail = remedy.phones === undefined ? verdict : say("card.remedy.phones", { verdict, phones: remedy.phones });
  return {
    text: remedy.title,
    detail: remedy.inSupportDocument ? say("card.remedy.in-document", { detail }) : detail,
    mark: feasibilityMark[remedy.feasibility],
    tone: feasibilityTone[remedy.feasibility],
  };
}

/** The remedy whose runbook is open: the first that works, else the first that depends on something. */
function bestRemedy(remedies: readonly Remedy[]): Remedy | undefined {
  return (
    remedies.find((remedy) => remedy.feasibility === "works" && remedy.plan !== undefined) ??
    remedies.find((remedy) => remedy.feasibility === "works") ??
    remedies.find((remedy) => remedy.feasibility === "depends")
  );
}

/** The best remedy's runbook is open; the others share one folded section, so that the buttons stay near. */
function runbooks(report: Report, best: Remedy | undefined, context: CardContext): CardBlock[] {
  const numbered = report.remedies
    .map((remedy, index) => ({ remedy, number: index + 1, title: say("card.runbook.title", { number: index + 1 }) }))
    .filter(({ remedy }) => remedy.runbook.length > 0);
  const others = numbered.filter(({ remedy }) => remedy !== best);
  const only = others.length === 1 ? others[0] : undefined;
  const steps = (remedy: Remedy): CardBlock =>
    list(
      remedy.runbook.map((step, index) => ticked(runbookItem(step), doneBy(report, remedy, index), context)),
      true,
    );
  return [
    ...numbered
      .filter(({ remedy }) => remedy === best)
      .map(({ remedy, title }) => section("runbook", title, [steps(remedy)], true)),
    ...(others.length === 0
      ? []
      : [
          section(
            "runbooks",
            only?.title ?? say("card.runbook.others", { numbers: others.map(({ number }) => number).join(", ") }),
            others.flatMap(({ remedy, title }) => [
              ...(only === undefined ? [text(title, { strong: true })] : []),
              steps(remedy),
            ]),
          ),
        ]),
  ];
}

export function runbookItem(step: RunbookStep): CardListItem {
  const nodes = (step.nodes ?? []).join(", ");
  const item = { text: step.text, mark: step.by };
  if (step.command === undefined)
    return nodes === "" ? item : { ...item, detail: say("card.runbook.nodes", { nodes }) };
  if (nodes === "") return { ...item, detail: verbatim(step.command) };
  return { ...item, detail: say("card.runbook.command", { command: step.command, nodes }) };
}

/** A manual step that somebody has done: who, and when. */
function ticked(item: CardListItem, word: Word | undefined, context: CardContext): CardListItem {
  if (word === undefined) return item;
  const values = { by: context.nameOf(word.by), at: { time: word.at } };
  return { text: item.text, mark: "done", detail: say("card.runbook.done", values), tone: "good" };
}

function evidence(report: Report): CardBlock[] {
  if (report.findings.length === 0) return [];
  const findings = [...report.findings].sort(byGravity);
  const title = say("card.report.evidence", { count: report.findings.length });
  return [
    section("evidence", title, [
      text(say("card.report.question", { question: report.question }), { subtle: true }),
      ...findings.flatMap(findingBlocks),
    ]),
  ];
}

/** One finding with everything it rests on; used by the Why card too. */
export function findingBlocks(finding: Finding): CardBlock[] {
  const means = finding.means;
  const next = finding.next;
  return [
    list([
      {
        text: finding.title,
        mark: finding.verdict,
        ...(means !== undefined ? { detail: means } : next !== undefined ? { detail: next } : {}),
      },
    ]),
    ...(means !== undefined && next !== undefined ? [text(say("card.next", { next }), { subtle: true })] : []),
    ...evidenceBlocks(finding.evidence),
  ];
}

function actions(report: Report, requested: ReadonlySet<string>): CardAction[] {
  const offered = report.remedies
    .map((remedy, index) => ({ remedy, number: index + 1 }))
    .filter(
      ({ remedy }) => remedy.plan !== undefined && remedy.feasibility !== "cannot-work" && !requested.has(remedy.id),
    );
  const payload = { diagnosis: report.id };
  const best = bestRemedy(report.remedies);
  const first = offered.some(({ remedy }) => remedy === best) ? best : offered[0]?.remedy;
  return [
    ...offered.map(
      ({ remedy, number }): CardAction => ({
        action: "approval.request",
        label: offered.length === 1 ? say("card.button.request") : say("card.button.request-number", { number }),
        payload: { ...payload, remedy: remedy.id },
        ...(remedy === first ? { style: "primary" as const } : {}),
        input: { id: "reason", label: say("card.input.reason-now"), required: remedy.impact === "high" },
      }),
    ),
    ...questionActions(report),
    ...tickActions(report),
    ...offerActions(report),
    { action: "diagnosis.again", label: say("card.button.again"), payload },
    { action: "diagnosis.share", label: say("card.button.share"), payload },
    { action: "diagnosis.map", label: say("picture.button.map"), payload },
    { action: "diagnosis.why", label: say("card.button.why"), payload },
  ];
}

/** Files that a step needs in the hand. */
const offerActions = ({ offers = [], cluster }: Report): CardAction[] =>
  offers.map((offer) =>
    offer.kind === "certificate"
      ? {
          action: "certificate.file",
          label: say("card.button.certificate-file", { name: offer.commonName }),
          payload: { cluster, name: offer.commonName },
        }
      : {
          action: "lscs.file",
          label: say("card.button.lscs", { count: offer.former }),
          payload: { cluster },
        },
  );

function summary(report: Report, scenario: Phrase): Phrase {
  const title = say("card.report.title", { cluster: report.clusterName, scenario });
  if (report.endedAt === undefined) {
    const done = report.checks.filter((check) => check.state === "done" || check.state === "failed").length;
    return say("card.report.summary-running", { title, done, total: report.checks.length });
  }
  if (report.cause === undefined) return say("card.report.summary-none", { title });
  return say("card.report.summary", {
    title,
    cause: causeLine(report.cause),
  });
}
