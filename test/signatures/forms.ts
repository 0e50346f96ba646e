// Fixtures, and the forms in which the same output reaches a recogniser.
import { readFileSync } from "node:fs";
import type { Parsed } from "../../src/signatures/parsed.ts";

export const fixture = (name: string): string =>
  readFileSync(new URL(`../fixtures/cli/${name}.txt`, import.meta.url), "utf8");

export function valueIn<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(`not understood: ${parsed.reason}: ${parsed.line}`);
}

export const disguises: Readonly<Record<string, (text: string) => string>> = {
  "as printed": (text) => text,
  CRLF: (text) => text.replace(/\n/g, "\r\n"),
  "CR CR LF": (text) => text.replace(/\n/g, "\r\r\n"),
  "lone CR": (text) => text.replace(/\n/g, "\r"),
  colours: (text) => text.replace(/\n/g, "\x1b[0m\x1b[K\r\n\x1b[1m"),
  "prompts around": (text) => `admin:\r\n\radmin:\n${text}\nadmin:\r\n\radmin:`,
  "trailing blanks": (text) => text.replace(/\n/g, "   \t \n"),
  "lost line breaks": (text) => text.replace(/\n/g, " "),
};
