// A port for a listener whose address must be known before it listens: nobody else gets it as long as this process lives.
import { canListen, findBlock } from "../../src/lab/port-block.ts";

const ports: number[] = [];

/**
 * On 127.0.0.1, each once. Taken from blocks that this process keeps: a port that the system hands out as free is free for everybody
 * again, and the next outgoing connection may have it before the listener.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = ports.pop();
    if (port !== undefined && (await canListen("127.0.0.1", port))) return port;
    if (port !== undefined) continue;
    const { base } = await findBlock("127.0.0.1", []);
    ports.push(...Array.from({ length: 9 }, (_, at) => base + at));
  }
}
