// What a paste or a file is and what it means: what is wrong first, each with its lines, then the facts, then the way on.
import type { Card, CardAction, CardBlock, CardListItem } from "../src/domain/card.ts";
import {
  type ExplainedFinding,
  type ExplainedPart,
  type Explanation,
  gravestFirst,
  scenariosIn,
} from "../src/domain/explanation.ts";
import type { ScenarioId } from "../src/domain/report.ts";
import { type Json, type Text, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { scenarioButton } from "./report-card.ts";
import { list, section, text, verdictTone } from "./words.ts";

export interface ExplainCardOptions {
  /** As the person calls it: a file’s name, or nothing for a paste. */
  readonly name?: string;
  /** What the button of a diagnosis carries back; without it there are no buttons. */
  readonly paste?: (scenario: ScenarioId) => Readonly<Record<string, string>>;
}

const mostFindings = 12;
const mostRows = 40;

export function explainCard(explained: Explanation, { name, paste }: ExplainCardOptions = {}): Card {
  const kind = say(`explain.kind.${explained.kind}`);
  const title = name === undefined ? kind : say("explain.card.title", { name: name.slice(0, 100), kind });
  const findings = gravestFirst(explained.findings);
  const [worst] = findings;
  const tone = worst === undefined ? "neutral" : verdictTone[worst.verdict];
  const summary = worst === undefined ? title : say("explain.card.summary", { kind, means: worst.means });
  const rest = findings.length - mostFindings;
  return {
    title,
    tone,
    ...(worst === undefined ? {} : { badge: { text: say(`explain.verdict.${worst.verdict}`), tone } }),
    body: [
      ...findings.slice(0, mostFindings).flatMap(findingBlocks),
      ...(rest > 0 ? [text(say("explain.card.more", { count: rest }), { subtle: true })] : []),
      ...partBlocks(explained.parts ?? []),
      ...factBlocks(explained.facts),
    ],
    actions:
      paste === undefined
        ? []
        : scenariosIn(explained.findings)
            .slice(0, 3)
            .map(
              (scenario): CardAction => ({
                action: "explain.diagnose",
                label: say("explain.card.diagnose", { scenario: scenarioButton(scenario) }),
                payload: paste(scenario),
                style: "primary",
              }),
            ),
    summary,
  };
}

function findingBlocks(one: ExplainedFinding): CardBlock[] {
  const item: CardListItem = {
    text:
      one.count === undefined || one.count < 2
        ? one.means
        : say("explain.card.counted", { means: one.means, count: one.count }),
    detail: one.next,
    mark: one.verdict,
    tone: verdictTone[one.verdict],
  };
  const lines = one.evidence.filter((line) => line.text !== "");
  if (lines.length === 0) return [list([item])];
  const places = lines.map((line) =>
    line.file === undefined ? `${line.line ?? ""}` : `${line.file}${line.line === null ? "" : `:${line.line}`}`,
  );
  const code = lines.map((line, at) => (places[at] === "" ? line.text : `${places[at]}: ${line.text}`)).join("\n");
  const count = one.count ?? lines.length;
  return [
    list([item]),
    section(`lines-${one.code}`, say("explain.card.lines", { count, shown: lines.length }), [{ kind: "code", code }]),
  ];
}

function partBlocks(parts: readonly ExplainedPart[]): CardBlock[] {
  if (parts.length === 0) return [];
  const items = parts.slice(0, 60).map((part): CardListItem => {
    const [worst] = gravestFirst(part.findings);
    return {
      text: part.command === null ? say(`explain.kind.${part.kind}`) : verbatim(part.command),
      detail: say("explain.card.part", { from: part.lines[0], to: part.lines[1] }),
      ...(worst === undefined ? {} : { mark: worst.verdict }),
    };
  });
  return [section("parts", say("explain.card.parts", { count: parts.length }), [list(items, true)])];
}

/** Stands in the findings and the list of outputs already. */
const said: ReadonlySet<string> = new Set(["command", "commands", "signatures"]);

type Row = Readonly<Record<string, Json>>;

const isRow = (value: Json): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** The facts under the names that the JSON has: what people compare is exact there. */
function factBlocks(facts: Readonly<Record<string, Json>>): CardBlock[] {
  const plain: { label: Text; value: Text }[] = [];
  const blocks: CardBlock[] = [];
  for (const [key, value] of Object.entries(facts)) {
    if (value === null || value === "" || said.has(key)) continue;
    if (isList(value) && value.some(isRow)) blocks.push(rowsBlock(key, value.filter(isRow)));
    else if (isRow(value)) plain.push(...Object.entries(value).map(([name, inner]) => fact(`${key}.${name}`, inner)));
    else plain.push(fact(key, value));
  }
  const shown = plain.filter(({ value }) => !("verbatim" in value) || value.verbatim !== "");
  return [
    ...(shown.length === 0
      ? []
      : [section("facts", say("explain.card.facts"), [{ kind: "facts" as const, facts: shown.slice(0, 40) }])]),
    ...blocks,
  ];
}

const fact = (key: string, value: Json): { label: Text; value: Text } => ({
  label: verbatim(key),
  value: verbatim(flat(value)),
});

const flat = (value: Json): string =>
  (isList(value)
    ? value.map(flat).join(", ")
    : value === null
      ? ""
      : isRow(value)
        ? JSON.stringify(value)
        : String(value)
  ).slice(0, 300);

/** A list of things as one line each: tables with many columns cannot be read on a phone. */
function rowsBlock(key: string, rows: readonly Row[]): CardBlock {
  const items = rows.slice(0, mostRows).map((row): CardListItem => {
    const values = Object.entries(row).filter(([name, value]) => name !== "number" && value !== null && value !== "");
    return {
      text: verbatim(
        values
          .slice(0, 3)
          .map(([, value]) => flat(value))
          .join(" · "),
      ),
      detail: verbatim(
        values
          .slice(3, 9)
          .map(([name, value]) => `${name} ${flat(value)}`)
          .join(" · "),
      ),
    };
  });
  return section(`facts-${key}`, say("explain.card.rows", { name: key, count: rows.length }), [list(items, true)]);
}
