// The whole way in Teams: ask, request, two votes with a restart of the bot between them, run, proof; on one lab, over real protocols.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startChannels } from "../../../src/app/channels.ts";
import { practiceCluster, practicePins } from "../../../src/app/practice.ts";
import { createApp } from "../../../src/app.ts";
import { readConfig } from "../../../src/config/load.ts";
import { createHttp } from "../../../src/http/http.ts";
import type { Clock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../../src/lab/index.ts";
import { buttonFor, cardIn, cardOf, type Node, nodes, TeamsClient, wordsOf } from "../../fakes/teams/client.ts";
import { quickClock } from "../../fakes/teams/clock.ts";
import { type Account, FakeTeams, type Stood } from "../../fakes/teams/server.ts";
import { account, appId, channelId, secret, thread } from "./harness.ts";

const patient = { timeout: 90_000, interval: 50 };
/** The bot and the cluster live in one time, sixty times faster than ours: a run looks at its services every ten seconds. */
const hurried = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;
const where = { kind: "channel", id: `${channelId};messageid=${thread}` } as const;

/** A bot on the lab, configured by a certops.yaml as a person would write it. */
async function startBot(lab: Lab, teams: FakeTeams, yaml: string, folder: string, clock: Clock) {
  const loaded = readConfig(yaml, join(folder, "certops.yaml"), { TEAMS_SECRET: secret });
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const cluster = practiceCluster(lab);
  const settings = { ...loaded.settings, clusters: [cluster], dataFolder: folder };
  const pins = new Map([[cluster.cluster.id, await practicePins(lab)]]);
  const app = await createApp({ settings, clock: lab.cluster.clock, logger: silentLogger, pins });
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const channels = await startChannels({
    settings,
    http,
    clock,
    logger: silentLogger,
    join: app.join,
    memory: app.store.memory,
    teamsCloud: teams.cloud,
  });
  await app.open();
  const { url } = await http.listen();
  await channels.open();
  return {
    client: new TeamsClient(teams, `${url}/api/messages`),
    close: async () => {
      await channels.close();
      await http.close();
      await app.close();
    },
  };
}

it("ask, request, vote, restart the bot, vote, run, verify: one card follows, and only approvers see its buttons", async () => {
  const folder = mkdtempSync(join(tmpdir(), "certops-teams-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lab = await startLab({ nodes: 3, phones: 12, seed: 7, ...hurried });
  onTestFinished(() => lab.close());
  const tenantId = "11111111-2222-3333-4444-555555555555";
  // One for both sides: two that were started apart run apart, and a token of the one is not yet valid to the other.
  const clock = quickClock();
  const teams = new FakeTeams(clock, { appId, secret });
  await teams.listen();
  onTestFinished(() => teams.close());
  const [alex, beatriz, chen, eve] = ["alex", "beatriz", "chen", "eve"].map((name) => account(name)) as [
    Account,
    Account,
    Account,
    Account,
  ];
  const visitor = account("visitor", { userRole: "guest" });
  teams.accounts.push(alex, beatriz, chen, eve, visitor);
  const identity = (user: Account) => `[{ platform: teams, tenant: ${tenantId}, user: ${user.aadObjectId} }]`;
  const yaml = [
    "timeZone: UTC",
    "web: { enabled: false }",
    `teams: { appId: ${appId}, tenantId: ${tenantId}, clientSecretEnv: TEAMS_SECRET }`,
    "people:",
    `  alex: { name: Alex Kim, roles: [engineer], identities: ${identity(alex)} }`,
    `  beatriz: { name: Beatriz Santos, roles: [approver], identities: ${identity(beatriz)} }`,
    `  chen: { name: Chen Wei, roles: [approver], identities: ${identity(chen)} }`,
    `  vera: { name: Vera Guest, roles: [approver], identities: ${identity(visitor)} }`,
  ].join("\n");
  let bot = await startBot(lab, teams, yaml, folder, clock);
  onTestFinished(() => bot.close());
  await lab.cluster.phonesSettled();

  const here = (): readonly Stood[] => teams.in(where.id);
  const all = (): string =>
    here()
      .map(({ activity }) => wordsOf(cardOf(activity)))
      .join("\n---\n");
  const cardWith = async (words: string): Promise<Stood> =>
    await vi.waitFor(() => {
      const found = here().findLast(({ activity }) => wordsOf(cardOf(activity)).includes(words));
      if (found === undefined) throw new Error(`no card with ${words}:\n${all()}`);
      return found;
    }, patient);
  /** The card as this person's client shows it: their own view where the card asks for one. */
  const seen = async (who: Account, message: Stood): Promise<Node> => {
    const card = cardOf(message.activity) ?? {};
    return (await bot.client.refresh({ from: who, where }, message.id, card)) ?? card;
  };
  const press = async (who: Account, message: Stood, action: string, inputs: Node = {}): Promise<Node> => {
    const button = buttonFor((await seen(who, message)).body, action);
    const drawn = button ?? {
      type: "Action.Execute",
      verb: action,
      data: { certops: { action, payload: { approval: /apr_\w+/.exec(JSON.stringify(message.activity))?.[0] ?? "" } } },
    };
    return cardIn((await bot.client.press({ from: who, where }, message.id, drawn, inputs)).body) ?? {};
  };

  await bot.client.write({ from: alex, where }, "certops restart Cisco CallManager on cucm-sub1, cucm-sub2");
  const plan = await cardWith("utils service restart Cisco CallManager");
  await press(alex, plan, "approval.request", { reason: "certificates were renewed" });
  const approval = await cardWith("0 of 2");

  const buttons = async (who: Account): Promise<boolean> =>
    buttonFor((await seen(who, approval)).body, "approval.approve") !== undefined;
  expect(await Promise.all([beatriz, chen, alex, eve].map(buttons))).toEqual([true, true, false, false]);

  // Who asked may not vote, strangers and guests neither; each is told so alone, in the answer to their press.
  for (const who of [alex, eve, visitor]) {
    const told = wordsOf(await press(who, approval, "approval.approve"));
    expect(told, who.name).not.toBe("");
    expect(told, who.name).not.toContain("1 of 2");
  }
  expect(wordsOf(cardOf(approval.activity))).toContain("0 of 2");

  await press(beatriz, approval, "approval.approve");
  await vi.waitFor(() => expect(wordsOf(cardOf(approval.activity))).toContain("1 of 2"), patient);
  await press(beatriz, approval, "approval.approve");
  expect(wordsOf(cardOf(approval.activity))).toContain("1 of 2");
  await bot.close();
  bot = await startBot(lab, teams, yaml, folder, clock);

  // The platform stumbles while the second vote comes: nothing is lost, the card catches up.
  teams.slow = 3;
  await press(chen, approval, "approval.approve");
  await vi.waitFor(() => {
    if (!/Verified/.test(all())) throw new Error(`not verified:\n${all()}`);
  }, patient);
  expect(wordsOf(cardOf(approval.activity))).toContain("2 of 2");
  // The requester is told the outcome by a mention, beside the card.
  await vi.waitFor(() => {
    const told = here().filter(({ activity }) => JSON.stringify(activity.entities ?? []).includes(alex.id));
    expect(told.map(({ activity }) => wordsOf(cardOf(activity))).join("\n")).toContain(
      "The change has ended: Verified",
    );
  }, patient);
  const left = nodes(cardOf(approval.activity)).filter((node) => node.type === "Action.Execute");
  expect(left.map(({ verb }) => verb)).toEqual(["card.language"]);
  expect(here().every(({ conversation }) => conversation === where.id)).toBe(true);
  const services = lab.cluster.nodes.flatMap((node) => [...node.services.values()]);
  expect(services.every(({ state }) => state !== "starting")).toBe(true);
}, 240_000);
