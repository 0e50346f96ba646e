// Everything that only PostgreSQL knows: the pool, its time limits, its advisory lock for the schema, its errors.
import { type Kysely, PostgresDialect, type PostgresPoolClient, sql } from "kysely";
import pg from "pg";
import type { CertOpsError } from "../domain/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { StoreDialect } from "./dialect.ts";
import { clientSettings } from "./postgres-client.ts";
import { createSharedTables } from "./postgres-shared.ts";
import type { Tables } from "./tables.ts";
import { databaseUnavailable, type StoreTrouble } from "./trouble.ts";

export { postgresShared } from "./postgres-shared.ts";

/** SQLSTATE (PostgreSQL documentation, appendix A); a class of two letters stands for all of it. */
const troubles: Readonly<Record<string, StoreTrouble>> = {
  "08": "gone",
  "57P01": "gone",
  "57P02": "gone",
  "57P03": "gone",
  // Ended by the server because this process stood still in a transaction, or by its time limit.
  "25P03": "gone",
  "57014": "busy",
  "55P03": "busy",
  "40": "busy",
  "53100": "full",
  "53": "busy",
  "25006": "read-only",
  "28": "refused",
  "3D000": "refused",
  // "not currently accepting connections"
  "55000": "gone",
  "42501": "refused",
  "58030": "disk",
  XX001: "damaged",
  XX002: "damaged",
};

/** Node's and the driver's own words for a server that is not there. */
const unreachable: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ETIMEDOUT",
  "EPIPE",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);
const lostWords =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed|The server does not support SSL)/i;

function troubleOf(error: unknown): StoreTrouble | undefined {
  // Node tries every address of a name and reports all failures in one.
  if (error instanceof AggregateError) return error.errors.map(troubleOf).find((one) => one !== undefined);
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") {
    const known = troubles[error.code] ?? troubles[error.code.slice(0, 2)];
    if (known !== undefined) return known;
    if (unreachable.has(error.code)) return "gone";
  }
  return lostWords.test(error.message) ? "gone" : undefined;
}

/** A store error for what the server or the connection reported, or undefined when it is a bug. */
export function postgresTrouble(error: unknown, database: string): CertOpsError | undefined {
  const trouble = troubleOf(error);
  return trouble === undefined ? undefined : databaseUnavailable(trouble, database, withoutSecrets(error));
}

/** The driver's errors can carry the connection's settings. */
const withoutSecrets = (error: unknown): Error => new Error(error instanceof Error ? error.message : "unknown");

/** `host:port/database`, or what can be said of a URL that cannot be read. */
export function placeOf(url: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(url);
    const host = searchParams.get("host") ?? hostname;
    return `${host === "" ? "localhost" : host}:${port === "" ? "5432" : port}${pathname}`;
  } catch {
    return "PostgreSQL";
  }
}

/** Any number: it only has to be the same in every version of the bot. */
const schemaLock = 7_203_419_551;

export interface PostgresStoreDialect extends StoreDialect {
  readonly replica: string;
}

/** Connects with the first question, not before. */
export function postgresDialect(url: string, replica = newId("rep")): PostgresStoreDialect {
  const name = placeOf(url);
  const pool = new pg.Pool({ ...clientSettings(url, replica), max: 10, idleTimeoutMillis: 30_000, types });
  // A connection that dies while nobody uses it: the next question opens another one.
  pool.on("error", () => undefined);
  // One that dies in somebody's hands between two questions: the pool listens only while it is idle, and an error without a
  // listener would end the process. The next question over it is refused, which is how its holder learns.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    name,
    replica,
    types: { text: sql`text collate "C"` },
    kysely: new PostgresDialect({
      pool: { connect: async () => wrapped(await pool.connect()), end: () => pool.end() },
    }),
    trouble: (error) => postgresTrouble(error, name),
    isDuplicate: (error) => error instanceof Error && "code" in error && error.code === "23505",
    unavailable: (trouble, cause) => databaseUnavailable(trouble, name, cause),
    lockSchema: async (db: Kysely<Tables>) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(schemaLock)})`.execute(db);
    },
    afterMigration: createSharedTables,
    close: () => Promise.resolve(),
  };
}

/** The driver gives bigint (counts) as text; none here is beyond what a number holds. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

const wrappers = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** Kysely knows a connection again by its identity, so each has one wrapper for life. */
function wrapped(client: pg.PoolClient): PostgresPoolClient {
  const known = wrappers.get(client);
  if (known !== undefined) return known;
  let late = false;
  const wrapper = {
    query: async (text: string, parameters: readonly unknown[]) => {
      try {
        return await client.query(text, parameters.map(storable));
      } catch (error) {
        // The answer may still come: nobody else must get this connection.
        if (error instanceof Error && /timeout/i.test(error.message)) late = true;
        throw error;
      }
    },
    release: () => client.release(late),
  } as unknown as PostgresPoolClient;
  wrappers.set(client, wrapper);
  return wrapper;
}

/** PostgreSQL keeps no NUL character in a text (SQLSTATE 22021); SQLite does. */
const storable = (value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\u0000", "\uFFFD") : value;
