// The store on PostgreSQL: the same contract as the embedded one, schema changes side by side, and every trouble a server can have.
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import { approvalId } from "../../src/domain/ids.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { schemaNumber } from "../../src/store/migrations.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { placeOf } from "../../src/store/postgres.ts";
import { storeContract } from "../contracts/store.ts";
import { createDatabase, hasPostgres, needsPostgres, type TestDatabase } from "../fakes/postgres.ts";

const at = "2026-11-22T02:00:00Z";
const troubleOf = async (url: string): Promise<{ say: string; next: string; retry: string } | undefined> => {
  try {
    await (await openStore({ url })).close();
    return undefined;
  } catch (error) {
    const { say, next, retry } = error as { say: { id: string }; next: { id: string }; retry: string };
    return { say: say.id, next: next.id, retry };
  }
};

describe.skipIf(!hasPostgres)(`PostgreSQL${needsPostgres}`, () => {
  let database: TestDatabase;
  let opened: Store[] = [];
  const open = async (): Promise<Store> => {
    const store = await openStore({ url: database.url });
    opened.push(store);
    return store;
  };
  beforeEach(async () => {
    database = await createDatabase();
  });
  afterEach(async () => {
    for (const store of opened) await store.close();
    opened = [];
    await database.drop();
  });

  storeContract("PostgreSQL", { open, again: open });

  it("is set up by many processes at once without an error, and once", async () => {
    const stores = await Promise.all(Array.from({ length: 8 }, open));
    expect(await database.sql("select number from migration order by number")).toEqual(
      Array.from({ length: schemaNumber }, (_, index) => ({ number: index + 1 })),
    );
    expect(await stores[7]?.seen.first("a", at)).toBe(true);
    expect(await stores[0]?.seen.first("a", at)).toBe(false);
  });

  it("keeps one unbroken audit chain when several replicas write at the same time", async () => {
    const key = temporaryKey();
    const logs = (await Promise.all([open(), open(), open()])).map(
      ({ audit }) => new AuditLog({ store: audit, key, clock: new ManualClock() }),
    );
    await Promise.all(
      Array.from({ length: 90 }, (_, n) => logs[n % 3]?.append({ kind: "asked", at, who: "ada", data: { n } })),
    );
    expect(await logs[1]?.verify()).toMatchObject({ ok: true, entries: 90 });
  });

  it("takes text that PostgreSQL cannot hold, and sorts it as the embedded store does", async () => {
    const store = await open();
    expect(await store.seen.first("a\u0000b", at)).toBe(true);
    expect(await store.seen.first("a\u0000b", at)).toBe(false);
    const [row] = await database.sql("select min(x) as least from (values ('B' collate \"C\"), ('a')) as t(x)");
    expect(row?.least).toBe("B");
    const columns = await database.sql(
      "select distinct collation_name from information_schema.columns where table_schema = 'public' and data_type = 'text'",
    );
    expect(columns).toEqual([{ collation_name: "C" }]);
  });

  it("acknowledges only what is on the disk, whatever the database's default is", async () => {
    await database.sql(`alter database ${database.name} set synchronous_commit = off`);
    const store = await open();
    await store.seen.first("a", at);
    const shown = await database.sql(
      "select count(*)::int as connections from pg_stat_activity where datname = current_database() and application_name like 'certops rep_%'",
    );
    expect(shown[0]?.connections).toBeGreaterThan(0);
    const { connect } = await import("../../src/store/open.ts");
    const { sql } = await import("kysely");
    const probe = await connect({ url: database.url });
    const { rows } = await sql`show synchronous_commit`.execute(probe.db);
    await probe.db.destroy();
    expect(rows).toEqual([{ synchronous_commit: "on" }]);
  });

  describe("trouble is named with the next step:", () => {
    it("a newer version wrote it", async () => {
      await open();
      await database.sql(`insert into migration values (999, 'from the future', '${at}')`);
      expect(await troubleOf(database.url)).toEqual({
        say: "store.pg.newer",
        next: "store.pg.newer.next",
        retry: "never",
      });
    });

    it("an older version wrote it: it is brought up to date", async () => {
      await (await open()).seen.first("kept", at);
      await database.sql("drop table writer; drop table replica; drop function certops_tell() cascade");
      const store = await open();
      expect(await store.seen.first("kept", at)).toBe(false);
      expect(await store.shared?.beat()).toMatchObject({ schema: schemaNumber });
    });

    it("no server there, no such database, a wrong password: never with the password in the words", async () => {
      const url = new URL(database.url);
      const closed = createServer();
      const port = await new Promise<number>((resolve) =>
        closed.listen(0, "127.0.0.1", () => {
          const address = closed.address();
          closed.close(() => resolve(typeof address === "object" && address !== null ? address.port : 1));
        }),
      );
      const nobody = new URL(url);
      nobody.port = String(port);
      expect(await troubleOf(nobody.href)).toMatchObject({ say: "store.pg.gone", retry: "later" });
      const nothing = new URL(url);
      nothing.pathname = "/not_there";
      expect(await troubleOf(nothing.href)).toMatchObject({ say: "store.pg.refused" });
      const wrong = new URL(url);
      wrong.password = "open-sesame";
      expect(await troubleOf(wrong.href)).toMatchObject({ say: "store.pg.refused" });
      const error: unknown = await openStore({ url: wrong.href }).catch((thrown: unknown) => thrown);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("open-sesame");
      expect(placeOf(wrong.href)).toBe(`127.0.0.1:${url.port}/${database.name}`);
    });

    it("a server that takes the connection and says nothing", async () => {
      const silent = createServer(() => undefined);
      await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
      const address = silent.address();
      const port = typeof address === "object" && address !== null ? address.port : 1;
      expect(await troubleOf(`postgres://u:p@127.0.0.1:${port}/d`)).toMatchObject({ say: "store.pg.gone" });
      silent.close();
    });

    it("read-only, as a standby is", async () => {
      await (await open()).seen.first("a", at);
      await database.sql(`alter database ${database.name} set default_transaction_read_only = on`);
      const { connect } = await import("../../src/store/open.ts");
      const { seenStore } = await import("../../src/store/chat.ts");
      const late = await connect({ url: database.url });
      await expect(seenStore(late.database).first("b", at)).rejects.toMatchObject({
        code: "store-unavailable",
        retry: "later",
        say: { id: "store.pg.read-only" },
      });
      await late.db.destroy();
    });

    it("full: what was acknowledged stays, and it goes on with space", async () => {
      const store = await open();
      expect(await store.seen.first("before", at)).toBe(true);
      await database.sql(`create function no_space() returns trigger language plpgsql as
        $$ begin raise exception using errcode = '53100', message = 'could not extend file: No space left on device'; end $$;
        create trigger no_space before insert or update on seen execute function no_space()`);
      await expect(store.seen.first("while", at)).rejects.toMatchObject({
        retry: "later",
        say: { id: "store.pg.full" },
      });
      await database.sql("drop trigger no_space on seen");
      expect(await store.seen.first("before", at)).toBe(false);
      expect(await store.seen.first("while", at)).toBe(true);
    });

    it("gone in the middle: the next question opens a new connection", async () => {
      const store = await open();
      await store.seen.first("a", at);
      await database.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'certops rep_%' and datname = current_database()",
      );
      const answer = await store.seen.first("a", at).catch((error: { code: string }) => error.code);
      expect([false, "store-unavailable"]).toContain(answer);
      expect(await store.seen.first("a", at)).toBe(false);
      expect(await store.approvals.get(approvalId("apr_none"))).toBeUndefined();
    });
  });
});
