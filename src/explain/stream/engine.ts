// Finds the lines that any signature stands in, in a stream of bytes: ripgrep where it is there, else JavaScript.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { logSignatures } from "../../signatures/log/table.ts";

/** A line that matched: its number in the stream from 1, its bytes without the line feed. */
export type OnLine = (number: number, line: Buffer) => void;

export interface Engine {
  readonly name: "ripgrep" | "javascript";
  /** Resolves when more may be written. The chunk must not be changed afterwards. */
  write(chunk: Uint8Array): Promise<void> | void;
  /** Resolves when every line was handed out. */
  end(): Promise<void>;
  /** Gives up; nothing is handed out any more. */
  stop(): void;
}

const sources = logSignatures.map(({ pattern }) => pattern);

/** The path of ripgrep that came with the package; undefined where there is none for this platform. */
export async function ripgrepPath(): Promise<string | undefined> {
  try {
    return (await import("@vscode/ripgrep")).rgPath;
  } catch {
    return undefined;
  }
}

// No configuration file of the user, no Unicode tables (a damaged character must not end a match), bytes as they are.
const switches = [
  "--no-config",
  "--no-unicode",
  "--text",
  "--encoding=none",
  "--line-number",
  "--no-filename",
  "--no-heading",
  "--color=never",
  "--threads=1",
];

/** ripgrep's words for the patterns, for whoever runs it on the same data beside us. */
export const ripgrepArguments = (marks: readonly string[] = []): string[] => [
  ...switches,
  ...[...sources, ...marks].flatMap((pattern) => ["-e", pattern]),
];

/**
 * ripgrep fed through its standard input, or with the open file `descriptor` as its standard input: then nothing may be written.
 * `marks`: further expressions whose lines are handed out.
 */
export function ripgrepEngine(path: string, marks: readonly string[], onLine: OnLine, descriptor?: number): Engine {
  const child = spawn(path, [...ripgrepArguments(marks), "-"], {
    stdio: [descriptor ?? "pipe", "pipe", "ignore"],
    env: {},
  });
  const { stdin, stdout } = child;
  if (stdout === null) throw new Error("ripgrep without an output");
  const done = finished(child);
  // Whoever waits for the end learns of it; before that nobody may be waiting yet.
  done.catch(() => undefined);
  stdin?.on("error", () => undefined); // it ended early: `end` says why
  const lines = new NumberedLines(onLine);
  stdout.on("data", (chunk: Buffer) => lines.take(chunk));
  const read = once(stdout, "end");
  read.catch(() => undefined);
  return {
    name: "ripgrep",
    async write(chunk) {
      if (stdin === null || stdin.destroyed || stdin.write(chunk)) return;
      await Promise.race([once(stdin, "drain"), done]);
    },
    async end() {
      stdin?.end();
      await done;
      await read;
      lines.end();
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

async function finished(child: ChildProcess): Promise<void> {
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  // 1: nothing matched.
  if (code !== 0 && code !== 1) throw new Error(`ripgrep ended with ${signal ?? code}`);
}

/** `12:text` lines out of chunks. */
class NumberedLines {
  readonly #onLine: OnLine;
  #rest: Buffer[] = [];

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  take(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at);
      this.#line(this.#rest.length === 0 ? piece : Buffer.concat([...this.#rest, piece]));
      this.#rest = [];
      from = at + 1;
    }
    if (from < chunk.length) this.#rest.push(Buffer.from(chunk.subarray(from)));
  }

  end(): void {
    if (this.#rest.length > 0) this.#line(Buffer.concat(this.#rest));
    this.#rest = [];
  }

  #line(line: Buffer): void {
    const colon = line.indexOf(58);
    const number = Number(line.toString("latin1", 0, colon));
    if (colon > 0 && Number.isInteger(number)) this.#onLine(number, line.subarray(colon + 1));
  }
}

/** The same in JavaScript: one combined expression over whole lines, one byte a character. */
export function scriptEngine(marks: readonly string[], onLine: OnLine): Engine {
  const any = new RegExp([...sources, ...marks].map((pattern) => `(?:${pattern})`).join("|"), "gm");
  let rest: Buffer[] = [];
  let number = 1;
  const search = (bytes: Buffer): void => {
    const text = bytes.toString("latin1");
    let counted = 0;
    any.lastIndex = 0;
    for (let match = any.exec(text); match !== null; match = any.exec(text)) {
      const start = text.lastIndexOf("\n", match.index) + 1;
      const stop = text.indexOf("\n", match.index);
      const end = stop === -1 ? text.length : stop;
      for (let at = text.indexOf("\n", counted); at !== -1 && at < start; at = text.indexOf("\n", counted)) {
        number += 1;
        counted = at + 1;
      }
      onLine(number, bytes.subarray(start, end));
      any.lastIndex = Math.max(end + 1, any.lastIndex);
    }
    for (let at = text.indexOf("\n", counted); at !== -1; at = text.indexOf("\n", at + 1)) number += 1;
  };
  return {
    name: "javascript",
    write(chunk) {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const last = bytes.lastIndexOf(10);
      if (last === -1) {
        rest.push(Buffer.from(bytes));
        return;
      }
      search(Buffer.concat([...rest, bytes.subarray(0, last + 1)]));
      rest = last + 1 < bytes.length ? [Buffer.from(bytes.subarray(last + 1))] : [];
    },
    async end() {
      if (rest.length > 0) search(Buffer.concat(rest));
      rest = [];
    },
    stop() {
      rest = [];
    },
  };
}
