// `teams:` in certops.yaml: what is taken, what is refused and how it is mended; the secret stays out of sight.
import { expect, it } from "vitest";
import { readConfig } from "../../src/config/load.ts";

const appId = "99999999-aaaa-bbbb-cccc-dddddddddddd";
const tenantId = "11111111-2222-3333-4444-555555555555";
const read = (part: string, rest = "") =>
  readConfig(`teams: { ${part} }\n${rest}`, "/etc/certops/certops.yaml", { TEAMS_SECRET: "open-sesame" });
const good = `appId: ${appId}, tenantId: ${tenantId}, clientSecretEnv: TEAMS_SECRET`;

it("is a whole bot for the practice cluster", () => {
  const loaded = read(good);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded));
  expect(loaded.settings).toMatchObject({ practice: true, teams: { appId, tenantId, path: "/api/messages" } });
  expect(loaded.settings.teams?.clientSecret.reveal()).toBe("open-sesame");
  expect(JSON.stringify(loaded)).not.toContain("open-sesame");
});

it.each([
  ["a secret in the file", `appId: ${appId}, tenantId: ${tenantId}, clientSecret: hunter2`, "teams.clientSecret"],
  ["no secret", `appId: ${appId}, tenantId: ${tenantId}`, "teams"],
  ["an unset variable", `appId: ${appId}, tenantId: ${tenantId}, clientSecretEnv: NOT_SET`, "teams.clientSecretEnv"],
  [
    "an application id that is none",
    `appId: my-bot, tenantId: ${tenantId}, clientSecretEnv: TEAMS_SECRET`,
    "teams.appId",
  ],
  ["the common tenant", `appId: ${appId}, tenantId: common, clientSecretEnv: TEAMS_SECRET`, "teams.tenantId"],
  ["a path of another host", `${good}, path: "https://x/"`, "teams.path"],
  ["an unknown key", `${good}, tenant: x`, "teams.tenant"],
])("refuses %s and names the place", (_, part, key) => {
  const loaded = read(part);
  if (!("problems" in loaded)) throw new Error("it was taken");
  expect(loaded.problems.map((one) => one.key)).toContain(key);
  expect(JSON.stringify(loaded.problems)).not.toContain("hunter2");
});

it("refuses an account of another organisation: it could never act", () => {
  const people = [
    "people:",
    "  alex:",
    "    name: Alex",
    "    roles: [engineer]",
    "    identities:",
    "      - { platform: teams, tenant: guest, user: x }",
    `      - { platform: teams, tenant: ${tenantId}, user: y }`,
  ].join("\n");
  const loaded = read(good, people);
  if (!("problems" in loaded)) throw new Error("it was taken");
  expect(loaded.problems).toMatchObject([{ key: "people.alex.identities.0.tenant", line: 7 }]);
});
