// The Teams app package: the manifest with this bot's id and commands, and both icons, as the zip that Teams takes.
import { ZipFile } from "yazl";
import { commands } from "../../../commands/index.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import type { ManifestMaker } from "../manifest.ts";
import { colourIcon, outlineIcon } from "./png.ts";
import { readManifestSource } from "./source.ts";

/** Teams shows ten commands a list, titles of 32 and descriptions of 128 characters (manifest schema, `commandLists`). */
const most = { commands: 10, title: 32, description: 128 } as const;

/** What somebody looks for who has just met the bot; all others are typed, or are a button on a card. */
const shown = ["help", "overview", "diagnose", "certs", "impact", "renew", "trust", "approvals", "runs", "explain"];

/** The address is the user's own: no bot can know under which name Teams reaches it. */
const placeholder = "certops.example.com";

/** Grows when the template or the list of commands does; Teams replaces an installed app only by a higher one. */
const version = "1.1.0";

interface Command {
  readonly title: string;
  readonly description: string;
}

function listed(): Command[] {
  const { write } = writerFor("en");
  const chosen = shown.flatMap((name) => commands.filter((one) => one.name === name));
  return chosen.slice(0, most.commands).map(({ name, summary }) => ({
    title: `certops ${name}`.slice(0, most.title),
    description: shortened(write(summary), most.description),
  }));
}

const shortened = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

export const teamsManifest: ManifestMaker = async (settings) => {
  const { teams } = settings;
  if (teams === undefined) throw notConfigured();
  const host = teams.publicHost ?? placeholder;
  const filled = readManifestSource("teams/manifest.template.json")
    .replaceAll("{{app_id}}", teams.appId)
    .replaceAll("{{host}}", host)
    .replaceAll("{{version}}", version);
  const manifest = filled.replace('"commands": []', () => `"commands": ${JSON.stringify(listed())}`);
  const content = await zipped([
    ["manifest.json", Buffer.from(`${JSON.stringify(JSON.parse(manifest), null, 2)}\n`)],
    ["color.png", colourIcon()],
    ["outline.png", outlineIcon()],
  ]);
  return {
    files: [{ name: "certops-teams.zip", content }],
    next: [
      say("line.manifest.teams.endpoint", { url: `https://${host}${teams.path}` }),
      ...(teams.publicHost === undefined ? [say("line.manifest.teams.host", { placeholder })] : []),
      say("line.manifest.teams.upload"),
      say("line.manifest.teams.then"),
    ],
  };
};

const notConfigured = (): CertOpsError =>
  new CertOpsError({
    code: "config-invalid",
    message: "no teams: part in the configuration",
    say: say("teams.manifest.missing"),
    next: say("teams.manifest.missing.next"),
    retry: "never",
  });

function zipped(files: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  // The same content makes the same file: no times of this moment.
  const mtime = new Date("2026-01-01T00:00:00Z");
  for (const [name, bytes] of files) zip.addBuffer(Buffer.from(bytes), name, { mtime, mode: 0o100644 });
  zip.end();
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    zip.outputStream.on("data", (part: Buffer) => parts.push(part));
    zip.outputStream.on("error", reject);
    zip.outputStream.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
  });
}
