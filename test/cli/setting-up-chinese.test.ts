// `certops doctor`, `policy check` and `manifest` in a Chinese environment: no English sentence; JSON stays as it is.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { noticeCard } from "../../cards/answer-cards.ts";
import { printed } from "../../src/certops/doctor/examined.ts";
import { teamsExaminer } from "../../src/certops/doctor/teams.ts";
import { doctor } from "../../src/certops/doctor.ts";
import { exitCodes, type Io } from "../../src/certops/io.ts";
import { manifest } from "../../src/certops/manifest.ts";
import { policyCheck } from "../../src/certops/policy-check.ts";
import { readConfig } from "../../src/config/load.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { freePort } from "../fakes/free-port.ts";
import { appToken, botToken, FakeSlack, signingSecret } from "../fakes/slack/server.ts";
import { FakeTeams } from "../fakes/teams/server.ts";
import { FakeWebex, fakeToken } from "../fakes/webex/server.ts";
import { englishIn } from "../i18n/latin.ts";

let folder: string;
let slack: FakeSlack;
let webex: FakeWebex;
let config: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "certops-zh-"));
  config = join(folder, "certops.yaml");
  mkdirSync(join(folder, "pins"));
  writeFileSync(join(folder, "pins/broken.pem"), "nothing\n");
  slack = new FakeSlack();
  await slack.listen();
  webex = await new FakeWebex().listen();
  const closed = await freePort();
  const { organisation } = webex.world;
  writeFileSync(
    config,
    `timeZone: Europe/Berlin
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 127.0.0.1, role: publisher, ports: { ssh: ${closed}, https: ${closed} } }]
    accounts: { monitor: { user: ro, passwordEnv: HQ } }
    pins: { knownHosts: pins/hq.known_hosts, certificates: [pins/gone.pem] }
    expressways:
      - name: Edge
        peers: [{ name: expc1.example.com, address: 127.0.0.1, port: ${closed} }]
        accounts: { monitor: { user: ro, passwordEnv: HQ } }
        pins: { certificates: [pins/broken.pem] }
slack: { botTokenEnv: BOT, appTokenEnv: APP, signingSecretEnv: SIGN, apiUrl: "${slack.apiUrl}" }
webex:
  tokenEnv: WEBEX
  webhookSecretEnv: WEBEX_SECRET
  publicUrl: http://127.0.0.1:${closed}
  organisation: ${organisation}
  apiUrl: ${webex.api}
people:
  ada: { name: 艾达, roles: [engineer], identities: [{ platform: slack, tenant: T0OTHER, user: U0ADA }] }
  bo: { name: 博, roles: [approver], identities: [{ platform: slack, tenant: T0TEAM, user: U0BO }] }
  cy: { name: 赛, roles: [approver], identities: [{ platform: slack, tenant: T0TEAM, user: U0CY }] }
roles:
  engineer: { may: [ask, request], clusters: all, changes: [restart-service] }
  approver: { may: [ask, approve], clusters: all }
calendar:
  windowsFrom: medium
  windows: [{ name: nights, days: [fri, sat], from: "22:00", to: "04:00" }]
`,
  );
});
afterAll(async () => {
  await slack.close();
  await webex.close();
  rmSync(folder, { recursive: true, force: true });
});

function said() {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(...text.split("\n"));
  const env = {
    LC_ALL: "zh_CN.UTF-8",
    CERTOPS_STATE: folder,
    HQ: "secret",
    BOT: botToken,
    APP: appToken,
    SIGN: signingSecret,
    WEBEX: fakeToken,
    WEBEX_SECRET: "a webhook secret of thirty-two bytes",
    TEAMS: "the-secret",
  };
  const io: Io = { out: write, err: write, env, live: false, width: 100 };
  return { lines, io };
}

/** Names of nodes, paths, permissions and services are nobody's English, and neither is what the operating system says. */
const names =
  /版本 [0-9a-f]{12}|reset-phones|(?:ssh|https|expressway) 127|是不是指 [a-z-]+|Cisco [A-Z][A-Za-z ]*|\b(?:hq|Voice|Edge|Node|nights|connect E[A-Z]+|certops trust-host .*|app_\S+|engineer|approver|ask|request|messages|attachmentActions|CertOps)\b|T0\w+|U0\w+/g;
const english = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => englishIn(line.replaceAll(names, " "), true).map((word) => `${word}: ${line}`));

it("doctor names what it finds, each platform included, in Chinese; its JSON stays English", async () => {
  slack.scopes = "chat:write,commands,files:read,files:write,im:history,channels:history";
  const { lines, io } = said();
  expect(await doctor({ config, postSample: "irc:x" }, io)).toBe(exitCodes.found);
  const text = lines.join("\n");
  expect(english(lines)).toEqual([]);
  expect(lines.filter((line) => !/^(?:正常|警告|问题) {2}|^ {6}下一步：/.test(line))).toEqual([]);
  for (const one of [
    "Slack：权限",
    "Webex：令牌：机器人“CertOps”",
    "hq cucm-pub：主机密钥",
    "hq：变更账户",
    "没有证书",
  ]) {
    expect(text).toContain(one);
  }
  const json = said();
  await doctor({ config, json: true }, json.io);
  const { results } = JSON.parse(json.lines.join("\n")) as { results: { what: string; detail: string }[] };
  expect(results.some(({ detail }) => /[\u4e00-\u9fff]/.test(detail))).toBe(false);
  expect(results).toContainEqual({
    what: "hq: change account",
    state: "warning",
    detail: expect.any(String) as unknown,
  });
});

it("doctor says in Chinese what is wrong with Teams", async () => {
  const teams = new FakeTeams(systemClock, { appId: "99999999-aaaa-bbbb-cccc-dddddddddddd", secret: "another" });
  await teams.listen();
  onTestFinished(() => teams.close());
  teams.issuer.down = true;
  const yaml = `teams: { appId: 99999999-aaaa-bbbb-cccc-dddddddddddd, tenantId: 11111111-2222-3333-4444-555555555555, clientSecretEnv: TEAMS }\n`;
  const loaded = readConfig(yaml, config, { TEAMS: "the-secret" });
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const card = noticeCard({ title: verbatim("x"), text: verbatim("x"), tone: "good" });
  const sample = { conversation: "19:x@thread.tacv2", card };
  const results = await teamsExaminer(teams.cloud)({ settings: loaded.settings, patienceMs: 2000, sample });
  const lines = results.flatMap((one) => printed(one, writerFor("zh-CN")).split("\n"));
  expect(lines.length).toBeGreaterThan(6);
  expect(english(lines.map((line) => line.replaceAll(/invalid_client|Teams 应答 .*/g, "")))).toEqual([]);
});

it.each([
  [{}, "角色 engineer：ask, request，位于所有集群，影响级别不超过“高”，restart-service", exitCodes.done],
  [{}, "变更窗口 nights：周五 周六 22:00 至 04:00 Europe/Berlin，所有集群", exitCodes.done],
  [{ change: "restart-service:Cisco Tftp" }, "hq 上的 restart-service：影响级别“高”，需要 2 个批准", exitCodes.done],
  [{ change: "reset-itl" }, "没有人能使此变更获得批准。", exitCodes.found],
  [{ change: "reset-itel" }, "您是不是指 reset-itl？", exitCodes.usage],
  [{ change: "restart-service" }, "请指定服务", exitCodes.usage],
  [{ change: "reset-itl", cluster: "hk" }, "没有集群“hk”", exitCodes.usage],
])("policy check %j is answered in Chinese: %s", (options, words, code) => {
  const { lines, io } = said();
  expect(policyCheck({ config, ...options }, io, Date.parse("2026-11-23T12:00:00Z"))).toBe(code);
  expect(lines.join("\n")).toContain(words);
  expect(english(lines)).toEqual([]);
});

it("manifest says in Chinese what to do with the files, and what is missing", async () => {
  const run = async (platform: string, file: string): Promise<string[]> => {
    const { lines, io } = said();
    await manifest(platform, { out: folder, config: file }, io);
    return lines.filter((line) => !line.startsWith(folder));
  };
  const teams = join(folder, "teams.yaml");
  writeFileSync(
    teams,
    `teams: { appId: 99999999-aaaa-bbbb-cccc-dddddddddddd, tenantId: 11111111-2222-3333-4444-555555555555, clientSecretEnv: TEAMS }\n`,
  );
  const lines = [
    ...(await run("slack", config)),
    ...(await run("webex", config)),
    ...(await run("webex", teams)),
    ...(await run("teams", teams)),
    ...(await run("teams", config)),
    ...(await run("tems", config)),
  ];
  expect(lines.length).toBeGreaterThan(11);
  expect(english(lines)).toEqual([]);
  expect(lines.every((line) => /[\u4e00-\u9fff]/.test(line))).toBe(true);
  expect(readFileSync(join(folder, "webex-bot.md"), "utf8")).toContain("请在");
});
