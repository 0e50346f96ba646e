// The whole way in Webex: ask, request, two votes with a restart of the bot between them, run, proof; on one lab, over real protocols.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startChannels } from "../../../src/app/channels.ts";
import { practiceCluster, practicePins } from "../../../src/app/practice.ts";
import { createApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/load.ts";
import { createHttp } from "../../../src/http/http.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../../src/lab/index.ts";
import { freePort } from "../../fakes/free-port.ts";
import { FakeWebex, fakeToken } from "../../fakes/webex/server.ts";
import {
  buttonsOf,
  type FakeMessage,
  type FakePerson,
  type FakeRoom,
  webexIdOf,
  wordsOf,
} from "../../fakes/webex/world.ts";
import { webhookSecret } from "./place.ts";

const patient = { timeout: 60_000, interval: 50 };

/** The bot and the cluster live in one time, sixty times faster than ours: a run looks at its services every ten seconds. */
const hurried = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;

/** A bot on the lab, configured by a certops.yaml as a person would write it. */
async function startBot(lab: Lab, yaml: string, folder: string): Promise<{ readonly close: () => Promise<void> }> {
  const env = { WEBEX_TOKEN: fakeToken, WEBEX_SECRET: webhookSecret };
  const loaded = readConfig(yaml, join(folder, "certops.yaml"), env);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const cluster = practiceCluster(lab);
  const settings = { ...loaded.settings, clusters: [cluster], dataFolder: folder };
  const pins = new Map([[cluster.cluster.id, await practicePins(lab)]]);
  const app = await createApp({ settings, clock: lab.cluster.clock, logger: silentLogger, pins });
  const http = createHttp({ bind: "127.0.0.1", port: settings.listen.port, logger: silentLogger });
  const memory = app.store.memory;
  const channels = await startChannels({
    settings,
    http,
    clock: systemClock,
    logger: silentLogger,
    join: app.join,
    memory,
  });
  await app.open();
  await http.listen();
  await channels.open();
  return {
    close: async () => {
      await channels.close();
      await http.close();
      await app.close();
    },
  };
}

it("ask, request, vote, restart the bot, vote, run, verify: one card follows to the end within Webex’s edits", async () => {
  const folder = mkdtempSync(join(tmpdir(), "certops-webex-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lab = await startLab({ nodes: 3, phones: 12, seed: 7, ...hurried });
  onTestFinished(() => lab.close());
  const fake = await new FakeWebex().listen();
  onTestFinished(() => fake.close());
  const { world } = fake;
  const [alex, beatriz, chen, eve] = ["Alex", "Beatriz", "Chen", "Eve"].map((name) => world.person(name)) as [
    FakePerson,
    FakePerson,
    FakePerson,
    FakePerson,
  ];
  const foreign = world.person("Chen", { orgId: webexIdOf("ORGANIZATION") });
  const room: FakeRoom = world.room(alex, beatriz, chen, eve, foreign);
  const port = await freePort();
  const identity = (user: FakePerson) => `[{ platform: webex, tenant: ${world.organisation}, user: ${user.id} }]`;
  const yaml = [
    `listen: { port: ${port} }`,
    "timeZone: UTC",
    "web: { enabled: false }",
    "webex:",
    "  tokenEnv: WEBEX_TOKEN",
    "  webhookSecretEnv: WEBEX_SECRET",
    `  organisation: ${world.organisation}`,
    `  publicUrl: http://127.0.0.1:${port}`,
    `  apiUrl: ${fake.api}`,
    "people:",
    `  alex: { name: Alex Kim, roles: [engineer], identities: ${identity(alex)} }`,
    `  beatriz: { name: Beatriz Santos, roles: [approver], identities: ${identity(beatriz)} }`,
    `  chen: { name: Chen Wei, roles: [approver], identities: ${identity(chen)} }`,
  ].join("\n");
  let bot = await startBot(lab, yaml, folder);
  onTestFinished(() => bot.close());
  await lab.cluster.phonesSettled();

  const cardWith = (button: string): FakeMessage | undefined =>
    world
      .posted(room)
      .findLast((one) => buttonsOf(one.card).some(({ data }) => String(data.certops).includes(`"${button}"`)));
  const shown = (button: string): Promise<FakeMessage> =>
    vi.waitFor(() => {
      const message = cardWith(button);
      if (message === undefined)
        throw new Error(
          `no card with ${button}: ${world
            .posted()
            .map((one) => one.text)
            .join(" | ")}`,
        );
      return message;
    }, patient);
  const press = async (who: FakePerson, button: string, inputs: Record<string, string> = {}) => {
    const message = await shown(button);
    const found = buttonsOf(message.card).find(({ data }) => String(data.certops).includes(`"${button}"`));
    return await fake.press(who, message, { ...found?.data, ...inputs });
  };
  const toldAlone = (who: FakePerson): string =>
    world
      .posted(world.direct(who))
      .map((one) => wordsOf(one.card))
      .join("\n");

  const question = await fake.say(alex, room, "/certops restart Cisco CallManager on cucm-sub1, cucm-sub2");
  await press(alex, "approval.request", { reason: "certificates were renewed" });
  const approval = await shown("approval.approve");
  expect(approval.parentId).toBe(question.id);

  // Who asked may not vote, strangers and other organisations neither; each is told so alone.
  await press(alex, "approval.approve");
  await press(eve, "approval.approve");
  await press(foreign, "approval.approve");
  for (const who of [alex, eve, foreign]) await vi.waitFor(() => expect(toldAlone(who)).not.toBe(""), patient);
  expect(toldAlone(foreign)).toContain(foreign.id);

  // Who reads Chinese gets the card in Chinese in the direct room; it turns back there, and the one in the space stays as it is.
  await press(beatriz, "card.language");
  await vi.waitFor(() => expect(toldAlone(beatriz)).toContain("等待批准"), patient);
  expect(toldAlone(beatriz)).toContain("会话中的卡片会继续更新");
  expect(wordsOf(approval.card)).toContain("Waiting for approval");

  const first = await press(beatriz, "approval.approve");
  await vi.waitFor(() => expect(wordsOf(world.messages.get(approval.id)?.card)).toContain("1 of 2"), patient);
  await bot.close();
  bot = await startBot(lab, yaml, folder);

  // The same press, delivered again to the bot that has just started, is nobody's second vote.
  const body = JSON.stringify({
    resource: "attachmentActions",
    event: "created",
    data: { id: first.id, roomId: room.id },
  });
  const signature = createHmac("sha1", webhookSecret).update(body).digest("hex");
  expect(await fake.deliver(`http://127.0.0.1:${port}/webex/events`, body, { "x-spark-signature": signature })).toBe(
    200,
  );
  // Webex asks to wait while the second vote comes: nothing is lost, the card catches up.
  fake.limit(3, 1);
  await press(chen, "approval.approve");
  const run = await shown("run.abort").catch(() => undefined);
  await vi.waitFor(
    () =>
      expect(
        world
          .posted(room)
          .map((one) => wordsOf(one.card))
          .join("\n"),
      ).toMatch(/Verified/),
    patient,
  );
  // The requester is told the outcome by a mention, beside the card.
  await vi.waitFor(() => {
    const told = world.posted(room).filter(({ mentionedPeople }) => mentionedPeople.includes(alex.id));
    expect(told.map(({ card }) => wordsOf(card)).join("\n")).toContain("The change has ended: Verified");
  }, patient);
  for (const message of world.posted()) expect(message.edits).toBeLessThanOrEqual(10);
  if (run !== undefined) expect(run.parentId).toBe(question.id);
  expect(
    lab.cluster.nodes.flatMap((node) => [...node.services.values()]).every(({ state }) => state !== "starting"),
  ).toBe(true);
}, 120_000);
