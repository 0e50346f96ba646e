// Asks for a password in a terminal without showing it.
import type { Io } from "./io.ts";

/** The line that was typed; undefined when it was broken off (Ctrl-C, Ctrl-D). */
export function hiddenLine(prompt: string, input: NodeJS.ReadStream, io: Pick<Io, "err">): Promise<string | undefined> {
  return new Promise((resolve) => {
    let typed = "";
    const end = (value: string | undefined): void => {
      input.off("data", take);
      input.setRawMode(false);
      input.pause();
      resolve(value);
    };
    const take = (chunk: Buffer | string): void => {
      for (const character of chunk.toString()) {
        if (character === "\r" || character === "\n") {
          end(typed);
          return;
        }
        if (character === "\u0003" || character === "\u0004") {
          end(undefined);
          return;
        }
        typed = character === "\u007f" || character === "\b" ? typed.slice(0, -1) : typed + character;
      }
    };
    input.setRawMode(true);
    input.resume();
    input.on("data", take);
    // Only now: the terminal echoes no more, so whoever answers at once is not seen either.
    io.err(prompt);
  });
}
