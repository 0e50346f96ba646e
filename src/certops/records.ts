// `certops audit verify | export | head`: what is kept, without a running bot.
import { existsSync, readFileSync } from "node:fs";
import { storePlace } from "../app/store-place.ts";
import { loadOrCreateKey } from "../audit/key.ts";
import { AuditLog } from "../audit/log.ts";
import type { AuditHead } from "../audit/ports.ts";
import { dataFiles } from "../config/files.ts";
import { CertOpsError } from "../domain/errors.ts";
import { writerFor } from "../i18n/write.ts";
import { systemClock } from "../kernel/clock.ts";
import { openStore } from "../store/open.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { findSettings, localeOf } from "./settings.ts";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

/** Opens the audit log of the data folder; a bot that runs on it refuses a second reader and says so. */
async function withLog(options: Options, io: Io, work: (log: AuditLog) => Promise<ExitCode>): Promise<ExitCode> {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { database, auditKey } = dataFiles(found.settings.dataFolder);
  const place = storePlace(found.settings);
  if ("file" in place && !existsSync(database)) {
    io.err(
      found.settings.practice
        ? "With the practice cluster the audit log is kept in memory only. Ask the running bot: /certops audit in its web chat."
        : `There is no audit log yet: ${database} is not there. It begins when the bot first starts (certops start).`,
    );
    return exitCodes.failed;
  }
  try {
    const store = await openStore(place);
    try {
      return await work(new AuditLog({ store: store.audit, key: loadOrCreateKey(auditKey), clock: systemClock }));
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
    const { write } = writerFor(localeOf(io));
    io.err(`${write(error.say)} ${write(error.next)}`);
    return exitCodes.failed;
  }
}

/** `head`: a file with a head that was printed earlier; only it can show that the end was cut off. */
export const auditVerify = (options: Options & { readonly head?: string }, io: Io): Promise<ExitCode> =>
  withLog(options, io, async (log) => {
    const published =
      options.head === undefined ? undefined : (JSON.parse(readFileSync(options.head, "utf8")) as AuditHead);
    const result = await log.verify(published);
    if (options.json === true) io.out(JSON.stringify(result));
    else if (result.ok) io.out(`intact: ${result.entries} entries, head ${result.head}`);
    else io.out(`DAMAGED at entry ${result.fault?.sequence ?? "?"}: ${result.fault?.what ?? "unknown"}`);
    return result.ok ? exitCodes.done : exitCodes.found;
  });

/** Every entry as JSON, one a line, in order. */
export const auditExport = (options: Options, io: Io): Promise<ExitCode> =>
  withLog(options, io, async (log) => {
    for await (const entry of log.export()) io.out(JSON.stringify(entry));
    return exitCodes.done;
  });

/** The signed end of the chain, to be kept elsewhere. */
export const auditHead = (options: Options, io: Io): Promise<ExitCode> =>
  withLog(options, io, async (log) => {
    io.out(JSON.stringify(await log.head()));
    return exitCodes.done;
  });
