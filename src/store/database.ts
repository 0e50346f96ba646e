// The one way from a store to the database: every call's expected trouble becomes a CertOpsError.
import type { Kysely } from "kysely";
import { CertOpsError } from "../domain/errors.ts";
import type { StoreDialect } from "./dialect.ts";
import type { Tables } from "./tables.ts";

export class Database {
  readonly #db: Kysely<Tables>;
  readonly #dialect: Pick<StoreDialect, "trouble" | "isDuplicate" | "unavailable" | "withoutSync">;
  #closed = false;

  constructor(
    db: Kysely<Tables>,
    dialect: Pick<StoreDialect, "trouble" | "isDuplicate" | "unavailable" | "withoutSync">,
  ) {
    this.#db = db;
    this.#dialect = dialect;
  }

  /** What the dialect does not know is a bug and is thrown as it is; a key that was there is CertOpsError `conflict`. */
  async ask<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      return await work(this.#db);
    } catch (error) {
      if (error instanceof CertOpsError) throw error;
      if (this.#closed) throw this.#dialect.unavailable("closed", error);
      if (this.#dialect.isDuplicate(error)) throw taken(error);
      throw this.#dialect.trouble(error) ?? error;
    }
  }

  /** The same for a write that matters no more after a power cut: on the embedded store it does not wait for the disk. */
  async askLightly<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return await this.ask((db) => this.#dialect.withoutSync?.(db, work) ?? work(db));
  }

  /** All or nothing; a failed transaction leaves no trace. */
  async transaction<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return await this.ask((db) => db.transaction().execute(work));
  }

  /** From here on every failure means that the store was closed. False when it was closed before. */
  markClosed(): boolean {
    if (this.#closed) return false;
    this.#closed = true;
    return true;
  }
}

const taken = (cause: unknown): CertOpsError =>
  new CertOpsError({
    code: "conflict",
    message: "somebody else wrote this record first",
    say: { id: "changes.conflict" },
    next: { id: "changes.conflict.next" },
    retry: "now",
    cause,
  });

/** Reads back what this store wrote; `T` is the type it was written from. */
export const parsed = <T>(text: string): T => JSON.parse(text) as T;
