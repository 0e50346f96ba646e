// Finds where in the input a quoted line stands, however its blanks, escapes and line ends were changed since.
import type { ExplainedLine } from "../domain/explanation.ts";
import { oneLine, terminalText } from "../kernel/terminal-text.ts";
import { shown } from "./finding.ts";

const squash = (text: string): string => oneLine(terminalText(text.normalize("NFKC"))).toLowerCase();

export class Locator {
  readonly #lines: readonly string[];
  readonly #squashed: string[];
  readonly #from: number;
  readonly #to: number;

  private constructor(lines: readonly string[], squashed: string[], from: number, to: number) {
    this.#lines = lines;
    this.#squashed = squashed;
    this.#from = from;
    this.#to = to;
  }

  /** Lines are counted as an editor does: by line feeds; a text without any by carriage returns. */
  static of(text: string): Locator {
    const lines = text.split(text.includes("\n") ? "\n" : "\r");
    return new Locator(
      lines,
      lines.map((line) => squash(line.slice(0, 20_000))),
      0,
      lines.length,
    );
  }

  /** The same for a part: only lines `from` (0-based) up to `to`, which does not belong to it any more. */
  within(from: number, to: number): Locator {
    return new Locator(this.#lines, this.#squashed, from, to);
  }

  /** Lines of the part, 1-based and inclusive. */
  get span(): readonly [number, number] {
    return [this.#from + 1, Math.max(this.#from + 1, this.#to)];
  }

  /** The 0-based index of the first of `most` lines from `from` on that holds the text; -1 when there is none. */
  indexOf(text: string, from = this.#from, most = Number.POSITIVE_INFINITY): number {
    const wanted = squash(text);
    if (wanted === "") return -1;
    const start = Math.max(from, this.#from);
    for (let at = start; at < this.#to && at < start + most; at += 1) {
      if (this.#squashed[at]?.includes(wanted) === true) return at;
    }
    return -1;
  }

  /** A quoted line where it stands; broken over several lines, the line on which it begins. */
  find(text: string): ExplainedLine {
    const quoted = shown(oneLine(text));
    const whole = this.indexOf(text);
    if (whole !== -1) return { line: whole + 1, text: this.#quote(whole, quoted) };
    const words = squash(text).split(" ");
    for (let count = Math.min(words.length - 1, 4); count > 0; count -= 1) {
      const part = this.indexOf(words.slice(0, count).join(" "));
      if (part !== -1) return { line: part + 1, text: this.#quote(part, quoted) };
    }
    return { line: this.#from + 1, text: quoted };
  }

  /** The line as it stands, unless so much stands in it that only the wanted words help. */
  #quote(at: number, wanted: string): string {
    const line = oneLine(terminalText(this.#lines[at]?.slice(0, 2_000) ?? ""));
    return line.length > 300 || line === "" ? wanted : shown(line);
  }

  /** The first eight of them: evidence is never longer. */
  all(texts: readonly string[]): ExplainedLine[] {
    return texts.slice(0, 8).map((text) => this.find(text));
  }
}
