// `certops doctor` and `certops manifest webex` against a fake Webex.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { doctor } from "../../src/certops/doctor.ts";
import type { Io } from "../../src/certops/io.ts";
import { manifest } from "../../src/certops/manifest.ts";
import { readConfig } from "../../src/config/load.ts";
import { Status } from "../fakes/webex/mercury.ts";
import { FakeWebex, fakeToken } from "../fakes/webex/server.ts";
import { wordsOf } from "../fakes/webex/world.ts";

const secret = "a webhook secret of thirty-two bytes";
let folder: string;
let fake: FakeWebex;
let config: string;
let out: string[];
let io: Io;
const closers: (() => Promise<unknown>)[] = [];

const bySocket = ["  transport: websocket"];

function configured(publicUrl: string | undefined): void {
  const { organisation } = fake.world;
  const user = fake.world.person("Ada").id;
  const lines = [
    "webex:",
    "  tokenEnv: WEBEX_TOKEN",
    ...(publicUrl === undefined ? bySocket : ["  webhookSecretEnv: WEBEX_SECRET", `  publicUrl: ${publicUrl}`]),
    `  organisation: ${organisation}`,
    `  apiUrl: ${fake.api}`,
    "people:",
    `  ada: { name: Ada, roles: [engineer], identities: [{ platform: webex, tenant: ${organisation}, user: ${user} }] }`,
  ];
  writeFileSync(config, lines.join("\n"));
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "certops-cli-webex-"));
  config = join(folder, "certops.yaml");
  fake = await new FakeWebex().listen();
  out = [];
  const env = {
    WEBEX_TOKEN: fakeToken,
    WEBEX_SECRET: secret,
    CERTOPS_STATE: folder,
    XDG_STATE_HOME: folder,
    HOME: folder,
  };
  io = { out: (text) => out.push(text), err: (text) => out.push(text), env, live: false, width: 100 };
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await fake.close();
  rmSync(folder, { recursive: true });
});

/** Something at the public address that answers every call with one status. */
async function behind(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it("doctor proves the token, the way in and the webhooks, sets the webhooks right, and posts a sample", async () => {
  configured(await behind(401));
  const room = fake.world.room();
  await doctor({ config, postSample: `webex:${room.id}` }, io);
  const said = out.join("\n");
  expect(said).toContain("ok       Webex: token: the bot “CertOps”");
  expect(said).toContain("warning  Webex: webhook for messages: was missing; it is set right now");
  expect(said).toContain("reaches the bot");
  expect(said).toContain("Webex: people: 1 with an account");
  expect(wordsOf(fake.world.posted(room)[0]?.card)).toContain("It works");
  expect(said).not.toContain(fakeToken);
  expect(said).not.toContain(secret);
  out = [];
  await doctor({ config }, io);
  expect(out.join("\n")).toMatch(/ok +Webex: webhooks: both call/);
});

it("doctor names a wrong token, something else at the address, and a Webex that is away", async () => {
  configured(await behind(200));
  fake.fail(1, 401);
  expect(await doctor({ config }, io)).not.toBe(0);
  expect(out.join("\n")).toMatch(/PROBLEM {2}Webex: .*401[\s\S]*Make a new token/);
  expect(out.join("\n")).toContain("answers 200: something else stands there");
});

it("manifest writes what the bot’s page asks for and makes the webhooks through the API, once", async () => {
  configured("https://bot.example.com");
  expect(await manifest("webex", { out: folder, config }, io)).toBe(0);
  expect(readFileSync(join(folder, "webex-bot.md"), "utf8")).toContain("Bot username");
  expect([...fake.world.webhooks.values()].map(({ targetUrl }) => targetUrl)).toEqual([
    "https://bot.example.com/webex/events",
    "https://bot.example.com/webex/events",
  ]);
  out = [];
  await manifest("webex", { out: folder, config }, io);
  expect(out.join("\n")).toContain("Both webhooks are right already.");
  expect(fake.world.webhooks.size).toBe(2);
});

it("without a public address doctor opens the socket, calls it unofficial, and leaves no registration behind", async () => {
  configured(undefined);
  await doctor({ config }, io);
  expect(out.join("\n")).toMatch(/ok +Webex: socket \(unofficial\): it opens and takes the token/);
  expect(out.join("\n")).not.toMatch(/webhooks: both|way in/);
  expect(fake.mercury.opened).toBe(1);
  expect(fake.mercury.devices.size).toBe(0);
  out = [];
  await manifest("webex", { out: folder, config }, io);
  expect(out.join("\n")).toContain("No webhooks are needed");
  expect(fake.world.webhooks.size).toBe(0);
  out = [];
  fake.mercury.route = () => {
    throw new Status(503);
  };
  expect(await doctor({ config }, io)).not.toBe(0);
  expect(out.join("\n")).toMatch(/PROBLEM {2}Webex: socket[\s\S]*transport: webhooks/);
});

it("certops.yaml is refused when it mixes the two ways, or gives Webex none", async () => {
  const { organisation, api } = { organisation: fake.world.organisation, api: fake.api };
  const read = (lines: readonly string[]): string => {
    const base = ["webex:", "  tokenEnv: WEBEX_TOKEN", `  organisation: ${organisation}`, ...lines];
    const loaded = readConfig(base.join("\n"), config, { WEBEX_TOKEN: fakeToken, WEBEX_SECRET: secret });
    return "problems" in loaded ? JSON.stringify(loaded.problems) : JSON.stringify(loaded.settings.webex?.transport);
  };
  expect(read([`  apiUrl: ${api}`, "  transport: websocket"])).toBe('"websocket"');
  expect(read(["  transport: websocket"])).toBe('"websocket"');
  expect(read(["  transport: websocket", "  publicUrl: https://bot.example.com"])).toContain("config.webex-unused");
  expect(read(["  transport: websocket", "  apiUrl: https://api-usgov.webex.com/v1"])).toContain("webex-no-socket");
  expect(read(["  webhookSecretEnv: WEBEX_SECRET"])).toContain("config.webex-address");
});
