// The embedded store: the contract in memory and in a file, and every trouble a file can have.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { temporaryKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import { personId } from "../../src/domain/ids.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { sqliteDialect, sqliteTrouble } from "../../src/store/sqlite.ts";
import type { Tables } from "../../src/store/tables.ts";
import { storeContract } from "../contracts/store.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
  file = join(folder, "certops.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

storeContract("SQLite in memory", { open: () => openStore({ file: ":memory:" }) });
storeContract("SQLite in a file", { open: () => openStore({ file }), again: () => openStore({ file }) });

describe("a write that a power cut may forget", () => {
  it("goes without a sync, and the next one, also after a failure, with one", async () => {
    const dialect = sqliteDialect(file);
    const db = new Kysely<Tables>({ dialect: dialect.kysely });
    const level = async (at: Kysely<Tables>): Promise<unknown> =>
      (await sql<{ synchronous: number }>`pragma synchronous`.execute(at)).rows[0]?.synchronous;
    expect(await dialect.withoutSync?.(db, level)).toBe(1);
    expect(await level(db)).toBe(2);
    const fails = dialect.withoutSync?.(db, () => Promise.reject(new Error("disk")));
    // Asked while the other still holds the connection: waits for its turn, and finds the sync on again.
    const beside = level(db);
    await expect(fails).rejects.toThrow("disk");
    expect(await beside).toBe(2);
    await db.destroy();
    await dialect.close();
  });
});

const open = resolve(import.meta.dirname, "../../src/store/open.ts");

/** Runs a program in a process of its own, with the store's module as `openStore`. */
const elsewhere = async (program: string): Promise<string> => {
  const script = `import { openStore } from ${JSON.stringify(open)}; const file = ${JSON.stringify(file)}; ${program}`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return stdout.trim();
};

describe("the file", () => {
  it("belongs to one process: a second one is refused with what to do, and gets it when the first is gone", async () => {
    const store = await openStore({ file });
    const attempt = `try { const s = await openStore({ file }); await s.close(); console.log("open"); } catch (e) { console.log(e.code, e.next.id); }`;
    expect(await elsewhere(attempt)).toBe("store-unavailable store.busy.next");
    await store.close();
    expect(await elsewhere(attempt)).toBe("open");
  });

  it("is free again when its process was killed, and holds everything that was acknowledged", async () => {
    const program = `const s = await openStore({ file });
      for (let i = 0; i < 200; i++) await s.seen.first("k" + i, "2026-11-22T02:00:00Z");
      console.log("written"); process.kill(process.pid, "SIGKILL");`;
    await expect(elsewhere(program)).rejects.toMatchObject({ signal: "SIGKILL", stdout: "written\n" });
    const store = await openStore({ file });
    expect(await store.seen.prune("2026-11-23")).toBe(200);
    await store.close();
  });

  it("is readable by its owner only", async () => {
    const store = await openStore({ file });
    await store.languages.set(personId("ada"), "en");
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(statSync(`${file}-wal`).mode & 0o077).toBe(0);
    await store.close();
  });
});

describe("trouble with the file is named:", () => {
  const trouble = async (): Promise<string> => {
    try {
      await (await openStore({ file })).close();
      return "none";
    } catch (error) {
      return (error as { say: { id: string } }).say.id;
    }
  };

  it("no database at all", async () => {
    writeFileSync(file, "this is not a database, and long enough to be read as one ".repeat(50));
    expect(await trouble()).toBe("store.damaged");
  });

  it("a database with a damaged page", async () => {
    const store = await openStore({ file });
    for (let index = 0; index < 500; index++) await store.seen.first(`key ${index}`, "2026-11-22T02:00:00Z");
    await store.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 3, 4096 * 12);
    writeFileSync(file, bytes);
    expect(await trouble()).toBe("store.damaged");
  });

  it("a folder in its place", async () => {
    mkdirSync(file);
    expect(await trouble()).toBe("store.gone");
  });

  it("a file that may only be read", async () => {
    await (await openStore({ file })).close();
    // Not by file mode: the superuser, as whom tests may run, writes everything. The error is SQLite's own all the same.
    const handle = new DatabaseSync(file, { readOnly: true });
    const refused = (): unknown => {
      try {
        return handle.exec("create table x (y)");
      } catch (error) {
        return sqliteTrouble(error, file);
      }
    };
    expect(refused()).toMatchObject({ code: "store-unavailable", say: { id: "store.read-only" } });
    handle.close();
  });

  it("a newer version's schema", async () => {
    await (await openStore({ file })).close();
    const handle = new DatabaseSync(file);
    handle.exec("insert into migration values (999, 'from the future', '2030')");
    handle.close();
    expect(await trouble()).toBe("store.newer");
  });

  it("a disk that is full: the write is refused, what was acknowledged stays, and it goes on with space", async () => {
    const store = await openStore({ file });
    await store.close();
    const handle = new DatabaseSync(file);
    const pages = Number(handle.prepare("pragma page_count").get()?.page_count);
    handle.close();
    const limited = await openStore({ file, maxPages: pages + 4 });
    let written = 0;
    const fill = async (): Promise<void> => {
      for (; written < 10_000; written++)
        await limited.seen.first(`${written}`.padStart(500, "x"), "2026-11-22T02:00:00Z");
    };
    await expect(fill()).rejects.toMatchObject({
      code: "store-unavailable",
      retry: "later",
      say: { id: "store.full" },
    });
    await limited.close();
    const roomy = await openStore({ file });
    expect(await roomy.seen.prune("2026-11-23")).toBe(written);
    await roomy.close();
  });
});

describe("the audit chain in the database", () => {
  let store: Store;
  const key = temporaryKey();
  const log = (): AuditLog => new AuditLog({ store: store.audit, key, clock: new ManualClock() });

  it.each([
    ["changed", "update audit set data = '{\"n\":99}' where sequence = 3", { sequence: 3, fault: "changed" }],
    ["made unreadable", "update audit set data = '{broken' where sequence = 3", { sequence: 3, fault: "changed" }],
    ["removed", "delete from audit where sequence = 3", { sequence: 3, fault: "removed" }],
    ["moved", "update audit set sequence = 100 + sequence where sequence = 3", { sequence: 3, fault: "removed" }],
  ])("shows an entry that was %s by hand", async (_name, sql, fault) => {
    store = await openStore({ file });
    for (let n = 1; n <= 5; n++)
      await log().append({ kind: "asked", at: "2026-11-22T02:00:00Z", who: "ada", data: { n } });
    await store.close();
    const handle = new DatabaseSync(file);
    handle.exec(sql);
    handle.close();
    store = await openStore({ file });
    expect(await log().verify()).toMatchObject({ ok: false, fault });
    await store.close();
  });
});
