// How `certops lab` prints an answer: one line a value, its names in the reader's language.
import type { Locale } from "../domain/text.ts";
import { isLabWord, type LabWords, labWords } from "./words.ts";

/** Names that are Cisco's own (RIS states, certificate units, services) are in no catalogue and stay. */
function named(name: string, t: LabWords): string {
  const id = `lab.field.${name}`;
  return isLabWord(id) ? t(id) : name;
}

/** Words that are said, not typed: what can be typed again (`mixed`, `slow`) stays as it is typed. */
function valued(value: unknown, t: LabWords): string {
  const id = `lab.value.${String(value)}`;
  return isLabWord(id) ? t(id) : String(value);
}

/** What lies inside stands indented. Lists of plain values stand on one line. */
function indented(value: object, indent: string, t: LabWords): string[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]): string[] => {
    const label = Array.isArray(value) ? `${indent}- ` : `${indent}${named(name, t)}${t("lab.line.colon")}`;
    if (typeof inner !== "object" || inner === null) return [`${label}${valued(inner, t)}`];
    const plain = Array.isArray(inner) && inner.every((one) => typeof one !== "object");
    if (plain) return [`${label}${inner.length === 0 ? t("lab.line.none") : inner.join(", ")}`];
    return [label.trimEnd(), ...indented(inner, `${indent}  `, t)];
  });
}

export function printed(answer: Readonly<Record<string, unknown>>, locale: Locale): string {
  const t = labWords(locale);
  const lines = indented(answer, "", t);
  return lines.length === 0 ? t("lab.line.done") : lines.join("\n");
}
