// The command line's end of the local socket: asks the running bot and hands on what it says.
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import type { BotEvent, BotRequest } from "./wire.ts";

/** No bot answers on the socket. */
export class NoBot extends Error {
  readonly path: string;
  constructor(path: string) {
    super(`no bot answers on ${path}`);
    this.path = path;
    this.name = "NoBot";
  }
}

/** Events until the bot has said everything. Throws NoBot when none runs. */
export async function* askBot(path: string, request: BotRequest): AsyncGenerator<BotEvent> {
  const socket = connect(path);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("error", () => reject(new NoBot(path)));
    });
    socket.on("error", () => socket.destroy());
    socket.write(`${JSON.stringify(request)}\n`);
    for await (const line of linesOf(socket)) {
      const event = JSON.parse(line) as BotEvent;
      if (event.event === "end") return;
      yield event;
    }
    // The bot went away in the middle: what was said so far stands, but the answer is not whole.
    throw new NoBot(path);
  } finally {
    socket.destroy();
  }
}

/** Until the end, or until the connection breaks: what was said before it broke still counts. */
async function* linesOf(socket: Socket): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: socket });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
}
