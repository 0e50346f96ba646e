// What an interactive shell is told and what it answers with: the device's manner of speaking, limits, faults.

/** How a device's shell speaks. Expressions see the last 1,024 characters as clean text (see `terminalText`). */
export interface ShellDialect {
  /** Matches when the text ends with the prompt. */
  readonly prompt: RegExp;
  /** "More" marks at the end of the text and what turns the page; every mark is removed from the answer. */
  readonly pages: readonly { readonly mark: RegExp; readonly turn: (found: RegExpExecArray) => string }[];
  /** Marks as they stand anywhere in an answer, to be removed. */
  readonly pageMarks: RegExp;
  /** Questions at the end of the text, and what says no to them. */
  readonly questions: readonly { readonly shape: RegExp; readonly no: string }[];
}

export interface ShellLimits {
  /** The first prompt after login: CUCM's command line takes its time to start. */
  readonly loginMs: number;
  /** Longest answer in bytes; more is cut off and the session closed. */
  readonly maxBytes: number;
  /** Quiet time after which a prompt without an echo of the command before it is taken as the end of the answer. */
  readonly echolessMs: number;
}

export interface ShellCommand {
  readonly text: string;
  /** Questions this very command asks, in order, and the answers; any other question is answered with no. */
  readonly answers: readonly { readonly question: RegExp; readonly reply: string }[];
  readonly totalMs: number;
  /** Longest silence. */
  readonly idleMs: number;
  /** Awaited in the moment before the command is written; when it throws, nothing was written. */
  readonly beforeWrite?: () => Promise<void>;
  /** Cancels until the command is written. Afterwards it ends only what `interruptible` allows. */
  readonly signal?: AbortSignal;
  /** False for changes: "Don't press Ctrl-c while the service is getting RESTARTED" (CUCM). */
  readonly interruptible: boolean;
}

export type FaultKind = "closed" | "idle" | "deadline" | "too-large" | "question" | "cancelled";

/** An exchange that did not come to its end. The session is closed with it: what comes later belongs to nobody. */
export class ShellFault extends Error {
  readonly kind: FaultKind;
  /** The command had been written: a change may have happened. */
  readonly written: boolean;
  /** Clean text that had come back. */
  readonly text: string;
  /** The question that was not expected. */
  readonly question: string;

  constructor(init: { kind: FaultKind; written: boolean; text: string; question?: string }) {
    super(`shell ${init.kind}${init.question === undefined ? "" : `: ${init.question}`}`);
    this.name = "ShellFault";
    this.kind = init.kind;
    this.written = init.written;
    this.text = init.text;
    this.question = init.question ?? "";
  }
}
