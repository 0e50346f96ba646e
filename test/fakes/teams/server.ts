// Teams on loopback: the Bot Connector with its documented limits, the organisation's file store, the directory.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { TeamsCloud } from "../../../src/channels/teams/cloud.ts";
import type { Clock } from "../../../src/kernel/clock.ts";
import { Issuer, issuerName } from "./issuer.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface Stood {
  readonly id: string;
  readonly conversation: string;
  activity: Fields;
  edits: number;
}

export interface Account {
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly userRole?: string;
  readonly tenantId?: string;
}

/** Per bot and conversation (Teams, "Rate limits"). */
const rates: readonly (readonly [number, number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
];
/** "413 MessageSizeTooBig": 100 KB in UTF-16. */
const mostBytes = 100 * 1024;

export class FakeTeams {
  readonly issuer: Issuer;
  readonly tenant = "11111111-2222-3333-4444-555555555555";
  readonly messages: Stood[] = [];
  readonly typings: string[] = [];
  /** Ids of what people wrote: a bot can answer them, and nothing that was never said. */
  readonly heard = new Set<string>();
  readonly accounts: Account[] = [];
  readonly stored = new Map<string, Uint8Array>();
  /** Conversations that the bot was not installed in. */
  readonly closed = new Set<string>();
  /** Requests with what was wrong about them. */
  readonly refusals: string[] = [];
  away = false;
  /** The next calls are told to come back later. */
  slow = 0;
  /** Whether the bot may begin personal chats. */
  personalAllowed = true;
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();
  readonly #server: Server;
  #count = 0;
  base = "";

  constructor(clock: Clock, options: { readonly appId: string; readonly secret: string }) {
    this.#clock = clock;
    this.issuer = new Issuer(clock, options.appId, options.secret);
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        response.statusCode = 500;
        response.end(String(error));
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("no port");
    this.base = `http://127.0.0.1:${address.port}`;
  }

  get serviceUrl(): string {
    return `${this.base}/amer/`;
  }

  get cloud(): TeamsCloud {
    return {
      issuer: issuerName,
      metadata: `${this.base}/v1/.well-known/openidconfiguration`,
      login: this.base,
      audience: "https://api.botframework.com",
      services: [this.base],
      files: [this.base],
      fallbackService: this.serviceUrl,
    };
  }

  /** Puts a file where people's files lie; gives its address. */
  store(bytes: Uint8Array): string {
    const id = `f${++this.#count}`;
    this.stored.set(id, bytes);
    return `${this.base}/files/${id}`;
  }

  in(conversation: string): readonly Stood[] {
    return this.messages.filter((one) => one.conversation === conversation);
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const path = new URL(request.url ?? "/", this.base).pathname;
    if (this.away) {
      request.socket.destroy();
      return;
    }
    const answer =
      (await this.issuer.answer(path, body.toString(), this.base)) ??
      this.#files(request, path, body) ??
      this.#connector(request, path, body);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  #files(request: IncomingMessage, path: string, body: Buffer): Response | undefined {
    const id = /^\/files\/(\w+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    // Addresses of files carry their own proof: a bot that sends its token along gives it away.
    if (request.headers.authorization !== undefined) return this.#refuse("token-leaked", 400);
    if (request.method === "PUT") {
      if (request.headers["content-range"] !== `bytes 0-${body.length - 1}/${body.length}`)
        return this.#refuse("content-range", 400);
      this.stored.set(id, new Uint8Array(body));
      return Response.json({ id }, { status: 201 });
    }
    const bytes = this.stored.get(id);
    return bytes === undefined ? new Response(null, { status: 404 }) : new Response(Buffer.from(bytes));
  }

  #connector(request: IncomingMessage, path: string, body: Buffer): Response {
    if (!this.issuer.knows(request.headers.authorization)) return this.#refuse("Unauthorized", 401);
    const parts = path.split("/").map(decodeURIComponent);
    const at = parts.indexOf("conversations");
    const [conversation, kind, id] = parts.slice(at + 1);
    if (at < 0) return this.#refuse("NotFound", 404);
    if (conversation === undefined) return this.#begin(JSON.parse(body.toString()) as Fields);
    if (this.closed.has(conversation)) return this.#refuse("BotNotInConversationRoster", 403);
    if (kind === "members") return this.#member(id ?? "");
    if (this.slow > 0) {
      this.slow -= 1;
      return this.#refuse("TooManyRequests", 429, { "retry-after": "1" });
    }
    if (this.#tooFast(conversation)) return this.#refuse("TooManyRequests", 429, { "retry-after": "2" });
    const activity = JSON.parse(body.toString()) as Fields;
    if (2 * body.toString().length > mostBytes) return this.#refuse("MessageSizeTooBig", 413);
    if (activity.type === "typing") {
      this.typings.push(conversation);
      return Response.json({ id: "" }, { status: 201 });
    }
    if (request.method === "PUT") {
      const stood = this.messages.find((one) => one.id === id && one.conversation === conversation);
      if (stood === undefined) return this.#refuse("ActivityNotFoundInConversation", 404);
      stood.activity = activity;
      stood.edits += 1;
      return Response.json({ id });
    }
    if (id !== undefined && !this.heard.has(id) && !this.messages.some((one) => one.id === id))
      return this.#refuse("BadArgument", 400);
    const message = { id: `17000000${String(++this.#count).padStart(5, "0")}`, conversation, activity, edits: 0 };
    this.messages.push(message);
    return Response.json({ id: message.id }, { status: 201 });
  }

  #begin(wanted: Fields): Response {
    const members = wanted.members as readonly { readonly id: string }[] | undefined;
    const account = this.#account(members?.[0]?.id ?? "");
    if (account === undefined || !this.personalAllowed) return this.#refuse("ForbiddenOperationException", 403);
    return Response.json({ id: personalOf(account.aadObjectId) }, { status: 201 });
  }

  #member(id: string): Response {
    const account = this.#account(id);
    if (account === undefined) return this.#refuse("MemberNotFoundInConversation", 404);
    return Response.json({ userRole: "user", tenantId: this.tenant, ...account });
  }

  #account(id: string): Account | undefined {
    return this.accounts.find((one) => one.id === id || one.aadObjectId === id);
  }

  #tooFast(conversation: string): boolean {
    const now = this.#clock.now();
    const calls = (this.#calls.get(conversation) ?? []).filter((at) => at > now - 30_000);
    const over = rates.some(([limit, ms]) => calls.filter((at) => at > now - ms).length >= limit);
    if (!over) calls.push(now);
    this.#calls.set(conversation, calls);
    return over;
  }

  #refuse(code: string, status: number, headers: Record<string, string> = {}): Response {
    this.refusals.push(code);
    return Response.json({ error: { code, message: code } }, { status, headers });
  }
}

export const personalOf = (user: string): string => `a:personal-${user}`;

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
