// The one way from a store to the database: every call's expected trouble becomes a CertOpsError.
import type { Kysely } from "kysely";
import type { CertOpsError } from "../domain/errors.ts";
import type { Tables } from "./tables.ts";

export class Database {
  readonly #db: Kysely<Tables>;
  readonly #trouble: (error: unknown) => CertOpsError | undefined;

  /** `trouble` knows the dialect's errors; what it does not know is a bug and is thrown as it is. */
  constructor(db: Kysely<Tables>, trouble: (error: unknown) => CertOpsError | undefined) {
    this.#db = db;
    this.#trouble = trouble;
  }

  async ask<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    try {
      return await work(this.#db);
    } catch (error) {
      throw this.#trouble(error) ?? error;
    }
  }

  /** All or nothing; a failed transaction leaves no trace. */
  async transaction<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
    return await this.ask((db) => db.transaction().execute(work));
  }
}

/** Reads back what this store wrote; `T` is the type it was written from. */
export const parsed = <T>(text: string): T => JSON.parse(text) as T;
