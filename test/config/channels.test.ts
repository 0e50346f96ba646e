// Chat platforms in certops.yaml: their secrets, what is refused, and a platform without a cluster.
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/load.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { en } from "../../src/i18n/catalogue.ts";

const folder = mkdtempSync(join(tmpdir(), "certops-channels-"));
const file = join(folder, "certops.yaml");
const env = { BOT: "xoxb-1-abc", APP: "xapp-1-abc", SIGN: "0123456789abcdef" };
const read = (text: string, given: Readonly<Record<string, string>> = env) => readConfig(text, file, given, 0);
const settingsOf = (text: string) => {
  const loaded = read(text);
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  return loaded.settings;
};
const problemsOf = (text: string, given?: Readonly<Record<string, string>>): string[] => {
  const loaded = read(text, given);
  return "problems" in loaded ? loaded.problems.map(({ line, key, problem }) => `${line} ${key} ${problem.id}`) : [];
};

const socket = "slack: { botTokenEnv: BOT, appTokenEnv: APP }\n";

describe("a chat platform without a cluster", () => {
  it("is the practice cluster with the built-in people, roles and approvals", () => {
    const settings = settingsOf(socket);
    const built = practiceConfig({ dataFolder: "x" });
    expect(settings.practice).toBe(true);
    expect(settings.clusters).toEqual([]);
    expect(settings.web.enabled).toBe(true);
    expect(settings.policy).toEqual(built.policy);
  });

  it("adds people of its own to the built-in ones, or takes their places by name", () => {
    const { policy } = settingsOf(`${socket}people:
  beatriz: { name: Bea, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  me: { name: Me, roles: [engineer], identities: [{ platform: slack, tenant: T1, user: U1 }] }
`);
    expect(policy.people.map(({ name }) => name)).toEqual(["Alex Kim", "Bea", "Chen Wei", "Dana Okafor", "Me"]);
    expect(policy.escalation?.onCall).toEqual(["chen", "beatriz"]);
  });

  it("is not guessed: without a platform a cluster is asked for", () => {
    expect(problemsOf("timeZone: UTC\n")).toContain("1 clusters config.no-clusters");
    expect(problemsOf(`${socket}clusters: {}\n`)).toContain("2 clusters config.no-clusters");
  });
});

describe("slack:", () => {
  it("is read with its defaults, secrets hidden", () => {
    const { slack } = settingsOf(socket);
    expect(slack).toMatchObject({ mode: "socket", path: "/slack/events", apiUrl: "https://slack.com/api/" });
    expect(slack?.botToken.reveal()).toBe("xoxb-1-abc");
    expect(JSON.stringify(slack)).not.toContain("abc");
  });

  it("takes a secret from a file that only its owner can read, without the line’s end", () => {
    const secret = join(folder, "app");
    writeFileSync(secret, "xapp-from-file\n");
    chmodSync(secret, 0o600);
    expect(settingsOf("slack: { botTokenEnv: BOT, appTokenFile: app }\n").slack?.appToken?.reveal()).toBe(
      "xapp-from-file",
    );
    chmodSync(secret, 0o644);
    if (process.platform !== "win32") {
      expect(problemsOf("slack: { botTokenEnv: BOT, appTokenFile: app }\n")).toEqual([
        "1 slack.appTokenFile config.file.mode",
      ]);
    }
  });

  it.each([
    [
      "an unknown key",
      "slack: { botTokenEnv: BOT, appTokenEnv: APP, chanel: x }\n",
      "1 slack.chanel config.unknown-key",
    ],
    ["a token in the file", "slack: { botToken: xoxb-1, appTokenEnv: APP }\n", "1 slack.botToken config.secret"],
    ["no app token for Socket Mode", "slack: { botTokenEnv: BOT }\n", "1 slack config.channel-secret"],
    ["no signing secret for HTTP", "slack: { mode: http, botTokenEnv: BOT }\n", "1 slack config.channel-secret"],
    [
      "two sources",
      "slack: { botTokenEnv: BOT, botTokenFile: x, appTokenEnv: APP }\n",
      "1 slack.botTokenEnv config.one-secret",
    ],
    [
      "a variable that is not set",
      "slack: { botTokenEnv: NONE, appTokenEnv: APP }\n",
      "1 slack.botTokenEnv config.env",
    ],
    ["tokens in each other’s place", "slack: { botTokenEnv: APP, appTokenEnv: BOT }\n", "1 slack config.slack-token"],
    [
      "tokens for another host",
      "slack: { botTokenEnv: BOT, appTokenEnv: APP, apiUrl: https://evil.example/api/ }\n",
      "1 slack.apiUrl config.form",
    ],
    [
      "a path that is none",
      "slack: { botTokenEnv: BOT, appTokenEnv: APP, path: events }\n",
      "1 slack.path config.form",
    ],
  ])("is refused with %s, and the secret is not quoted", (_name, text, expected) => {
    const loaded = read(text);
    const found = "problems" in loaded ? loaded.problems : [];
    expect(found.map(({ line, key, problem }) => `${line} ${key} ${problem.id}`)).toContain(expected);
    expect(JSON.stringify(found)).not.toContain("xoxb-1-abc");
    for (const { problem, fix } of found) {
      expect(Object.keys(en)).toEqual(expect.arrayContaining([problem.id, fix.id]));
    }
  });
});
