// What goes out: in the right room and thread, to nobody else, whole, and in order whatever Webex is doing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebexApi } from "../../../src/channels/webex/api.ts";
import type { Place } from "../../../src/domain/chat.ts";
import { personId } from "../../../src/domain/ids.ts";
import { verbatim } from "../../../src/domain/text.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import type { FakePerson, FakeRoom } from "../../fakes/webex/world.ts";
import { wordsOf } from "../../fakes/webex/world.ts";
import { card, hidden, quickClock, type WebexPlace, webexPlace } from "./place.ts";

const patient = { timeout: 15_000 };
const en = { locale: "en" } as const;
let place: WebexPlace;
let ada: FakePerson;
let room: FakeRoom;
let where: Place;
beforeEach(async () => {
  place = await webexPlace();
  ada = place.fake.world.person("Ada");
  room = place.fake.world.room(ada);
  where = { platform: "webex", tenant: place.fake.world.organisation, conversation: room.id, scope: "channel" };
});
afterEach(() => place.close());
const actor = () => ({ platform: "webex", tenant: where.tenant, user: ada.id, displayName: "Ada" }) as const;

describe("a post", () => {
  it("stands in the thread that asked; when its first message is gone, in the room", async () => {
    const question = await place.fake.say(ada, room, "why?");
    const thread = { ...where, thread: question.id };
    const first = await place.running.channel.post(thread, card("a"), en);
    expect(place.fake.world.messages.get(first.id)?.parentId).toBe(question.id);
    place.fake.world.messages.delete(question.id);
    const second = await place.running.channel.post(thread, card("b"), en);
    expect(place.fake.world.messages.get(second.id)?.parentId).toBeUndefined();
  });

  it("carries one sentence for clients that draw no cards, and mentions in the words, never in the card", async () => {
    const kim = { platform: "webex", tenant: where.tenant, user: ada.id } as const;
    const mentions = [{ id: personId("kim"), name: "<@all>", roles: [], identities: [kim] }];
    const summary = verbatim("<@all> vote [here](https://evil.example) & now");
    const { id } = await place.running.channel.post(where, card("a", 0, { summary }), { ...en, mentions });
    const message = place.fake.world.messages.get(id);
    expect(message?.mentionedPeople).toEqual([ada.id]);
    expect(message?.markdown).toBe(
      `<@personId:${ada.id}> &lt;@all&gt; vote \\[here\\]\\(https:\u2060//evil\\.example\\) &amp; now`,
    );
    const direct = { ...where, conversation: place.fake.world.direct(ada).id, scope: "direct" } as const;
    const alone = await place.running.channel.post(direct, card("b"), { ...en, mentions });
    expect(place.fake.world.messages.get(alone.id)?.markdown).toBeUndefined();
  });

  it("that outgrows a card when it is edited brings the whole report along, once a milestone", async () => {
    const rows = Array.from({ length: 400 }, (_, row) => ({ cells: [verbatim(`node-${row} ${"x".repeat(60)}`)] }));
    const large = { body: [{ kind: "table", columns: [verbatim("Node")], rows }] } as const;
    const ref = await place.running.channel.post(where, card("small"), en);
    await place.running.channel.edit(ref, card("large", 0, large), en);
    await place.running.channel.edit(ref, card("large", 1, large), en);
    const files = place.fake.world.posted(room).filter((one) => one.files.length > 0);
    expect(files).toHaveLength(1);
    expect(files[0]?.parentId).toBe(ref.id);
    const [content] = [...place.fake.world.contents.values()];
    expect(new TextDecoder().decode(content?.bytes)).toContain("node-399");
  });
});

describe("an answer for one person", () => {
  it("goes to their direct room, or stays where it was asked when that is one", async () => {
    await place.running.channel.whisper(where, actor(), card("private"), en);
    const direct = place.fake.world.direct(ada);
    expect(place.fake.world.posted(direct)).toHaveLength(1);
    expect(place.fake.world.posted(room)).toHaveLength(0);
    await place.running.channel.whisper({ ...where, conversation: direct.id, scope: "direct" }, actor(), card("b"), en);
    expect(place.fake.world.posted(direct)).toHaveLength(2);
  });

  it("that cannot be given says in the space only that, to them", async () => {
    ada.blocks = true;
    await place.running.channel.whisper(where, actor(), card("private matter"), en);
    const [said] = place.fake.world.posted(room);
    expect(said?.mentionedPeople).toEqual([ada.id]);
    expect(said?.text).toContain("cannot write to you");
    expect(JSON.stringify(said)).not.toContain("private matter");
  });
});

describe("Webex", () => {
  it("that says when to come back is left alone until then, by every call", async () => {
    place.fake.limit(1, 17);
    const posts = [place.running.channel.post(where, card("a"), en), place.running.channel.post(where, card("b"), en)];
    await vi.waitFor(() => expect(place.logged.some(({ message }) => message.includes("later"))).toBe(true), patient);
    const asked = place.fake.requests.length;
    await place.clock.advance(16_000);
    expect(place.fake.requests.length).toBe(asked);
    await place.clock.advance(1_000);
    await Promise.all(posts);
    expect(place.fake.world.posted(room).map((one) => wordsOf(one.card).includes("b"))).toEqual([false, true]);
  });

  it("that stays away is given up after a while, with an error that says what to look at", async () => {
    await place.close();
    place = await webexPlace({ patienceMs: 60_000 });
    place.fake.down = true;
    const refused = expect(
      place.running.channel.post({ ...where, conversation: "r" }, card("a"), en),
    ).rejects.toMatchObject({
      code: "node-unreachable",
      retry: "later",
      next: { id: "webex.trouble.unreachable.next" },
    });
    for (let second = 0; second < 70; second++) {
      await place.clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await vi.waitFor(() => place.clock.advance(60_000), patient);
    await refused;
  });

  it("that refuses the token at the start stops the start; one that is away does not", async () => {
    await place.close();
    place = await webexPlace({ open: false });
    place.fake.fail(1, 401);
    await expect(place.running.open()).rejects.toMatchObject({ code: "login-refused" });
    expect(place.running.health().ok).toBe(false);
  });

  it("never gets the token along a redirect, and no other host does", async () => {
    const asked: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.end("{}");
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const target = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1/people/me`;
    const redirecting = createServer((_, response) => response.writeHead(302, { location: target }).end());
    await new Promise<void>((resolve) => redirecting.listen(0, "127.0.0.1", resolve));
    const api = new WebexApi({
      apiUrl: `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}/v1`,
      token: hidden("t"),
      clock: quickClock(),
      logger: silentLogger,
      signal: new AbortController().signal,
    });
    await expect(api.me()).rejects.toMatchObject({ status: 302 });
    await expect(api.download(new URL(target), 100)).rejects.toMatchObject({ status: 400 });
    expect(asked).toEqual([]);
    for (const server of [other, redirecting]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
