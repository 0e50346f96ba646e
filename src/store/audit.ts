// The audit chain in the database: inserted and read, never updated or deleted.
import type { AuditStore } from "../audit/ports.ts";
import { type AuditEntry, type AuditKind, everydayKinds } from "../domain/audit.ts";
import { type Database, parsed } from "./database.ts";
import type { Tables } from "./tables.ts";

/** From the columns themselves: what somebody changed in the database is what `verify` must see. */
const entryOf = (row: Tables["audit"]): AuditEntry => ({
  kind: row.kind as AuditKind,
  at: row.at,
  who: row.who,
  ...(row.cluster === null ? {} : { cluster: row.cluster }),
  ...(row.about === null ? {} : { about: row.about }),
  data: dataOf(row.data),
  sequence: row.sequence,
  previous: row.previous,
  hash: row.hash,
});

/** Damaged JSON becomes data that cannot have been written here, so that verify names the entry instead of stopping. */
function dataOf(text: string): AuditEntry["data"] {
  try {
    return parsed<AuditEntry["data"]>(text);
  } catch {
    return { unreadable: text };
  }
}

export function auditStore(database: Database): AuditStore {
  return {
    last: () =>
      database.ask(async (db) => {
        const row = await db.selectFrom("audit").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();
        return row === undefined ? undefined : entryOf(row);
      }),

    append: (...entries) =>
      database.ask(async (db) => {
        const rows = entries.map(({ cluster = null, about = null, data, ...entry }) => {
          const { sequence, kind, at, who, previous, hash } = entry;
          return { sequence, kind, at, who, cluster, about, previous, hash, data: JSON.stringify(data) };
        });
        if (rows.length > 0) await db.insertInto("audit").values(rows).execute();
      }),

    read: (after, limit) =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("audit")
          .selectAll()
          .where("sequence", ">", after)
          .orderBy("sequence")
          .limit(limit)
          .execute();
        return rows.map(entryOf);
      }),

    list: (filter) =>
      database.ask(async (db) => {
        let wanted = db.selectFrom("audit").selectAll();
        if (filter.cluster !== undefined) wanted = wanted.where("cluster", "=", filter.cluster);
        if (filter.about !== undefined) wanted = wanted.where("about", "=", filter.about);
        if (filter.changesOnly === true)
          wanted = wanted.where((is) =>
            is.or([
              is("kind", "not in", [...everydayKinds]),
              is.and([is("kind", "=", "asked"), is("about", "is not", null)]),
            ]),
          );
        const rows = await wanted.orderBy("sequence", "desc").limit(filter.limit).execute();
        return rows.map(entryOf);
      }),
  };
}
