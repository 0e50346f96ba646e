// The fake's REST API on loopback: tokens, limits, rate limits, outages; and webhooks that are signed, called and switched off.
import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { activityOf, FakeMercury, Status } from "./mercury.ts";
import { type Asked, limits, refusal } from "./rules.ts";
import { type FakeAction, type FakeMessage, type FakePerson, type FakeRoom, FakeWorld, webexIdOf } from "./world.ts";

export const fakeToken = "fake-webex-bot-token-0001";

export interface Delivery {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: number;
}

export interface Requested {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

class Fault extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export class FakeWebex {
  readonly world = new FakeWorld();
  readonly deliveries: Delivery[] = [];
  readonly requests: Requested[] = [];
  /** The unofficial half: registrations and their sockets. */
  readonly mercury = new FakeMercury(fakeToken);
  /** `refused`: an edit of a message with a card is a 400, as the documents say; `allowed`: as it mostly is. */
  cardEdits: "allowed" | "refused" = "allowed";
  /** Calls that fail before a webhook is switched off (Webex: about a hundred in five minutes). */
  mostFailures = 5;
  /** Both signature headers, or the documented one alone. */
  newerSignature = true;
  /** The webhook list shows no secrets. */
  hidesSecrets = false;
  /** Every connection is dropped. */
  down = false;
  /** What a file waits for before it is sent, by its name. */
  readonly slowFiles = new Map<string, Promise<void>>();
  #limited: { left: number; readonly seconds: number } | undefined;
  #failing: { left: number; readonly status: number } | undefined;
  #server: Server | undefined;
  #port = 0;

  get api(): string {
    return `http://127.0.0.1:${this.#port}/v1`;
  }

  get catalogue(): string {
    return `http://127.0.0.1:${this.#port}/u2c/api/v1`;
  }

  async listen(): Promise<this> {
    const server = createServer((request, response) => void this.#serve(request, response));
    server.on("upgrade", (request, socket, head) => {
      if (this.down) socket.destroy();
      else this.mercury.upgrade(request, socket, head);
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.mercury.close();
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  /** The next `count` requests are answered 429 with `Retry-After`. */
  limit(count: number, seconds: number): void {
    this.#limited = { left: count, seconds };
  }

  fail(count: number, status: number): void {
    this.#failing = { left: count, status };
  }

  /** Somebody writes; in a space the bot hears of it only when it is mentioned. */
  async say(
    person: FakePerson,
    room: FakeRoom,
    text: string,
    more: {
      readonly parent?: string;
      readonly file?: { readonly name: string; readonly bytes: Uint8Array };
      readonly html?: string;
    } = {},
  ): Promise<FakeMessage> {
    const { bot } = this.world;
    const group = room.type === "group";
    const mention = `<spark-mention data-object-type="person" data-object-id="${bot.id}">${bot.displayName}</spark-mention>`;
    const files: string[] = [];
    if (more.file !== undefined) {
      const id = webexIdOf("CONTENT");
      this.world.contents.set(id, more.file);
      files.push(`${this.api}/contents/${id}`);
    }
    const message = this.world.add({
      roomId: room.id,
      roomType: room.type,
      personId: person.id,
      text: group ? `${bot.displayName} ${text}` : text,
      ...(group
        ? { html: more.html ?? `<p>${mention} ${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>` }
        : {}),
      mentionedPeople: group ? [bot.id] : [],
      files,
      ...(more.parent === undefined ? {} : { parentId: more.parent }),
    });
    await this.call("messages", { id: message.id, roomId: room.id, personId: person.id }, person.id);
    return message;
  }

  /** Somebody presses a button of a card; `data` is what the client puts into `inputs`. */
  async press(person: FakePerson, message: FakeMessage, data: Readonly<Record<string, unknown>>): Promise<FakeAction> {
    const action: FakeAction = {
      id: webexIdOf("ATTACHMENT_ACTION"),
      type: "submit",
      messageId: message.id,
      personId: person.id,
      roomId: message.roomId,
      inputs: data,
      created: new Date(this.world.now()).toISOString(),
    };
    this.world.actions.set(action.id, action);
    await this.call("attachmentActions", { ...action, inputs: undefined }, person.id);
    return action;
  }

  /** Tells the sockets, and calls the active webhooks of a resource, signed like Webex. */
  async call(resource: string, data: object, actorId: string): Promise<void> {
    this.mercury.announce(activityOf(resource, data));
    for (const hook of this.world.webhooks.values()) {
      if (hook.resource !== resource || hook.status !== "active") continue;
      const { id, name, targetUrl, event } = hook;
      const body = JSON.stringify({
        id,
        name,
        targetUrl,
        resource,
        event,
        ownedBy: "creator",
        status: "active",
        actorId,
        data,
      });
      const status = await this.deliver(targetUrl, body, this.#sign(body, hook.secret));
      hook.failures = status >= 200 && status < 300 ? 0 : hook.failures + 1;
      if (hook.failures >= this.mostFailures) hook.status = "inactive";
    }
  }

  async deliver(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> {
    let status = 0;
    try {
      const sent = { ...headers, "content-type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers: sent, body, signal: AbortSignal.timeout(10_000) });
      status = answer.status;
      await answer.body?.cancel();
    } catch {
      // status 0: nobody answered
    }
    this.deliveries.push({ url, body, headers, status });
    return status;
  }

  #sign(body: string, secret: string): Record<string, string> {
    const digest = (algorithm: string): string => createHmac(algorithm, secret).update(body).digest("hex");
    return {
      "x-spark-signature": digest("sha1"),
      ...(this.newerSignature
        ? { "x-webex-signature": `SHA-256=${digest("sha256")}, SHA-512=${digest("sha512")}` }
        : {}),
    };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (this.down) {
      request.socket.destroy();
      return;
    }
    const { method = "", url = "", headers } = request;
    const path = url.replace(/^\/v1/, "").split("?")[0] ?? "";
    this.requests.push({ method, path, authorization: headers.authorization });
    const answer = (status: number, body: unknown, more: Readonly<Record<string, string>> = {}): void => {
      response.writeHead(status, { "content-type": "application/json", ...more });
      response.end(body === undefined ? "" : JSON.stringify(body));
    };
    const fault = (status: number, message: string, more = {}): void =>
      answer(status, { message, errors: [{ description: message }], trackingId: "ROUTERGW_fake" }, more);
    if (headers.authorization !== `Bearer ${fakeToken}`)
      return fault(401, "The request requires a valid access token.");
    if (this.#limited !== undefined && this.#limited.left-- > 0) {
      return fault(429, "API Rate limit is exceeded.", { "retry-after": String(this.#limited.seconds) });
    }
    if (this.#failing !== undefined && this.#failing.left-- > 0) return fault(this.#failing.status, "trouble");
    try {
      const file = path.startsWith("/contents/") ? this.world.contents.get(path.slice(10)) : undefined;
      if (file !== undefined) {
        await this.slowFiles.get(file.name);
        response.writeHead(200, { "content-disposition": `attachment; filename="${file.name}"` });
        response.end(file.bytes);
        return;
      }
      const body = Buffer.concat(parts);
      const result = /^\/(?:u2c|wdm)\//.test(path)
        ? this.mercury.route(headers.host ?? "", method, path, body)
        : await this.#route(method, path, body, headers["content-type"] ?? "");
      answer(result === undefined ? 204 : 200, result);
    } catch (error) {
      if (error instanceof Fault || error instanceof Status) fault(error.status, error.message);
      else fault(500, String(error));
    }
  }

  async #route(method: string, path: string, body: Buffer, type: string): Promise<object | undefined> {
    const { world } = this;
    const [, first = "", ...rest] = path.split("/");
    const id = decodeURIComponent(rest.at(-1) ?? "");
    if (first === "people") return id === "me" ? world.bot : found(world.people.get(id));
    if (first === "attachment") return found(world.actions.get(id));
    if (first === "messages") return await this.#messages(method, id, body, type);
    if (first !== "webhooks") throw new Fault(404, "no such resource");
    const hook = world.webhooks.get(id);
    const given = body.length === 0 ? {} : (JSON.parse(body.toString()) as Record<string, string>);
    const shown = (one: object): object => (this.hidesSecrets ? { ...one, secret: undefined } : one);
    if (method === "GET") return { items: [...world.webhooks.values()].map(shown) };
    if (method === "POST") {
      const { name = "", targetUrl = "", resource = "", event = "", secret = "" } = given;
      const made = {
        id: webexIdOf("WEBHOOK"),
        name,
        targetUrl,
        resource,
        event,
        secret,
        status: "active" as const,
        failures: 0,
      };
      world.webhooks.set(made.id, made);
      return made;
    }
    if (hook === undefined) throw new Fault(404, "no such webhook");
    if (method === "DELETE") world.webhooks.delete(id);
    else Object.assign(hook, given, { failures: 0 });
    return method === "DELETE" ? undefined : hook;
  }

  async #messages(method: string, id: string, body: Buffer, type: string): Promise<object | undefined> {
    const { world } = this;
    const known = world.messages.get(id);
    if (method === "GET") {
      const seen = known !== undefined && (known.roomType === "direct" || known.mentionedPeople.includes(world.bot.id));
      return seen || known?.personId === world.bot.id ? { ...known, card: undefined } : found(undefined);
    }
    if (method === "DELETE") {
      if (known === undefined) throw new Fault(404, "no such message");
      if (known.personId !== world.bot.id) throw new Fault(403, "not yours");
      world.messages.delete(id);
      return undefined;
    }
    if (body.length > limits.body) throw new Fault(413, "too large");
    const form = type.startsWith("multipart/")
      ? await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData()
      : undefined;
    const given =
      form === undefined ? (JSON.parse(body.toString()) as Record<string, unknown>) : Object.fromEntries(form);
    const attachments = Array.isArray(given.attachments) ? given.attachments : [];
    if (attachments.length > 1) throw new Fault(400, "Only one card per message is supported.");
    const file = given.files instanceof File ? given.files : undefined;
    const asked: Asked = {
      ...(typeof given.text === "string" ? { text: given.text } : {}),
      ...(typeof given.markdown === "string" ? { markdown: given.markdown } : {}),
      ...(attachments.length === 0 ? {} : { card: attachments[0].content }),
      files: file === undefined ? 0 : 1,
    };
    const refused = refusal(asked);
    if (refused !== undefined) throw new Fault(400, refused);
    return method === "PUT" ? this.#edit(known, given, asked) : await this.#create(given, asked, file);
  }

  #edit(known: FakeMessage | undefined, given: Readonly<Record<string, unknown>>, asked: Asked): object {
    if (known === undefined || known.roomId !== given.roomId) throw new Fault(404, "no such message");
    if (this.cardEdits === "refused" && (known.card !== undefined || asked.card !== undefined)) {
      throw new Fault(400, "Editing messages with files or attachments is currently unsupported.");
    }
    if (known.edits >= limits.edits) throw new Fault(400, "The edit limit of the message has been reached.");
    known.edits += 1;
    known.text = asked.text ?? asked.markdown ?? "";
    if (asked.card === undefined) delete known.card;
    else known.card = asked.card;
    return { ...known, card: undefined };
  }

  async #create(given: Readonly<Record<string, unknown>>, asked: Asked, file: File | undefined): Promise<object> {
    const { world } = this;
    const person = world.people.get(String(given.toPersonId ?? ""));
    if (given.toPersonId !== undefined && person === undefined) throw new Fault(404, "no such person");
    if (person?.blocks === true) throw new Fault(403, "The person cannot be written to.");
    const room = person === undefined ? world.rooms.get(String(given.roomId ?? "")) : world.direct(person);
    if (room === undefined || !room.members.has(world.bot.id)) throw new Fault(404, "no such room");
    if (room.type === "direct" && /<@/.test(asked.markdown ?? ""))
      throw new Fault(400, "No mentions in a direct room.");
    const parent = given.parentId === undefined ? undefined : world.messages.get(String(given.parentId));
    if (given.parentId !== undefined && (parent?.roomId !== room.id || parent.parentId !== undefined)) {
      throw new Fault(400, "Invalid parent.");
    }
    const files: string[] = [];
    if (file !== undefined) {
      const id = webexIdOf("CONTENT");
      world.contents.set(id, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
      files.push(`${this.api}/contents/${id}`);
    }
    const { text, markdown, card } = asked;
    const mentioned = [...(markdown ?? "").matchAll(/<@personId:([^>|]+)/g)].flatMap((match) => match[1] ?? []);
    const message = world.add({
      roomId: room.id,
      roomType: room.type,
      personId: world.bot.id,
      text: text ?? markdown ?? "",
      ...(markdown === undefined ? {} : { markdown }),
      ...(card === undefined ? {} : { card }),
      ...(parent === undefined ? {} : { parentId: parent.id }),
      mentionedPeople: mentioned,
      files,
    });
    return { ...message, card: undefined };
  }
}

function found<T extends object>(value: T | undefined): T {
  if (value === undefined) throw new Fault(404, "Could not find a resource with the provided ID.");
  return value;
}
