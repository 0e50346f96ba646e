// A bare bot of the web framework, in a process of its own: reads the JSON and says it back.
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import { serveDoor } from "./server.ts";

const app = new Hono();
for (const path of ["/api/messages", "/api/clicks"]) {
  app.post(path, async (context) => context.json((await context.req.json()) as object, 202));
}
const server = createAdaptorServer({ fetch: app.fetch }) as Server;
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
serveDoor((server.address() as AddressInfo).port, async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
