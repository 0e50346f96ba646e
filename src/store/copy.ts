// Copies every table of an embedded store to a database server: in pages, again and again without harm, counted at the end.
import { type Kysely, sql } from "kysely";
import type { Connected } from "./open.ts";
import type { Tables } from "./tables.ts";

type Table = Exclude<keyof Tables, "migration">;

/** Parents first: the journal refers to its run. */
const tables: Readonly<Record<Table, { readonly key: readonly string[]; readonly columns: readonly string[] }>> = {
  approval: {
    key: ["id"],
    columns: ["id", "cluster", "state", "created_at", "expires_at", "version", "plan", "record"],
  },
  run: { key: ["id"], columns: ["id", "cluster", "approval", "state", "started_at", "version", "plan", "record"] },
  journal: { key: ["run", "number"], columns: ["run", "number", "step", "kind", "at", "data"] },
  lease: { key: ["cluster"], columns: ["cluster", "run", "token"] },
  audit: {
    key: ["sequence"],
    columns: ["sequence", "kind", "at", "who", "cluster", "about", "data", "previous", "hash"],
  },
  snapshot: { key: ["id"], columns: ["id", "cluster", "taken_at", "reason", "record"] },
  diagnosis: { key: ["id"], columns: ["id", "cluster", "started_at", "revision", "record"] },
  word: { key: ["diagnosis", "number"], columns: ["diagnosis", "number", "record"] },
  posted: {
    key: ["subject", "platform", "conversation", "message"],
    columns: ["subject", "platform", "conversation", "message", "place", "posted_at"],
  },
  seen: { key: ["dedupe_key"], columns: ["dedupe_key", "seen_at"] },
  preference: { key: ["person"], columns: ["person", "locale"] },
  thread: { key: ["place"], columns: ["place", "at", "record"] },
  channel_memory: { key: ["platform", "key"], columns: ["platform", "key", "value", "kept_until"] },
};

const page = 500;

export interface Copied {
  readonly table: string;
  /** Records in the source and in the target. */
  readonly here: number;
  readonly there: number;
}

async function count(db: Kysely<Tables>, table: string): Promise<number> {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return Number(rows[0]?.n ?? 0);
}

/**
 * Brings the target to what the source holds. What an earlier, interrupted copy has written is written again; the audit
 * log goes on where it stopped. Gives the counts of both sides; the caller compares. `tell`: after each page.
 */
export async function copyStore(
  from: Connected,
  to: Connected,
  tell: (table: string, done: number, of: number) => void = () => undefined,
): Promise<readonly Copied[]> {
  const copied: Copied[] = [];
  for (const [table, { key, columns }] of Object.entries(tables)) {
    const here = await from.database.ask((db) => count(db, table));
    // SQLite's rowid: pages stay cheap in a table of a million entries. The audit log's is its sequence number.
    let last = table === "audit" ? await newest(to) : 0;
    let done = 0;
    for (;;) {
      const rows = await from.database.ask((db) => readPage(db, table, columns, last));
      const end = rows.at(-1);
      if (end === undefined) break;
      await to.database.transaction((db) => writePage(db, table, key, columns, rows));
      last = Number(end.rowid_);
      done += rows.length;
      tell(table, done, here);
    }
    copied.push({ table, here, there: await to.database.ask((db) => count(db, table)) });
  }
  return copied;
}

const newest = (to: Connected): Promise<number> =>
  to.database.ask(async (db) => {
    const { rows } = await sql<{ n: number }>`select coalesce(max(sequence), 0) as n from audit`.execute(db);
    return Number(rows[0]?.n ?? 0);
  });

type Row = Readonly<Record<string, unknown>>;

async function readPage(
  db: Kysely<Tables>,
  table: string,
  columns: readonly string[],
  after: number,
): Promise<readonly Row[]> {
  const wanted = sql.join(columns.map((column) => sql.ref(column)));
  const { rows } = await sql<Row>`select rowid as rowid_, ${wanted} from ${sql.table(table)}
    where rowid > ${after} order by rowid limit ${page}`.execute(db);
  return rows;
}

async function writePage(
  db: Kysely<Tables>,
  table: string,
  key: readonly string[],
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  const names = (some: readonly string[]) => sql.join(some.map((column) => sql.ref(column)));
  const values = sql.join(rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`));
  const rest = columns.filter((column) => !key.includes(column));
  const newer = sql.join(rest.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`));
  await sql`insert into ${sql.table(table)} (${names(columns)}) values ${values}
    on conflict (${names(key)}) do update set ${newer}`.execute(db);
}
