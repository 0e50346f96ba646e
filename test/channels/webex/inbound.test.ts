// What comes in: only what Webex itself says, fetched with the bot's token; everything else is refused, counted and logged without words.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeMessage, type FakePerson, type FakeRoom, webexIdOf } from "../../fakes/webex/world.ts";
import { card, strangersName, type WebexPlace, webexPlace, webhookSecret } from "./place.ts";

const patient = { timeout: 15_000 };
let place: WebexPlace;
let ada: FakePerson;
let room: FakeRoom;
beforeEach(async () => {
  place = await webexPlace();
  ada = place.fake.world.person("Ada");
  room = place.fake.world.room(ada);
});
afterEach(() => place.close());

const arrived = async (count: number): Promise<void> =>
  vi.waitFor(() => expect(place.inbounds).toHaveLength(count), patient);
const refused = async (reason: string): Promise<void> =>
  vi.waitFor(() => expect(place.logged.map(({ facts }) => facts)).toContainEqual({ refusal: reason }), patient);
const signed = (body: string) => ({
  "x-spark-signature": createHmac("sha1", webhookSecret).update(body).digest("hex"),
});
const event = (resource: string, id: string, more: object = {}): string =>
  JSON.stringify({ resource, event: "created", data: { id, roomId: room.id, ...more } });

async function posted(): Promise<FakeMessage> {
  const where = { platform: "webex", tenant: "t", conversation: room.id, scope: "channel" } as const;
  const { id } = await place.running.channel.post(where, card("x"), { locale: "en" });
  const message = place.fake.world.messages.get(id);
  if (message === undefined) throw new Error("nothing was posted");
  return message;
}
const button = { certops: JSON.stringify({ action: "approval.approve", payload: { approval: "apr_1" } }) };

describe("a message", () => {
  it("in a space is answered in the thread of the question, in a direct room in the room", async () => {
    const question = await place.fake.say(ada, room, "why?");
    await place.fake.say(ada, room, "and now?", { parent: question.id });
    await place.fake.say(ada, place.fake.world.direct(ada), "/certops help");
    await arrived(3);
    const [first, second, third] = place.inbounds;
    expect(first?.place).toMatchObject({ scope: "channel", thread: question.id });
    expect(second?.place.thread).toBe(question.id);
    expect(third?.place).toMatchObject({ scope: "direct", tenant: place.fake.world.organisation });
    expect(third?.place.thread).toBeUndefined();
    expect(third).toMatchObject({ kind: "command", text: "/certops help" });
  });

  it("of the bot itself, of another bot, or without a mention is passed over", async () => {
    const { world } = place.fake;
    const base = { roomId: room.id, roomType: "group", text: "hello", files: [] } as const;
    const own = world.add({ ...base, personId: world.bot.id, mentionedPeople: [world.bot.id] });
    const other = world.add({
      ...base,
      personId: world.person("B", { type: "bot" }).id,
      mentionedPeople: [world.bot.id],
    });
    for (const one of [own, other]) await place.fake.call("messages", { id: one.id, roomId: room.id }, ada.id);
    await refused("own");
    await refused("bot");
    // The fake shows a bot no message of a space that does not mention it, as Webex does.
    const silent = world.add({ ...base, personId: ada.id, mentionedPeople: [] });
    await place.fake.call("messages", { id: silent.id, roomId: room.id }, ada.id);
    await refused("gone");
    expect(place.inbounds).toEqual([]);
  });

  it("is whose Webex says it is, whatever the call says", async () => {
    const eve = place.fake.world.person("Eve");
    const message = await place.fake.say(eve, room, "hello");
    await arrived(1);
    const body = event("messages", message.id, { personId: ada.id, personEmail: "ada@example.com" });
    expect(await place.fake.deliver(place.url, body, signed(body))).toBe(200);
    expect(place.inbounds[0]?.actor).toMatchObject({ user: eve.id, tenant: place.fake.world.organisation });
  });

  it("of another organisation keeps that organisation: the policy knows nobody there", async () => {
    const foreign = place.fake.world.person("Ada", { orgId: webexIdOf("ORGANIZATION") });
    await place.fake.say(foreign, room, "hello");
    await arrived(1);
    expect(place.inbounds[0]?.actor.tenant).toBe(foreign.orgId);
    expect(place.inbounds[0]?.place.tenant).toBe(place.fake.world.organisation);
  });

  it("that is announced an hour late, or from the future, is not taken up", async () => {
    for (const hours of [-2, 2]) {
      place.fake.world.now = () => place.clock.now() + hours * 3_600_000;
      await place.fake.say(ada, room, "late");
    }
    await refused("late");
    place.fake.world.now = () => place.clock.now();
    await place.fake.say(ada, room, "in time");
    await arrived(1);
  });

  it("brings no file from a foreign host, and the token goes to none", async () => {
    const asked: string[] = [];
    const foreign = createServer((request, response) => {
      asked.push(String(request.headers.authorization));
      response.end("x");
    });
    await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
    const { port } = foreign.address() as AddressInfo;
    const files = [
      `http://127.0.0.1:${port}/v1/contents/abc`,
      "file:///etc/passwd",
      "x",
      `${place.fake.api}/people/me`,
    ];
    const text = "CertOps look";
    const base = {
      roomId: room.id,
      roomType: "group",
      personId: ada.id,
      mentionedPeople: [place.fake.world.bot.id],
    } as const;
    const message = place.fake.world.add({ ...base, text, files });
    await place.fake.call("messages", { id: message.id, roomId: room.id }, ada.id);
    await arrived(1);
    foreign.closeAllConnections();
    await new Promise((resolve) => foreign.close(resolve));
    expect(place.inbounds[0]?.attachments).toEqual([]);
    expect(asked).toEqual([]);
  });
});

describe("files", () => {
  const direct = () => place.fake.world.direct(ada);
  const whispered = (): string =>
    JSON.stringify(
      [...place.fake.world.messages.values()].filter(({ personId }) => personId === place.fake.world.bot.id),
    );

  it("that cannot be had are told to their sender, and the question is answered all the same", async () => {
    const message = await place.fake.say(ada, direct(), "what is this?", {
      file: { name: "core.dump", bytes: new Uint8Array(10 * 1024 * 1024 + 1) },
    });
    await arrived(1);
    expect(message.files).toHaveLength(1);
    expect(place.inbounds[0]).toMatchObject({ text: "what is this?", attachments: [] });
    expect(whispered()).toContain("A file of your message could not be read: larger than 10 MB");
  });

  it("that cannot be had and come without a word are no question", async () => {
    await place.fake.say(ada, direct(), "", { file: { name: "x", bytes: new Uint8Array(10 * 1024 * 1024 + 1) } });
    await vi.waitFor(() => expect(whispered()).toContain("could not be read"), patient);
    await place.fake.say(ada, direct(), "and now?");
    await arrived(1);
    expect(place.inbounds[0]).toMatchObject({ text: "and now?" });
  });

  it("of somebody who is nobody in the policy are not fetched", async () => {
    const stranger = place.fake.world.person(strangersName);
    await place.fake.say(stranger, place.fake.world.direct(stranger), "look", {
      file: { name: "x.pem", bytes: new Uint8Array([1]) },
    });
    await arrived(1);
    expect(place.inbounds[0]).toMatchObject({ text: "look", attachments: [] });
    expect(place.fake.requests.filter(({ path }) => path.startsWith("/contents/"))).toEqual([]);
  });
});

describe("a message that waits for its files", () => {
  const file = (name: string) => ({ file: { name, bytes: new Uint8Array([1]) } });
  const texts = () => place.inbounds.map((inbound) => (inbound.kind === "click" ? inbound.action : inbound.text));
  const fetched = (count: number) =>
    vi.waitFor(
      () => expect(place.fake.requests.filter(({ path }) => path.startsWith("/contents/"))).toHaveLength(count),
      patient,
    );

  it("holds up neither a later prompt nor a press in its room, and its own later files stay in order", async () => {
    const first = Promise.withResolvers<void>();
    place.fake.slowFiles.set("first.txt", first.promise);
    const card = await posted();
    await place.fake.say(ada, room, "look at the first", file("first.txt"));
    await fetched(1);
    await place.fake.say(ada, room, "look at the second", file("second.txt"));
    await place.fake.say(ada, room, "stop");
    await place.fake.press(ada, card, button);
    await arrived(2);
    expect(texts()).toEqual(["stop", "approval.approve"]);
    first.resolve();
    await arrived(4);
    expect(texts().slice(2)).toEqual(["look at the first", "look at the second"]);
    expect(place.inbounds.slice(2).map(({ attachments }) => attachments.map(({ name }) => name))).toEqual([
      ["first.txt"],
      ["second.txt"],
    ]);
  });

  it("because four diagnoses hold theirs does not keep their own room from stopping them", async () => {
    await place.close();
    const stopped = Promise.withResolvers<void>();
    place = await webexPlace({
      answer: ({ attachments }) => (attachments.length > 0 ? stopped.promise : Promise.resolve()),
    });
    ada = place.fake.world.person("Ada");
    room = place.fake.world.room(ada);
    for (let number = 1; number <= 5; number++) await place.fake.say(ada, room, `look ${number}`, file("log.txt"));
    await arrived(4);
    await place.fake.say(ada, room, "stop");
    await arrived(5);
    expect(texts().at(-1)).toBe("stop");
    // The fifth is not even fetched while four are in memory.
    await fetched(4);
    stopped.resolve();
    await arrived(6);
    expect(texts().at(-1)).toBe("look 5");
  });
});

describe("a click", () => {
  it("counts once, however often its call is repeated, and again with the same key after a restart", async () => {
    const pressed = await place.fake.press(ada, await posted(), button);
    const body = event("attachmentActions", pressed.id);
    for (let time = 0; time < 5; time++) await place.fake.deliver(place.url, body, signed(body));
    await arrived(1);
    expect(place.inbounds[0]).toMatchObject({ kind: "click", dedupeKey: `action:${pressed.id}` });
    await refused("repeated");
  });

  it("is whose Webex says it is: the call and the inputs may claim what they like", async () => {
    const message = await posted();
    const inputs = { ...button, personId: "somebody-else", actor: "ada" };
    const pressed = await place.fake.press(ada, message, inputs);
    await arrived(1);
    expect(place.inbounds[0]?.actor.user).toBe(pressed.personId);
    expect(place.inbounds[0]).toMatchObject({ message: { id: message.id } });
  });

  it("on a card that somebody else posted, or in another room than its card, is none", async () => {
    const { world } = place.fake;
    const faked = world.add({
      roomId: room.id,
      roomType: "group",
      personId: ada.id,
      text: "looks like ours",
      mentionedPeople: [world.bot.id],
      files: [],
      card: {},
    });
    await place.fake.press(ada, faked, button);
    await refused("not-our-card");
    const message = await posted();
    const pressed = await place.fake.press(ada, { ...message, roomId: world.room(ada).id }, button);
    expect(pressed.roomId).not.toBe(room.id);
    await vi.waitFor(() => expect(place.logged.filter(({ facts }) => "refusal" in facts)).toHaveLength(2), patient);
    expect(place.inbounds).toEqual([]);
  });
});

describe("the door", () => {
  it("refuses what is unsigned, wrongly signed, malformed or too large, each with its own answer", async () => {
    const body = event("messages", "abc");
    const deliver = (text: string, headers: Record<string, string>) => place.fake.deliver(place.url, text, headers);
    expect(await deliver(body, {})).toBe(401);
    expect(await deliver(body, signed(`${body} `))).toBe(401);
    expect(await deliver("{", signed("{"))).toBe(400);
    const large = JSON.stringify({ pad: "x".repeat(20_000) });
    expect(await deliver(large, signed(large))).toBe(413);
    expect(place.logged.map(({ facts }) => facts)).toContainEqual({ refusal: "wrong-signature" });
    expect(place.fake.requests.filter(({ path }) => path.startsWith("/messages"))).toEqual([]);
  });

  it("says busy rather than fill the memory, and takes the same event later", async () => {
    place.fake.down = true;
    const statuses: number[] = [];
    for (let number = 0; number < 230; number++) {
      const body = event("messages", `m${number}`);
      statuses.push(await place.fake.deliver(place.url, body, signed(body)));
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect(statuses.filter((status) => status === 503)).toHaveLength(30);
  });

  it("logs neither words nor secrets", async () => {
    await place.fake.say(ada, room, "my very secret question");
    await arrived(1);
    await place.fake.deliver(place.url, "my very secret body", {});
    const log = JSON.stringify(place.logged);
    expect(log).not.toContain("very secret");
    expect(log).not.toContain(webhookSecret);
    expect(log).not.toContain("fake-webex-bot-token");
  });
});

it("is answered in the language in which the person wrote last, since Webex names none", async () => {
  const direct = place.fake.world.direct(ada);
  for (const text of ["/certops help", "电话为什么无法注册？", "/certops certs", "CallManager TVS", "why is it so?"]) {
    await place.fake.say(ada, direct, text);
    await arrived(place.inbounds.length + 1);
  }
  expect(place.inbounds.map(({ locale }) => locale)).toEqual(["en", "zh-CN", "zh-CN", "zh-CN", "en"]);
});
