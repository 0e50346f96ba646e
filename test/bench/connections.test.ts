// What loads the doors in the benches: it must read every answer whole, and lose none.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Server, Socket } from "node:net";
import { createServer as createRawServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Asked, Connections, readAnswer } from "../../bench/doors/connections.ts";

const plain = 'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}';
const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n0\r\n\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
const asked: Asked = { method: "POST", path: "/", headers: { "x-a": "b" }, body: "公钥" };

describe("an answer", () => {
  it("is complete with its last byte and not before, whether it says its length or comes in chunks", () => {
    for (const [text, status] of [
      [plain, 202],
      [chunked, 200],
    ] as const) {
      for (let at = 0; at < text.length; at++) expect(readAnswer(text.slice(0, at))).toBeUndefined();
      expect(readAnswer(text)).toEqual({ status, kept: true });
    }
  });

  it("says when the connection ends after it", () => {
    expect(readAnswer("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n")).toEqual({ status: 401, kept: false });
  });

  it("is refused when it is none, or more than one", () => {
    for (const text of [
      "ICY 200 OK\r\n\r\n",
      `${plain}x`,
      `${chunked}${plain}`,
      chunked.replace("\r\n5\r\n", "\r\nzz\r\n"),
    ])
      expect(() => readAnswer(text)).toThrow(RangeError);
  });
});

describe("kept connections", () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0).reverse()) close();
  });

  async function listening(server: Server, most: number): Promise<Connections> {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const connections = new Connections((server.address() as AddressInfo).port, most);
    closers.push(
      () => void server.close(),
      () => connections.close(),
    );
    return connections;
  }

  const served = async (listener: RequestListener, most: number): Promise<readonly [Connections, Server]> => {
    const server = createServer(listener);
    return [await listening(server, most), server];
  };

  it("carry many questions over few connections, and give each its own answer", async () => {
    const sockets = new Set<Socket>();
    const bodies: string[] = [];
    const [connections] = await served((request, response) => {
      sockets.add(request.socket);
      request.setEncoding("utf8").on("data", (part: string) => bodies.push(part));
      request.on("end", () => {
        const status = Number(request.headers["x-status"]);
        // The one half says its length, the other half comes in chunks.
        response.writeHead(status);
        if (status % 2 === 0) response.write("more to come");
        response.end("done");
      });
    }, 4);
    const statuses = Array.from({ length: 40 }, (_, at) => 200 + at);
    const answers = statuses
      .filter((status) => status !== 204 && status !== 205)
      .map(async (status) => [status, await connections.ask({ ...asked, headers: { "x-status": String(status) } })]);
    for (const [wanted, got] of await Promise.all(answers)) expect(got).toBe(wanted);
    expect(sockets.size).toBeLessThanOrEqual(4);
    expect(new Set(bodies)).toEqual(new Set(["公钥"]));
  });

  it("are opened anew when the server ends one after its answer", async () => {
    let opened = 0;
    const [connections, server] = await served(
      (_, response) => void response.setHeader("connection", "close").end("x"),
      2,
    );
    server.on("connection", () => {
      opened += 1;
    });
    expect(await Promise.all(Array.from({ length: 6 }, () => connections.ask(asked)))).toEqual(Array(6).fill(200));
    expect(opened).toBe(6);
  });

  it("ask again over a new one when a kept one was given up just then, and only then", async () => {
    let asks = 0;
    const raw = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.on("data", () => {
        asks += 1;
        // The second question comes over the kept connection: it is cut without a word.
        if (asks === 2 || asks > 3) socket.destroy();
        else socket.write(plain);
      });
    });
    const connections = await listening(raw, 1);
    expect(await connections.ask(asked)).toBe(202);
    expect(await connections.ask(asked)).toBe(202);
    expect(asks).toBe(3);
    // Cut over the kept one, asked again, and cut over the new one: that is no accident any more.
    await expect(connections.ask(asked)).rejects.toThrow();
    expect(asks).toBe(5);
  });

  it("tell whoever waits when nobody listens, and when they are closed", async () => {
    const [connections, server] = await served(() => undefined, 1);
    // The one is under way when the other still waits for its turn.
    const both = Promise.allSettled([connections.ask(asked), connections.ask(asked)]);
    await new Promise<void>((resolve) => void server.once("request", () => resolve()));
    connections.close();
    const reason = expect.objectContaining({ message: expect.stringContaining("ended") });
    expect(await both).toEqual([
      { status: "rejected", reason },
      { status: "rejected", reason },
    ]);
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve) => void server.close(() => resolve()));
    await expect(new Connections(port, 1).ask(asked)).rejects.toThrow(/ECONNREFUSED/);
  });
});
