// `certops manifest <platform> --out DIR`: what a platform's own page accepts to install the bot. One maker a platform.
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Settings } from "../config/settings.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { Locale, Text } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { nearest } from "../kernel/nearest.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { slackManifest } from "./manifest/slack.ts";
import { teamsManifest } from "./manifest/teams.ts";
import { webexManifest } from "./manifest/webex.ts";
import { findSettings } from "./settings.ts";

export interface ManifestFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

export interface MadeManifest {
  /** Written into the folder. */
  readonly files: readonly ManifestFile[];
  /** What to do with them, one line each. */
  readonly next: readonly Text[];
}

/** `locale`: of whoever reads the files. Throws CertOpsError when the configuration lacks what the manifest needs. */
export type ManifestMaker = (settings: Settings, locale: Locale) => MadeManifest | Promise<MadeManifest>;

/** One line a platform. */
const makers: Readonly<Record<string, ManifestMaker>> = {
  slack: slackManifest,
  teams: teamsManifest,
  webex: webexManifest,
};

/** Writes the files and says what to do with them. Files of the same names are replaced: they hold nothing of the user's. */
export async function manifest(
  platform: string,
  options: { readonly out?: string; readonly config?: string },
  io: Io,
): Promise<ExitCode> {
  const locale = localeOf(io);
  const { write } = writerFor(locale);
  const names = Object.keys(makers);
  const make = Object.hasOwn(makers, platform) ? makers[platform] : undefined;
  if (make === undefined) {
    const near = nearest(platform, names);
    const text =
      near === undefined
        ? say("line.manifest.no-platform", { word: platform, all: names.join(", ") })
        : say("line.manifest.near-platform", { word: platform, near });
    io.err(write(text));
    return exitCodes.usage;
  }
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  try {
    const made = await make(found.settings, locale);
    const folder = resolve(options.out ?? ".");
    mkdirSync(folder, { recursive: true });
    for (const { name, content } of made.files) {
      writeFileSync(join(folder, name), content);
      io.out(join(folder, name));
    }
    for (const line of made.next) io.out(write(line));
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CertOpsError) io.err(`${write(error.say)} ${write(error.next)}`);
    else if (error instanceof Error && "code" in error) {
      io.err(write(say("line.manifest.unwritable", { message: error.message })));
    } else throw error;
    return exitCodes.failed;
  }
}
