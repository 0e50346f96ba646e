// `certops audit verify | export | head`: what is kept, without a running bot.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { storePlace } from "../app/store-place.ts";
import { loadOrCreateKey } from "../audit/key.ts";
import { AuditLog } from "../audit/log.ts";
import { dataFiles } from "../config/files.ts";
import type { AuditHead } from "../domain/audit.ts";
import { CertOpsError } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { systemClock } from "../kernel/clock.ts";
import { openStore } from "../store/open.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

interface Options {
  readonly config?: string;
  readonly json?: boolean;
}

/** Opens the audit log of the data folder; a bot that runs on it refuses a second reader and says so. */
async function withLog(options: Options, io: Io, work: (log: AuditLog) => Promise<ExitCode>): Promise<ExitCode> {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { write } = writerFor(localeOf(io));
  const { database, auditKey } = dataFiles(found.settings.dataFolder);
  const place = storePlace(found.settings);
  if ("file" in place && !existsSync(database)) {
    io.err(write(found.settings.practice ? say("line.audit.memory") : say("line.audit.none", { file: database })));
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
    io.err(`${write(error.say)} ${write(error.next)}`);
    return exitCodes.failed;
  }
}

const headSchema = z.object({
  sequence: z.number().int().nonnegative(),
  hash: z.string(),
  at: z.string(),
  signature: z.string(),
  publicKey: z.string(),
});

/** The newest of the heads in a file (one, or one a line): the chain up to it includes all the others. */
function publishedHead(file: string): AuditHead | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
  const heads = [text, ...text.split("\n")].flatMap((part) => {
    try {
      const { success, data } = headSchema.safeParse(JSON.parse(part));
      return success ? [data] : [];
    } catch {
      return [];
    }
  });
  return heads.toSorted((a, b) => b.sequence - a.sequence)[0];
}

/** `head`: a file with heads that were published earlier; only they can show that the end was cut off. */
export const auditVerify = (options: Options & { readonly head?: string }, io: Io): Promise<ExitCode> =>
  withLog(options, io, async (log) => {
    const { write } = writerFor(localeOf(io));
    const published = options.head === undefined ? undefined : publishedHead(options.head);
    if (options.head !== undefined && published === undefined) {
      io.err(write(say("line.audit.no-head", { file: options.head ?? "" })));
      return exitCodes.usage;
    }
    const result = await log.verify(published);
    if (options.json === true) io.out(JSON.stringify(result));
    else if (result.ok) io.out(write(say("line.audit.intact", { entries: result.entries, head: result.head })));
    else {
      const { sequence, say: what } = result.fault ?? {};
      io.out(write(say("line.audit.damaged", { entry: String(sequence ?? "?"), what: what ?? "" })));
    }
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
