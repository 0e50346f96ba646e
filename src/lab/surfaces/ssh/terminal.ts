// One person's (or program's) terminal on the lab's command line: echo, line reading, paging, Ctrl-C.

import type { Duplex } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Thrown inside a command when the reader pressed `q` at a page mark, pressed Ctrl-C, or went away. */
export class Interrupted extends Error {
  constructor(how: "quit" | "ctrl-c" | "closed") {
    super(`interrupted: ${how}`);
    this.name = "Interrupted";
  }
}

/** CUCM's page mark with its ANSI sequences (verbatim from Cisco's own test data, unicon.plugins vos mock). */
export const pageMark = "\x1b[1mPress <enter> for 1 line, <space> for one page, or <q> to quit\x1b[0m\x1b[K";
const wipeLine = "\r\x1b[K";
const ctrlC = "\x03";
const longestLine = 4096;

export class Terminal {
  /** Rows of the reader's window; a page is one row shorter. */
  rows = 24;
  /** `set cli pagination`. */
  paging = true;
  /** The connection itself, for output that is no text. */
  readonly channel: Duplex;
  readonly #decoder = new StringDecoder("utf8");
  #typed: string[] = [];
  #wake: (() => void) | undefined;
  #command: AbortController | undefined;
  #closed = false;
  #inputEnded = false;
  #linesOnPage = 0;

  constructor(channel: Duplex) {
    this.channel = channel;
    channel.on("data", (bytes: Buffer) => this.#take(this.#decoder.write(bytes)));
    const end = (): void => {
      this.#closed = true;
      this.#command?.abort(new Interrupted("closed"));
      this.#wake?.();
    };
    channel.on("close", end);
    channel.on("error", end);
    // A reader that has said everything (`printf … | ssh`) still waits for the answers.
    channel.on("end", () => {
      this.#inputEnded = true;
      this.#wake?.();
    });
  }

  /** Nothing more will be read: the connection is gone, or the reader ended its side and all of it was used. */
  get closed(): boolean {
    return this.#closed || (this.#inputEnded && this.#typed.length === 0);
  }

  /** Fires on Ctrl-C and when the connection ends, while a command runs. */
  begin(): AbortSignal {
    this.#command = new AbortController();
    this.#linesOnPage = 0;
    return this.#command.signal;
  }

  finish(): void {
    this.#command = undefined;
  }

  #take(text: string): void {
    for (const char of text) {
      if (char === ctrlC && this.#command !== undefined) {
        this.#typed = [];
        this.#command.abort(new Interrupted("ctrl-c"));
      }
      this.#typed.push(char);
    }
    this.#wake?.();
  }

  /** Sends bytes as they are, waiting while the reader is slow. */
  async write(text: string | Uint8Array): Promise<void> {
    if (this.#closed) throw new Interrupted("closed");
    if (this.channel.write(text)) return;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        this.channel.off("drain", go);
        this.channel.off("close", go);
        resolve();
      };
      this.channel.on("drain", go);
      this.channel.on("close", go);
    });
  }

  /** Prints lines with CR LF, as CUCM does; `paged` stops after each page until a key is pressed. */
  async print(text: string, options: { readonly paged?: boolean } = {}): Promise<void> {
    if (options.paged !== true || !this.paging) {
      await this.write(text.replace(/\r?\n/g, "\r\n"));
      return;
    }
    const lines = text.split(/\r?\n/);
    const last = lines.pop() ?? "";
    for (const line of lines) {
      if (this.#linesOnPage >= this.rows - 1) await this.#turnPage();
      await this.write(`${line}\r\n`);
      this.#linesOnPage += 1;
    }
    if (last !== "") await this.write(last);
  }

  async #turnPage(): Promise<void> {
    await this.write(pageMark);
    for (;;) {
      const key = await this.#nextChar();
      if (key === " ") this.#linesOnPage = 0;
      else if (key === "\r" || key === "\n") this.#linesOnPage = this.rows - 2;
      else if (key !== "q" && key !== "Q" && key !== ctrlC) continue;
      await this.write(wipeLine);
      if (key === " " || key === "\r" || key === "\n") return;
      throw new Interrupted("quit");
    }
  }

  async #nextChar(): Promise<string> {
    for (;;) {
      const char = this.#typed.shift();
      if (char !== undefined) return char;
      if (this.#closed || this.#inputEnded) throw new Interrupted("closed");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
  }

  /** Prints a question and reads the answer, as typed. */
  async ask(question: string): Promise<string> {
    await this.print(question);
    return await this.readLine();
  }

  /** The same for a secret: nothing is echoed. */
  async askHidden(question: string): Promise<string> {
    await this.print(question);
    return await this.readLine(false);
  }

  /** Reads one line with echo, backspace and Ctrl-C (which throws inside a command and clears the line at the prompt). */
  async readLine(echo = true): Promise<string> {
    let line = "";
    for (;;) {
      const char = await this.#nextChar();
      if (char === "\r" || char === "\n") {
        // CR LF from the reader is one line end, wherever the two bytes were split.
        if (char === "\r" && this.#typed[0] === "\n") this.#typed.shift();
        await this.write("\r\n");
        return line;
      }
      if (char === ctrlC) {
        await this.write("^C\r\n");
        if (this.#command !== undefined) throw new Interrupted("ctrl-c");
        return "";
      }
      if (char === "\x7f" || char === "\b") {
        if (line === "") continue;
        line = line.slice(0, -1);
        if (echo) await this.write("\b \b");
      } else if (char === "\x1b") {
        await this.#swallowEscape();
      } else if (char >= " " && line.length < longestLine) {
        line += char;
        if (echo) await this.write(char);
      }
    }
  }

  /** Arrow and function keys: history is not offered, the keys must not end up in the line. */
  async #swallowEscape(): Promise<void> {
    if ((await this.#nextChar()) !== "[") return;
    while (!/[A-Za-z~]/.test(await this.#nextChar()));
  }
}
