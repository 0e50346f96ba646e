// The terminal under the suite that every channel passes: the bot's local socket, asked by the command line's own client.
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { textCard } from "../../../cards/render/text.ts";
import { askBot, NoBot } from "../../../src/certops/bot-client.ts";
import { createBotSocket } from "../../../src/certops/bot-socket.ts";
import { type BotEvent, socketPath } from "../../../src/certops/wire.ts";
import type { Inbound } from "../../../src/domain/chat.ts";
import { writerFor } from "../../../src/i18n/write.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type ChannelRig, channelContract, type Shown } from "../../contracts/channel.ts";

const writer = writerFor("en", "UTC");

async function open(): Promise<ChannelRig> {
  const folder = await mkdtemp(join(tmpdir(), "certops-terminal-"));
  const path = socketPath(folder);
  const socket = createBotSocket({
    tenant: "local",
    logger: silentLogger,
    now: () => "2026-11-22T02:00:00Z",
    status: () => ({}),
  });
  const received: Inbound[] = [];
  const told: { readonly user: string; readonly event: BotEvent }[] = [];
  const asking: Promise<void>[] = [];
  let arrived = (): void => undefined;
  let leave = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    leave = resolve;
  });
  // Every answer goes on until the rig closes: the asker's terminal stays open.
  await socket.listen(path, async (inbound) => {
    received.push(inbound);
    arrived();
    await over;
  });

  const ask = async (text: string, user: string): Promise<void> => {
    const there = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const listening = async (): Promise<void> => {
      for await (const event of askBot(path, { kind: "prompt", text, as: user, locale: "en" })) {
        told.push({ user, event });
      }
    };
    asking.push(
      listening().catch((error: unknown) => {
        if (!(error instanceof NoBot)) throw error;
      }),
    );
    await there;
  };

  /** A card behind everything that was sent so far: when it has come to every terminal, all of it has. */
  let marks = 0;
  const settled = async (): Promise<void> => {
    const mark = `mark ${++marks}`;
    const words = { verbatim: mark };
    const card = { title: words, tone: "neutral", body: [], actions: [], summary: words } as const;
    for (const place of places.values()) await socket.channel.post(place, card, { locale: "en" });
    const seen = () =>
      told.filter(
        ({ event }) => event.event === "card" && "verbatim" in event.card.title && event.card.title.verbatim === mark,
      );
    await vi.waitFor(() => expect(seen()).toHaveLength(places.size), { timeout: 15_000 });
  };
  const places = new Map<string, Inbound["place"]>();
  const come = async (text: string, user: string): Promise<void> => {
    await ask(text, user);
    const place = received.at(-1)?.place;
    if (place !== undefined) places.set(place.conversation, place);
  };

  await come("a terminal that stays open", "ada");
  let [place] = [...places.values()];
  received.splice(0);
  if (place === undefined) throw new Error("nobody asked");
  return {
    channel: socket.channel,
    /** Where was asked last: every question has a terminal of its own. */
    get place() {
      return place ?? never();
    },
    users: ["ada", "kim"],
    received,
    async write(text, from) {
      await come(text, from?.user ?? "ada");
      place = received.at(-1)?.place;
    },
    press: () => Promise.reject(new Error("a terminal has no buttons")),
    async shown(user = "ada") {
      await settled();
      const shown = new Map<string, Shown>();
      let last = "";
      for (const { event } of told.filter((one) => one.user === user)) {
        if (event.event === "file") {
          const before = shown.get(last);
          const text = Buffer.from(event.base64, "base64").toString();
          if (before !== undefined)
            shown.set(last, { ...before, files: [...before.files, { name: event.name, text }] });
        }
        if (event.event !== "card") continue;
        last = event.id;
        const text = textCard(event.card, { writer, width: 400, full: true });
        const buttons = event.card.actions.map(({ label }) => writer.write(label));
        // What a terminal would act on instead of showing it.
        const live = text.match(/(?![\n\t])\p{Cc}/gu) ?? [];
        const files = shown.get(event.id)?.files ?? [];
        shown.set(event.id, { id: event.id, text, buttons, files, mentions: [], live });
      }
      return [...shown.values()];
    },
    async garble() {
      const lines = [
        "",
        "{",
        "[]",
        "null",
        '{"kind":"vote","approval":"apr_1","as":"ada","locale":"en"}',
        "x".repeat(300_000),
      ];
      for (const line of [...lines.map((text) => `${text}\n`), Buffer.from([0, 255, 10])]) {
        await new Promise<void>((resolve) => {
          const guest = connect(path, () => guest.write(line));
          guest.on("error", () => guest.destroy());
          guest.on("close", () => resolve());
          guest.resume();
        });
      }
    },
    async close() {
      leave();
      await socket.close();
      await Promise.all(asking);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function never(): never {
  throw new Error("nobody asked");
}

channelContract("the terminal", { awayToo: false, commandLine: true }, open);
