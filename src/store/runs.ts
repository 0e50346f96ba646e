// Runs, their journal, and the lease of each cluster. A record and its journal lines are written in one transaction.
import type { Kysely } from "kysely";
import { clusterId, type RunId, runId } from "../domain/ids.ts";
import type { Run } from "../domain/run.ts";
import type { JournalEntry, LeaseStore, RunStore } from "../runs/ports.ts";
import { type Database, parsed } from "./database.ts";
import type { Tables } from "./tables.ts";

const runOf = (row: { readonly plan: string; readonly record: string }): Run => ({
  ...parsed<Omit<Run, "plan">>(row.record),
  plan: parsed<Run["plan"]>(row.plan),
});

const recordOf = (run: Run): string => {
  const { plan: _, ...record } = run;
  return JSON.stringify(record);
};

async function append(db: Kysely<Tables>, run: RunId, entries: readonly JournalEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const last = await db
    .selectFrom("journal")
    .select("number")
    .where("run", "=", run)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
  let number = last?.number ?? 0;
  for (const { step, kind, at, data } of entries) {
    number++;
    await db
      .insertInto("journal")
      .values({ run, number, step, kind, at, data: JSON.stringify(data) })
      .execute();
  }
}

export function runStore(database: Database): RunStore {
  return {
    insert: (run, entry) =>
      database.transaction(async (db) => {
        const { id, cluster, approval, state, startedAt, version } = run;
        const row = { id, cluster, approval, state, started_at: startedAt, version };
        await db
          .insertInto("run")
          .values({ ...row, plan: JSON.stringify(run.plan), record: recordOf(run) })
          .execute();
        await append(db, id, [entry]);
      }),

    get: (id) =>
      database.ask(async (db) => {
        const row = await db.selectFrom("run").select(["plan", "record"]).where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : runOf(row);
      }),

    replace: (next, entries) =>
      database.transaction(async (db) => {
        const { numUpdatedRows } = await db
          .updateTable("run")
          .set({ state: next.state, version: next.version, record: recordOf(next) })
          .where("id", "=", next.id)
          .where("version", "=", next.version - 1)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        await append(db, next.id, entries);
        return true;
      }),

    journal: (id, step) =>
      database.ask(async (db) => {
        const all = db.selectFrom("journal").selectAll().where("run", "=", id);
        const rows = await (step === undefined ? all : all.where("step", "=", step)).orderBy("number").execute();
        return rows.map((row) => ({
          run: runId(row.run),
          step: row.step,
          kind: row.kind as JournalEntry["kind"],
          at: row.at,
          data: parsed<JournalEntry["data"]>(row.data),
        }));
      }),

    list: (filter) =>
      database.ask(async (db) => {
        const all = db.selectFrom("run").select(["plan", "record"]);
        const wanted = filter.cluster === undefined ? all : all.where("cluster", "=", filter.cluster);
        const rows = await wanted.orderBy("started_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
        return rows.map(runOf);
      }),

    unfinished: () =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("run")
          .select(["plan", "record"])
          .where("state", "in", ["running", "verifying"])
          .orderBy("started_at")
          .execute();
        return rows.map(runOf);
      }),
  };
}

export function leaseStore(database: Database): LeaseStore {
  return {
    acquire: (cluster, run) =>
      database.transaction(async (db) => {
        await db
          .insertInto("lease")
          .values({ cluster, run: null, token: 0 })
          .onConflict((conflict) => conflict.column("cluster").doNothing())
          .execute();
        // One statement decides, so that of two starters one alone finds the cluster free.
        const taken = await db
          .updateTable("lease")
          .set((row) => ({ run, token: row("token", "+", 1) }))
          .where("cluster", "=", cluster)
          .where((row) => row.or([row("run", "is", null), row("run", "=", run)]))
          .returning("token")
          .executeTakeFirst();
        return taken?.token;
      }),

    holds: (cluster, run, token) =>
      database.ask(async (db) => {
        const row = await db
          .selectFrom("lease")
          .select("token")
          .where("cluster", "=", cluster)
          .where("run", "=", run)
          .executeTakeFirst();
        return row?.token === token;
      }),

    release: (cluster, run, token) =>
      database.ask(async (db) => {
        await db
          .updateTable("lease")
          .set({ run: null })
          .where("cluster", "=", cluster)
          .where("run", "=", run)
          .where("token", "=", token)
          .execute();
      }),

    held: () =>
      database.ask(async (db) => {
        const rows = await db.selectFrom("lease").select(["cluster", "run"]).where("run", "is not", null).execute();
        return rows.flatMap(({ cluster, run }) =>
          run === null ? [] : [{ cluster: clusterId(cluster), run: runId(run) }],
        );
      }),
  };
}
