// Tells a paste from a question: people also quote one line of a log when they ask, and that is answered as a question.
import { sourceOfLine } from "../signatures/log/sources.ts";
import { sightings } from "../signatures/log/table.ts";
import { unquoted } from "../signatures/pasted.ts";
import { cliKinds } from "./cli/kinds.ts";

/** A hint only, cheap and linear; what it is says `explainText`. */
export function looksPasted(raw: string): boolean {
  const text = unquoted(raw.slice(0, 200_000));
  if (/-----BEGIN [A-Z0-9 #]{3,40}-----/.test(text)) return true;
  if (/(?:^|\n|\s)admin:\s{0,4}(?:show|utils|run|set|file)\s/i.test(text)) return true;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const written = lines.filter((line) => sourceOfLine(line) !== undefined).length;
  // One line is a quotation, unless it is longer than anybody would quote: then its line breaks were lost.
  if (lines.length < 2 && text.length < 400) return false;
  if (
    written > 0 &&
    (written * 2 >= lines.length || (written >= 2 && lines.some((line) => sightings(line).length > 0)))
  ) {
    return true;
  }
  return cliKinds.some(({ looks }) => looks.test(text));
}
