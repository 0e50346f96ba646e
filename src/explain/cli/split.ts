// Cuts a terminal session into its commands and their outputs, also when prompts doubled or line breaks were lost.
import { cliKinds } from "./kinds.ts";

export interface Piece {
  /** As typed; undefined for what stands before the first command, or between a prompt and nothing. */
  readonly command: string | undefined;
  /** With the command in front: some readers want both. */
  readonly whole: string;
  /** What was printed. */
  readonly body: string;
}

const pagingMarks =
  /Press <enter> for 1 line, <space> for one page, or <q> to quit|options: q=quit, n=next, p=prev, b=begin, e=end ?(?:\(lines \d{1,12} ?- ?\d{1,12} of \d{1,12}\) ?)?:?/gi;

/** A mark is a line of its own, or the terminal wrote it over the end of one. */
export const withoutPaging = (text: string): string =>
  text.replace(
    new RegExp(`(^|\\n)?[ \\t]*(?:${pagingMarks.source})[ \\t]*(\\n{0,2})`, "gi"),
    (_, before: string | undefined, after: string) => before ?? (after === "" ? "" : "\n"),
  );
export const isPaged = (text: string): boolean => text.search(pagingMarks) !== -1;

/** Nobody pastes a session with more commands; the limit bounds the work on a flood of prompts. */
const mostPieces = 300;

const prompt = /(?<![\w@./=>-])admin:[ \t]*/gi;
const verb = /^(?:show|set|unset|utils|run|file|help|delete|license|whoami|quit|exit)\b/i;

export function splitSession(text: string): Piece[] {
  const cuts = [...text.matchAll(prompt)].map((found) => ({ from: found.index, to: found.index + found[0].length }));
  const pieces: Piece[] = [];
  let start = 0;
  for (const [index, cut] of [...cuts, { from: text.length, to: text.length }].entries()) {
    pieces.push(...byBareCommands(text.slice(start, cut.from), index > 0));
    start = cut.to;
  }
  return pieces.filter((piece) => piece.whole.trim() !== "").slice(0, mostPieces);
}

/** Commands that stand alone on a line without their prompt begin a piece as well. */
function byBareCommands(text: string, prompted: boolean): Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) pieces.push(piece(lines.join("\n"), prompted && pieces.length === 0));
    lines = [];
  };
  for (const line of text.split("\n")) {
    if (lines.some((one) => one.trim() !== "") && isBareCommand(line.trim())) flush();
    lines.push(line);
  }
  flush();
  return pieces;
}

function isBareCommand(line: string): boolean {
  if (line.length > 2000 || !verb.test(line)) return false;
  if (/^run\s+sql\s+select\s.{1,1500}\sfrom\s/i.test(line)) return true;
  return cliKinds.some(({ kind, words }) => kind !== "sql-table" && words.exec(line)?.[0].length === line.length);
}

/** `prompted`: what stands right after a prompt was typed, even if it is no command that anybody knows. */
function piece(whole: string, prompted: boolean): Piece {
  const trimmed = whole.replace(/^\s+/, "");
  const typed = prompted && /^[ \t]*[a-z]/.test(whole);
  if (!verb.test(trimmed) && !typed) return { command: undefined, whole, body: whole };
  const known = cliKinds.find((one) => one.command.test(trimmed));
  const [first = ""] = trimmed.split("\n", 1);
  if (known?.kind === "sql-table") {
    const command = first.slice(0, 2000).trim();
    return { command, whole: trimmed, body: trimmed };
  }
  const words = known?.words.exec(trimmed)?.[0];
  // Where line breaks were lost the output follows on the same line: the known words are the command, the rest is not.
  if (words !== undefined) return { command: words.trim(), whole: trimmed, body: trimmed.slice(words.length) };
  const alone = first.length <= 120 && trimmed.length > first.length;
  const command =
    alone || (known === undefined && first.length <= 60) ? first : first.split(/\s+/).slice(0, 4).join(" ");
  return { command: command.trim(), whole: trimmed, body: trimmed.slice(command.length) };
}
