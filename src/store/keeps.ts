// Whole documents kept by id: snapshots of clusters, reports of diagnoses.
import { sql } from "kysely";
import type { DiagnosisStore } from "../diagnosis/service.ts";
import { codeOf } from "../domain/errors.ts";
import { type ClusterId, snapshotId } from "../domain/ids.ts";
import type { Report } from "../domain/report.ts";
import type { Word } from "../domain/word.ts";
import type { Snapshot, SnapshotReason, SnapshotStore } from "../snapshots/snapshot.ts";
import { type Database, parsed } from "./database.ts";

/** Newest first means at most this many: years of daily ones; more would not fit into memory at once. */
const most = 1000;
const idsAtOnce = 200;
/** So many people giving their word in one moment, one after the other. */
const mostAttempts = 20;

export function snapshotStore(database: Database): SnapshotStore {
  const newest = (cluster: ClusterId, since: string, limit: number) =>
    database.ask(async (db) => {
      const rows = await db
        .selectFrom("snapshot")
        .select("record")
        .where("cluster", "=", cluster)
        .where("taken_at", ">=", since)
        .orderBy("taken_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map((row) => parsed<Snapshot>(row.record));
    });
  return {
    save: (snapshot) =>
      database.ask(async (db) => {
        const { id, cluster, takenAt: taken_at, reason } = snapshot;
        const row = { id, cluster, taken_at, reason, record: JSON.stringify(snapshot) };
        await db.insertInto("snapshot").values(row).execute();
      }),
    get: (id) =>
      database.ask(async (db) => {
        const row = await db.selectFrom("snapshot").select("record").where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : parsed<Snapshot>(row.record);
      }),
    stamps: (cluster) =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("snapshot")
          .select(["id", "taken_at", "reason"])
          .where("cluster", "=", cluster)
          .orderBy("taken_at", "desc")
          .orderBy("id", "desc")
          .execute();
        return rows.map((row) => ({
          id: snapshotId(row.id),
          takenAt: row.taken_at,
          reason: row.reason as SnapshotReason,
        }));
      }),
    remove: async (ids) => {
      // A statement bears only so many values.
      for (let at = 0; at < ids.length; at += idsAtOnce) {
        const some = ids.slice(at, at + idsAtOnce);
        await database.ask((db) => db.deleteFrom("snapshot").where("id", "in", some).execute());
      }
    },
    latest: async (cluster) => (await newest(cluster, "", 1))[0],
    list: (cluster, since = "") => newest(cluster, since, most),
  };
}

/** `save` keeps the newest revision; an older one than the kept is ignored. */
export interface DiagnosisKeep extends DiagnosisStore {
  /** Newest first. */
  list(filter: { readonly cluster?: ClusterId; readonly limit: number }): Promise<readonly Report[]>;
}

export function diagnosisStore(database: Database): DiagnosisKeep {
  const words: DiagnosisStore["words"] = (id) =>
    database.ask(async (db) => {
      const rows = await db.selectFrom("word").select("record").where("diagnosis", "=", id).orderBy("number").execute();
      return rows.map((row) => parsed<Word>(row.record));
    });
  return {
    words,
    addWord: async (id, word) => {
      const record = JSON.stringify(word);
      for (let attempt = 1; ; attempt++) {
        try {
          await database.ask(async (db) => {
            const number = db.fn.coalesce(db.fn.max<number | null>("number"), sql<number>`0`);
            const row = await db
              .selectFrom("word")
              .select(number.as("last"))
              .where("diagnosis", "=", id)
              .executeTakeFirst();
            await db
              .insertInto("word")
              .values({ diagnosis: id, number: Number(row?.last ?? 0) + 1, record })
              .execute();
          });
          return;
        } catch (error) {
          // Somebody else gave their word in the same moment: ours comes after it.
          if (codeOf(error) !== "conflict" || attempt === mostAttempts) throw error;
        }
      }
    },
    save: (report) =>
      database.ask(async (db) => {
        const { id, cluster, startedAt: started_at, revision } = report;
        // Words have a table of their own: a look that ends late must not undo what was said meanwhile.
        const { words: _, ...kept } = report;
        const record = JSON.stringify(kept);
        await db
          .insertInto("diagnosis")
          .values({ id, cluster, started_at, revision, record })
          .onConflict((conflict) =>
            conflict.column("id").doUpdateSet({ revision, record }).where("diagnosis.revision", "<", revision),
          )
          .execute();
      }),
    get: async (id) => {
      const report = await database.ask(async (db) => {
        const row = await db.selectFrom("diagnosis").select("record").where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : parsed<Report>(row.record);
      });
      if (report === undefined) return undefined;
      const said = await words(id);
      return said.length === 0 ? report : { ...report, words: said };
    },
    list: (filter) =>
      database.ask(async (db) => {
        const all = db.selectFrom("diagnosis").select("record");
        const wanted = filter.cluster === undefined ? all : all.where("cluster", "=", filter.cluster);
        const rows = await wanted.orderBy("started_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
        return rows.map((row) => parsed<Report>(row.record));
      }),
  };
}
