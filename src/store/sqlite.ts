// Everything that only SQLite knows: opening the file through node:sqlite, its pragmas, its one-process lock, its errors.
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { SqliteDialect, sql } from "kysely";
import type { CertOpsError } from "../domain/errors.ts";
import type { StoreDialect } from "./dialect.ts";
import { type StoreTrouble, storeUnavailable } from "./trouble.ts";

/** SQLite's primary result codes (sqlite.org/rescode.html); the extended ones carry them in the low byte. */
const troubles: Readonly<Record<number, StoreTrouble>> = {
  5: "busy",
  6: "busy",
  8: "read-only",
  10: "disk",
  11: "damaged",
  13: "full",
  14: "gone",
  23: "read-only",
  26: "damaged",
};

/** A store error for what SQLite reported, or undefined when it is none of the known troubles (then it is a bug). */
export function sqliteTrouble(error: unknown, file: string): CertOpsError | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  const trouble = troubles[error.errcode & 0xff];
  return trouble === undefined ? undefined : storeUnavailable(trouble, file, error);
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const duplicates: ReadonlySet<number> = new Set([1555, 2067]);

/** The embedded store's dialect on an opened file. Throws as `openSqlite` does. */
export function sqliteDialect(file: string, maxPages?: number): StoreDialect {
  const { dialect, database } = openSqlite(file, maxPages);
  return {
    name: file,
    types: { text: "text" },
    kysely: dialect,
    trouble: (error) => sqliteTrouble(error, file),
    isDuplicate: (error) =>
      error instanceof Error &&
      "errcode" in error &&
      typeof error.errcode === "number" &&
      duplicates.has(error.errcode),
    unavailable: (trouble, cause) => storeUnavailable(trouble, file, cause),
    // The file belongs to this process alone.
    lockSchema: () => Promise.resolve(),
    // A commit in WAL mode at NORMAL outlives a killed process, but not a power cut (sqlite.org/pragma.html#pragma_synchronous);
    // the connection is held meanwhile, so that nobody else's commit goes without its sync.
    withoutSync: (db, work) =>
      db.connection().execute(async (held) => {
        await sql`pragma synchronous=normal`.execute(held);
        try {
          return await work(held);
        } finally {
          await sql`pragma synchronous=full`.execute(held);
        }
      }),
    close: async () => {
      // Kysely closes the handle only when a query has opened its driver.
      if (database.isOpen) database.close();
    },
  };
}

/**
 * Opens (or creates, mode 0600) the file and takes it for this process alone. Throws CertOpsError `store-unavailable`
 * when another process has it, when it is damaged, read-only or not there.
 */
export function openSqlite(
  file: string,
  maxPages?: number,
): { readonly dialect: SqliteDialect; readonly database: DatabaseSync } {
  const inMemory = file === ":memory:";
  const umask = process.umask(0o077);
  let database: DatabaseSync;
  try {
    if (!inMemory && !existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: 250 });
  } catch (error) {
    throw sqliteTrouble(error, file) ?? storeUnavailable("gone", file, error);
  } finally {
    process.umask(umask);
  }
  try {
    // Before journal_mode: the lock is then held by this process from the first access to its end, without shared
    // memory (sqlite.org/wal.html#noshm), and the kernel frees it when the process is killed.
    if (!inMemory) database.exec("pragma locking_mode=EXCLUSIVE");
    database.exec("pragma journal_mode=WAL; pragma synchronous=FULL; pragma foreign_keys=ON");
    // A write takes the lock now, so that the second process is refused at start and not at its first vote.
    if (!inMemory) database.exec("begin immediate; pragma user_version=1; commit");
    if (maxPages !== undefined) database.exec(`pragma max_page_count=${Math.floor(maxPages)}`);
    const check = database.prepare("pragma quick_check(1)").get();
    if (check?.quick_check !== "ok") throw storeUnavailable("damaged", file);
  } catch (error) {
    database.close();
    throw sqliteTrouble(error, file) ?? error;
  }
  return { dialect: new SqliteDialect({ database: adapt(database) }), database };
}

/** Statements that are kept compiled; the bot's own are fewer, lists of different lengths make the rest. */
const mostStatements = 200;

/** node:sqlite as Kysely's SQLite dialect expects a database. */
function adapt(database: DatabaseSync) {
  const kept = new Map<string, StatementSync>();
  const compiled = (text: string): StatementSync => {
    const known = kept.get(text);
    // Only what runs to its end at once may be shared; and a schema that changes would change what a statement gives.
    if (known !== undefined) return known;
    const made = database.prepare(text);
    if (!/^(?:select|insert|update|delete)\b/.test(text)) return made;
    kept.set(text, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostStatements) break;
      kept.delete(oldest);
    }
    return made;
  };
  return {
    close: () => database.close(),
    prepare: (text: string) => {
      const statement = compiled(text);
      const bound = (parameters: readonly unknown[]) => parameters.map(bindable);
      return {
        reader: statement.columns().length > 0,
        all: (parameters: readonly unknown[]) => statement.all(...bound(parameters)),
        run: (parameters: readonly unknown[]) => statement.run(...bound(parameters)),
        iterate: (parameters: readonly unknown[]) => database.prepare(text).iterate(...bound(parameters)),
      };
    },
  };
}

function bindable(value: unknown): string | number | bigint | null | Uint8Array {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "bigint")
    return value;
  if (value instanceof Uint8Array) return value;
  throw new Error(`a ${typeof value} cannot be stored`);
}
