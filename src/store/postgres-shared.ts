// What replicas on one PostgreSQL tell each other: changed records (LISTEN/NOTIFY), signs of life, who edits which card.
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { MessageRef } from "../domain/chat.ts";
import type { Database } from "./database.ts";
import { applicationName, clientSettings } from "./postgres-client.ts";
import type { ChangeListener, SharedStore, StoreChange } from "./shared.ts";
import type { Tables } from "./tables.ts";

const channel = "certops";
/** Signs of life come every few seconds; after so many without one a replica counts as gone. */
const goneAfterSeconds = 15;
const again = { first: 250, most: 5_000 };
/** A connection that was cut without a word is noticed within this time. */
const pulseMs = 10_000;

/**
 * Tables and triggers that only several processes need. Idempotent; the caller holds the schema's lock. A trigger tells of
 * a change in the same transaction that stores it: nobody can store a vote without telling, and nothing is told that
 * was rolled back.
 */
export async function createSharedTables(db: Kysely<Tables>): Promise<void> {
  await sql`create table if not exists replica (
    id text collate "C" primary key, seen_at timestamptz not null, schema integer not null)`.execute(db);
  await sql`create table if not exists writer (
    message text collate "C" primary key, replica text collate "C" not null)`.execute(db);
  await sql`create or replace function certops_tell() returns trigger language plpgsql as $$
    begin
      perform pg_notify('certops', json_build_object('kind', tg_table_name, 'id', new.id, 'version', new.version,
        'by', current_setting('application_name'))::text);
      return null;
    end $$`.execute(db);
  await sql`create or replace function certops_tell_diagnosis() returns trigger language plpgsql as $$
    begin
      perform pg_notify('certops', json_build_object('kind', 'diagnosis',
        'id', case tg_table_name when 'word' then to_jsonb(new)->>'diagnosis' else to_jsonb(new)->>'id' end,
        'version', 0, 'by', current_setting('application_name'))::text);
      return null;
    end $$`.execute(db);
  for (const table of ["approval", "run", "diagnosis", "word"]) {
    const tell = table === "approval" || table === "run" ? "certops_tell" : "certops_tell_diagnosis";
    const name = `${table}_tell`;
    const { rows } =
      await sql`select 1 from pg_trigger where tgname = ${name} and tgrelid = ${table}::regclass`.execute(db);
    if (rows.length > 0) continue;
    await sql`create trigger ${sql.id(name)} after insert or update on ${sql.id(table)}
      for each row execute function ${sql.id(tell)}()`.execute(db);
  }
}

const keyOf = ({ place, id }: MessageRef): string =>
  JSON.stringify([place.platform, place.tenant, place.conversation, place.thread ?? "", id]);

export function postgresShared(url: string, replica: string, database: Database): SharedStore {
  const alive = sql`select id from replica where seen_at > now() - make_interval(secs => ${sql.lit(goneAfterSeconds)})`;
  return {
    replica,
    listen: (listener) => listenFor(url, replica, listener),
    beat: () =>
      database.ask(async (db) => {
        // The database's clock alone decides who lives: the replicas' clocks may differ.
        const schema = sql`(select coalesce(max(number), 0) from migration)`;
        await sql`insert into replica (id, seen_at, schema) values (${replica}, now(), ${schema})
          on conflict (id) do update set seen_at = now(), schema = excluded.schema`.execute(db);
        await sql`delete from replica where seen_at < now() - interval '1 day'`.execute(db);
        const { rows } = await sql<{ id: string; schema: number }>`
          select id, ${schema} as schema from replica where id in (${alive})`.execute(db);
        return { alive: rows.map(({ id }) => id), schema: rows[0]?.schema ?? 0 };
      }),
    writes: (message) =>
      database.ask(async (db) => {
        await sql`insert into writer (message, replica) values (${keyOf(message)}, ${replica})
          on conflict (message) do update set replica = excluded.replica`.execute(db);
      }),
    mine: (messages) =>
      database.ask(async (db) => {
        if (messages.length === 0) return [];
        const keys = sql.join(messages.map((message) => sql`${keyOf(message)}`));
        await sql`update writer set replica = ${replica}
          where message in (${keys}) and replica not in (${alive}) and replica <> ${replica}`.execute(db);
        const { rows } = await sql<{ message: string }>`
          select message from writer where message in (${keys}) and replica <> ${replica}`.execute(db);
        const others = new Set(rows.map(({ message }) => message));
        return messages.filter((message) => !others.has(keyOf(message)));
      }),
    leave: () =>
      database.ask(async (db) => {
        await sql`delete from replica where id = ${replica}`.execute(db);
      }),
  };
}

/** One connection of its own, for as long as it holds; then the next one. */
function listenFor(url: string, replica: string, listener: ChangeListener): () => Promise<void> {
  const stop = new AbortController();
  let current: pg.Client | undefined;
  const loop = async (): Promise<void> => {
    for (let wait = again.first; !stop.signal.aborted; wait = Math.min(wait * 2, again.most)) {
      const client = new pg.Client(clientSettings(url, replica));
      current = client;
      try {
        const lost = new Promise<void>((resolve) => {
          client.on("error", () => resolve());
          client.on("end", () => resolve());
        });
        client.on("notification", ({ payload }) => {
          const change = readChange(payload, replica);
          if (change !== undefined) listener.changed(change);
        });
        await client.connect();
        await client.query(`listen ${channel}`);
        wait = again.first;
        listener.missed();
        await pulse(client, lost, stop.signal);
      } catch {
        // Not there now: tried again below. Whoever asks the store meanwhile is told what is wrong.
      } finally {
        await client.end().catch(() => undefined);
      }
      if (!stop.signal.aborted) await pausing(wait, stop.signal);
    }
  };
  const ended = loop();
  return async () => {
    stop.abort();
    await current?.end().catch(() => undefined);
    await ended;
  };
}

/** Asks now and then whether the connection still stands; resolves when it does not. */
async function pulse(client: pg.Client, lost: Promise<void>, signal: AbortSignal): Promise<void> {
  let gone = false;
  const end = lost.then(() => {
    gone = true;
  });
  while (!gone && !signal.aborted) {
    await Promise.race([end, pausing(pulseMs, signal)]);
    if (!gone && !signal.aborted) await client.query("select 1");
  }
}

const pausing = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });

/** Somebody else may speak on the channel: whatever is not ours is passed over. */
function readChange(payload: string | undefined, replica: string): StoreChange | undefined {
  try {
    const value: unknown = JSON.parse(payload ?? "");
    if (typeof value !== "object" || value === null) return undefined;
    if (!("kind" in value && "id" in value && "version" in value)) return undefined;
    const { kind, id, version } = value;
    if ("by" in value && value.by === applicationName(replica)) return undefined;
    if (kind !== "approval" && kind !== "run" && kind !== "diagnosis") return undefined;
    if (typeof id !== "string" || typeof version !== "number") return undefined;
    return { kind, id, version };
  } catch {
    return undefined;
  }
}
