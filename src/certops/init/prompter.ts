// Asks a person at a terminal; where nobody sits there, takes the default or says which flag was missing.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Io } from "../io.ts";

export interface Prompter {
  /** The answer, or the default for an empty one. `flag` is named when nobody can be asked and there is no default. */
  line(question: string, flag: string, fallback?: string): Promise<string>;
  /** Not shown while it is typed. */
  secret(question: string, flag: string): Promise<string>;
  /** Only `yes` in full is yes; without a terminal it is no. */
  agrees(question: string): Promise<boolean>;
  /** True when a person can be asked. */
  readonly live: boolean;
}

/** Nobody can be asked, and this flag was not given. */
export class MissingAnswer extends Error {
  constructor(flag: string) {
    super(`nobody is there to ask: give ${flag}`);
  }
}

/** Ctrl-C, or the end of the input. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
  }
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

export function terminalPrompter(io: Pick<Io, "err">): Prompter {
  const live = process.stdin.isTTY === true;
  const ask = (question: string, shown: boolean): Promise<string> =>
    new Promise((resolve, reject) => {
      const output = shown ? process.stderr : silent;
      const reader = createInterface({ input: process.stdin, output, terminal: true, historySize: 0 });
      // Only now: the terminal echoes no more, so whoever answers at once is not seen either.
      if (!shown) process.stderr.write(question);
      let answered = false;
      reader.on("SIGINT", () => reader.close());
      reader.on("close", () => {
        if (!shown) process.stderr.write("\n");
        if (!answered) reject(new Stopped());
      });
      reader.question(shown ? question : "", (answer) => {
        answered = true;
        reader.close();
        resolve(answer);
      });
    });
  return {
    live,
    line: async (question, flag, fallback) => {
      if (!live) {
        if (fallback === undefined) throw new MissingAnswer(flag);
        return fallback;
      }
      for (;;) {
        const answer = (await ask(`${question}${fallback === undefined ? "" : ` [${fallback}]`}: `, true)).trim();
        if (answer !== "") return answer;
        if (fallback !== undefined) return fallback;
        io.err("  an answer is needed");
      }
    },
    secret: (question, flag) =>
      live ? ask(`${question} (not shown): `, false) : Promise.reject(new MissingAnswer(flag)),
    agrees: async (question) => live && (await ask(`${question} (yes/no) `, true)).trim().toLowerCase() === "yes",
  };
}
