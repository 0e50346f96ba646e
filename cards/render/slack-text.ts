// Text inside Block Kit. Everything from people and devices becomes a `text` element of a rich_text block or plain_text:
// neither is read as mrkdwn, so nothing in it can become a mention, a link, an emoji or a heading.
import { cleanLine, cleanText } from "./clean.ts";
import type { Element } from "./runs.ts";

export interface SlackLook {
  readonly strong?: boolean;
  readonly italic?: boolean;
  readonly mono?: boolean;
}

/** A run of rich text; an empty one gives nothing (Slack refuses empty text elements). */
export function span(text: string, look: SlackLook = {}): Element[] {
  const clean = cleanText(text);
  if (clean === "") return [];
  const style: Record<string, boolean> = {};
  if (look.strong === true) style.bold = true;
  if (look.italic === true) style.italic = true;
  if (look.mono === true) style.code = true;
  return [{ type: "text", text: clean, ...(Object.keys(style).length === 0 ? {} : { style }) }];
}

/** One paragraph of rich text. */
export const paragraph = (spans: readonly Element[]): Element => ({
  type: "rich_text_section",
  elements: spans.length === 0 ? span(" ") : [...spans],
});

export const richTextBlock = (elements: readonly Element[]): Element => ({
  type: "rich_text",
  elements: [...elements],
});

export const preformatted = (text: string): Element => ({
  type: "rich_text_preformatted",
  elements: span(text === "" ? " " : text),
});

/** `emoji: false`: `:x:` in a device's output stays what it is. */
export const plain = (text: string, most: number): Element => ({
  type: "plain_text",
  text: clip(cleanLine(text), most),
  emoji: false,
});

/** At most `most` UTF-16 units, never half of a character, and never empty. */
export function clip(text: string, most: number): string {
  if (text === "") return " ";
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/**
 * For the `text` of a message, which notifications show: its three control characters are escaped
 * (docs.slack.dev, "Formatting message text").
 */
export const escapeText = (text: string, most = 3000): string =>
  clip(cleanLine(text), most).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Pieces of at most `most` units, broken at line ends where there are any. */
export function pieces(text: string, most: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const newline = rest.lastIndexOf("\n", most);
    const cut = newline > most / 2 ? newline : /[\ud800-\udbff]/.test(rest[most - 1] ?? "") ? most - 1 : most;
    found.push(rest.slice(0, cut));
    rest = rest.slice(newline === cut ? cut + 1 : cut);
  }
  return [...found, rest];
}
