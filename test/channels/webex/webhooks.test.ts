// The webhooks are made, set right and switched on again by the bot itself.
import { afterEach, expect, it, vi } from "vitest";
import type { FakeWebhook } from "../../fakes/webex/world.ts";
import { type WebexPlace, webexPlace } from "./place.ts";

const patient = { timeout: 15_000 };
let place: WebexPlace;
afterEach(() => place.close());
const hooks = (): FakeWebhook[] => [...place.fake.world.webhooks.values()];
const mended = (): object[] => place.logged.flatMap(({ facts }) => ("was" in facts ? [facts] : []));

it("two are made at the start, and a second start changes nothing", async () => {
  place = await webexPlace();
  expect(hooks().map(({ resource, event, targetUrl }) => ({ resource, event, targetUrl }))).toEqual([
    { resource: "messages", event: "created", targetUrl: place.url },
    { resource: "attachmentActions", event: "created", targetUrl: place.url },
  ]);
  const writes = place.fake.requests.filter(({ method }) => method !== "GET").length;
  await place.clock.advance(5 * 60_000);
  await vi.waitFor(
    () => expect(place.fake.requests.filter(({ path }) => path === "/webhooks").length).toBeGreaterThan(3),
    patient,
  );
  expect(place.fake.requests.filter(({ method }) => method !== "GET")).toHaveLength(writes);
  expect(place.running.health().ok).toBe(true);
});

it("one that Webex switched off is switched on again, and that is told", async () => {
  place = await webexPlace();
  for (const hook of hooks()) hook.status = "inactive";
  await place.clock.advance(5 * 60_000);
  await vi.waitFor(() => expect(hooks().every(({ status }) => status === "active")).toBe(true), patient);
  await vi.waitFor(() => expect(mended()).toContainEqual({ resource: "messages", was: "disabled" }), patient);
});

const spoilt: readonly (readonly [string, (hook: FakeWebhook) => void])[] = [
  ["elsewhere", (hook) => Object.assign(hook, { targetUrl: "https://old.example.com/webex/events" })],
  ["secret", (hook) => Object.assign(hook, { secret: "an old one" })],
  ["filtered", (hook) => Object.assign(hook, { filter: "roomId=x" })],
  ["double", (hook) => place.fake.world.webhooks.set("another", { ...hook, id: "another" })],
];

it.each(spoilt)("one that is %s is set right; webhooks of other programs are left alone", async (was, spoil) => {
  place = await webexPlace();
  const foreign: FakeWebhook = {
    ...(hooks()[0] as FakeWebhook),
    id: "f",
    name: "theirs",
    targetUrl: "https://x.example",
  };
  place.fake.world.webhooks.set("f", foreign);
  spoil(hooks()[1] as FakeWebhook);
  await place.clock.advance(5 * 60_000);
  await vi.waitFor(() => expect(mended()).toContainEqual({ resource: "attachmentActions", was }), patient);
  const ours = hooks().filter(({ id }) => id !== "f");
  expect(ours).toHaveLength(2);
  expect(new Set(ours.map(({ targetUrl }) => targetUrl))).toEqual(new Set([place.url]));
  expect(ours.every(({ secret, filter }) => secret === ours[0]?.secret && filter === undefined)).toBe(true);
  expect(place.fake.world.webhooks.get("f")).toEqual(foreign);
});

it("where Webex hides the secret it is written once at the start, and not again and again", async () => {
  place = await webexPlace({ open: false });
  place.fake.hidesSecrets = true;
  await place.running.open();
  await place.clock.advance(5 * 60_000);
  await vi.waitFor(
    () => expect(place.fake.requests.filter(({ path }) => path === "/webhooks").length).toBeGreaterThan(3),
    patient,
  );
  expect(mended()).toHaveLength(2);
});

it("while Webex is away at the start the bot tries again, and says so in its health", async () => {
  place = await webexPlace({ open: false });
  place.fake.fail(100, 503);
  const opened = place.running.open();
  for (let second = 0; second < 20; second++) {
    await place.clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await vi.waitFor(async () => {
    await place.clock.advance(5000);
    expect(place.running.health().detail.id).toBe("webex.health.trouble");
  }, patient);
  await opened;
  place.fake.fail(0, 503);
  await vi.waitFor(async () => {
    await place.clock.advance(30_000);
    expect(place.running.health().ok).toBe(true);
  }, patient);
  expect(hooks()).toHaveLength(2);
});
