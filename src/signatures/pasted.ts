// What chats, mails and editors do to a terminal's output, undone: fences, quoting, entities, links, typographic characters.
import { terminalText } from "../kernel/terminal-text.ts";

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

/** The output as the terminal printed it, as far as that can be told. Line breaks stay where they are. */
export function unquoted(raw: string): string {
  let text = terminalText(raw.normalize("NFKC"))
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g, "")
    .replace(/[\u2018\u2019\u201a\u2032]/g, "'")
    .replace(/[\u201c\u201d\u201e\u2033]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-");
  if (/&(?:lt|gt|amp|quot|#\d{2,4});/.test(text)) {
    text = text.replace(/&(?:(lt|gt|amp|quot|apos|nbsp)|#(\d{2,4}));/g, (whole, name?: string, code?: string) => {
      if (name !== undefined) return entities[name] ?? whole;
      const number = Number(code);
      return number >= 32 && number < 0x2000 ? String.fromCharCode(number) : whole;
    });
  }
  // Slack makes links of host names: <http://cucm-pub.lab|cucm-pub.lab>.
  text = text.replace(/<(?:https?:\/\/|mailto:|tel:)[^|<>\n]{1,300}\|([^<>\n]{1,300})>/g, "$1");
  const lines = text.split("\n").map((line) => line.replace(/^\s{0,3}```[\w-]{0,20}\s*$/, "").replace(/```/g, ""));
  return undoubled(unprefixed(lines)).join("\n");
}

/** Prefixes that nearly every line carries: quoting, line numbers, a terminal logger's time stamps. */
function unprefixed(given: readonly string[]): readonly string[] {
  let lines = given;
  for (const prefix of [
    /^\s{0,3}>+ ?/,
    /^\[\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,6})?\] ?/,
    /^\[\d{2}:\d{2}:\d{2}\] ?/,
  ]) {
    const filled = lines.filter((line) => line.trim() !== "");
    const having = filled.filter((line) => prefix.test(line)).length;
    if (having === 0 || having < filled.length * 0.8) continue;
    lines = lines.map((line) => line.replace(prefix, ""));
  }
  return lines;
}

/** A blank line after nearly every line: mails and erasing terminals do that. */
function undoubled(lines: readonly string[]): readonly string[] {
  const blank = (at: number): boolean => (lines[at] ?? "").trim() === "";
  let single = 0;
  let filled = 0;
  lines.forEach((_, at) => {
    if (blank(at)) return;
    filled += 1;
    if (at + 1 < lines.length && blank(at + 1) && !blank(at + 2)) single += 1;
  });
  if (filled < 4 || single < (filled - 1) * 0.8) return lines;
  return lines.filter((_, at) => !blank(at) || blank(at - 1));
}

/** The width at which lines were broken hard, or undefined: several lines end at the very same, greatest width. */
export function wrapWidth(lines: readonly string[]): number | undefined {
  let width = 0;
  for (const line of lines) width = Math.max(width, line.length);
  if (width < 20 || width > 400) return undefined;
  const full = lines.filter((line) => line.length === width).length;
  return full >= 2 ? width : undefined;
}

/** Lines that were broken at a fixed width, joined again; undefined when nothing looks broken. */
export function unwrapped(text: string): string | undefined {
  const lines = text.split("\n");
  const width = wrapWidth(lines);
  if (width === undefined) return undefined;
  let out = "";
  lines.forEach((line, at) => {
    out += line;
    if (at < lines.length - 1 && line.length < width) out += "\n";
  });
  return out;
}
