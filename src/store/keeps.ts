// Whole documents kept by id: snapshots of clusters, reports of diagnoses.
import type { ClusterId, DiagnosisId } from "../domain/ids.ts";
import type { Report } from "../domain/report.ts";
import type { Snapshot, SnapshotStore } from "../snapshots/snapshot.ts";
import { type Database, parsed } from "./database.ts";

/** Newest first means at most this many: years of daily ones; more would not fit into memory at once. */
const most = 1000;

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
    latest: async (cluster) => (await newest(cluster, "", 1))[0],
    list: (cluster, since = "") => newest(cluster, since, most),
  };
}

export interface DiagnosisKeep {
  /** Keeps the newest revision; an older one than the kept is ignored. */
  save(report: Report): Promise<void>;
  get(id: DiagnosisId): Promise<Report | undefined>;
  /** Newest first. */
  list(filter: { readonly cluster?: ClusterId; readonly limit: number }): Promise<readonly Report[]>;
}

export function diagnosisStore(database: Database): DiagnosisKeep {
  return {
    save: (report) =>
      database.ask(async (db) => {
        const { id, cluster, startedAt: started_at, revision } = report;
        const record = JSON.stringify(report);
        await db
          .insertInto("diagnosis")
          .values({ id, cluster, started_at, revision, record })
          .onConflict((conflict) =>
            conflict.column("id").doUpdateSet({ revision, record }).where("diagnosis.revision", "<", revision),
          )
          .execute();
      }),
    get: (id) =>
      database.ask(async (db) => {
        const row = await db.selectFrom("diagnosis").select("record").where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : parsed<Report>(row.record);
      }),
    list: (filter) =>
      database.ask(async (db) => {
        const all = db.selectFrom("diagnosis").select("record");
        const wanted = filter.cluster === undefined ? all : all.where("cluster", "=", filter.cluster);
        const rows = await wanted.orderBy("started_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
        return rows.map((row) => parsed<Report>(row.record));
      }),
  };
}
