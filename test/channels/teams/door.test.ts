// The door: only Teams itself comes in, proved by the token's signature and what it was issued for. Everything else is counted.
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isAt, publicCloud } from "../../../src/channels/teams/cloud.ts";
import type { TokenWishes } from "../../fakes/teams/issuer.ts";
import { ada, startRig } from "./harness.ts";

let rig: Awaited<ReturnType<typeof startRig>>;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const message = (text: string) => rig.client.activity({ from: ada, where: rig.where }, { type: "message", text });

const refusals: readonly (readonly [string, TokenWishes | "none", string])[] = [
  ["no token", "none", "no-token"],
  ["a token that somebody else signed under our key’s name", { key: "forger" }, "wrong-signature"],
  ["a key that the issuer does not publish", { key: "unknown" }, "unknown-key"],
  ["a key that may not speak for Teams", { key: "skype-only" }, "not-for-teams"],
  ["a token that has expired", { expiresIn: -600 }, "expired"],
  ["a token of tomorrow", { notBefore: 86_400, expiresIn: 90_000 }, "not-yet"],
  ["a token for another bot", { audience: "00000000-0000-0000-0000-000000000000" }, "wrong-audience"],
  ["a token of another issuer", { issuer: "https://evil.example" }, "wrong-issuer"],
  ["a token for another service", { serviceUrl: "https://smba.trafficmanager.net/emea/" }, "wrong-service"],
];

it.each(refusals)("refuses %s", async (_, token, why) => {
  const { status } = await rig.client.send(message("let me in"), token);
  expect(status).toBe(401);
  expect([...rig.running.refused]).toEqual([[why, 1]]);
  expect(rig.received).toEqual([]);
});

it("gives five minutes of clock difference and no more", async () => {
  expect((await rig.client.send(message("late"), { expiresIn: -200 })).status).toBe(200);
  expect((await rig.client.send(message("too late"), { expiresIn: -400 })).status).toBe(401);
});

it("sends its own token only to the platform’s hosts: an address elsewhere is refused, signed or not", async () => {
  const serviceUrl = "http://127.0.0.1:9/steal/";
  const { status } = await rig.client.send({ ...message("hello"), serviceUrl });
  expect(status).toBe(401);
  expect(rig.running.refused.get("wrong-service")).toBe(1);
});

it("answers 401 without a word why, and never says it was another secret’s fault", async () => {
  const { body } = await rig.client.send(message("x"), { key: "forger" });
  expect(body).toEqual({ error: "unauthorized" });
});

it("fetches the keys once for many, and not again for tokens with made-up keys", async () => {
  await Promise.all(Array.from({ length: 20 }, () => rig.client.send(message("many"))));
  for (let count = 0; count < 10; count++) await rig.client.send(message("x"), { key: "unknown" });
  expect(rig.teams.issuer.fetched).toBe(1);
});

it("lets nobody in while the keys cannot be had, and everybody again afterwards", async () => {
  rig.teams.issuer.down = true;
  expect((await rig.client.send(message("early"))).status).toBe(503);
  rig.teams.issuer.down = false;
  await vi.waitFor(async () => expect((await rig.client.send(message("later"))).status).toBe(200), { timeout: 15_000 });
});

it("answers 503 before the bot can receive: Teams tries again", async () => {
  await rig.close();
  rig = await startRig({ open: false });
  expect((await rig.client.send(message("hello"))).status).toBe(503);
});

it.each([
  ["an activity of another channel", { channelId: "webchat" }],
  ["a channel whose tokens the SDK would check by other rules", { channelId: "AseChannel" }],
  ["an activity without a sender", { from: undefined }],
  ["a conversation that is no object", { conversation: "19:x" }],
  ["an endless id", { id: "x".repeat(5_000) }],
])("refuses %s as malformed", async (_, wrong) => {
  const { status } = await rig.client.send({ ...message("x"), ...wrong });
  expect(status).toBe(400);
});

it("lets an unknown invoke go without harm", async () => {
  const invoke = { type: "invoke", name: "task/fetch", value: { data: {} } };
  const { status } = await rig.client.send(rig.client.activity({ from: ada, where: rig.where }, invoke));
  expect(status).toBe(501);
});

it("knows a host of the platform from one that looks like it", () => {
  const { services, files } = publicCloud;
  for (const good of ["https://smba.trafficmanager.net/amer/", "https://smba.trafficmanager.net/emea/11111111/"]) {
    expect(isAt(good, services), good).toBe(true);
  }
  for (const bad of [
    "http://smba.trafficmanager.net/amer/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil.example/smba.trafficmanager.net/",
    "https://user:pass@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net:8443/",
    "https://other.trafficmanager.net/",
    "https://xsmba.trafficmanager.net/",
    "",
  ]) {
    expect(isAt(bad, services), bad).toBe(false);
  }
  expect(isAt("https://contoso-my.sharepoint.com/personal/x", files)).toBe(true);
  expect(isAt("https://evilsharepoint.com/x", files)).toBe(false);
});
