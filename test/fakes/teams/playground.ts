// Microsoft's own client for bots (the 365 Agents Playground) in Chromium. Between it and the bot stands a post office that signs
// what goes to the bot, as Teams does, and can play a client that knows Action.Submit only.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { TeamsCloud } from "../../../src/channels/teams/cloud.ts";
import type { FakeTeams, Fields } from "./server.ts";

const cli = join(
  dirname(createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/package.json")),
  "cli.js",
);

/** Who the playground says is typing, and in which organisation. */
export const playgroundUser = "00000000-0000-0000-0000-0000000000020";
export const playgroundTenant = "00000000-0000-0000-0000-0000000000001";

export class Playground {
  /** Cards are sent with their Action.Submit fallbacks instead of Action.Execute. */
  oldClient = false;
  /** Kinds of activities that came to the bot, for example `message`, `invoke adaptiveCard/action`. */
  readonly came: string[] = [];
  readonly #issuer: FakeTeams;
  readonly #office: Server;
  #address = "";
  #door = "";
  #playground = "";
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  constructor(issuer: FakeTeams) {
    this.#issuer = issuer;
    this.#office = createServer((request, response) => {
      this.#post(request).then(
        ({ status, body }) => {
          response.writeHead(status, { "content-type": "application/json" });
          response.end(body);
        },
        (error: unknown) => {
          response.statusCode = 502;
          response.end(String(error));
        },
      );
    });
  }

  get cloud(): TeamsCloud {
    return { ...this.#issuer.cloud, services: [this.#address] };
  }

  /** Opens the post office; the bot can be built then. */
  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#office.listen(0, "127.0.0.1", resolve));
    const address = this.#office.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    this.#address = `http://127.0.0.1:${address.port}`;
  }

  /** Starts the client against the bot's door; gives its page. */
  async start(door: string, port: number, browser: Browser): Promise<Page> {
    this.#browser = browser;
    this.#door = door;
    this.#playground = `http://127.0.0.1:${port}`;
    const endpoint = `${this.#address}/api/messages`;
    this.#process = spawn(
      process.execPath,
      [cli, "start", "-e", endpoint, "-c", "msteams", "-p", String(port), "--disable-telemetry"],
      { stdio: "ignore", env: { ...process.env, BROWSER: "none" } },
    );
    await this.#up();
    const page = await browser.newPage({ viewport: { width: 1400, height: 1100 } });
    await page.goto(this.#playground, { timeout: 60_000 });
    return page;
  }

  /** The bot was started again and is somewhere else now. */
  moved(door: string): void {
    this.#door = door;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    this.#process?.kill();
    this.#office.closeAllConnections();
    await new Promise<void>((resolve) => this.#office.close(() => resolve()));
  }

  async #up(): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      const answer = await fetch(this.#playground).catch(() => undefined);
      if (answer?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the playground did not start");
  }

  async #post(request: IncomingMessage): Promise<{ readonly status: number; readonly body: string }> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const url = request.url ?? "/";
    if (request.method === "HEAD") return { status: 200, body: "" };
    return url === "/api/messages" ? await this.#toBot(body) : await this.#toClient(request, url, body);
  }

  async #toBot(body: string): Promise<{ readonly status: number; readonly body: string }> {
    const serviceUrl = `${this.#address}/_connector`;
    const activity = { ...(JSON.parse(body) as Fields), serviceUrl };
    const { type, name } = activity as Fields;
    this.came.push([type, name].filter(Boolean).join(" "));
    const answer = await fetch(this.#door, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Bearer ${await this.#issuer.issuer.token(serviceUrl)}`,
      },
      body: JSON.stringify(activity),
    });
    return { status: answer.status, body: await answer.text() };
  }

  async #toClient(
    request: IncomingMessage,
    url: string,
    body: string,
  ): Promise<{ readonly status: number; readonly body: string }> {
    if (!this.#issuer.issuer.knows(request.headers.authorization)) return { status: 401, body: "{}" };
    const sent = this.oldClient ? JSON.stringify(fallbacks(JSON.parse(body || "null"))) : body;
    const answer = await fetch(this.#playground + url, {
      method: request.method ?? "GET",
      headers: { "content-type": "application/json" },
      ...(request.method === "GET" ? {} : { body: sent }),
    });
    return { status: answer.status, body: await answer.text() };
  }
}

/** What an older client draws in the place of an element that it does not know. */
function fallbacks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fallbacks);
  if (typeof value !== "object" || value === null) return value;
  if ("type" in value && value.type === "Action.Execute" && "fallback" in value) return value.fallback;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) => (key === "refresh" ? [] : [[key, fallbacks(member)]])),
  );
}
