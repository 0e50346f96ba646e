// Ports that belong to one practice world alone: also those that are shut just now, and whoever else starts at the same moment.
import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { LabRefusal } from "./refusal.ts";

/** Ports of one block, counted from its base. The last is its mark and serves nothing. */
export const blockSize = 10;
const mark = blockSize - 1;
const first = 10_000;
const blocks = 2_200;

/** Gives back what is held. */
export type Release = () => Promise<void>;

export interface PortBlock {
  readonly base: number;
  readonly release: Release;
}

/**
 * Holds a port and answers nobody there; undefined when somebody else has it. Looking whether a port is free and listening later
 * would leave a moment for others: only what is held is ours. A process does not live on for it.
 */
export function hold(address: string, port: number): Promise<Release | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", () => resolve(undefined));
    server.listen({ host: address, port, exclusive: true }, () => {
      server.unref();
      resolve(() => new Promise<void>((closed) => server.close(() => closed())));
    });
  });
}

/** Whether the port can be had at this moment. */
export async function canListen(address: string, port: number): Promise<boolean> {
  const held = await hold(address, port);
  await held?.();
  return held !== undefined;
}

/** The block from `base` on, when nobody holds its mark and the ports `used` (counted from the base) are free; else undefined. */
export async function takeBlock(
  address: string,
  base: number,
  used: readonly number[],
): Promise<PortBlock | undefined> {
  const release = await hold(address, base + mark);
  if (release === undefined) return undefined;
  for (const offset of used) {
    if (await canListen(address, base + offset)) continue;
    await release();
    return undefined;
  }
  return { base, release };
}

/**
 * Any block that is free, below the range that systems use for outgoing connections: a port whose service is stopped must not be
 * taken by somebody's outgoing connection before the service starts again. Throws LabRefusal when there is none.
 */
export async function findBlock(address: string, used: readonly number[]): Promise<PortBlock> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const block = await takeBlock(address, first + randomInt(blocks) * blockSize, used);
    if (block !== undefined) return block;
  }
  throw new LabRefusal("lab.no.no-ports", { address });
}
