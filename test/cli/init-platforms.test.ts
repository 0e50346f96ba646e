// `certops init` with each chat platform, by flags and by questions: what it writes is taken by the bot as it is, and the bot answers
// there. One practice cluster, over its real SSH and HTTPS ports; the platforms are the fakes with their limits.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Bot, startBot } from "../../src/app/bot.ts";
import type { InitWords } from "../../src/certops/init/answers.ts";
import { init } from "../../src/certops/init/init.ts";
import { MissingAnswer, type Prompter } from "../../src/certops/init/prompter.ts";
import { exitCodes, type Io } from "../../src/certops/io.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Settings } from "../../src/config/settings.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { People } from "../channels/slack/rig.ts";
import { account, appId, secret as teamsSecret } from "../channels/teams/harness.ts";
import { freePort } from "../fakes/free-port.ts";
import { readable } from "../fakes/slack/check-blocks.ts";
import { appToken, botToken, FakeSlack, signingSecret, team } from "../fakes/slack/server.ts";
import { cardOf, TeamsClient, wordsOf as teamsWords } from "../fakes/teams/client.ts";
import { FakeTeams } from "../fakes/teams/server.ts";
import { FakeWebex, fakeToken } from "../fakes/webex/server.ts";
import { wordsOf } from "../fakes/webex/world.ts";

const patient = { timeout: 30_000 };
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ nodes: 1, phones: 2, seed: 7, pace: 50, bind: { kind: "shared", address: "127.0.0.1" } });
}, 120_000);
afterAll(() => lab.close());

const secrets = {
  SLACK_BOT_TOKEN: botToken,
  SLACK_APP_TOKEN: appToken,
  MY_SIGNING_SECRET: signingSecret,
  TEAMS_CLIENT_SECRET: teamsSecret,
  WEBEX_TOKEN: fakeToken,
};

/** Nobody at the terminal, or somebody who answers by the beginning of the question and else takes the default. */
const prompter = (answers?: Readonly<Record<string, string>>): Prompter => ({
  live: answers !== undefined,
  line: (question, flag, fallback) => {
    const given = Object.entries(answers ?? {}).find(([beginning]) => question.startsWith(beginning))?.[1];
    const answer = given ?? fallback;
    return answer === undefined ? Promise.reject(new MissingAnswer(flag)) : Promise.resolve(answer);
  },
  secret: (_question, flag) => Promise.reject(new MissingAnswer(flag)),
  agrees: () => Promise.resolve(true),
});

async function made(words: InitWords, answers?: Readonly<Record<string, string>>): Promise<Settings> {
  const folder = mkdtempSync(join(tmpdir(), "certops-init-platform-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const said: string[] = [];
  const env = {
    CERTOPS_HQ_MONITOR: lab.accounts.monitor.password,
    CERTOPS_HQ_AXL: lab.accounts.axl.password,
    ...secrets,
  };
  const io: Io = { out: (text) => said.push(text), err: (text) => said.push(text), env, live: false, width: 100 };
  const [node] = lab.nodes;
  const whole = {
    publisher: `${node?.address}:${node?.ports.ssh}:${node?.ports.https}`,
    monitorUser: lab.accounts.monitor.user,
    axlUser: lab.accounts.axl.user,
    person: "ada",
    out: join(folder, "certops.yaml"),
    yes: true,
    ...words,
  };
  expect(await init(whole, io, prompter(answers)), said.join("\n")).toBe(exitCodes.done);
  for (const value of Object.values(secrets)) expect(said.join("\n")).not.toContain(value);
  const loaded = loadConfig(join(folder, "certops.yaml"), env);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  // A port of this test's own; everything else is as init wrote it.
  return { ...loaded.settings, listen: { ...loaded.settings.listen, port: await freePort() } };
}

async function started(settings: Settings, more: { readonly teamsCloud?: FakeTeams["cloud"] } = {}): Promise<Bot> {
  const bot = await startBot({ settings, logger: silentLogger, ...more });
  onTestFinished(() => bot.close());
  return bot;
}

describe("what init writes for", () => {
  const identity = { platform: "slack", personTenant: team, personUser: "U0ADA" } as const;
  it.each([
    ["Slack’s Socket Mode, by flags", identity, undefined, "socket"],
    [
      "Slack over HTTP, by flags",
      { ...identity, set: ["mode=http", "signingSecretEnv=MY_SIGNING_SECRET"] },
      undefined,
      "http",
    ],
    [
      "Slack over HTTP, by questions",
      {},
      {
        "Chat platform": "slack",
        "How Slack’s events": "http",
        "Variable with the signing secret": "MY_SIGNING_SECRET",
        "Your workspace’s id": team,
        "Your user id": "U0ADA",
      },
      "http",
    ],
  ] as const)("%s starts the bot, which answers there", { timeout: 90_000 }, async (_, words, answers, mode) => {
    const slack = new FakeSlack();
    await slack.listen();
    onTestFinished(() => slack.close());
    const settings = await made(words, answers);
    expect(settings.slack?.mode).toBe(mode);
    if (settings.slack === undefined) throw new Error("no Slack");
    await started({ ...settings, slack: { ...settings.slack, apiUrl: slack.apiUrl } });
    if (mode === "http") slack.target = `http://127.0.0.1:${settings.listen.port}${settings.slack.path}`;
    await new People(slack).mention("help", { user: "U0ADA" });
    await vi.waitFor(
      () => expect(slack.messages.map(({ blocks }) => readable(blocks)).join()).toContain("certs"),
      patient,
    );
  });

  it.each([
    [
      "by flags",
      { platform: "teams", set: [`appId=${appId}`, "tenantId=11111111-2222-3333-4444-555555555555"] },
      undefined,
    ],
    [
      "by questions",
      {},
      {
        "Chat platform": "teams",
        "Application (client) id": appId,
        "Directory (tenant) id": "11111111-2222-3333-4444-555555555555",
        "Name under which Teams": "certops.example.com",
        "Your user id": "aad-ada",
      },
    ],
  ] as const)("Teams, %s, starts the bot, which answers there", { timeout: 90_000 }, async (_, words, answers) => {
    const teams = new FakeTeams(systemClock, { appId, secret: teamsSecret });
    await teams.listen();
    onTestFinished(() => teams.close());
    const ada = account("ada");
    teams.accounts.push(ada);
    const settings = await made({ personUser: ada.aadObjectId, ...words }, answers);
    expect(settings.teams).toMatchObject({ appId, tenantId: teams.tenant });
    expect(settings.teams?.publicHost).toBe(answers === undefined ? undefined : "certops.example.com");
    await started(settings, { teamsCloud: teams.cloud });
    const client = new TeamsClient(teams, `http://127.0.0.1:${settings.listen.port}${settings.teams?.path}`);
    await client.write({ from: ada, where: client.personal(ada) }, "help");
    const shown = () => teams.messages.map(({ activity }) => teamsWords(cardOf(activity))).join();
    await vi.waitFor(() => expect(shown()).toContain("certs"), patient);
  });

  it("Webex without a public address starts the bot, which answers there", { timeout: 90_000 }, async () => {
    const webex = await new FakeWebex().listen();
    onTestFinished(() => webex.close());
    const ada = webex.world.person("Ada");
    const set = ["transport=websocket", `organisation=${webex.world.organisation}`];
    const settings = await made({ platform: "webex", set, personUser: ada.id });
    if (settings.webex?.transport !== "websocket") throw new Error("no socket");
    const { api: apiUrl, catalogue: catalogueUrl } = webex;
    await started({ ...settings, webex: { ...settings.webex, apiUrl, catalogueUrl } });
    await webex.say(ada, webex.world.direct(ada), "help");
    await vi.waitFor(
      () =>
        expect(
          webex.world
            .posted()
            .map(({ card }) => wordsOf(card))
            .join(),
        ).toContain("certs"),
      patient,
    );
  });
});

it("answers that do not go together are named, and the value behind them is not repeated", async () => {
  const said: string[] = [];
  const io: Io = {
    out: (text) => said.push(text),
    err: (text) => said.push(text),
    env: { CERTOPS_HQ_MONITOR: lab.accounts.monitor.password },
    live: false,
    width: 100,
  };
  const [node] = lab.nodes;
  const base = {
    publisher: `${node?.address}:${node?.ports.ssh}:${node?.ports.https}`,
    monitorUser: lab.accounts.monitor.user,
    person: "ada",
    out: join(tmpdir(), `certops-never-${process.pid}.yaml`),
    yes: true,
    platform: "slack",
  };
  expect(await init({ ...base, set: ["mode=carrier-pigeon"] }, io, prompter())).toBe(exitCodes.usage);
  expect(said.join("\n")).toContain("mode is socket or http");
  expect(await init({ ...base, set: ["mode=http", "appTokenEnv=xapp-very-secret"] }, io, prompter())).toBe(
    exitCodes.usage,
  );
  expect(said.join("\n")).toContain("--set appTokenEnv=… does not go together");
  expect(said.join("\n")).not.toContain("very-secret");
});
