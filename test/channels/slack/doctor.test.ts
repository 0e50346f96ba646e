// `certops doctor` and `certops manifest` for Slack, by the real command line against the fake Slack.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { certops } from "../../cli/fixture.ts";
import { readable } from "../../fakes/slack/check-blocks.ts";
import { appToken, botToken, FakeSlack, signingSecret } from "../../fakes/slack/server.ts";

const fakes: FakeSlack[] = [];
afterEach(async () => {
  await Promise.all(fakes.splice(0).map((fake) => fake.close()));
});

async function world(more: { readonly slack?: string; readonly tenant?: string } = {}) {
  const slack = new FakeSlack();
  await slack.listen();
  fakes.push(slack);
  const folder = mkdtempSync(join(tmpdir(), "certops-doctor-"));
  writeFileSync(
    join(folder, "certops.yaml"),
    `slack: { botTokenEnv: BOT, appTokenEnv: APP, signingSecretEnv: SIGN, apiUrl: "${slack.apiUrl}"${more.slack ?? ""} }
people:
  me: { name: Me, roles: [engineer], identities: [{ platform: slack, tenant: ${more.tenant ?? "T0TEAM"}, user: U0ADA }] }
`,
  );
  const env = { BOT: botToken, APP: appToken, SIGN: signingSecret };
  const doctor = async (args: readonly string[] = [], given: Readonly<Record<string, string>> = {}) => {
    const ran = await certops(["doctor", "--json", ...args], { folder, env: { ...env, ...given } });
    const { results } = JSON.parse(ran.out) as { results: { what: string; state: string; detail: string }[] };
    return { ...ran, slack: results.filter(({ what }) => what.startsWith("slack: ") || what === "sample card") };
  };
  return { slack, folder, env, doctor };
}

describe("certops doctor for Slack", () => {
  it("says what is well: token, permissions, clock, socket, people; and posts a sample card when asked", async () => {
    const { slack, doctor } = await world();
    const { slack: found } = await doctor(["--post-sample", "slack:C0OPS"]);
    expect(found.map(({ what, state }) => [what, state])).toEqual([
      ["slack: bot token", "ok"],
      ["slack: permissions", "ok"],
      ["slack: clock", "ok"],
      ["slack: Socket Mode", "ok"],
      ["slack: people", "ok"],
      ["slack: sample card", "ok"],
    ]);
    expect(slack.messages.map((one) => readable(one.blocks)).join()).toContain("the bot can post here");
  });

  it("names each thing that is wrong, with no secret in its words", async () => {
    const { slack, doctor } = await world({ tenant: "T0OTHER" });
    slack.scopes = "chat:write,commands,files:read,files:write,im:history,channels:history";
    slack.refuseAppToken = true;
    const { slack: found, out, code } = await doctor(["--post-sample", "slack:C0NONE"]);
    expect(code).toBe(6);
    expect(found.filter(({ state }) => state !== "ok").map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
      "slack: permission app_mentions:read: not granted: questions by mention",
      "slack: permissions: more than it needs: channels:history",
      "slack: Socket Mode: Slack says: invalid_auth",
      "slack: people: 1 of 1 accounts name another workspace than T0TEAM",
      "slack: sample card: Slack says: not_in_channel",
    ]);
    for (const secret of [botToken, appToken, signingSecret]) expect(out).not.toContain(secret);
  });

  it("tells a token that is refused from a Slack that cannot be reached", async () => {
    const { slack, doctor } = await world();
    expect((await doctor([], { BOT: "xoxb-wrong" })).slack[0]).toMatchObject({
      state: "problem",
      detail: "Slack says: invalid_auth",
    });
    slack.away = true;
    expect((await doctor()).slack[0]).toMatchObject({ state: "problem", detail: "Slack cannot be reached" });
  });

  it("says that nothing listens when Slack is to call and no bot runs", async () => {
    const { doctor } = await world({ slack: ", mode: http" });
    const { slack: found } = await doctor();
    expect(found.find(({ what }) => what.startsWith("slack: endpoint"))).toMatchObject({ state: "warning" });
  });
});

describe("certops manifest slack", () => {
  it.each(["socket", "http"])("writes what Slack’s own page takes, for %s", async (mode) => {
    const { folder, env } = await world({ slack: `, mode: ${mode}, path: /hooks/slack` });
    const { code, out } = await certops(["manifest", "slack", "--out", "made"], { folder, env });
    expect(code).toBe(0);
    expect(out).toContain("slack-manifest.yaml");
    const text = readFileSync(join(folder, "made/slack-manifest.yaml"), "utf8");
    const manifest = parse(text, { uniqueKeys: true }) as {
      features: { slash_commands: { command: string; url?: string }[]; shortcuts: { callback_id: string }[] };
      oauth_config: { scopes: { bot: string[] } };
      settings: { socket_mode_enabled: boolean; interactivity: { request_url?: string } };
      display_information: { long_description: string; description: string };
    };
    const url = mode === "http" ? "https://certops.example.com/hooks/slack" : undefined;
    expect(manifest.settings.socket_mode_enabled).toBe(mode === "socket");
    expect(manifest.settings.interactivity.request_url).toBe(url);
    expect(manifest.features.slash_commands[0]).toMatchObject({
      command: "/certops",
      ...(url === undefined ? {} : { url }),
    });
    expect(manifest.features.shortcuts[0]?.callback_id).toBe("explain_message");
    expect(manifest.oauth_config.scopes.bot).toEqual([
      "app_mentions:read",
      "chat:write",
      "commands",
      "files:read",
      "files:write",
      "im:history",
      "users:read",
    ]);
    // Slack's limits for an app's texts: 140, and 174 to 4000.
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
    expect(manifest.display_information.long_description.length).toBeGreaterThan(174);
    expect(text).not.toMatch(/\{\{|# (?:http|socket) only/);
  });

  it("explains every permission that it asks for", () => {
    const readme = readFileSync("manifest/slack/README.md", "utf8");
    const source = readFileSync("manifest/slack/app.template.yaml", "utf8");
    const asked = [...source.matchAll(/^ {6}- ([a-z_]+(?::[a-z_.]+)?)$/gm)].map((match) => match[1] ?? "");
    expect(
      asked.filter(
        (scope) =>
          scope !== "" &&
          !/^(app_home_opened|app_mention|message\.im)$/.test(scope) &&
          !readme.includes(`\`${scope}\``),
      ),
    ).toEqual([]);
  });
});
