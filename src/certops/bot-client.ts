// The command line's end of the local socket: asks the running bot and hands on what it says.
import { connect } from "node:net";
import { createInterface } from "node:readline";
import type { BotEvent, BotRequest } from "./wire.ts";

/** No bot answers on the socket. */
export class NoBot extends Error {
  constructor(path: string) {
    super(`no bot answers on ${path}`);
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
    for await (const line of createInterface({ input: socket })) {
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
