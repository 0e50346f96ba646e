// What differs between databases, in one place: column types, locks, errors. Queries and schema are the same everywhere.
import type { Dialect, Kysely, sql } from "kysely";
import type { CertOpsError } from "../domain/errors.ts";
import type { Tables } from "./tables.ts";
import type { StoreTrouble } from "./trouble.ts";

export interface ColumnTypes {
  /** Compared byte by byte: ISO 8601 times and ids must sort the same on every database. */
  readonly text: "text" | ReturnType<typeof sql>;
}

export interface StoreDialect {
  /** For messages: the file, or `host:port/database`. Never with a password. */
  readonly name: string;
  readonly types: ColumnTypes;
  readonly kysely: Dialect;
  /** The store error for what the database reported, or undefined when it is a bug. */
  trouble(error: unknown): CertOpsError | undefined;
  /** A key that was there already. */
  isDuplicate(error: unknown): boolean;
  unavailable(trouble: StoreTrouble, cause?: unknown): CertOpsError;
  /** Holds back every other process that wants to change the schema, until the transaction ends. */
  lockSchema(db: Kysely<Tables>): Promise<void>;
  /** What only this database has, made when it is not there yet. */
  afterMigration?(db: Kysely<Tables>): Promise<void>;
  /** Runs one write that a power cut may forget, without waiting for the disk. Left out: no such difference. */
  withoutSync?<T>(db: Kysely<Tables>, work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Frees what Kysely has left open. */
  close(): Promise<void>;
}
