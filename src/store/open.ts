// Opens the store: the file, its one-process lock, its schema, and the implementations of every store port.
import { Kysely } from "kysely";
import type { ApprovalStore } from "../approvals/ports.ts";
import type { AuditStore } from "../audit/ports.ts";
import type { LeaseStore, RunStore } from "../runs/ports.ts";
import type { SnapshotStore } from "../snapshots/snapshot.ts";
import { approvalStore } from "./approvals.ts";
import { auditStore } from "./audit.ts";
import { type LanguageStore, languageStore, type PostedStore, postedStore, type SeenStore, seenStore } from "./chat.ts";
import { Database } from "./database.ts";
import { type DiagnosisKeep, diagnosisStore, snapshotStore } from "./keeps.ts";
import { migrate } from "./migrations.ts";
import { leaseStore, runStore } from "./runs.ts";
import { openSqlite, sqliteTrouble } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { storeUnavailable } from "./trouble.ts";

export interface Store {
  readonly approvals: ApprovalStore;
  readonly runs: RunStore;
  readonly leases: LeaseStore;
  readonly audit: AuditStore;
  readonly snapshots: SnapshotStore;
  readonly diagnoses: DiagnosisKeep;
  readonly posted: PostedStore;
  readonly seen: SeenStore;
  readonly languages: LanguageStore;
  /** Writes everything to the file and frees it. */
  close(): Promise<void>;
}

/**
 * The embedded store: one SQLite file, one process. `file`: a path, or `:memory:`. Throws CertOpsError
 * `store-unavailable` that names the trouble and what to do (another bot has it, damaged, read-only, newer, ...).
 */
export async function openStore(options: {
  readonly file: string;
  readonly now?: () => string;
  /** The file grows to so many pages of 4 KiB at most; beyond it the store says that it is full. */
  readonly maxPages?: number;
}): Promise<Store> {
  const { file, now = () => new Date().toISOString() } = options;
  const { dialect, database: handle } = openSqlite(file, options.maxPages);
  const db = new Kysely<Tables>({ dialect });
  let closed = false;
  const database = new Database(db, (error) =>
    closed ? storeUnavailable("closed", file, error) : sqliteTrouble(error, file),
  );
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await db.destroy();
    // Kysely closes the handle only when a query has opened its driver.
    if (handle.isOpen) handle.close();
  };
  try {
    await database.ask((tables) => migrate(tables, file, now()));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    approvals: approvalStore(database),
    runs: runStore(database),
    leases: leaseStore(database),
    audit: auditStore(database),
    snapshots: snapshotStore(database),
    diagnoses: diagnosisStore(database),
    posted: postedStore(database),
    seen: seenStore(database),
    languages: languageStore(database),
    close,
  };
}
