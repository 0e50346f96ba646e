// Text inside an Adaptive Card. Every text is a RichTextBlock: no host reads Markdown in its runs (TextBlock and FactSet
// do), so a device's output can never become a link, an image or a heading.
import type { Tone } from "../../src/domain/card.ts";
import type { Json } from "../../src/domain/text.ts";
import { cleanText } from "./clean.ts";

export type Element = { readonly [key: string]: Json };

export interface Look {
  readonly tone?: Tone;
  readonly strong?: boolean;
  readonly subtle?: boolean;
  readonly mono?: boolean;
  readonly size?: "small" | "medium" | "large";
}

const colours: Readonly<Record<Tone, string>> = {
  neutral: "default",
  good: "good",
  warning: "warning",
  danger: "attention",
  accent: "accent",
};

/**
 * The runs of one text. `{{DATE(...)}}` and `{{TIME(...)}}` are replaced by hosts even here; splitting the braces over two
 * runs keeps the text as it is (Adaptive Cards, "Text features").
 */
export function runs(text: string, look: Look = {}): Element[] {
  const style: Record<string, Json> = {};
  if (look.tone !== undefined && look.tone !== "neutral") style.color = colours[look.tone];
  if (look.strong === true) style.weight = "bolder";
  if (look.subtle === true) style.isSubtle = true;
  if (look.mono === true) style.fontType = "monospace";
  if (look.size !== undefined) style.size = look.size;
  return cleanText(text)
    .split(/(?<=\{)(?=\{(?:DATE|TIME)\()/)
    .filter((part) => part !== "")
    .map((part) => ({ type: "TextRun", text: part, ...style }));
}

/** A block of runs; an empty text becomes a blank, which every host accepts. */
export function rich(inlines: readonly Element[], more: Element = {}): Element {
  return { type: "RichTextBlock", inlines: inlines.length === 0 ? [{ type: "TextRun", text: " " }] : inlines, ...more };
}

export const richText = (text: string, look: Look = {}, more: Element = {}): Element => rich(runs(text, look), more);

/** Hosts other than our page collapse runs of blanks; no-break spaces keep the columns of device output. */
export const keepSpaces = (text: string): string =>
  text.replaceAll("\t", "    ").replaceAll(/ {2,}|^ /gm, (blanks) => "\u00a0".repeat(blanks.length));
