// A Slack of one workspace: Web API with tokens, membership, limits and rate, Socket Mode, signed HTTP deliveries, trigger ids that
// expire, files. It behaves as documented; what a test wants to see is in its public fields.
import { createHmac, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import { blockErrors, newest, viewErrors } from "./check-blocks.ts";

type Json = Readonly<Record<string, unknown>>;

export interface FakeMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly Json[];
  readonly thread?: string;
  readonly only?: string;
  edits: number;
}

export interface FakeFile {
  readonly id: string;
  readonly name: string;
  bytes: Uint8Array;
  channel?: string;
  thread?: string;
}

export const botToken = "xoxb-1-fake-bot";
export const appToken = "xapp-1-fake-app";
export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5";
export const team = "T0TEAM";
export const botUser = "U0BOT";

const triggerMs = 3000;
const ackMs = 3000;
/** One message a second and channel on average, with a burst. */
const burst = { posts: 8, ms: 5000 };

export class FakeSlack {
  readonly messages: FakeMessage[] = [];
  readonly files = new Map<string, FakeFile>();
  readonly homes = new Map<string, readonly Json[]>();
  readonly dialogs: { readonly id: string; readonly trigger: string; readonly view: Json }[] = [];
  /** Method and fields of every call that was let in. */
  readonly calls: { readonly method: string; readonly fields: Json }[] = [];
  /** Milliseconds to the acknowledgement of each delivery. */
  readonly acknowledged: number[] = [];
  readonly unacknowledged: string[] = [];
  /** Tokens that arrived anywhere but at their own method. */
  readonly strayTokens: string[] = [];
  readonly members = new Set<string>(["C0OPS"]);
  /** Older workspaces and clients know no newest blocks. */
  old = false;
  /** Where files are said to lie; this server when empty. */
  fileOrigin = "";
  away = false;
  silentHello = false;
  refuseAppToken = false;
  scopes = "app_mentions:read,chat:write,commands,files:read,files:write,im:history";
  /** The language in which a user reads Slack, as `users.info` tells it; refused without the scope. */
  readonly locales = new Map<string, string>();
  #limited = 0;
  #server: Server | undefined;
  #sockets: WebSocketServer | undefined;
  readonly connections = new Set<WebSocket>();
  connectionsMade = 0;
  readonly #triggers = new Map<string, { readonly at: number; used: boolean }>();
  readonly #hooks = new Map<string, { readonly channel: string; readonly user: string; uses: number }>();
  readonly #posted: { readonly channel: string; readonly at: number }[] = [];
  readonly #acks = new Map<string, (payload: Json) => void>();
  #counter = 1000;
  #port = 0;
  /** Where HTTP deliveries go. */
  target = "";

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      void this.#answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    this.#port = typeof address === "object" && address !== null ? address.port : 0;
    this.#server = server;
    this.#sockets = new WebSocketServer({ server, path: "/link", autoPong: false });
    this.#sockets.on("connection", (socket) => this.#connected(socket));
  }

  get #files(): string {
    return this.fileOrigin === "" ? `http://127.0.0.1:${this.#port}` : this.fileOrigin;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/`;
  }

  async close(): Promise<void> {
    for (const socket of this.connections) socket.terminate();
    this.#sockets?.close();
    await new Promise<void>((resolve) => {
      this.#server?.close(() => resolve());
      this.#server?.closeAllConnections();
    });
  }

  limit(calls: number): void {
    this.#limited = calls;
  }

  // ---- deliveries

  /** A fresh trigger id; it works once, for three seconds. */
  trigger(): string {
    const id = `${++this.#counter}.${randomUUID()}`;
    this.#triggers.set(id, { at: Date.now(), used: false });
    return id;
  }

  expireTriggers(): void {
    for (const [id, one] of this.#triggers) this.#triggers.set(id, { ...one, at: 0 });
  }

  hook(channel: string, user: string): string {
    const id = randomUUID();
    this.#hooks.set(id, { channel, user, uses: 5 });
    return `http://127.0.0.1:${this.#port}/hooks/${id}`;
  }

  nextTs(): string {
    return `${1_700_000_000 + ++this.#counter}.${String(this.#counter).padStart(6, "0")}`;
  }

  /** By Socket Mode; resolves with what the bot acknowledged, rejects after three seconds without. */
  async emit(type: "events_api" | "slash_commands" | "interactive", payload: Json, retry = 0): Promise<Json> {
    const socket = [...this.connections].at(-1);
    if (socket === undefined) throw new Error("no socket is open");
    const id = randomUUID();
    const started = performance.now();
    const acked = new Promise<Json>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.unacknowledged.push(type);
        reject(new Error(`not acknowledged: ${type}`));
      }, ackMs);
      this.#acks.set(id, (answer) => {
        clearTimeout(timer);
        this.acknowledged.push(performance.now() - started);
        resolve(answer);
      });
    });
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
        ...(retry === 0 ? {} : { retry_attempt: retry, retry_reason: "timeout" }),
      }),
    );
    return await acked;
  }

  /** By HTTP, signed as Slack signs; resolves with the status. */
  async request(
    body: string,
    type: "application/json" | "application/x-www-form-urlencoded",
    more: { readonly secret?: string; readonly at?: number; readonly headers?: Record<string, string> } = {},
  ): Promise<number> {
    const at = String(Math.floor((more.at ?? Date.now()) / 1000));
    const mac = createHmac("sha256", more.secret ?? signingSecret)
      .update(`v0:${at}:${body}`)
      .digest("hex");
    const started = performance.now();
    const answer = await fetch(this.target, {
      method: "POST",
      headers: {
        "content-type": type,
        "x-slack-request-timestamp": at,
        "x-slack-signature": `v0=${mac}`,
        ...more.headers,
      },
      body,
    });
    await answer.arrayBuffer();
    if (answer.ok) this.acknowledged.push(performance.now() - started);
    return answer.status;
  }

  /** The way that the bot is connected by. */
  async deliver(type: "events_api" | "slash_commands" | "interactive", payload: Json, retry = 0): Promise<void> {
    if (this.target === "") {
      await this.emit(type, payload, retry);
      return;
    }
    const headers: Record<string, string> = retry === 0 ? {} : { "x-slack-retry-num": String(retry) };
    const form = "application/x-www-form-urlencoded";
    const status =
      type === "events_api"
        ? await this.request(JSON.stringify(payload), "application/json", { headers })
        : type === "slash_commands"
          ? await this.request(new URLSearchParams(payload as Record<string, string>).toString(), form, { headers })
          : await this.request(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form, { headers });
    if (status !== 200) throw new Error(`the bot answered ${status}`);
  }

  /** The open sockets stand and nothing moves on them any more: no ping, no answer, not even a goodbye. */
  freeze(): void {
    for (const socket of this.connections) socket.pause();
  }

  /** As Slack before it recycles a connection. */
  recycle(): void {
    for (const socket of this.connections)
      socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
  }

  #connected(socket: WebSocket): void {
    this.connections.add(socket);
    this.connectionsMade++;
    socket.on("close", () => this.connections.delete(socket));
    socket.on("error", () => undefined);
    socket.on("ping", (data) => {
      socket.pong(data);
    });
    socket.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: Json };
      this.#acks.get(id)?.(payload ?? {});
      this.#acks.delete(id);
    });
    if (this.silentHello) return;
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: this.connections.size,
        debug_info: { host: "fake", approximate_connection_time: 18_060 },
        connection_info: { app_id: "A0APP" },
      }),
    );
    socket.ping();
  }

  // ---- the Web API

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", `http://127.0.0.1:${this.#port}`);
    const body = await read(request);
    if (this.away) {
      request.socket.destroy();
      return;
    }
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    if (url.pathname.startsWith("/hooks/")) return this.#hooked(url.pathname.slice(7), body, token, response);
    if (url.pathname.startsWith("/upload/")) return this.#uploaded(url.pathname.slice(8), body, response);
    if (url.pathname.startsWith("/files/")) return this.#download(url.pathname.slice(7), token, response);
    const method = url.pathname.replace(/^\/api\//, "");
    const fields = decoded(body, request.headers["content-type"] ?? "");
    const expected = method === "apps.connections.open" ? appToken : botToken;
    if (token !== expected || (method === "apps.connections.open" && this.refuseAppToken)) {
      return json(response, { ok: false, error: token === "" ? "not_authed" : "invalid_auth" });
    }
    if (this.#limited > 0) {
      this.#limited--;
      response.writeHead(429, { "retry-after": "1" });
      response.end();
      return;
    }
    this.calls.push({ method, fields });
    const answer = this.#call(method, fields);
    if (answer === "limited") {
      response.writeHead(429, { "retry-after": "1" });
      response.end();
      return;
    }
    response.setHeader("x-oauth-scopes", this.scopes);
    json(response, answer);
  }

  #call(method: string, fields: Json): Json | "limited" {
    switch (method) {
      case "api.test":
        return { ok: true };
      case "auth.test":
        return {
          ok: true,
          team_id: team,
          user_id: botUser,
          bot_id: "B0BOT",
          team: "Voice",
          user: "certops",
          url: "https://voice.slack.com/",
        };
      case "users.info": {
        if (!this.scopes.includes("users:read")) return refusal("missing_scope");
        const locale = String(fields.include_locale) === "true" ? this.locales.get(String(fields.user)) : undefined;
        return { ok: true, user: { id: String(fields.user), ...(locale === undefined ? {} : { locale }) } };
      }
      case "apps.connections.open":
        return { ok: true, url: `ws://127.0.0.1:${this.#port}/link?ticket=${randomUUID()}` };
      case "chat.postMessage":
        return this.#post(fields);
      case "chat.postEphemeral":
        return this.#ephemeral(fields);
      case "chat.update":
        return this.#update(fields);
      case "views.open":
        return this.#open(fields);
      case "views.publish": {
        const view = parsed(fields.view);
        const errors = this.#viewErrors(view);
        if (errors.length > 0) return refusal("invalid_arguments", errors);
        this.homes.set(String(fields.user_id), (view.blocks ?? []) as readonly Json[]);
        return { ok: true, view: { id: "V0HOME" } };
      }
      case "files.info": {
        const file = this.files.get(String(fields.file));
        if (file === undefined) return refusal("file_not_found");
        const url = `${this.#files}/files/${file.id}`;
        return { ok: true, file: { id: file.id, name: file.name, size: file.bytes.length, url_private_download: url } };
      }
      case "files.delete":
        return this.files.delete(String(fields.file)) ? { ok: true } : refusal("file_not_found");
      case "files.getUploadURLExternal": {
        const id = `F${++this.#counter}`;
        this.files.set(id, { id, name: String(fields.filename), bytes: new Uint8Array(Number(fields.length)) });
        return { ok: true, file_id: id, upload_url: `${this.#files}/upload/${id}` };
      }
      case "files.completeUploadExternal": {
        const [one] = (typeof fields.files === "string" ? JSON.parse(fields.files) : fields.files) as readonly {
          id: string;
        }[];
        const file = this.files.get(one?.id ?? "");
        if (file === undefined) return refusal("file_not_found");
        file.channel = String(fields.channel_id);
        if (fields.thread_ts !== undefined) file.thread = String(fields.thread_ts);
        return { ok: true, files: [{ id: file.id }] };
      }
      default:
        return refusal("unknown_method");
    }
  }

  #blocks(fields: Json): { readonly blocks: readonly Json[]; readonly errors: readonly string[] } {
    const blocks = (
      typeof fields.blocks === "string" ? JSON.parse(fields.blocks) : (fields.blocks ?? [])
    ) as readonly Json[];
    const errors = blockErrors(blocks);
    const text = JSON.stringify(blocks);
    if (this.old && newest.some((type) => text.includes(`"type":"${type}"`))) errors.push("[ERROR] unsupported type");
    return { blocks, errors };
  }

  #viewErrors(view: Json): string[] {
    const errors = viewErrors(view);
    if (this.old && newest.some((type) => JSON.stringify(view).includes(`"type":"${type}"`)))
      errors.push("[ERROR] unsupported type");
    return errors;
  }

  #post(fields: Json): Json | "limited" {
    const wanted = String(fields.channel);
    const person = /^[UW]/.test(wanted);
    const channel = person ? `D${wanted.slice(1)}` : wanted;
    if (!channel.startsWith("D") && !this.members.has(channel))
      return refusal(channel.startsWith("C") ? "not_in_channel" : "channel_not_found");
    const now = Date.now();
    const lately = this.#posted.filter((one) => one.channel === channel && now - one.at < burst.ms).length;
    if (lately >= burst.posts) return "limited";
    this.#posted.push({ channel, at: now });
    const { blocks, errors } = this.#blocks(fields);
    if (errors.length > 0) return refusal("invalid_blocks", errors);
    const text = String(fields.text ?? "");
    if (text === "" && blocks.length === 0) return refusal("no_text");
    if (text.length > 40_000) return refusal("msg_too_long");
    const ts = this.nextTs();
    const thread = typeof fields.thread_ts === "string" ? { thread: fields.thread_ts } : {};
    this.messages.push({ channel, ts, text, blocks, edits: 0, ...thread });
    return { ok: true, channel, ts };
  }

  #ephemeral(fields: Json): Json {
    const channel = String(fields.channel);
    if (!channel.startsWith("D") && !this.members.has(channel)) return refusal("channel_not_found");
    const { blocks, errors } = this.#blocks(fields);
    if (errors.length > 0) return refusal("invalid_blocks", errors);
    const ts = this.nextTs();
    const thread = typeof fields.thread_ts === "string" ? { thread: fields.thread_ts } : {};
    this.messages.push({
      channel,
      ts,
      text: String(fields.text),
      blocks,
      only: String(fields.user),
      edits: 0,
      ...thread,
    });
    return { ok: true, message_ts: ts };
  }

  #update(fields: Json): Json {
    const known = this.messages.find(
      (one) => one.channel === fields.channel && one.ts === fields.ts && one.only === undefined,
    );
    if (known === undefined) return refusal("message_not_found");
    const { blocks, errors } = this.#blocks(fields);
    if (errors.length > 0) return refusal("invalid_blocks", errors);
    known.text = String(fields.text ?? "");
    known.blocks = blocks;
    known.edits++;
    return { ok: true, channel: known.channel, ts: known.ts };
  }

  #open(fields: Json): Json {
    const trigger = this.#triggers.get(String(fields.trigger_id));
    if (trigger === undefined) return refusal("invalid_trigger_id");
    if (trigger.used) return refusal("exchanged_trigger_id");
    if (Date.now() - trigger.at > triggerMs) return refusal("expired_trigger_id");
    const view = parsed(fields.view);
    const errors = this.#viewErrors(view);
    if (errors.length > 0) return refusal("invalid_arguments", errors);
    trigger.used = true;
    const id = `V${++this.#counter}`;
    this.dialogs.push({ id, trigger: String(fields.trigger_id), view });
    return { ok: true, view: { id } };
  }

  #hooked(id: string, body: Buffer, token: string, response: ServerResponse): void {
    if (token !== "") this.strayTokens.push(token);
    const hook = this.#hooks.get(id);
    if (hook === undefined || hook.uses <= 0) {
      response.writeHead(404);
      response.end("used_url");
      return;
    }
    hook.uses--;
    const fields = JSON.parse(String(body)) as Json;
    const blocks = (fields.blocks ?? []) as readonly Json[];
    const { channel, user } = hook;
    this.messages.push({ channel, ts: this.nextTs(), text: String(fields.text), blocks, only: user, edits: 0 });
    response.end("ok");
  }

  #uploaded(id: string, body: Buffer, response: ServerResponse): void {
    const file = this.files.get(id);
    if (file === undefined || file.bytes.length !== body.length) {
      response.writeHead(400);
      response.end();
      return;
    }
    file.bytes = new Uint8Array(body);
    response.end("OK");
  }

  #download(id: string, token: string, response: ServerResponse): void {
    const file = this.files.get(id);
    if (file === undefined || token !== botToken) {
      response.writeHead(302, { location: `http://127.0.0.1:${this.#port}/login` });
      response.end();
      return;
    }
    response.end(Buffer.from(file.bytes));
  }
}

const refusal = (error: string, messages: readonly string[] = []): Json => ({
  ok: false,
  error,
  ...(messages.length === 0 ? {} : { response_metadata: { messages } }),
});

const parsed = (value: unknown): Json =>
  typeof value === "string" ? (JSON.parse(value) as Json) : ((value ?? {}) as Json);

function decoded(body: Buffer, type: string): Json {
  if (type.startsWith("application/json")) return JSON.parse(String(body)) as Json;
  return Object.fromEntries(new URLSearchParams(String(body)));
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

function json(response: ServerResponse, body: Json): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
