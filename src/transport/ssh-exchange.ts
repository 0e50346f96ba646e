// The state of one command and its answer inside a shell: echo, pages, questions, limits, the closing prompt.
import { terminalText } from "../kernel/terminal-text.ts";
import { type ShellCommand, type ShellDialect, ShellFault, type ShellLimits } from "./ssh-dialect.ts";

/** How much of the end is looked at for prompts, marks and questions. */
const tailLength = 1_024;
/** Where an echo is looked for: the command itself, whatever an earlier prompt left behind, redrawing codes. */
const echoWithin = 8_192;
/** How long a device may take to go back to its prompt after a no. */
const afterNoMs = 3_000;
/** Prompts removed from the end of an answer; more than a few are not prompts. */
const mostPrompts = 8;

interface Wire {
  write(text: string): void;
  close(): void;
}

export class Exchange {
  readonly #command: ShellCommand;
  readonly #dialect: ShellDialect;
  readonly #limits: ShellLimits;
  readonly #wire: Wire;
  readonly #chunks: string[] = [];
  #bytes = 0;
  #tail = "";
  #written = false;
  #echoSeen: boolean;
  #answered = 0;
  #settle: ((result: string | ShellFault) => void) | undefined;
  #idle: NodeJS.Timeout | undefined;
  #echoless: NodeJS.Timeout | undefined;
  #afterNo: NodeJS.Timeout | undefined;
  #refused: string | undefined;

  constructor(command: ShellCommand, dialect: ShellDialect, limits: ShellLimits, wire: Wire) {
    this.#command = command;
    this.#dialect = dialect;
    this.#limits = limits;
    this.#wire = wire;
    this.#echoSeen = command.text === "";
  }

  /** Writes the command and resolves with its answer. `closed` is asked once more right before the write. */
  async run(closed: () => boolean): Promise<string> {
    const { signal } = this.#command;
    this.#throwIfCancelled();
    await this.#command.beforeWrite?.();
    if (closed()) throw this.#fault("closed");
    this.#throwIfCancelled();
    const total = setTimeout(() => this.#end(this.#fault("deadline")), this.#command.totalMs);
    const onAbort = (): void => this.#end(this.#fault("cancelled"));
    try {
      const result = await new Promise<string | ShellFault>((resolve) => {
        this.#settle = resolve;
        this.#restartIdle();
        if (this.#command.interruptible) signal?.addEventListener("abort", onAbort, { once: true });
        if (this.#command.text !== "") {
          this.#written = true;
          this.#wire.write(`${this.#command.text}\n`);
        }
        // The first prompt may have come before anybody listened.
        this.#look();
      });
      if (result instanceof ShellFault) {
        this.#wire.close();
        throw result;
      }
      return result;
    } finally {
      clearTimeout(total);
      clearTimeout(this.#idle);
      clearTimeout(this.#echoless);
      clearTimeout(this.#afterNo);
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Output as it arrives. What came before the command was written belongs to the prompt before and is dropped. */
  feed(text: string, bytes: number): void {
    if (!this.#written && this.#command.text !== "") return;
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.maxBytes) {
      // Closed here and not only by the waiting caller: a flood must not be read on while that one is scheduled.
      this.#end(this.#fault("too-large"));
      this.#wire.close();
      return;
    }
    this.#chunks.push(text);
    this.#tail = (this.#tail + text).slice(-tailLength);
    this.#restartIdle();
    this.#look();
  }

  /** The connection is gone. */
  lose(): void {
    this.#end(this.#fault("closed"));
  }

  #look(): void {
    clearTimeout(this.#echoless);
    const tail = terminalText(this.#tail);
    if (!this.#echoSeen) this.#echoSeen = this.#echoEnd(this.#start()) !== undefined;
    if (this.#dialect.prompt.test(tail)) {
      // CUCM sometimes prints its prompt twice (`admin:\r\n\radmin:`): the second must not end the next command, so a
      // prompt counts only after the command's own echo, or when a shell that does not echo has answered and is quiet.
      if (this.#refused !== undefined) this.#end(this.#fault("question", this.#refused));
      else if (this.#echoSeen) this.#end(this.#answer());
      else this.#echoless = setTimeout(() => this.#endWithoutEcho(), this.#limits.echolessMs);
      return;
    }
    if (this.#refused !== undefined) return;
    for (const page of this.#dialect.pages) {
      const found = page.mark.exec(tail);
      if (found === null) continue;
      this.#reply(page.turn(found));
      return;
    }
    for (const question of this.#dialect.questions) {
      const found = question.shape.exec(tail);
      if (found === null) continue;
      this.#answerQuestion(tail, question.no);
      return;
    }
  }

  #answerQuestion(tail: string, no: string): void {
    if (!this.#echoSeen) return;
    const expected = this.#command.answers[this.#answered];
    // Line breaks inside a question differ between releases.
    if (expected?.question.test(tail.replace(/\s+/g, " ").trim()) === true) {
      this.#answered += 1;
      this.#reply(`${expected.reply}\n`);
      return;
    }
    const question = (tail.trimEnd().split("\n").at(-1) ?? "").trim().slice(-200);
    this.#refused = question;
    this.#reply(no);
    this.#afterNo = setTimeout(() => this.#end(this.#fault("question", question)), afterNoMs);
  }

  #endWithoutEcho(): void {
    const answer = this.#answer();
    if (answer !== "") this.#end(answer);
  }

  #throwIfCancelled(): void {
    if (this.#command.signal?.aborted === true) throw this.#fault("cancelled");
  }

  /** Writes an answer to the device; its mark must not be seen again in what follows. */
  #reply(text: string): void {
    this.#tail = "";
    this.#wire.write(text);
  }

  #restartIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.#end(this.#fault("idle")), this.#command.idleMs);
  }

  #end(result: string | ShellFault): void {
    this.#settle?.(result);
    this.#settle = undefined;
  }

  #fault(kind: ShellFault["kind"], question?: string): ShellFault {
    const text = kind === "too-large" ? this.#start().slice(0, 4_096) : this.#answer();
    return new ShellFault({ kind, written: this.#written, text, ...(question === undefined ? {} : { question }) });
  }

  /** The beginning of the output as clean text. */
  #start(): string {
    let text = "";
    for (const chunk of this.#chunks) {
      text += chunk;
      if (text.length >= echoWithin) break;
    }
    return terminalText(text.slice(0, echoWithin));
  }

  #answer(): string {
    const clean = terminalText(this.#chunks.join(""));
    const body = clean.slice(this.#echoEnd(clean.slice(0, echoWithin)) ?? 0).replace(this.#dialect.pageMarks, "\n");
    let end = body;
    for (let prompts = 0; prompts < mostPrompts && this.#dialect.prompt.test(end.slice(-tailLength)); prompts += 1) {
      const cut = end.slice(-tailLength).replace(this.#dialect.prompt, "");
      end = end.slice(0, -tailLength) + cut;
    }
    return end.replace(/^\n+/, "").trimEnd();
  }

  /** Where the echo of the command ends; white space is not compared, because terminals wrap and redraw. */
  #echoEnd(clean: string): number | undefined {
    const wanted = this.#command.text.replace(/\s+/g, "");
    if (wanted === "") return 0;
    for (let from = clean.indexOf(wanted.charAt(0)); from !== -1; from = clean.indexOf(wanted.charAt(0), from + 1)) {
      let at = from;
      let matched = 0;
      while (at < clean.length && matched < wanted.length) {
        const character = clean.charAt(at);
        if (character === wanted.charAt(matched)) matched += 1;
        else if (!/\s/.test(character)) break;
        at += 1;
      }
      if (matched === wanted.length) return at;
    }
    return undefined;
  }
}
