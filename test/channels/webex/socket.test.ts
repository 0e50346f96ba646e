// Webex without a public address: the socket is registered, proved, watched and opened again; and it tells only where to look.
import { afterEach, describe, expect, it, vi } from "vitest";
import { registerDevice } from "../../../src/channels/webex/device.ts";
import { eventOf, readFrame } from "../../../src/channels/webex/frames.ts";
import { writerFor } from "../../../src/i18n/write.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { FakeWebex, fakeToken } from "../../fakes/webex/server.ts";
import { card, hidden, quickClock, webexPlace } from "./place.ts";

const patient = { timeout: 15_000 };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function opened(options: { readonly fake?: FakeWebex; readonly open?: boolean } = {}) {
  const place = await webexPlace({ clock: quickClock(), transport: "websocket", ...options });
  closers.push(() => place.close());
  return place;
}

describe("Webex’s socket", () => {
  it("needs no webhook and no address: what somebody writes and presses comes in over it, once each", async () => {
    const { fake, inbounds, running } = await opened();
    const ada = fake.world.person("Ada");
    const room = fake.world.room(ada);
    await fake.say(ada, room, "phones are silent");
    await vi.waitFor(() => expect(inbounds).toHaveLength(1), patient);
    expect(inbounds[0]).toMatchObject({ kind: "prompt", text: "phones are silent", actor: { user: ada.id } });
    const place = inbounds[0]?.place;
    if (place === undefined) throw new Error("no place");
    const posted = await running.channel.post(place, card("running"), { locale: "en" });
    const message = fake.world.messages.get(posted.id);
    if (message === undefined) throw new Error("nothing was posted");
    const data = { certops: '{"action":"run.abort","payload":{"run":"run_1"}}' };
    const pressed = await fake.press(ada, message, data);
    await fake.call("attachmentActions", pressed, ada.id);
    await vi.waitFor(() => expect(running.refused?.get("repeated")).toBe(1), patient);
    await vi.waitFor(() => expect(inbounds.filter(({ kind }) => kind === "click")).toHaveLength(1), patient);
    expect(fake.world.webhooks.size).toBe(0);
    expect(running.health()).toMatchObject({ ok: true, detail: { id: "webex.health.good-socket" } });
  });

  it("falls and comes back, and what was said meanwhile is not lost", async () => {
    const { fake, inbounds } = await opened();
    const ada = fake.world.person("Ada");
    fake.mercury.cut();
    await fake.say(ada, fake.world.direct(ada), "said while it was down");
    await vi.waitFor(() => expect(inbounds).toHaveLength(1), patient);
    expect(fake.mercury.opened).toBe(2);
  });

  it("is replaced when it is open and dead: a ping without an answer", async () => {
    const { fake, inbounds } = await opened();
    fake.mercury.deaf = true;
    await vi.waitFor(() => expect(fake.mercury.opened).toBeGreaterThan(1), patient);
    fake.mercury.deaf = false;
    const ada = fake.world.person("Ada");
    await fake.say(ada, fake.world.direct(ada), "still there?");
    await vi.waitFor(() => expect(inbounds.length).toBeGreaterThan(0), patient);
  });

  it("registers anew when Webex has forgotten the registration", async () => {
    const { fake } = await opened();
    const [before] = fake.mercury.devices.keys();
    fake.mercury.cut();
    fake.mercury.devices.clear();
    await vi.waitFor(() => expect(fake.mercury.devices.size).toBe(1), patient);
    expect([...fake.mercury.devices.keys()]).not.toContain(before);
  });

  it("gives its registration back when the bot stops, and finds the one of a start that ended badly", async () => {
    const fake = await new FakeWebex().listen();
    const options = { apiUrl: fake.api, catalogueUrl: fake.catalogue, token: hidden(fakeToken), clock: systemClock };
    const { signal } = new AbortController();
    await registerDevice({ ...options, logger: silentLogger, signal });
    const place = await webexPlace({ clock: quickClock(), transport: "websocket", fake });
    expect(fake.mercury.devices.size).toBe(1);
    await place.running.close();
    expect(fake.mercury.devices.size).toBe(0);
    await place.http.close();
    await fake.close();
  });

  it("says at the start that the token is not taken", async () => {
    const fake = await new FakeWebex().listen();
    const place = await opened({ fake, open: false });
    fake.fail(1, 401);
    await expect(place.running.open()).rejects.toMatchObject({ code: "login-refused" });
  });

  it("is open again by itself when Webex was away at the start", async () => {
    const fake = await new FakeWebex().listen();
    const place = await opened({ fake, open: false });
    fake.fail(1, 404);
    await place.running.open();
    expect(place.running.health().ok).toBe(false);
    expect(writerFor("en").write(place.running.health().detail)).toContain("tried again");
    await vi.waitFor(() => expect(place.running.health().ok).toBe(true), patient);
  });

  it("never logs the token", async () => {
    const { fake, logged } = await opened();
    fake.mercury.cut(4401);
    await vi.waitFor(() => expect(logged.some(({ message }) => message.includes("socket fell"))).toBe(true), patient);
    expect(JSON.stringify(logged)).not.toContain(fakeToken);
  });
});

describe("the token", () => {
  const options = { token: hidden(fakeToken), clock: systemClock, logger: silentLogger, patienceMs: 0 };
  const { signal } = new AbortController();

  it("goes to no host that a catalogue makes up", async () => {
    const fake = await new FakeWebex().listen();
    closers.push(() => fake.close());
    const asked: string[] = [];
    const route = fake.mercury.route.bind(fake.mercury);
    for (const wdm of [
      "https://evil.example/wdm/api/v1",
      "http://wdm-a.wbx2.com/x",
      "https://a@wdm.wbx2.com.evil.example",
    ]) {
      fake.mercury.route = (host, method, path, body) => {
        asked.push(path);
        const found = route(host, method, path, body);
        return path.startsWith("/u2c/") ? { ...found, serviceLinks: { wdm } } : found;
      };
      const made = registerDevice({ ...options, signal, apiUrl: fake.api, catalogueUrl: fake.catalogue });
      await expect(made).rejects.toMatchObject({ name: "WebexTrouble" });
    }
    expect(new Set(asked)).toEqual(new Set(["/u2c/api/v1/catalog"]));
  });
});

describe("a frame", () => {
  const frame = (activity: object) =>
    readFrame(JSON.stringify({ id: "f", data: { eventType: "conversation.activity", activity } })) ?? {};
  const target = { id: "1111-2222", url: "https://conv-k.wbx2.com/conversation/api/v1/conversations/1111-2222" };
  const idIn = (activity: object, cluster: string | undefined): string => {
    const event = eventOf(frame(activity), () => cluster);
    return typeof event === "object" ? Buffer.from(event.data.id, "base64").toString() : String(event);
  };

  it("becomes the API’s id of its own data region", () => {
    const post = { id: "aaaa-bbbb", verb: "post", target };
    expect(idIn(post, "urn:TEAM:us-east-2_a")).toBe("ciscospark://us/MESSAGE/aaaa-bbbb");
    expect(idIn(post, undefined)).toBe("ciscospark://us/MESSAGE/aaaa-bbbb");
    expect(idIn(post, "urn:TEAM:eu-central-1_k")).toBe("ciscospark://urn:TEAM:eu-central-1_k/MESSAGE/aaaa-bbbb");
    expect(idIn({ ...post, verb: "cardAction" }, undefined)).toBe("ciscospark://us/ATTACHMENT_ACTION/aaaa-bbbb");
    expect(idIn({ ...post, verb: "share" }, undefined)).toBe("ciscospark://us/MESSAGE/aaaa-bbbb");
  });

  it("is nothing when somebody edits, reads, joins or leaves", () => {
    for (const verb of ["acknowledge", "add", "leave", "update", "delete", "constructor"])
      expect(idIn({ id: "a", verb, target }, undefined)).toBe("undefined");
    expect(idIn({ id: "a", verb: "post", parent: { type: "edit" }, target }, undefined)).toBe("undefined");
    expect(idIn({ id: "a", verb: "post", parent: { type: "reply" }, target }, undefined)).toContain("MESSAGE");
  });
});
