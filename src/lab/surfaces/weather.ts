// Bad answers on purpose: what a node says inside a working connection while its network condition is garbage, flood or slow.
import { randomBytes } from "node:crypto";
import type { Writable } from "node:stream";
import type { LabNode } from "../model.ts";

/** How much a flooding node sends: more than any reader should take. */
export const floodBytes = 100 * 1024 * 1024;
const chunkBytes = 256 * 1024;

/** Random bytes with no meaning, control characters and broken UTF-8 among them. */
export const garbage = (bytes = 8192): Buffer => randomBytes(bytes);

/** Sends 100 MB as fast as the reader takes it; ends early when the reader goes away. */
export async function flood(to: Writable): Promise<void> {
  const line = "Cisco Tftp[STARTED]  0123456789abcdefghijklmnopqrstuvwxyz\r\n";
  const chunk = Buffer.from(line.repeat(Math.ceil(chunkBytes / line.length)).slice(0, chunkBytes));
  for (let sent = 0; sent < floodBytes && !to.destroyed && !to.writableEnded; sent += chunk.length) {
    if (to.write(chunk)) continue;
    await new Promise<void>((resolve) => {
      const go = (): void => {
        to.off("drain", go);
        to.off("close", go);
        resolve();
      };
      to.on("drain", go);
      to.on("close", go);
    });
  }
}

/** What a slow node lets pass before each answer (real time, so that a client's own deadline is what is tested). */
export async function dawdle(node: LabNode): Promise<void> {
  if (node.network !== "slow") return;
  await new Promise((resolve) => setTimeout(resolve, node.slowMs));
}
