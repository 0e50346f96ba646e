// How every connection to PostgreSQL is made: its name, its time limits, and that what it acknowledges is on the disk.
import type pg from "pg";

/** How this process is called in `pg_stat_activity`, and in what it tells the others. */
export const applicationName = (replica: string): string => `certops ${replica}`;

/** Seconds a statement may take, and a transaction may stand still: a frozen process must not hold its locks for long. */
const limits = { connection: 5, statement: 20, still: 8, lock: 15 };

export const clientSettings = (url: string, replica: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: applicationName(replica),
  connectionTimeoutMillis: limits.connection * 1000,
  statement_timeout: limits.statement * 1000,
  lock_timeout: limits.lock * 1000,
  idle_in_transaction_session_timeout: limits.still * 1000,
  // The server may be gone without a word: the driver waits a little longer than the server would.
  query_timeout: (limits.statement + 5) * 1000,
  // What was acknowledged is on the disk, whatever the server's default is.
  options: "-c synchronous_commit=on -c timezone=UTC",
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
});
