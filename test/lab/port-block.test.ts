// Ports of practice worlds that start side by side, in one process or in several: nobody gets another's, not even one that is shut.
import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { canListen, findBlock, hold, type PortBlock, takeBlock } from "../../src/lab/port-block.ts";
import { findPlaces } from "../../src/lab/surfaces/place.ts";

const here = "127.0.0.1";
const released = (block: PortBlock | undefined): PortBlock | undefined => {
  if (block !== undefined) onTestFinished(block.release);
  return block;
};

/** A block where no practice cluster looks by itself: given back and taken again, it is still free. */
async function apart(): Promise<PortBlock> {
  for (let base = 4_000; base < 6_000; base += 20) {
    const block = await takeBlock(here, base, [0, 1]);
    if (block !== undefined) return block;
  }
  throw new Error("no free ports");
}

it("a block is nobody else's while it is held, though nothing listens on its ports", async () => {
  const block = await apart();
  const { base } = block;
  expect(await canListen(here, base)).toBe(true);
  expect(await takeBlock(here, base, [0, 1])).toBeUndefined();
  await block.release();
  expect(released(await takeBlock(here, base, [0, 1]))?.base).toBe(base);
});

it("a block with a port that somebody listens on is not taken, and not held after that", async () => {
  const block = await apart();
  await block.release();
  const listening = await hold(here, block.base);
  expect(await takeBlock(here, block.base, [0])).toBeUndefined();
  await listening?.();
  expect(released(await takeBlock(here, block.base, [0]))).toBeDefined();
});

it("forty worlds that look for places at the same moment all get places of their own", async () => {
  const found = await Promise.all(Array.from({ length: 40 }, () => findPlaces(3, { kind: "shared", address: here })));
  for (const { release } of found) onTestFinished(release);
  const ports = found.flatMap(({ places }) => places.flatMap((place) => Object.values(place.ports)));
  expect(new Set(ports).size).toBe(40 * 3 * 7);
});

it("counted places are all had or none is held", async () => {
  const block = await apart();
  onTestFinished(block.release);
  const from = block.base - 10;
  await expect(findPlaces(2, { kind: "shared", address: here, from })).rejects.toThrow("are not all free");
  expect(await canListen(here, from + 9)).toBe(true);
});

it("nobody is answered on the port that marks a block", async () => {
  const block = await findBlock(here, []);
  onTestFinished(block.release);
  const socket = connect(block.base + 9, here);
  socket.resume();
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  expect(socket.bytesRead).toBe(0);
});
