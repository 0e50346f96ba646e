// The Webex channel keeps the contract that every channel keeps, against a fake Webex with the platform's limits.
import { createHmac } from "node:crypto";
import type { Attachment, Inbound } from "../../../src/domain/chat.ts";
import { type ChannelRig, channelContract, type From, type Shown } from "../../contracts/channel.ts";
import { memoryOf } from "../../fakes/memory.ts";
import { FakeWebex } from "../../fakes/webex/server.ts";
import {
  buttonsOf,
  type FakeAction,
  type FakeMessage,
  type FakePerson,
  nodesOf,
  wordsOf,
} from "../../fakes/webex/world.ts";
import { quickClock, webexPlace, webhookSecret } from "./place.ts";

/** What a Webex client would make live of a message: links of cards and of Markdown. */
function liveIn(message: FakeMessage): string[] {
  const inCard = nodesOf(message.card).flatMap((node) => {
    if (node.type === "Action.OpenUrl" || node.type === "Image") return [String(node.url)];
    return node.type === "TextBlock" || node.type === "FactSet"
      ? [...JSON.stringify(node).matchAll(/\]\(([^)]*)/g)].map(String)
      : [];
  });
  const markdown = (message.markdown ?? "").replaceAll(/<@personId:[^>]*>/g, "");
  return [...inCard, ...[...markdown.matchAll(/(?<!\\)\]\(|<[^>]+>|https?:\/\//g)].map(String)];
}

async function open(transport: "webhooks" | "websocket"): Promise<ChannelRig> {
  const memory = memoryOf();
  const fake = await new FakeWebex().listen();
  const start = () => webexPlace({ clock: quickClock(), transport, memory, fake });
  let place = await start();
  const { world } = fake;
  const people = [world.person("Ada"), world.person("Kim")] as const;
  const room = world.room(...people);
  const by = (user: string | undefined): FakePerson => people.find((one) => one.id === user) ?? people[0];
  const where = { platform: "webex", tenant: world.organisation, conversation: room.id, scope: "channel" } as const;
  const keyed = new Map<string, FakeMessage | FakeAction>();
  const sign = (body: string) => ({
    "x-spark-signature": createHmac("sha1", webhookSecret).update(body).digest("hex"),
  });

  const files = async (message: FakeMessage): Promise<Shown["files"]> =>
    message.files.map((file) => {
      const content = world.contents.get(file.split("/").at(-1) ?? "");
      return { name: content?.name ?? "", text: new TextDecoder().decode(content?.bytes) };
    });

  return {
    get channel() {
      return place.running.channel;
    },
    place: where,
    users: [people[0].id, people[1].id],
    get received(): readonly Inbound[] {
      return place.inbounds;
    },
    async restart() {
      await place.running.close();
      await place.http.close();
      place = await start();
    },
    async write(text, from: From & { readonly files?: readonly Attachment[] } = {}) {
      const known = from.key === undefined ? undefined : keyed.get(from.key);
      if (known !== undefined) {
        await fake.call("messages", { id: known.id, roomId: room.id }, by(from.user).id);
        return;
      }
      const [file] = from.files ?? [];
      const message = await fake.say(by(from.user), room, text, file === undefined ? {} : { file });
      if (from.key !== undefined) keyed.set(from.key, message);
    },
    async press(ref, action, from = {}) {
      const known = from.key === undefined ? undefined : keyed.get(from.key);
      if (known !== undefined) {
        await fake.call("attachmentActions", { id: known.id, roomId: room.id }, by(from.user).id);
        return;
      }
      const message = world.messages.get(ref.id);
      const button = buttonsOf(message?.card).find(({ data }) => String(data.certops).includes(action.action));
      if (message === undefined || button === undefined) throw new Error("no such button");
      const reason = from.reason === undefined ? {} : { reason: from.reason };
      const pressed = await fake.press(by(from.user), message, { ...button.data, ...reason });
      if (from.key !== undefined) keyed.set(from.key, pressed);
    },
    async shown(user) {
      const rooms = [room, ...(user === undefined ? [] : [world.direct(by(user))])];
      const messages = world.posted().filter((one) => rooms.some(({ id }) => id === one.roomId));
      return await Promise.all(
        messages.map(
          async (one): Promise<Shown> => ({
            id: one.id,
            text: one.card === undefined ? one.text : wordsOf(one.card),
            buttons: buttonsOf(one.card).map(({ title }) => title),
            ...(one.roomId === room.id || user === undefined ? {} : { onlyFor: user }),
            files: await files(one),
            mentions: one.mentionedPeople,
            live: liveIn(one),
          }),
        ),
      );
    },
    async forge() {
      const message = world.add({
        roomId: room.id,
        roomType: "group",
        personId: people[0].id,
        text: "x",
        mentionedPeople: [world.bot.id],
        files: [],
      });
      const body = JSON.stringify({
        resource: "messages",
        event: "created",
        data: { id: message.id, roomId: room.id },
      });
      await fake.deliver(place.url, body, {});
      await fake.deliver(place.url, body, { "x-spark-signature": "00".repeat(20) });
      await fake.deliver(place.url, `${body} `, sign(body));
    },
    async garble() {
      const bodies = [
        "",
        "{",
        "[]",
        "null",
        '{"resource":"rooms","event":"created","data":{"id":"x"}}',
        '{"resource":"messages","event":"deleted","data":{"id":"x"}}',
        '{"resource":"messages","event":"created","data":{"id":"../people/me"}}',
        '{"resource":"messages","event":"created","data":{"id":7}}',
        '{"resource":"messages","event":"created"}',
        '{"resource":"messages","event":"created","data":{"id":"nobody"}}',
        '{"resource":"attachmentActions","event":"created","data":{"id":"nobody"}}',
        `{"resource":"messages","padding":"${"x".repeat(20_000)}"}`,
      ];
      for (const body of bodies) await fake.deliver(place.url, body, sign(body));
      const activity = (more: object) =>
        JSON.stringify({ id: "f", data: { eventType: "conversation.activity", ...more } });
      const frames = [
        activity({}),
        activity({ activity: null }),
        activity({ activity: { id: "../people/me", verb: "post", target: { id: "x", url: "x" } } }),
        activity({ activity: { id: 7, verb: "cardAction" } }),
        activity({ activity: { id: "a", verb: "post", target: { id: "b", url: "not a url" } } }),
        activity({ activity: { id: "a", verb: "__proto__", target: { id: "b", url: "x" } } }),
        `{"padding":"${"x".repeat(2_000_000)}"}`,
      ];
      for (const frame of [...bodies, ...frames, Buffer.from([0, 255, 1])]) fake.mercury.say(frame);
      const posted = await place.running.channel.post(
        where,
        { title: { verbatim: "a card" }, tone: "neutral", body: [], actions: [], summary: { verbatim: "a card" } },
        { locale: "en" },
      );
      const message = world.messages.get(posted.id);
      if (message === undefined) throw new Error("nothing was posted");
      for (const data of [
        {},
        { certops: "{" },
        { certops: '{"action":"__proto__"}' },
        { certops: { action: 1 } },
        { certops: '"x"' },
      ]) {
        await fake.press(people[0], message, data);
      }
    },
    away(away) {
      fake.down = away;
    },
    limit(calls) {
      fake.limit(calls, 2);
    },
    close: () => place.close(),
  };
}

channelContract("webex by webhooks", { awayToo: true }, () => open("webhooks"));
channelContract("webex by its socket", { awayToo: true }, () => open("websocket"));
