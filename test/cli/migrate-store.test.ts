// Moving an embedded store to PostgreSQL: all of it, again after an interruption, never into somebody else's records.
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sealPlan } from "../../src/approvals/seal.ts";
import { loadOrCreateKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import { migrateStore, moveStore } from "../../src/certops/migrate-store.ts";
import type { Approval } from "../../src/domain/approval.ts";
import { approvalId, clusterId, runId } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newRun } from "../../src/runs/record.ts";
import { openStore } from "../../src/store/open.ts";
import { highDraft } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";
import { createDatabase, hasPostgres, needsPostgres, type TestDatabase } from "../fakes/postgres.ts";

const at = "2026-11-22T02:00:00.000Z";
const approval: Approval = {
  id: approvalId("apr_1"),
  plan: sealPlan(highDraft(), policy.version),
  requester: team.ada.id,
  requestedVia: via(team.ada),
  reason: "电话 ‘quoted’",
  needed: 2,
  votes: [{ person: team.ben.id, choice: "approve", at, via: "web" }],
  state: "pending",
  createdAt: at,
  expiresAt: at,
  version: 2,
};

describe.skipIf(!hasPostgres)(`migrate-store${needsPostgres}`, () => {
  let database: TestDatabase;
  let folder: string;
  let file: string;
  let key: string;
  beforeEach(async () => {
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), "move-"));
    file = join(folder, "certops.db");
    key = join(folder, "audit-key.pem");
  });
  afterEach(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = async (entries: number): Promise<void> => {
    const store = await openStore({ file });
    const log = new AuditLog({ store: store.audit, key: loadOrCreateKey(key), clock: systemClock });
    for (let n = 1; n <= entries; n++) await log.append({ kind: "asked", at, who: "ada", cluster: "hq", data: { n } });
    if ((await store.approvals.get(approval.id)) === undefined) {
      await store.approvals.insert(approval);
      const run = newRun(runId("run_1"), approval, team.ada.id, at);
      await store.runs.insert(run, { run: run.id, step: 0, kind: "run-began", at, data: { a: [1, null] } });
      await store.leases.acquire(clusterId("hq"), run.id);
      await store.seen.first("slack:1", at);
      await store.languages.set(team.ada.id, "zh-CN");
    }
    await store.close();
  };

  it("brings every record over, proves the audit chain, and keeps the old file", async () => {
    await fill(1_234);
    const moved = await moveStore(file, database.url, key);
    expect(moved.entries).toBe(1_234);
    expect(moved.tables.every(({ here, there }) => here === there)).toBe(true);
    expect(existsSync(file)).toBe(true);
    const [old, fresh] = [await openStore({ file }), await openStore({ url: database.url })];
    expect(await fresh.approvals.get(approval.id)).toEqual(approval);
    expect(await fresh.runs.journal(runId("run_1"))).toEqual(await old.runs.journal(runId("run_1")));
    expect(await fresh.leases.held()).toEqual([{ cluster: "hq", run: "run_1" }]);
    expect(await fresh.leases.acquire(clusterId("hq"), runId("run_1"))).toBe(2);
    expect(await fresh.seen.first("slack:1", at)).toBe(false);
    expect(await fresh.languages.of(team.ada.id)).toBe("zh-CN");
    await Promise.all([old.close(), fresh.close()]);
  });

  it("goes on after an interruption, with what was written to the old store meanwhile", async () => {
    await fill(700);
    let pages = 0;
    const stopped = moveStore(file, database.url, key, (line) => {
      if (line.startsWith("audit") && ++pages === 1) throw new Error("the power went");
    });
    await expect(stopped).rejects.toThrow("the power went");
    expect(await database.sql("select count(*)::int as n from audit")).toEqual([{ n: 500 }]);
    await fill(40);
    const store = await openStore({ file });
    await store.approvals.replace({ ...approval, state: "denied", version: 3 });
    await store.close();
    expect((await moveStore(file, database.url, key)).entries).toBe(740);
    const fresh = await openStore({ url: database.url });
    expect((await fresh.approvals.get(approval.id))?.state).toBe("denied");
    await fresh.close();
    expect((await moveStore(file, database.url, key)).entries).toBe(740);
  });

  it("refuses a database that holds other records, a damaged chain, a store in use, and a missing file", async () => {
    await expect(moveStore(file, database.url, key)).rejects.toMatchObject({ say: { id: "store.move.no-source" } });
    await fill(5);
    const other = await openStore({ url: database.url });
    const log = new AuditLog({ store: other.audit, key: loadOrCreateKey(key), clock: systemClock });
    await log.append({ kind: "voted", at, who: "eve", data: {} });
    await expect(moveStore(file, database.url, key)).rejects.toMatchObject({ say: { id: "store.move.not-empty" } });
    await other.close();
    await database.sql("delete from audit");
    const inUse = await openStore({ file });
    await expect(moveStore(file, database.url, key)).rejects.toMatchObject({ say: { id: "store.busy" } });
    await inUse.close();
    const handle = new DatabaseSync(file);
    handle.exec("update audit set who = 'mallory' where sequence = 3");
    handle.close();
    await expect(moveStore(file, database.url, key)).rejects.toMatchObject({ say: { id: "store.move.chain" } });
    expect(await database.sql("select count(*)::int as n from approval")).toEqual([{ n: 0 }]);
  });

  it("is told by the command line where to go, and never shows the password", async () => {
    const config = join(folder, "certops.yaml");
    writeFileSync(
      config,
      `data: .
store: { kind: postgres, urlEnv: CERTOPS_DATABASE }
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: ro, passwordEnv: PW } }
    pins: { knownHosts: hosts }
people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  engineer: { may: [ask, request], clusters: all }
  approver: { may: [ask, approve], clusters: [hq] }
`,
    );
    const lines: string[] = [];
    const run = (to: string, url: string) => {
      const say = (text: string): void => void lines.push(text);
      const env = { CERTOPS_DATABASE: url, PW: "x", LANG: "C" };
      return migrateStore({ config, to }, { out: say, err: say, env, live: false, width: 80 });
    };
    expect(await run("oracle", database.url)).toBe(2);
    expect(await run("postgres", database.url)).toBe(1);
    await fill(3);
    expect(await run("postgres", "mysql://root:hunter2@db/x")).toBe(5);
    expect(await run("postgres", database.url)).toBe(0);
    const text = lines.join("\n");
    expect(text).toContain("The audit chain is whole: 3 entries");
    expect(text).not.toContain(new URL(database.url).password);
    expect(text).not.toContain("hunter2");
  });
});
