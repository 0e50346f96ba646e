// `certops migrate-store --to postgres`: moves what the embedded store holds to the configured database. The old file stays.
import { existsSync } from "node:fs";
import { loadOrCreateKey } from "../audit/key.ts";
import { AuditLog, type Verified } from "../audit/log.ts";
import { dataFiles } from "../config/files.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { PhraseValue } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { systemClock } from "../kernel/clock.ts";
import { auditStore } from "../store/audit.ts";
import { type Copied, copyStore } from "../store/copy.ts";
import { type Connected, connect, openStore } from "../store/open.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";

/** Exit code 0 when both sides hold the same and the audit chain is whole on the new one. */
export async function migrateStore(
  options: { readonly config?: string; readonly to?: string; readonly json?: boolean },
  io: Io,
): Promise<ExitCode> {
  const { write } = writerFor(localeOf(io));
  if (options.to !== "postgres") {
    io.err(write(say("line.migrate.only")));
    return exitCodes.usage;
  }
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { store } = found.settings;
  if (store?.kind !== "postgres") {
    io.err(`${write(say("line.migrate.name"))}\n\nstore: { kind: postgres, urlEnv: CERTOPS_DATABASE }`);
    return exitCodes.config;
  }
  const { database: file, auditKey } = dataFiles(found.settings.dataFolder);
  try {
    const moved = await moveStore(file, store.url.reveal(), auditKey, (line) => {
      if (io.live) io.err(line);
    });
    if (options.json === true) io.out(JSON.stringify(moved));
    else {
      for (const { table, there } of moved.tables) io.out(`${table.padEnd(10)} ${there}`);
      io.out(write(say("line.migrate.whole", { entries: moved.entries, head: moved.head })));
      io.out(write(say("line.migrate.done", { file })));
    }
    return exitCodes.done;
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
    if (options.json === true) io.out(JSON.stringify({ error: error.say, next: error.next }));
    else io.err(`${write(error.say)} ${write(error.next)}`);
    return exitCodes.failed;
  }
}

export interface Moved {
  readonly tables: readonly Copied[];
  readonly entries: number;
  readonly head: string;
}

/**
 * Copies and proves. Can be run again after whatever interrupted it. Throws CertOpsError: the bot still runs on the file, the
 * chain is damaged, the database holds something else, the counts differ.
 */
export async function moveStore(
  file: string,
  url: string,
  keyFile: string,
  tell: (line: string) => void = () => undefined,
): Promise<Moved> {
  if (!existsSync(file)) throw trouble("store.move.no-source", { file });
  // Both schemas are brought up to this version before anything is copied.
  await (await openStore({ file })).close();
  await (await openStore({ url })).close();
  const from = await connect({ file });
  const to = await connect({ url });
  try {
    const source = await verified(from, keyFile);
    if (!source.ok) throw trouble("store.move.chain", { what: source.fault?.say ?? "" });
    const database = to.dialect.name;
    if (!(await isPrefix(to, from))) throw trouble("store.move.not-empty", { database, file });
    const tables = await copyStore(from, to, (table, done, of) => tell(`${table} ${done}/${of}`));
    for (const { table, here, there } of tables) {
      if (here !== there) throw trouble("store.move.differs", { table, here, there, database, file });
    }
    const target = await verified(to, keyFile);
    if (!target.ok || target.head !== source.head) {
      throw trouble("store.move.chain", { what: target.fault?.say ?? say("audit.damage.head", { head: target.head }) });
    }
    return { tables, entries: target.entries, head: target.head };
  } finally {
    for (const one of [from, to]) {
      await one.db.destroy();
      await one.dialect.close();
    }
  }
}

const verified = (store: Connected, keyFile: string): Promise<Verified> =>
  new AuditLog({ store: auditStore(store.database), key: loadOrCreateKey(keyFile), clock: systemClock }).verify();

/** The target is empty, or holds the beginning of this very audit chain. */
async function isPrefix(to: Connected, from: Connected): Promise<boolean> {
  const last = await auditStore(to.database).last();
  if (last === undefined) return true;
  const [same] = await auditStore(from.database).read(last.sequence - 1, 1);
  return same?.hash === last.hash;
}

const trouble = (id: string, values: Readonly<Record<string, PhraseValue>>): CertOpsError =>
  new CertOpsError({
    code: "conflict",
    message: id,
    say: { id, values },
    next: { id: `${id}.next`, values },
    retry: "never",
  });
