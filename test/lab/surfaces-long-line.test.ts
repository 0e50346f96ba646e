// A long line to a node: late, whole, in order, and gone when either end is.
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { LongLine } from "../../src/lab/surfaces/long-line.ts";

const delayMs = 40;

/** A port behind the line; `serve` gets what arrives at its end. */
async function port(serve: (socket: Socket) => void): Promise<{ readonly number: number; readonly line: LongLine }> {
  const line = new LongLine(delayMs, (socket) => {
    socket.on("error", () => socket.destroy());
    serve(socket);
  });
  const server: Server = createServer({ allowHalfOpen: true }, (socket) => line.carry(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    await line.close();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { number: address.port, line };
}

async function dial(number: number): Promise<Socket> {
  const socket = connect({ port: number, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

async function whole(socket: Socket): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of socket) parts.push(part);
  return Buffer.concat(parts).toString();
}

it("lets a connection and then each answer take the line's time", async () => {
  const { number } = await port((socket) => socket.on("data", (bytes) => socket.write(`heard ${bytes}`)));
  const began = performance.now();
  const socket = await dial(number);
  socket.write("a");
  expect(String((await once(socket, "data"))[0])).toBe("heard a");
  // The handshake's round trip and the answer's; timers may end some milliseconds early.
  expect(performance.now() - began).toBeGreaterThanOrEqual(2 * delayMs - 5);
  const second = performance.now();
  socket.write("b");
  expect(String((await once(socket, "data"))[0])).toBe("heard b");
  expect(performance.now() - second).toBeGreaterThanOrEqual(delayMs - 5);
});

it("brings a long answer whole and in order to an asker who has said all", async () => {
  const lines = Array.from({ length: 200_000 }, (_, at) => `line ${at}\n`).join("");
  const { number } = await port((socket) => {
    socket.on("data", () => socket.end(lines));
  });
  const socket = await dial(number);
  socket.end("go");
  expect(await whole(socket)).toBe(lines);
});

it("does not take in more than it may hold when the asker reads nothing", async () => {
  let taken = 0;
  const chunk = Buffer.alloc(1024 * 1024);
  const { number } = await port((socket) => {
    const pour = (): void => {
      for (; taken < 256; taken += 1) if (!socket.write(chunk)) return;
    };
    socket.on("drain", pour);
    pour();
  });
  const socket = connect({ port: number, host: "127.0.0.1" });
  onTestFinished(() => void socket.destroy());
  socket.pause();
  await once(socket, "connect");
  // Nothing moves any more: the same count twice, between which many megabytes would have passed.
  let before = 0;
  const still = (): boolean => {
    const same = taken > 0 && taken === before;
    before = taken;
    return same;
  };
  await expect.poll(still, { interval: 5 * delayMs }).toBe(true);
  expect(taken).toBeLessThan(128);
});

it("tells each end when the other has gone", async () => {
  const heard: Socket[] = [];
  const { number } = await port((socket) => heard.push(socket));
  const one = await dial(number);
  await expect.poll(() => heard.length).toBe(1);
  one.destroy();
  await expect.poll(() => heard[0]?.destroyed).toBe(true);

  const two = await dial(number);
  await expect.poll(() => heard.length).toBe(2);
  two.resume();
  heard[1]?.destroy();
  await once(two, "close");
});

it("ends every connection and its own port when it is closed", async () => {
  const { number, line } = await port((socket) => socket.resume());
  const socket = await dial(number);
  socket.resume();
  await line.close();
  await once(socket, "close");
  expect(socket.destroyed).toBe(true);
});
