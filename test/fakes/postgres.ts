// A database of its own for each test, on the server that CERTOPS_TEST_POSTGRES names (`.ci/postgres <command>` starts one).
import { randomBytes } from "node:crypto";
import pg from "pg";

const server = process.env.CERTOPS_TEST_POSTGRES ?? "";

export const hasPostgres = server !== "";
/** For the names of suites that need it: the reason why they were skipped stands in the name. */
export const needsPostgres = hasPostgres
  ? ""
  : " (skipped: needs a PostgreSQL server, CERTOPS_TEST_POSTGRES is not set)";

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** As the server's administrator. */
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  /** From outside of the database. */
  admin(text: string): Promise<unknown>;
  drop(): Promise<void>;
}

async function administer(text: string, url = server): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export async function createDatabase(): Promise<TestDatabase> {
  const name = `certops_${randomBytes(6).toString("hex")}`;
  await administer(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    name,
    sql: (text) => administer(text, url.href),
    admin: (text) => administer(text),
    drop: async () => void (await administer(`drop database if exists ${name} with (force)`)),
  };
}
