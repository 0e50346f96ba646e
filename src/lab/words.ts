// What the practice cluster and `certops lab` say, in the reader's language. Only these texts are loaded: no formatter, no other catalogue.
import type { Locale, Text } from "../domain/text.ts";
import { labFields as englishFields } from "../i18n/en/lab-fields.ts";
import { labLine as englishLine } from "../i18n/en/lab-line.ts";
import { labRefusals as englishRefusals } from "../i18n/en/lab-refusals.ts";
import { labFields as chineseFields } from "../i18n/zh-CN/lab-fields.ts";
import { labLine as chineseLine } from "../i18n/zh-CN/lab-line.ts";
import { labRefusals as chineseRefusals } from "../i18n/zh-CN/lab-refusals.ts";

/** Values of a message: plain ones, so that they survive the control socket. */
export type Filling = Readonly<Record<string, string | number>>;

const english = { ...englishLine, ...englishFields, ...englishRefusals };
export type LabWord = keyof typeof english;
export type LabWords = (id: LabWord, values?: Filling) => string;

const texts: Readonly<Record<Locale, Readonly<Record<LabWord, string>>>> = {
  en: english,
  "zh-CN": { ...chineseLine, ...chineseFields, ...chineseRefusals },
};

/** The texts of this room have plain `{name}` places only; a value is never read as a text with places of its own. */
export const filled = (source: string, values: Filling = {}): string =>
  source.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "?"));

export const labWords =
  (locale: Locale): LabWords =>
  (id, values) =>
    filled(texts[locale][id], values);

export const isLabWord = (id: string): id is LabWord => Object.hasOwn(english, id);

/** What a refusal says; what a device prints stays as it is. */
export function spoken(text: Text, t: LabWords): string {
  if ("verbatim" in text) return text.verbatim;
  return isLabWord(text.id) ? t(text.id, plain(text.values ?? {})) : text.id;
}

/** Keeps what is plain of values that came over the socket. */
export function plain(values: object): Filling {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
      typeof value === "string" || typeof value === "number" ? [[name, value] as const] : [],
    ),
  );
}
