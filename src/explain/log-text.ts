// A pasted piece of a log: who wrote it, and every known signature in it. Big ones go through the scanner instead.

import type { ExplainedFinding } from "../domain/explanation.ts";
import type { PastedFacts } from "../domain/pasted.ts";
import type { Json } from "../domain/text.ts";
import { LogJudge, type Tally } from "../signatures/log/judge.ts";
import { sourcesIn, timedLine } from "../signatures/log/sources.ts";
import { finding } from "./finding.ts";
import type { Locator } from "./locate.ts";
import { type SamlSerial, weighableFacts } from "./log-facts.ts";
import type { Reading } from "./reading.ts";

/** Tallies as findings, what is wrong first; a log that shows nothing known says so. */
export function logFindings(tallies: readonly Tally[]): ExplainedFinding[] {
  const order = { problem: 0, warning: 1, unknown: 2, ok: 3 } as const;
  return [...tallies]
    .sort((a, b) => order[a.signature.verdict] - order[b.signature.verdict])
    .map(({ signature, count, lines }) =>
      finding(signature.code, signature.verdict, lines, {
        side: signature.side,
        count,
        ...(signature.scenario === undefined ? {} : { scenario: signature.scenario }),
        values: { count },
      }),
    );
}

/** Undefined when the text is no log that this version knows by its lines or its signatures. */
export function explainLogText(text: string, locate: Locator, samlSerial?: SamlSerial): Reading | undefined {
  const lines = text.split("\n");
  const sources = sourcesIn(lines);
  const judge = new LogJudge();
  let from = locate.span[0] - 1;
  for (const line of lines) {
    if (line.trim() === "") continue;
    const found = locate.indexOf(line.slice(0, 120), from, 50);
    if (found !== -1) from = found;
    judge.add(from + 1, line);
  }
  const tallies = judge.tallies();
  const filled = lines.filter((line) => line.trim() !== "");
  const timed = filled.filter((line) => timedLine.test(line)).length;
  if (sources.length === 0 && tallies.length === 0 && (timed < 2 || timed * 2 < filled.length)) return undefined;
  const [main] = sources;
  const findings = logFindings(tallies);
  return {
    facts: {
      source: main?.[0] ?? null,
      sources: Object.fromEntries(sources),
      lines: filled.length,
      signatures: Object.fromEntries(tallies.map(({ signature, count }) => [signature.code, count])),
      ...weighable(weighableFacts(text, tallies, samlSerial)),
    },
    findings: findings.length > 0 ? findings : [nothingKnown(locate)],
  };
}

const nothingKnown = (locate: Locator): ExplainedFinding =>
  finding("log.nothing-known", "unknown", [{ line: locate.span[0], text: "" }]);

/** The same as JSON. */
export const weighable = ({ login, refusals, phone }: PastedFacts): Record<string, Json> => ({
  ...(login === undefined ? {} : { login: { ...login } }),
  ...(refusals === undefined ? {} : { refusals: refusals.map((one): Json => ({ ...one })) }),
  ...(phone === undefined ? {} : { dot1x: { ...phone } }),
});
