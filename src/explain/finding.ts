// How this room says what it found: every code has a meaning and a next step in both languages, or it does not compile.
import type { ExplainedFinding, ExplainedLine } from "../domain/explanation.ts";
import type { Verdict } from "../domain/finding.ts";
import type { ScenarioId } from "../domain/report.ts";
import type { Json, PhraseValue } from "../domain/text.ts";
import type { MessageId } from "../i18n/catalogue.ts";
import { say } from "../i18n/say.ts";
import { redactText } from "../kernel/redact.ts";
import { isoOfPrinted } from "../signatures/printed-date.ts";

/** Codes that have messages `explain.<code>.means` and `explain.<code>.next`. */
export type ExplainCode = MessageId extends infer M ? (M extends `explain.${infer C}.means` ? C : never) : never;

export interface More {
  readonly values?: Readonly<Record<string, PhraseValue>>;
  readonly scenario?: ScenarioId;
  readonly side?: string;
  readonly count?: number;
}

/** At most eight lines of evidence: what a person reads. */
export function finding(
  code: ExplainCode,
  verdict: Verdict,
  evidence: readonly ExplainedLine[],
  { values, scenario, side, count }: More = {},
): ExplainedFinding {
  return {
    code,
    verdict,
    means: say(`explain.${code}.means`, values),
    next: say(`explain.${code}.next`, values),
    evidence: evidence.slice(0, 8),
    ...(scenario === undefined ? {} : { scenario }),
    ...(side === undefined ? {} : { side }),
    ...(count === undefined ? {} : { count }),
  };
}

/**
 * A printed time under `key`, as ISO 8601. Where its zone is missing or ambiguous (CST, IST) the time stands without one and
 * `<key>Zone` says what was printed, or null. Null when it is no time at all.
 */
export function timeFact(key: string, printed: string | undefined): Record<string, Json> {
  if (printed === undefined) return {};
  const iso = isoOfPrinted(printed);
  if (iso === undefined) return { [key]: null, [`${key}Printed`]: printed.slice(0, 60) };
  if (iso.endsWith("Z")) return { [key]: iso };
  return { [key]: iso, [`${key}Zone`]: / ([A-Z]{2,5}) \d{4}$/.exec(printed.trim())?.[1] ?? null };
}

/** Names of what a text holds: short, without secrets. */
export const shown = (text: string, most = 300): string => redactText(text).slice(0, most);

/** Keys without a value left out. */
export function facts(given: Readonly<Record<string, Json | undefined>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, value]): [string, Json][] => (value === undefined ? [] : [[key, value]])),
  );
}
