// The command line's own words in the language of its environment. Only these are loaded: help must not wait for every catalogue.
import type { Locale } from "../domain/text.ts";
import { commandLine as english } from "../i18n/en/command-line.ts";
import type { Io } from "./io.ts";

export type LineWord = keyof typeof english;
export type LineWords = (id: LineWord) => string;

/** `LANG=zh_CN.UTF-8` and the like; English otherwise. */
export function localeOf(io: Pick<Io, "env">): Locale {
  const { env } = io;
  return /^zh/i.test(env.CERTOPS_LOCALE ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? "") ? "zh-CN" : "en";
}

export async function wordsFor(locale: Locale): Promise<LineWords> {
  const words = locale === "en" ? english : (await import("../i18n/zh-CN/command-line.ts")).commandLine;
  return (id) => words[id];
}

/** Commander's complaints, by their shapes; its titles by their letters. */
const complaints: readonly (readonly [LineWord, RegExp])[] = [
  ["line.error.option", /unknown option '([^']*)'/],
  ["line.error.command", /unknown command '([^']*)'/],
  ["line.error.surplus", /too many arguments for '([^']*)'/],
  ["line.error.argument", /missing required argument '([^']*)'/],
  ["line.error.value", /option '([^']*)' argument missing/],
  ["line.error.mandatory", /required option '([^']*)' not specified/],
];

/** A value that its reader refused; the reader’s own sentence follows, in the person’s language already. */
const badValue = /(?:argument|command-argument value) '([^']*)' is invalid(?: for argument '[^']*')?\.\s*([\s\S]*)$/;

/** What somebody typed wrongly, said in their language; what has no shape of its own stays as it is. */
export function complaint(printed: string, t: LineWords): string {
  for (const [id, shape] of complaints) {
    const [, word] = shape.exec(printed) ?? [];
    if (word === undefined) continue;
    const [, near] = /\(Did you mean (?:one of )?([^?]*)\?\)/.exec(printed) ?? [];
    const said = t(id).replace("{word}", () => word);
    return near === undefined ? said : `${said} ${t("line.error.near").replace("{word}", () => near)}`;
  }
  const [, value, why] = badValue.exec(printed.trimEnd()) ?? [];
  if (value === undefined || why === undefined) return printed.trimEnd();
  return t("line.error.bad")
    .replace("{word}", () => value)
    .replace("{why}", () => why);
}

const titles: ReadonlyMap<string, LineWord> = new Map([
  ["Usage:", "line.title.usage"],
  ["Options:", "line.title.options"],
  ["Commands:", "line.title.commands"],
  ["Arguments:", "line.title.arguments"],
]);

export function titleIn(printed: string, t: LineWords): string {
  const id = titles.get(printed);
  return id === undefined ? printed : t(id);
}
