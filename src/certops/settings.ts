// The configuration as the command line needs it: from a file, or the built-in practice one; problems printed one a line.

import { join } from "node:path";
import { configFile, stateFolder } from "../config/files.ts";
import { loadConfig } from "../config/load.ts";
import { practiceConfig } from "../config/practice.ts";
import type { ConfigProblem, Settings } from "../config/settings.ts";
import type { Locale } from "../domain/text.ts";
import { writerFor } from "../i18n/write.ts";
import type { Io } from "./io.ts";
import { localeOf } from "./line-words.ts";

export interface Found {
  readonly settings: Settings;
  /** The file it came from; undefined for the practice configuration. */
  readonly file: string | undefined;
}

/** The settings, or undefined after every problem was printed. */
export function findSettings(named: string | undefined, io: Io): Found | undefined {
  const file = configFile(named, io.env);
  if (file === undefined) {
    const port = Number(io.env.CERTOPS_PORT ?? "");
    const dataFolder = join(stateFolder(io.env), "practice");
    const valid = Number.isInteger(port) && port > 0 && port < 65_536;
    return { settings: practiceConfig({ dataFolder, ...(valid ? { port } : {}) }), file };
  }
  const loaded = loadConfig(file, io.env);
  if ("settings" in loaded) return { settings: loaded.settings, file };
  for (const line of describeProblems(file, loaded.problems, localeOf(io))) io.err(line);
  return undefined;
}

/** A heading, then one line for each problem: file:line:column, key, what is wrong, how to mend it. */
export function describeProblems(file: string, problems: readonly ConfigProblem[], locale: Locale): string[] {
  const { write } = writerFor(locale);
  return [
    write({ id: "config.heading", values: { file, count: problems.length } }),
    ...problems.map((one) =>
      write({
        id: "config.line",
        values: {
          file: one.file,
          line: String(one.line),
          column: String(one.column),
          key: one.key,
          problem: one.problem,
          fix: one.fix,
        },
      }).replaceAll(/ {3,}/g, "  "),
    ),
  ];
}
