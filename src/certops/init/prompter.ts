// Asks a person at a terminal; where nobody sits there, takes the default or says which flag was missing.
import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import type { Io } from "../io.ts";
import { localeOf } from "../line-words.ts";

/** Questions come in the language of whoever is asked. */
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

/** Ends `init`; `say` tells whoever runs it why. */
export class ToldError extends Error {
  readonly say: Phrase;

  constructor(said: Phrase) {
    super(said.id);
    this.say = said;
  }
}

/** Nobody can be asked, and this flag was not given. */
export class MissingAnswer extends ToldError {
  constructor(flag: string) {
    super(say("line.init.nobody", { flag }));
  }
}

/** Ctrl-C, or the end of the input. */
export class Stopped extends Error {
  constructor() {
    super("stopped");
  }
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

export function terminalPrompter(io: Pick<Io, "err" | "env">): Prompter {
  const { write } = writerFor(localeOf(io));
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
        const asked =
          fallback === undefined
            ? say("line.init.ask", { question })
            : say("line.init.ask.default", { question, fallback });
        const answer = (await ask(write(asked), true)).trim();
        if (answer !== "") return answer;
        if (fallback !== undefined) return fallback;
        io.err(write(say("line.init.ask.needed")));
      }
    },
    secret: (question, flag) =>
      live ? ask(write(say("line.init.ask.secret", { question })), false) : Promise.reject(new MissingAnswer(flag)),
    agrees: async (question) =>
      live && (await ask(write(say("line.init.ask.yes", { question })), true)).trim().toLowerCase() === "yes",
  };
}
