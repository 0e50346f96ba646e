// Approvals in the database: compare-and-set by version, the plan in a column of its own.
import type { ApprovalStore } from "../approvals/ports.ts";
import type { Approval } from "../domain/approval.ts";
import { type Database, parsed } from "./database.ts";

const open = ["pending", "approved"];

const columns = (approval: Approval) => {
  const { plan, ...record } = approval;
  return {
    cluster: plan.cluster,
    state: approval.state,
    created_at: approval.createdAt,
    // What the timer looks for: an opening or an escalation may come before the end.
    expires_at: approval.dueAt ?? approval.expiresAt,
    version: approval.version,
    plan: JSON.stringify(plan),
    record: JSON.stringify(record),
  };
};

const approvalOf = (row: { readonly plan: string; readonly record: string }): Approval => ({
  ...parsed<Omit<Approval, "plan">>(row.record),
  plan: parsed<Approval["plan"]>(row.plan),
});

export function approvalStore(database: Database): ApprovalStore {
  return {
    insert: (approval) =>
      database.ask(async (db) => {
        await db
          .insertInto("approval")
          .values({ id: approval.id, ...columns(approval) })
          .execute();
      }),

    get: (id) =>
      database.ask(async (db) => {
        const row = await db.selectFrom("approval").select(["plan", "record"]).where("id", "=", id).executeTakeFirst();
        return row === undefined ? undefined : approvalOf(row);
      }),

    replace: (next) =>
      database.ask(async (db) => {
        const { numUpdatedRows } = await db
          .updateTable("approval")
          .set(columns(next))
          .where("id", "=", next.id)
          .where("version", "=", next.version - 1)
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    list: (filter) =>
      database.ask(async (db) => {
        const all = db.selectFrom("approval").select(["plan", "record"]);
        const states = filter.state === undefined ? (filter.open ? open : undefined) : [filter.state];
        const wanted = states === undefined ? all : all.where("state", "in", states);
        const rows = await wanted.orderBy("created_at", "desc").orderBy("id", "desc").limit(filter.limit).execute();
        return rows.map(approvalOf);
      }),

    due: (now, limit) =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("approval")
          .select(["plan", "record"])
          .where("state", "in", open)
          .where("expires_at", "<=", now)
          .orderBy("expires_at")
          .limit(limit)
          .execute();
        return rows.map(approvalOf);
      }),

    nextExpiry: () =>
      database.ask(async (db) => {
        const row = await db
          .selectFrom("approval")
          .select("expires_at")
          .where("state", "in", open)
          .orderBy("expires_at")
          .limit(1)
          .executeTakeFirst();
        return row?.expires_at;
      }),
  };
}
