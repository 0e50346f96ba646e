// Opens the store, embedded or on a server: its lock, its schema, and the ports that the rest of the bot uses.
import { Kysely } from "kysely";
import type { ApprovalStore } from "../approvals/ports.ts";
import type { AuditStore } from "../audit/ports.ts";
import type { ChannelMemory } from "../domain/chat.ts";
import type { PlatformId } from "../domain/person.ts";
import type { LeaseStore, RunStore } from "../runs/ports.ts";
import type { SnapshotStore } from "../snapshots/snapshot.ts";
import { approvalStore } from "./approvals.ts";
import { auditStore } from "./audit.ts";
import {
  type LanguageStore,
  languageStore,
  memoryStore,
  type PostedStore,
  postedStore,
  type SeenStore,
  seenStore,
} from "./chat.ts";
import { Database } from "./database.ts";
import type { StoreDialect } from "./dialect.ts";
import { type DiagnosisKeep, diagnosisStore, snapshotStore } from "./keeps.ts";
import { migrate } from "./migrations.ts";
import { leaseStore, runStore } from "./runs.ts";
import type { SharedStore } from "./shared.ts";
import { sqliteDialect } from "./sqlite.ts";
import type { Tables } from "./tables.ts";
import { type ThreadStore, threadStore } from "./threads.ts";

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
  readonly threads: ThreadStore;
  /** What a platform's channel remembers. */
  memory(platform: PlatformId): ChannelMemory;
  /** Only where several processes may use the store at the same time. */
  readonly shared?: SharedStore;
  /** Writes everything to the file and frees it. */
  close(): Promise<void>;
}

/** The embedded store: one SQLite file, one process. */
export interface EmbeddedPlace {
  /** A path, or `:memory:`. */
  readonly file: string;
  /** The file grows to so many pages of 4 KiB at most; beyond it the store says that it is full. */
  readonly maxPages?: number;
}

/** A PostgreSQL database for any number of replicas. */
export interface ServerPlace {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** This process's name among the replicas; a random one when left out. */
  readonly replica?: string;
}

export type StorePlace = EmbeddedPlace | ServerPlace;

/**
 * Opens the store and brings its schema up to date. Throws CertOpsError `store-unavailable` that names the trouble and
 * what to do (another bot has the file, damaged, read-only, newer, server gone, ...).
 */
export async function openStore(options: StorePlace & { readonly now?: () => string }): Promise<Store> {
  const now = options.now ?? (() => new Date().toISOString());
  const { db, database, dialect, shared } = await connect(options);
  const close = async (): Promise<void> => {
    if (!database.markClosed()) return;
    await db.destroy();
    await dialect.close();
  };
  try {
    await database.ask((tables) => migrate(tables, dialect, now()));
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
    threads: threadStore(database),
    memory: (platform) => memoryStore(database, platform),
    ...(shared === undefined ? {} : { shared }),
    close,
  };
}

/** The connection beneath a store; `migrate-store` copies whole tables over two of them. */
export interface Connected {
  readonly db: Kysely<Tables>;
  readonly database: Database;
  readonly dialect: StoreDialect;
  readonly shared?: SharedStore;
}

export async function connect(place: StorePlace): Promise<Connected> {
  if ("file" in place) {
    const dialect = sqliteDialect(place.file, place.maxPages);
    const db = new Kysely<Tables>({ dialect: dialect.kysely });
    return { db, database: new Database(db, dialect), dialect };
  }
  // Not loaded by those who do not need it: the driver of the embedded store comes with Node.
  const { postgresDialect, postgresShared } = await import("./postgres.ts");
  const dialect = postgresDialect(place.url, place.replica);
  const db = new Kysely<Tables>({ dialect: dialect.kysely });
  const database = new Database(db, dialect);
  return { db, database, dialect, shared: postgresShared(place.url, dialect.replica, database) };
}
