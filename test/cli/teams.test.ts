// `certops manifest teams` and `certops doctor` for Teams: a package that Teams takes, and every part of the way looked at.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromBuffer } from "yauzl";
import { z } from "zod";
import { noticeCard } from "../../cards/answer-cards.ts";
import { spoken } from "../../src/certops/doctor/examined.ts";
import { teamsExaminer } from "../../src/certops/doctor/teams.ts";
import { manifest } from "../../src/certops/manifest.ts";
import { readConfig } from "../../src/config/load.ts";
import { Secret } from "../../src/config/settings.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { FakeTeams } from "../fakes/teams/server.ts";

const appId = "99999999-aaaa-bbbb-cccc-dddddddddddd";
const tenantId = "11111111-2222-3333-4444-555555555555";
const yaml = `teams: { appId: ${appId}, tenantId: ${tenantId}, clientSecretEnv: TEAMS_SECRET, publicHost: bot.example.com }\n`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "teams-cli-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The files of a zip by name. */
const unzipped = (bytes: Buffer): Promise<Map<string, Buffer>> =>
  new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) return reject(error);
      const files = new Map<string, Buffer>();
      zip.on("end", () => resolve(files));
      zip.on("entry", (entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed !== null) return reject(failed);
          const parts: Buffer[] = [];
          stream.on("data", (part: Buffer) => parts.push(part));
          stream.on("end", () => {
            files.set(entry.fileName, Buffer.concat(parts));
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });

/** Microsoft's schema of the app manifest, as its own toolkit carries it. */
const officialSchema = createRequire(import.meta.url)(
  "@microsoft/app-manifest/build/json-schemas/teams/v1.19/MicrosoftTeams.schema.json",
) as object;
const ajv = new Ajv04.default({ strict: false, allErrors: true });
addFormats.default(ajv);
const official = ajv.compile(officialSchema);

/** The limits of the app manifest's schema, version 1.19, as far as we use it; closed. */
const scopes = z
  .array(z.enum(["personal", "team", "groupChat"]))
  .min(1)
  .max(3);
const url = z.string().max(2048).startsWith("https://");
const schema = z.strictObject({
  $schema: z.literal("https://developer.microsoft.com/en-us/json-schemas/teams/v1.19/MicrosoftTeams.schema.json"),
  manifestVersion: z.literal("1.19"),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: z.guid(),
  developer: z.strictObject({ name: z.string().max(32), websiteUrl: url, privacyUrl: url, termsOfUseUrl: url }),
  name: z.strictObject({ short: z.string().max(30), full: z.string().max(100) }),
  description: z.strictObject({ short: z.string().max(80), full: z.string().max(4000) }),
  icons: z.strictObject({ color: z.literal("color.png"), outline: z.literal("outline.png") }),
  accentColor: z.string().regex(/^#[0-9A-F]{6}$/),
  defaultInstallScope: z.enum(["personal", "team", "groupChat"]),
  bots: z.tuple([
    z.strictObject({
      botId: z.guid(),
      scopes,
      supportsFiles: z.boolean(),
      isNotificationOnly: z.boolean(),
      commandLists: z
        .array(
          z.strictObject({
            scopes,
            commands: z
              .array(z.strictObject({ title: z.string().max(32), description: z.string().max(128) }))
              .min(1)
              .max(10),
          }),
        )
        .max(3),
    }),
  ]),
  permissions: z.array(z.enum(["identity", "messageTeamMembers"])).max(2),
  validDomains: z.tuple([]),
});

/** Width, height, and the pixels of a PNG with four bytes a pixel. */
function pngOf(bytes: Buffer): { readonly width: number; readonly height: number; readonly rows: Buffer } {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const data = bytes.indexOf("IDAT");
  const length = bytes.readUInt32BE(data - 4);
  const rows = inflateSync(bytes.subarray(data + 4, data + 4 + length));
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), rows };
}

describe("certops manifest teams", () => {
  const out: string[] = [];
  const err: string[] = [];
  const run = async (config: string): Promise<number> => {
    const file = join(folder, "certops.yaml");
    writeFileSync(file, config);
    const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
    const env = { TEAMS_SECRET: "the-secret", WEBEX: "x" };
    return await manifest("teams", { out: folder, config: file }, { ...io, env } as unknown as Parameters<
      typeof manifest
    >[2]);
  };

  it("writes a zip with a manifest within the schema’s limits, this bot’s id, and no secret", async () => {
    expect(await run(yaml), err.join("\n")).toBe(0);
    const zip = readFileSync(join(folder, "certops-teams.zip"));
    const files = await unzipped(zip);
    expect([...files.keys()].sort()).toEqual(["color.png", "manifest.json", "outline.png"]);
    const text = files.get("manifest.json")?.toString() ?? "";
    const read = schema.parse(JSON.parse(text));
    expect(official(JSON.parse(text)), JSON.stringify(official.errors)).toBe(true);
    expect(read.bots[0].botId).toBe(appId);
    expect(read.developer.websiteUrl).toBe("https://bot.example.com");
    const listed = read.bots[0].commandLists[0]?.commands.map(({ title }) => title) ?? [];
    expect(listed[0]).toBe("certops help");
    expect(listed).toHaveLength(10);
    expect(listed).toEqual(expect.arrayContaining(["certops overview", "certops certs", "certops approvals"]));
    expect(text).not.toContain("the-secret");
    expect(out.join("\n")).toContain("https://bot.example.com/api/messages");
    await run(yaml);
    expect(readFileSync(join(folder, "certops-teams.zip")).equals(zip)).toBe(true);
  });

  it("draws the icons at the sizes that Teams wants, the small one white on transparent", async () => {
    await run(yaml);
    const files = await unzipped(readFileSync(join(folder, "certops-teams.zip")));
    const colour = pngOf(files.get("color.png") ?? Buffer.alloc(0));
    expect([colour.width, colour.height, colour.rows.length]).toEqual([192, 192, 192 * (1 + 192 * 4)]);
    const outline = pngOf(files.get("outline.png") ?? Buffer.alloc(0));
    expect([outline.width, outline.height]).toEqual([32, 32]);
    const pixels = Array.from({ length: 32 * 32 }, (_, at) => {
      const from = Math.floor(at / 32) * (1 + 128) + 1 + (at % 32) * 4;
      return [...outline.rows.subarray(from, from + 4)];
    });
    expect(pixels.every(([r, g, b, a]) => a === 0 || (r === 255 && g === 255 && b === 255))).toBe(true);
    expect(pixels.some(([, , , a]) => a === 0)).toBe(true);
  });

  it("names what is missing when Teams is not configured", async () => {
    err.splice(0);
    const webex = `webex: { tokenEnv: WEBEX, webhookSecretEnv: WEBEX, organisation: o, publicUrl: "https://x.example.com" }\n`;
    expect(await run(webex)).not.toBe(0);
    expect(err.join("\n")).not.toBe("");
  });
});

describe("certops doctor", () => {
  const look = async (change: (teams: FakeTeams) => void, more: Record<string, unknown> = {}, sample?: string) => {
    const teams = new FakeTeams(systemClock, { appId, secret: "the-secret" });
    await teams.listen();
    change(teams);
    const loaded = readConfig(yaml, join(folder, "certops.yaml"), { TEAMS_SECRET: "the-secret" });
    if (!("settings" in loaded) || loaded.settings.teams === undefined) throw new Error(JSON.stringify(loaded));
    const { publicHost: _, ...configured } = loaded.settings.teams;
    const settings = { ...loaded.settings, teams: { ...configured, ...more } };
    const card = noticeCard({ title: verbatim("It works"), text: verbatim("x"), tone: "good" });
    const examined = await teamsExaminer(teams.cloud)({
      settings,
      patienceMs: 2_000,
      ...(sample === undefined ? {} : { sample: { conversation: sample, card } }),
    });
    const results = examined.map((one) => spoken(one, writerFor("en")));
    await teams.close();
    return { teams, results, states: Object.fromEntries(results.map(({ what, state }) => [what, state])) };
  };

  it("finds all well, and posts a sample when asked", async () => {
    const { teams, states } = await look(() => undefined, {}, "19:x@thread.tacv2");
    expect(states).toMatchObject({
      "Teams: credentials": "ok",
      "Teams: tenancy": "ok",
      "Teams: signing keys": "ok",
      "Teams: clock": "ok",
      "Teams: way in": "warning",
      "Teams: people": "warning",
      "Teams: sample card": "ok",
    });
    expect(JSON.stringify(teams.messages)).toContain("It works");
  });

  it("says which part of the credentials is wrong, and never shows the secret", async () => {
    const wrong = { clientSecret: new Secret("not-the-secret") };
    const { results } = await look(() => undefined, wrong);
    const [first] = results;
    expect(first).toMatchObject({ state: "problem", next: expect.stringContaining("client secret") as unknown });
    expect(JSON.stringify(results)).not.toContain("not-the-secret");
  });

  it("says that nobody will be believed while the keys cannot be read", async () => {
    const { states } = await look((teams) => {
      teams.issuer.down = true;
    });
    expect(states["Teams: signing keys"]).toBe("problem");
  });

  it("tells an app that is not in the conversation", async () => {
    const { results } = await look((teams) => teams.closed.add("19:closed"), {}, "19:closed");
    expect(results.at(-1)).toMatchObject({ what: "Teams: sample card", state: "problem" });
  });
});
