// Deliveries: guarded before anything is read, limited while they come, acknowledged on a connection that stays.
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { receipt, refusal } from "../../src/http/deliveries.ts";
import { createHttp, type Http } from "../../src/http/http.ts";
import { silentLogger } from "../../src/kernel/logger.ts";

const most = 1000;
let http: Http;
let port = 0;
let read: string[] = [];

beforeEach(async () => {
  read = [];
  http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const keep = (body: Buffer) => {
    read.push(body.toString());
    return receipt(202, { bytes: body.length });
  };
  http.take("/events", () => keep, { maxBody: most });
  http.take("/hook", () => keep, { maxBody: most, webhook: true });
  http.take("/proved", ({ authorization }) => (authorization === "yes" ? keep : refusal(401, "no")), { webhook: true });
  http.take("/bug", () => {
    throw new Error("secret detail");
  });
  http.take("/later-bug", () => () => Promise.reject(new Error("secret detail")));
  http.take("/empty", () => () => ({ status: 200 }));
  ({ port } = await http.listen());
});
afterEach(() => http.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

const own = (): Record<string, string> => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` });

function post(path: string, body = "", headers: Record<string, string> = own(), agent?: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, method: "POST", path, headers, ...(agent && { agent }) };
    const sent = request(options, async (answer) => {
      let text = "";
      for await (const part of answer) text += String(part);
      resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers });
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** Writes the parts in turn and resolves with all that came until the other side closed. */
async function raw(...parts: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  let said = "";
  socket.on("data", (part) => {
    said += String(part);
  });
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.on("error", () => undefined);
  for (const part of parts) {
    socket.write(part);
    await turn();
  }
  await closed;
  return said;
}

describe("a delivery", () => {
  it("is read whole and acknowledged on a connection that stays open", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (const text of ["one", "两个", ""]) {
      const { status, text: said, headers } = await post("/events?x=1", text, own(), agent);
      expect([status, said]).toEqual([202, `{"bytes":${Buffer.byteLength(text)}}`]);
      expect(headers).toMatchObject({ "content-type": "application/json", connection: "keep-alive" });
    }
    expect(read).toEqual(["one", "两个", ""]);
    expect(await post("/empty", "x", own(), agent)).toMatchObject({ status: 200, text: "" });
    agent.destroy();
  });

  it("is answered with headers that let no browser show, frame or keep it", async () => {
    for (const path of ["/events", "/bug"]) {
      const { headers } = await post(path, "x");
      expect(headers).toMatchObject({
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      });
    }
  });

  it("of another site, or through another name, is refused and not read", async () => {
    const { host = "", origin = "" } = own();
    expect((await post("/events", "x", { host: "evil.example", origin })).status).toBe(421);
    for (const wrong of ["https://evil.example", "null", `ftp://${host}`, `http://${host}.evil.example`, "http://"])
      expect((await post("/events", "x", { host, origin: wrong })).status, wrong).toBe(403);
    expect((await post("/events", "x", { host })).status).toBe(403);
    expect(read).toEqual([]);
    expect((await post("/events", "x", { host, origin: `https://${host}` })).status).toBe(202);
    expect((await post("/hook", "x", { host: "bot.example.com" })).status).toBe(202);
  });

  it("that its headers already refuse is answered before its body has come", async () => {
    const head = "POST /proved HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n";
    const said = await raw(head);
    expect(said).toMatch(/^HTTP\/1\.1 401 /);
    expect(said).toMatch(/connection: close/i);
    expect((await post("/proved", "x", { authorization: "yes" })).status).toBe(202);
  });

  it("that is too large is refused, whether its length is declared or it comes in chunks", async () => {
    const declared = await raw(`POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: ${most + 1}\r\n\r\n`);
    expect(declared).toMatch(/^HTTP\/1\.1 413 [\s\S]*body-too-large/);
    const chunk = `12c\r\n${"x".repeat(300)}\r\n`;
    const head = "POST /hook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    expect(await raw(head, chunk, chunk, chunk, chunk, chunk)).toMatch(/^HTTP\/1\.1 413 [\s\S]*body-too-large/);
    expect(read).toEqual([]);
    expect((await post("/hook", "x".repeat(most), { "transfer-encoding": "chunked" })).status).toBe(202);
    expect((await post("/hook", "x".repeat(most), {})).text).toBe(`{"bytes":${most}}`);
  });

  it("that breaks off is never read, and costs nobody else anything", async () => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
    await vi.waitFor(() => expect(socket.bytesWritten).toBeGreaterThan(0), { timeout: 15_000 });
    socket.destroy();
    expect((await post("/hook", "whole", {})).status).toBe(202);
    expect(read).toEqual(["whole"]);
  });

  it("that meets a bug is answered with a reference and not a word more", async () => {
    for (const path of ["/bug", "/later-bug"]) {
      const { status, text } = await post(path, "x");
      expect(status).toBe(500);
      expect(JSON.parse(text)).toEqual({ error: "internal", reference: expect.stringMatching(/^err_/) });
    }
  });

  it("is taken by its exact path and by POST alone", async () => {
    expect((await post("/events/", "x")).status).toBe(404);
    expect((await post("/EVENTS", "x")).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/events`)).status).toBe(404);
    expect(read).toEqual([]);
  });
});
