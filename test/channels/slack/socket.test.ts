// Socket Mode when the network is not kind: closed, recycled, frozen, refused, silent sockets; nothing is lost and nothing hangs.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Secret } from "../../../src/config/settings.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { FakeSlack } from "../../fakes/slack/server.ts";
import { openSlack, type SlackRig } from "./rig.ts";

const patient = { timeout: 20_000 };
const rigs: SlackRig[] = [];
const fakes: FakeSlack[] = [];
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  await Promise.all(fakes.splice(0).map((fake) => fake.close()));
});
const open = async (...given: Parameters<typeof openSlack>): Promise<SlackRig> => {
  const rig = await openSlack(...given);
  rigs.push(rig);
  return rig;
};
const fake = async (): Promise<FakeSlack> => {
  const made = new FakeSlack();
  await made.listen();
  fakes.push(made);
  return made;
};
const up = ({ bot, slack }: SlackRig, connections: number) =>
  vi.waitFor(() => {
    expect(slack.connectionsMade).toBeGreaterThanOrEqual(connections);
    expect(bot.health().ok).toBe(true);
  }, patient);

describe("the Socket Mode connection", () => {
  it("comes back at once when it is cut", async () => {
    const rig = await open("socket");
    for (const socket of rig.slack.connections) socket.terminate();
    await up(rig, 2);
    await rig.people.mention("still there?");
    await vi.waitFor(() => expect(rig.received).toHaveLength(1), patient);
  });

  it("is replaced before Slack closes it, and the old one goes", async () => {
    const rig = await open("socket");
    rig.slack.recycle();
    await up(rig, 2);
    await vi.waitFor(() => expect(rig.slack.connections.size).toBe(1), patient);
    await rig.people.mention("after the change");
    await vi.waitFor(() => expect(rig.received).toHaveLength(1), patient);
  });

  it("that is frozen is found by the watchdog and replaced, without waiting for a goodbye", async () => {
    const clock = new ManualClock(Date.now());
    // The SDK’s own check is out of the way: what is seen here is the watchdog’s.
    const rig = await open("socket", { clock, times: { pong: 600_000 } });
    await vi.waitFor(async () => {
      // A ping of Slack’s must have been heard for silence to mean anything.
      for (const socket of rig.slack.connections) socket.ping();
      await clock.advance(5000);
      expect(rig.slack.connectionsMade).toBe(1);
    }, patient);
    rig.slack.freeze();
    await clock.advance(31_000);
    await vi.waitFor(() => expect(rig.slack.connectionsMade).toBe(2), patient);
    expect(rig.slack.connections.size).toBe(2);
    await vi.waitFor(() => expect(rig.bot.health().ok).toBe(true), patient);
  });

  it("is renewed every hour, because a socket can answer pings and deliver nothing", async () => {
    const clock = new ManualClock(Date.now());
    const rig = await open("socket", { clock, times: { silence: 10_000_000, pong: 600_000 } });
    await clock.advance(3_600_000 + 10_000);
    await vi.waitFor(() => expect(rig.slack.connectionsMade).toBe(2), patient);
  });

  it("that never says hello is given up, and tried again", async () => {
    const slack = await fake();
    slack.silentHello = true;
    const rig = await open("socket", { fake: slack, times: { hello: 100, look: 50 } });
    expect(rig.bot.health()).toMatchObject({ ok: false, detail: { id: "slack.health.connecting" } });
    slack.silentHello = false;
    await up(rig, 2);
  });

  it("survives that Slack cannot be reached at the start, and messages sent meanwhile arrive", async () => {
    const slack = await fake();
    slack.away = true;
    const opening = open("socket", { fake: slack, times: { look: 50 } });
    const rig = await opening;
    expect(rig.bot.health().ok).toBe(false);
    slack.away = false;
    await up(rig, 1);
    await vi.waitFor(async () => {
      await rig.people.mention("hello again");
      expect(rig.received.length).toBeGreaterThan(0);
    }, patient);
  });

  it("drops what is no message of Slack’s and lives on", async () => {
    const rig = await open("socket");
    for (const socket of rig.slack.connections) {
      for (const frame of ["null", "7", "[]", "{", '{"type":"disconnect"', '"x"']) socket.send(frame);
      socket.send(Buffer.from([0, 1, 2]));
    }
    await rig.people.mention("alive?");
    await vi.waitFor(() => expect(rig.received).toHaveLength(1), patient);
    expect(rig.slack.connectionsMade).toBe(1);
  });
});

describe("credentials that Slack refuses", () => {
  it("stop the start with one sentence: the bot token", async () => {
    await expect(open("socket", { botToken: new Secret("xoxb-wrong") })).rejects.toMatchObject({
      code: "login-refused",
      say: { id: "channel.credentials", values: { detail: "invalid_auth" } },
    });
  });

  it("stop the start with one sentence: the app token", async () => {
    await expect(open("socket", { appToken: new Secret("xapp-wrong") })).rejects.toMatchObject({
      code: "login-refused",
    });
  });

  it("never stand in the error", async () => {
    const error = await open("socket", { botToken: new Secret("xoxb-very-secret") }).catch((found: unknown) => found);
    expect(JSON.stringify(error) + String(error)).not.toContain("very-secret");
  });
});
