// Request in Slack, approve in Teams and Webex, watch everywhere: one person counts once, every copy of a card follows, and late or
// repeated deliveries change nothing. One bot, one lab, the three real channels on their fake platforms.
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startChannels } from "../../src/app/channels.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { createApp } from "../../src/app.ts";
import { startTeams } from "../../src/channels/teams/start.ts";
import { readConfig } from "../../src/config/load.ts";
import type { Inbound } from "../../src/domain/chat.ts";
import { createHttp } from "../../src/http/http.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { startLab } from "../../src/lab/index.ts";
import { People, buttonsOf as slackButtons, textOf } from "../channels/slack/rig.ts";
import { account, appId, channelId, secret, thread } from "../channels/teams/harness.ts";
import { webhookSecret } from "../channels/webex/place.ts";
import { freePort } from "../fakes/free-port.ts";
import { readable } from "../fakes/slack/check-blocks.ts";
import { appToken, botToken, FakeSlack, team } from "../fakes/slack/server.ts";
import { buttonFor, cardOf, TeamsClient, wordsOf as teamsWords } from "../fakes/teams/client.ts";
import { quickClock } from "../fakes/teams/clock.ts";
import { FakeTeams } from "../fakes/teams/server.ts";
import { FakeWebex, fakeToken } from "../fakes/webex/server.ts";
import { buttonsOf as webexButtons, wordsOf as webexWords } from "../fakes/webex/world.ts";

/** The bot and the cluster live in one time, sixty times faster than ours: a run looks at its services every ten seconds. */
const hurried = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;
const patient = { timeout: 60_000, interval: 50 };

it("one request, three platforms, two people: what counts is the person, and every copy tells the same", {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "certops-cross-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const lab = await startLab({ nodes: 3, phones: 12, seed: 7, ...hurried });
  onTestFinished(() => lab.close());
  const slack = new FakeSlack();
  await slack.listen();
  onTestFinished(() => slack.close());
  const webex = await new FakeWebex().listen();
  onTestFinished(() => webex.close());
  // One for both sides: two that were started apart run apart, and a token of the one is not yet valid to the other.
  const hurriedTeams = quickClock();
  const teams = new FakeTeams(hurriedTeams, { appId, secret });
  await teams.listen();
  onTestFinished(() => teams.close());

  const inWebex = {
    alex: webex.world.person("Alex"),
    beatriz: webex.world.person("Bea"),
    chen: webex.world.person("Chen"),
    dana: webex.world.person("Dana"),
  };
  const inTeams = { beatriz: account("beatriz"), chen: account("chen") };
  teams.accounts.push(inTeams.beatriz, inTeams.chen);
  const room = webex.world.room(...Object.values(inWebex));
  const port = await freePort();
  const organisation = webex.world.organisation;
  const at = (who: keyof typeof inWebex, slackUser: string, teamsUser?: string) =>
    `identities: [{ platform: webex, tenant: ${organisation}, user: ${inWebex[who].id} }, { platform: slack, tenant: ${team}, user: ${slackUser} }${
      teamsUser === undefined ? "" : `, { platform: teams, tenant: ${teams.tenant}, user: ${teamsUser} }`
    }]`;
  const yaml = `listen: { port: ${port} }
timeZone: UTC
web: { enabled: false }
slack: { mode: socket, botTokenEnv: BOT, appTokenEnv: APP, apiUrl: "${slack.apiUrl}" }
webex: { tokenEnv: WEBEX, webhookSecretEnv: HOOK, organisation: ${organisation}, publicUrl: "http://127.0.0.1:${port}", apiUrl: "${webex.api}" }
people:
  alex: { name: Alex Kim, roles: [engineer, approver], ${at("alex", "U0ALEX")} }
  beatriz: { name: Beatriz Santos, roles: [approver], ${at("beatriz", "U0BEA", inTeams.beatriz.aadObjectId)} }
  chen: { name: Chen Wei, roles: [approver], ${at("chen", "U0CHEN", inTeams.chen.aadObjectId)} }
  dana: { name: Dana Okafor, roles: [onlooker], ${at("dana", "U0DANA")} }
`;
  const env = { BOT: botToken, APP: appToken, WEBEX: fakeToken, HOOK: webhookSecret };
  const loaded = readConfig(yaml, join(folder, "certops.yaml"), env);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const cluster = practiceCluster(lab);
  const settings = { ...loaded.settings, clusters: [cluster], dataFolder: folder };
  const pins = new Map([[cluster.cluster.id, await practicePins(lab)]]);
  const app = await createApp({ settings, clock: lab.cluster.clock, logger: silentLogger, pins });
  const http = createHttp({ bind: "127.0.0.1", port, logger: silentLogger });
  const { join: joinApp } = app;
  const { memory } = app.store;
  const deps = { clock: systemClock, logger: silentLogger, memory };
  const channels = await startChannels({ ...deps, settings, http, join: joinApp });
  // By hand, because no configuration leads the bot to another Microsoft than Microsoft.
  let deliver: ((inbound: Inbound) => Promise<void>) | undefined;
  const running = await startTeams({
    ...deps,
    memory: memory("teams"),
    identity: { appId, tenantId: teams.tenant, secret: () => secret },
    path: "/api/messages",
    http,
    people: settings.policy.people,
    receive: async (inbound) => await deliver?.(inbound),
    clock: hurriedTeams,
    zone: "UTC",
    locale: "en",
    cloud: teams.cloud,
  });
  app.join((receive) => {
    deliver = receive;
    return running.channel;
  });
  await app.open();
  const { url } = await http.listen();
  await channels.open();
  await running.open();
  onTestFinished(async () => {
    await running.close();
    await channels.close();
    await http.close();
    await app.close();
  });
  await lab.cluster.phonesSettled();

  // Slack: the request.
  const people = new People(slack);
  const slackCard = (label: string) =>
    vi.waitFor(() => {
      const card = slack.messages.findLast((one) =>
        slackButtons(one.blocks).some((node) => new RegExp(label).test(textOf(node.text))),
      );
      if (card === undefined) throw new Error(`no card with ${label}`);
      return card;
    }, patient);
  await people.command("restart Cisco CallManager on cucm-sub1, cucm-sub2", { user: "U0ALEX" });
  const plan = await slackCard("Request approval");
  const slackPlace = { platform: "slack", tenant: team, conversation: plan.channel, scope: "channel" } as const;
  await people.press({ place: slackPlace, id: plan.ts }, "Request approval", { user: "U0ALEX", reason: "renewed" });
  const inSlack = await slackCard("^Approve$");
  const approve = people.button(inSlack.ts, "Approve");
  const id = /apr_[0-9a-z]{12}/.exec(JSON.stringify(approve))?.[0] ?? "";

  // Teams and Webex: a copy each.
  const client = new TeamsClient(teams, `${url}/api/messages`);
  const where = { kind: "channel", id: `${channelId};messageid=${thread}` } as const;
  await client.write({ from: inTeams.beatriz, where }, `/certops approvals ${id}`);
  await webex.say(inWebex.dana, room, `/certops approvals ${id}`);
  const teamsCopy = await vi.waitFor(() => {
    const copy = teams.messages.find((one) => JSON.stringify(cardOf(one.activity) ?? {}).includes(id));
    if (copy === undefined) throw new Error("no copy in Teams");
    return copy;
  }, patient);
  const webexCopy = await vi.waitFor(() => {
    const copy = webex.world
      .posted(room)
      .find((one) => webexButtons(one.card).some(({ data }) => String(data.certops).includes("approval.approve")));
    if (copy === undefined) throw new Error("no copy in Webex");
    return copy;
  }, patient);
  const webexButton =
    webexButtons(webexCopy.card).find(({ data }) => String(data.certops).includes("approval.approve"))?.data ?? {};
  const told = () => ({
    slack: readable(slack.messages.find((one) => one.ts === inSlack.ts)?.blocks ?? []),
    teams: teamsWords(cardOf(teams.messages.find((one) => one.id === teamsCopy.id)?.activity ?? {})),
    webex: webexWords(webex.world.messages.get(webexCopy.id)?.card),
  });
  const everywhere = (words: RegExp) =>
    vi.waitFor(() => {
      for (const [platform, text] of Object.entries(told())) expect(text, platform).toMatch(words);
    }, patient);
  const votes = async () =>
    (await app.audit.list({ limit: 500 }))
      .filter(({ kind }) => kind === "voted")
      .map(({ who }) => String(who))
      .sort();

  // The requester, through another door, is still the requester.
  await webex.press(inWebex.alex, webexCopy, webexButton);
  await vi.waitFor(() => expect(webex.world.posted(webex.world.direct(inWebex.alex))).not.toEqual([]), patient);
  expect(await votes()).toEqual([]);

  // Beatriz votes in Teams; every copy says so. Her other accounts are no further people.
  // In Teams the button is shown to those alone who may vote: their client asks for it.
  const drawn = cardOf(teamsCopy.activity) ?? {};
  expect(buttonFor(drawn, "approval.approve")).toBeUndefined();
  const hers = await client.refresh({ from: inTeams.beatriz, where }, teamsCopy.id, drawn);
  const teamsButton = buttonFor(hers, "approval.approve");
  if (teamsButton === undefined) throw new Error("no button in Teams");
  await client.press({ from: inTeams.beatriz, where, key: "bea-1" }, teamsCopy.id, teamsButton);
  await everywhere(/Beatriz Santos/);
  await client.press({ from: inTeams.beatriz, where, key: "bea-1" }, teamsCopy.id, teamsButton);
  await people.pressRaw(approve, { channel: inSlack.channel, ts: inSlack.ts }, { user: "U0BEA", key: "bea-2" });
  await webex.press(inWebex.beatriz, webexCopy, webexButton);
  await vi.waitFor(() => expect(webex.world.posted(webex.world.direct(inWebex.beatriz))).not.toEqual([]), patient);
  expect(await votes()).toHaveLength(1);

  // Chen is the second person, in Webex: the run starts, once, whatever is delivered again.
  const pressed = await webex.press(inWebex.chen, webexCopy, webexButton);
  await everywhere(/Chen Wei/);
  const body = JSON.stringify({
    resource: "attachmentActions",
    event: "created",
    data: { id: pressed.id, roomId: room.id },
  });
  const signature = { "x-spark-signature": createHmac("sha1", webhookSecret).update(body).digest("hex") };
  await webex.deliver(`http://127.0.0.1:${port}/webex/events`, body, signature);
  await people.pressRaw(approve, { channel: inSlack.channel, ts: inSlack.ts }, { user: "U0CHEN", key: "chen-2" });
  await vi.waitFor(async () => {
    const kinds = (await app.audit.list({ limit: 500 })).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "run-started")).toHaveLength(1);
    expect(kinds).toContain("run-ended");
  }, patient);
  expect(await votes()).toEqual(["beatriz", "chen"]);
  for (const [platform, text] of Object.entries(told()))
    expect(text, platform).toMatch(/Beatriz Santos[\s\S]*Chen Wei/);
});
