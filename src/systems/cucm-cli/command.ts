// What one command to a node's command line is: its text, its questions, its patience, how its answer is read.
import { invariant } from "../../kernel/assert.ts";
import type { Parsed } from "../../signatures/parsed.ts";

export interface CliCommand<T> {
  /** Exactly what is typed. */
  readonly text: string;
  /** Pure; takes the clean answer. For a change: `ok` only when the answer says that it was done. */
  readonly parse: (answer: string) => Parsed<T>;
  /** The questions this command asks, in order, with the answers to give. */
  readonly answers: readonly { readonly question: RegExp; readonly reply: string }[];
  readonly deadlineMs: number;
  /** Longest silence that is still normal. */
  readonly idleMs: number;
  readonly change: boolean;
  /** CUCM's own level (CLI reference): 0 shows, 1 changes, 4 resets the ITL. */
  readonly needsPrivilege: 0 | 1 | 4;
}

/** One line of plain ASCII; the constructors in this folder are the only callers. */
export const command = <T>(
  text: string,
  parse: (answer: string) => Parsed<T>,
  more: Partial<CliCommand<T>> = {},
): CliCommand<T> => {
  invariant(/^[\x20-\x7e]{1,400}$/.test(text), "a command is one line of plain ASCII");
  return Object.freeze({
    text,
    parse,
    answers: [],
    deadlineMs: 90_000,
    idleMs: 60_000,
    change: false,
    needsPrivilege: 0 as const,
    ...more,
  });
};
