// The Webex door in a process of its own: the channel as the bot runs it, behind the real listener; or, to compare, a bare handler of the same framework.
import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { startWebex } from "../../src/channels/webex/start.ts";
import type { Json } from "../../src/domain/text.ts";
import { createHttp } from "../../src/http/http.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { serveDoor } from "./server.ts";

interface Options {
  readonly kind: "bare" | "webex";
  readonly api: string;
  readonly token: string;
  readonly secret: string;
  readonly organisation: string;
}

const options = JSON.parse(process.argv[2] ?? "{}") as Options;
await (options.kind === "bare" ? serveBare() : serveWebex());

/** What somebody writes who only wants an answer: the same framework, the signature, the JSON, ok. */
async function serveBare(): Promise<void> {
  const app = new Hono();
  app.post("/webex/events", async (context) => {
    const body = Buffer.from(await context.req.arrayBuffer());
    const right = createHmac("sha1", options.secret).update(body).digest("hex");
    if (context.req.header("x-spark-signature") !== right) return context.json({ ok: false }, 401);
    JSON.parse(body.toString());
    return context.json({ ok: true });
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  serveDoor((server.address() as AddressInfo).port, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

async function serveWebex(): Promise<void> {
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const memory = new Map<string, Json>();
  let received = 0;
  const running = await startWebex({
    receive: () => Promise.resolve(void received++),
    clock: systemClock,
    logger: silentLogger,
    zone: "UTC",
    locale: "en",
    memory: {
      get: (key) => Promise.resolve(memory.get(key)),
      put: (key, value) => Promise.resolve(void memory.set(key, value)),
      remove: (key) => Promise.resolve(void memory.delete(key)),
      prune: () => Promise.resolve(0),
    },
    http,
    transport: "webhooks",
    token: { reveal: () => options.token },
    webhookSecret: { reveal: () => options.secret },
    organisation: options.organisation,
    publicUrl: "http://127.0.0.1:9",
    path: "/webex/events",
    apiUrl: options.api,
  });
  const { port } = await http.listen();
  const close = async (): Promise<void> => {
    await running.close();
    await http.close();
  };
  serveDoor(port, close, { received: () => received });
}
