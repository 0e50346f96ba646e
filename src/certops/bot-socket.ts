// The bot's end of the local socket: a chat channel whose only guest is the command line of the same user.
import { chmod, mkdir, unlink } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { userInfo } from "node:os";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { meansPhones } from "../../commands/reset.ts";
import type { Card } from "../domain/card.ts";
import type { Attachment, Channel, Inbound, MessageRef, Place, ReplyData } from "../domain/chat.ts";
import { CertOpsError } from "../domain/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import { type BotEvent, type BotRequest, longestRequest, nobodyNamed, requestSchema } from "./wire.ts";

export interface BotSocket {
  readonly channel: Channel;
  /** Opens the socket. Throws CertOpsError `conflict` when another bot of this user answers there. */
  listen(path: string, receive: (inbound: Inbound) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** `tenant`: of the identities `terminal / tenant / user` in the policy. `status` is what `certops doctor` shows. */
export function createBotSocket(options: {
  readonly tenant: string;
  /** Who speaks when no name was given; undefined: the user of the operating system. */
  readonly defaultUser?: string | undefined;
  readonly logger: Logger;
  readonly now: () => string;
  readonly status: () => unknown;
}): BotSocket {
  const guests = new Map<string, Socket>();
  let stop: (() => Promise<void>) | undefined;

  const send = (conversation: string, event: BotEvent): void => {
    const guest = guests.get(conversation);
    if (guest?.writable === true) guest.write(`${JSON.stringify(event)}\n`);
  };
  const sendCard = (place: Place, id: string, card: Card, data: ReplyData | undefined, file?: Attachment): void => {
    send(place.conversation, { event: "card", id, card, ...(data === undefined ? {} : { data }) });
    if (file === undefined) return;
    const base64 = Buffer.from(file.bytes).toString("base64");
    send(place.conversation, { event: "file", name: file.name, base64 });
  };

  const channel: Channel = {
    platform: "terminal",
    languages: "none",
    async post(place, card, { data, file }) {
      const message: MessageRef = { place, id: newId("msg") };
      sendCard(place, message.id, card, data, file);
      return message;
    },
    async edit(message, card, { data }) {
      sendCard(message.place, message.id, card, data);
      return message;
    },
    async whisper(place, _actor, card, { data }) {
      sendCard(place, newId("msg"), card, data);
    },
  };

  const serve = async (socket: Socket, receive: (inbound: Inbound) => Promise<void>): Promise<void> => {
    const conversation = newId("cli");
    guests.set(conversation, socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => guests.delete(conversation));
    const line = await firstLine(socket);
    if (line === undefined) return;
    const request = read(line);
    if (request === undefined) send(conversation, { event: "refused", message: "the request was not understood" });
    else if (request.kind === "status") send(conversation, { event: "status", value: options.status() });
    else await receive(inboundOf(request, conversation));
    send(conversation, { event: "end" });
    socket.end();
  };

  const inboundOf = (request: Exclude<BotRequest, { kind: "status" }>, conversation: string): Inbound => {
    const user = request.as === nobodyNamed ? (options.defaultUser ?? userInfo().username) : request.as;
    const base = {
      place: { platform: "terminal", tenant: options.tenant, conversation, scope: "direct" } as const,
      actor: { platform: "terminal", tenant: options.tenant, user, displayName: user } as const,
      locale: request.locale,
      dedupeKey: conversation,
      receivedAt: options.now(),
      attachments: [],
    };
    if (request.kind === "request-change") {
      return { ...base, kind: "click", action: "approval.request", payload: changePayload(request) };
    }
    if (request.kind !== "request") return { ...base, kind: request.kind, text: request.text };
    const { diagnosis, remedy, reason, overrides = [], dryRun } = request;
    const more = { overrides: overrides.join(","), dryRun: dryRun === true ? "yes" : "no" };
    return { ...base, kind: "click", action: "approval.request", payload: { diagnosis, remedy, reason, ...more } };
  };

  return {
    channel,
    async listen(path, receive) {
      if (process.platform !== "win32") {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        if (await answers(path)) throw inUse(path);
        await unlink(path).catch(() => undefined);
      }
      const server = createServer((socket) => {
        serve(socket, receive).catch((error: unknown) => {
          options.logger.error({ error }, "a command line's request failed");
          socket.destroy();
        });
      });
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        // The file must never be there with wider rights, not even for a moment.
        const before = process.umask(0o177);
        server.listen(path, () => resolve());
        process.umask(before);
      });
      if (process.platform !== "win32") await chmod(path, 0o600);
      stop = async () => {
        for (const guest of guests.values()) guest.destroy();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      };
    },
    async close() {
      await stop?.();
      stop = undefined;
    },
  };
}

function read(line: string): BotRequest | undefined {
  try {
    return requestSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The first line, or undefined when the guest leaves or sends too much before a line end. */
async function firstLine(socket: Socket): Promise<string | undefined> {
  let received = 0;
  socket.on("data", (bytes: Buffer) => {
    received += bytes.length;
    if (received > longestRequest) socket.destroy();
  });
  for await (const line of createInterface({ input: socket })) {
    // reading goes on, so that a guest who leaves is noticed
    socket.resume();
    return line;
  }
  return undefined;
}

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });

const inUse = (path: string): CertOpsError =>
  new CertOpsError({
    code: "conflict",
    message: `another bot answers on ${path}`,
    say: { id: "command.other-bot", values: { path } },
    next: { id: "command.other-bot.next" },
    retry: "later",
  });

/** What the button under a proposed restart or reset would carry. */
function changePayload(request: Extract<BotRequest, { kind: "request-change" }>): Readonly<Record<string, string>> {
  const { way, what, cluster, reason, dryRun } = request;
  const about =
    way === "reset" || meansPhones(what)
      ? { phones: what, restart: way === "restart" ? "yes" : "no" }
      : { service: what };
  return {
    ...about,
    reason,
    ...(cluster === undefined ? {} : { cluster }),
    ...(dryRun === true ? { dryRun: "yes" } : {}),
  };
}
