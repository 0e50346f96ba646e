// The whole way in Slack: ask, request, two votes with a restart of the bot between them, run, proof; a stranger, the requester's own
// vote, a late delivery; and an on-call person who is really mentioned. One lab, real protocols, the real Bolt app.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startChannels } from "../../../src/app/channels.ts";
import { practiceCluster, practicePins } from "../../../src/app/practice.ts";
import { createApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/load.ts";
import { createHttp } from "../../../src/http/http.ts";
import { type Clock, ManualClock, systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../../src/lab/index.ts";
import { readable } from "../../fakes/slack/check-blocks.ts";
import { appToken, botToken, type FakeMessage, FakeSlack, signingSecret, team } from "../../fakes/slack/server.ts";
import { buttonsOf, nodesOf, People, textOf } from "./rig.ts";

/** The bot and the cluster live in one time, sixty times faster than ours: a run looks at its services every ten seconds. */
const hurried = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;
const patient = { timeout: 60_000, interval: 50 };
const [alex, beatriz, chen, eve] = ["U0ALEX", "U0BEA", "U0CHEN", "U0EVE"] as const;

const yaml = (slack: FakeSlack, mode: "socket" | "http"): string => {
  const identity = (user: string) => `[{ platform: slack, tenant: ${team}, user: ${user} }]`;
  return `timeZone: UTC
web: { enabled: false }
slack: { mode: ${mode}, botTokenEnv: BOT, appTokenEnv: APP, signingSecretEnv: SIGN, apiUrl: "${slack.apiUrl}" }
people:
  alex: { name: Alex Kim, roles: [engineer], identities: ${identity(alex)} }
  beatriz: { name: Beatriz Santos, roles: [approver], identities: ${identity(beatriz)} }
  chen: { name: Chen Wei, roles: [approver], identities: ${identity(chen)} }
`;
};

async function startBot(
  lab: Lab,
  slack: FakeSlack,
  folder: string,
  mode: "socket" | "http",
  clock: Clock = lab.cluster.clock,
) {
  const env = { BOT: botToken, APP: appToken, SIGN: signingSecret };
  const loaded = readConfig(yaml(slack, mode), join(folder, "certops.yaml"), env);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const cluster = practiceCluster(lab);
  const settings = { ...loaded.settings, clusters: [cluster], dataFolder: folder };
  const pins = new Map([[cluster.cluster.id, await practicePins(lab)]]);
  const app = await createApp({ settings, clock, logger: silentLogger, pins });
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const { join: joinApp } = app;
  const { memory } = app.store;
  const channels = await startChannels({
    settings,
    http,
    clock: systemClock,
    logger: silentLogger,
    join: joinApp,
    memory,
  });
  await app.open();
  const { url } = await http.listen();
  slack.target = mode === "http" ? `${url}/slack/events` : "";
  await channels.open();
  let closed = false;
  return {
    app,
    close: async () => {
      if (closed) return;
      closed = true;
      await channels.close();
      await http.close();
      await app.close();
    },
  };
}

async function world(phones: number) {
  const folder = mkdtempSync(join(tmpdir(), "certops-slack-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lab = await startLab({ nodes: 3, phones, seed: 7, ...hurried });
  onTestFinished(() => lab.close());
  const slack = new FakeSlack();
  await slack.listen();
  onTestFinished(() => slack.close());
  const people = new People(slack);
  const withButton = (label: string | RegExp): FakeMessage | undefined =>
    slack.messages.findLast((one) => buttonsOf(one.blocks).some((node) => new RegExp(label).test(textOf(node.text))));
  const shown = (label: string): Promise<FakeMessage> =>
    vi.waitFor(() => {
      const message = withButton(label);
      if (message === undefined)
        throw new Error(`no card with ${label}: ${slack.messages.map((one) => one.text).join(" | ")}`);
      return message;
    }, patient);
  const press = async (user: string, label: string, reason?: string): Promise<FakeMessage> => {
    const message = await shown(label);
    const place = { platform: "slack", tenant: team, conversation: message.channel, scope: "channel" } as const;
    const at = { id: message.ts, place: message.thread === undefined ? place : { ...place, thread: message.thread } };
    await people.press(at, label, { user, reason });
    return message;
  };
  const privately = (user: string): string =>
    slack.messages
      .filter((one) => one.only === user)
      .map((one) => readable(one.blocks))
      .join("\n");
  return { folder, lab, slack, people, shown, press, privately };
}

it("ask, request, vote, restart the bot, vote, run, verify: one card follows, and everybody hears what is theirs", {
  timeout: 150_000,
}, async () => {
  const { folder, lab, slack, people, shown, press, privately } = await world(12);
  let bot = await startBot(lab, slack, folder, "socket");
  onTestFinished(() => bot.close());
  await lab.cluster.phonesSettled();

  await people.command("restart Cisco CallManager on cucm-sub1, cucm-sub2", { user: alex });
  const proposed = await press(alex, "Request approval", "certificates were renewed");
  const approval = await shown("^Approve$");

  // A stranger, somebody of another workspace, and who asked: each is told alone, nobody else sees it, nothing is counted.
  const button = people.button(approval.ts, "Approve");
  const at = { channel: approval.channel, ts: approval.ts };
  await people.pressRaw(button, at, { user: eve });
  await people.pressRaw(button, at, { user: chen, team: "T0OTHER" });
  await people.pressRaw(button, at, { user: alex });
  for (const user of [eve, chen, alex]) await vi.waitFor(() => expect(privately(user)).not.toBe(""), patient);
  expect(privately(eve)).toContain(eve);
  expect(privately(chen)).toContain("T0OTHER");

  // Who reads Chinese gets the card in Chinese, alone, with the same buttons: the vote below is given on that copy.
  await people.pressRaw(people.button(approval.ts, "中文"), at, { user: beatriz });
  const chinese = await vi.waitFor(() => {
    const copy = slack.messages.find((one) => one.only === beatriz && readable(one.blocks).includes("等待批准"));
    if (copy === undefined) throw new Error(privately(beatriz));
    return copy;
  }, patient);
  expect(readable(approval.blocks)).toContain("Waiting for approval");
  const copied = buttonsOf(chinese.blocks).find((node) => node.value === button.value);
  if (copied === undefined) throw new Error("the copy has another button");
  const alone = { channel: chinese.channel, ts: chinese.ts, alone: true };
  await people.pressRaw({ action_id: copied.action_id, value: copied.value }, alone, { user: beatriz, key: "vote" });
  await people.pressRaw(button, at, { user: beatriz, key: "vote" });
  await vi.waitFor(() => expect(readable(approval.blocks)).toContain("Beatriz Santos approved"), patient);
  await bot.close();

  // The bot comes back by the other way in; the card's buttons still work, and the late delivery of the same click counts no more.
  bot = await startBot(lab, slack, folder, "http");
  // Below the card from before the restart, a few words are enough; in another thread they mean nothing.
  await people.mention("what about cucm-pub?", { user: alex, thread: proposed.ts });
  await people.mention("what about cucm-pub?", { user: alex, thread: "1700000000.000001" });
  const inThread = (thread: string): string =>
    slack.messages
      .filter((one) => one.thread === thread)
      .map((one) => readable(one.blocks))
      .join("\n");
  await vi.waitFor(() => {
    expect(inThread(proposed.ts)).toContain("Restart Cisco CallManager on cucm-pub");
    expect(inThread("1700000000.000001")).toContain("What do you mean by that?");
  }, patient);
  await people.pressRaw(button, at, { user: beatriz, key: "vote" });
  // Slack is away while the second vote is counted: nothing is lost, the card catches up.
  slack.away = true;
  await people.pressRaw(button, at, { user: chen });
  const voters = async () => (await bot.app.audit.list({ limit: 500 })).filter(({ kind }) => kind === "voted");
  await vi.waitFor(async () => expect(await voters()).toHaveLength(2), patient);
  expect(readable(approval.blocks)).not.toContain("Chen Wei approved");
  slack.away = false;
  await vi.waitFor(
    () => expect(slack.messages.some((one) => /Verified/.test(readable(one.blocks)))).toBe(true),
    patient,
  );
  expect(buttonsOf(approval.blocks).map((node) => textOf(node.text))).not.toContain("Approve");
  const votes = await bot.app.audit.list({ limit: 500 });
  expect(
    votes
      .filter(({ kind }) => kind === "voted")
      .map(({ who }) => who)
      .sort(),
  ).toEqual(["beatriz", "chen"]);

  // The requester is told the outcome by a mention, beside the card.
  await vi.waitFor(() => {
    const told = slack.messages.filter((one) =>
      nodesOf(one.blocks).some((node) => node.type === "user" && node.user_id === alex),
    );
    expect(told.map((one) => readable(one.blocks)).join("\n")).toContain("The change has ended: Verified");
  }, patient);
  expect(slack.unacknowledged).toEqual([]);
  expect(slack.strayTokens).toEqual([]);
});

it("an on-call person is mentioned for real when nobody votes, once, and only there", { timeout: 90_000 }, async () => {
  const { folder, lab, slack, people, shown, press } = await world(6);
  const clock = new ManualClock(Date.now());
  const bot = await startBot(lab, slack, folder, "socket", clock);
  onTestFinished(() => bot.close());
  await lab.cluster.phonesSettled();
  await people.command("restart Cisco CallManager on cucm-sub1", { user: alex });
  await press(alex, "Request approval", "certificates were renewed");
  await shown("^Approve$");
  const mentioned = (user: string) =>
    slack.messages.filter((one) => nodesOf(one.blocks).some((node) => node.type === "user" && node.user_id === user));
  expect(mentioned(chen)).toEqual([]);
  await clock.advance(10 * 60_000 + 1000);
  await vi.waitFor(() => expect(mentioned(chen)).toHaveLength(1), patient);
  expect(mentioned(chen)[0]?.text).toContain(`<@${chen}>`);
  expect(readable(mentioned(chen)[0]?.blocks)).toContain("nobody has voted on this yet");
  expect(mentioned(beatriz)).toEqual([]);
});
