// Several replicas on one PostgreSQL: votes anywhere, one run, one writer per card, take-over, and a database that goes away.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import type { Approval } from "../../src/domain/approval.ts";
import { runId } from "../../src/domain/ids.ts";
import { Device } from "../fakes/device.ts";
import { draftOf, restart } from "../fakes/plans.ts";
import { team, via } from "../fakes/policy.ts";
import { createDatabase, hasPostgres, needsPostgres, type TestDatabase } from "../fakes/postgres.ts";
import { fastClock, openReplica, type Replica } from "./two-replicas.ts";

const soon = { timeout: 25_000, interval: 50 };

describe.skipIf(!hasPostgres)(`two replicas${needsPostgres}`, { timeout: 120_000 }, () => {
  let database: TestDatabase;
  let folder: string;
  let device: Device;
  let a: Replica;
  let b: Replica;
  const closed = new Set<Replica>();
  const close = async (one: Replica): Promise<void> => {
    if (closed.has(one)) return;
    closed.add(one);
    await one.app.close();
  };
  beforeEach(async () => {
    database = await createDatabase();
    folder = mkdtempSync(join(tmpdir(), "replicas-"));
    device = new Device(fastClock);
    a = await openReplica(database.url, device, folder);
    b = await openReplica(database.url, device, folder);
  });
  afterEach(async () => {
    await Promise.all([close(a), close(b)]);
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const requested = async (at: Replica, wanted?: readonly Wanted[]): Promise<Approval> => {
    const plan = draftOf(wanted ?? [restart(), restart("cucm-sub1")]);
    const wish = { plan, by: team.ada, via: via(team.ada), reason: "phones are down" };
    const { approval } = await at.app.services.approvals.request(wish);
    if (approval === undefined) throw new Error("refused");
    await at.click(team.ada, "approval.show", { approval: approval.id });
    return approval;
  };
  const runState = async (at: Replica): Promise<string | undefined> =>
    (await at.app.services.runs.list({ limit: 1 }))[0]?.state;
  const cards = (at: Replica): string => JSON.stringify([...at.standing.values()]);

  it("bring a card up to date where it stands, wherever the vote came in, and start the run once", async () => {
    const { id } = await requested(a);
    expect(a.standing.size).toBe(1);
    await a.click(team.ben, "approval.approve", { approval: id });
    await b.click(team.chen, "approval.approve", { approval: id });
    await vi.waitFor(async () => expect(await runState(a)).toBe("verified"), soon);
    expect([...device.arrived]).toEqual([
      "utils service restart Cisco Tftp @cucm-pub",
      "utils service restart Cisco Tftp @cucm-sub1",
    ]);
    const [posted] = a.standing.keys();
    await vi.waitFor(() => expect(cards(a)).toContain("Chen"), soon);
    expect(b.edited.has(posted ?? "")).toBe(false);
    expect(await b.app.audit.verify()).toMatchObject({ ok: true });
    // The run's end is told before its lease is given back.
    await vi.waitFor(async () => expect(await a.app.store.leases.held()).toEqual([]), soon);
  });

  it("count two votes at the same instant at two replicas, and the same click at both once", async () => {
    const { id } = await requested(a);
    await Promise.all([
      a.click(team.ben, "approval.approve", { approval: id }),
      b.click(team.chen, "approval.approve", { approval: id }),
      b.click(team.ben, "approval.approve", { approval: id }),
    ]);
    await vi.waitFor(async () => expect(await runState(b)).toBe("verified"), soon);
    expect((await a.app.services.approvals.get(id))?.votes).toHaveLength(2);
    expect(device.arrived).toHaveLength(2);
  });

  it("hand a run on when one of them is shut down in the middle of a command", async () => {
    device.fates = ["hangs", "answers"];
    const { id } = await requested(a);
    await a.click(team.ben, "approval.approve", { approval: id });
    await a.click(team.chen, "approval.approve", { approval: id });
    await vi.waitFor(() => expect(device.arrived).toHaveLength(1), soon);
    const [down, up] = a.app.advancing() > 0 ? [a, b] : [b, a];
    await close(down);
    await vi.waitFor(async () => expect(await runState(up)).toBe("verified"), soon);
    expect(device.arrived).toHaveLength(2);
  });

  it("obey an abort that was given at the replica that does not run it", async () => {
    device.bootSeconds = undefined;
    const { phoneNames: phones } = device;
    const reset = { change: { kind: "reset-phones", phones, batch: 50 } } as const;
    const wait = { change: { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 3_600 } } as const;
    const { id } = await requested(a, [reset, wait, restart()]);
    await a.click(team.ben, "approval.approve", { approval: id });
    await a.click(team.chen, "approval.approve", { approval: id });
    await vi.waitFor(async () => {
      const [run] = await a.app.services.runs.list({ limit: 1 });
      expect(run?.steps.map((step) => step.state)).toEqual(["done", "started", "planned"]);
    }, soon);
    const run = (await a.app.services.approvals.get(id))?.run ?? runId("");
    const other = a.app.advancing() > 0 ? b : a;
    expect(other.app.advancing()).toBe(0);
    await other.click(team.ben, "run.abort", { run });
    await vi.waitFor(async () => expect(await runState(a)).toBe("aborted"), soon);
    expect(device.arrived).not.toContain("utils service restart Cisco Tftp @cucm-pub");
  });

  it("start a plan that was approved when its replica died before the start", async () => {
    const { id } = await requested(a);
    // As a process leaves it that dies between the last vote and the start.
    for (const person of [team.ben, team.chen]) {
      await a.app.services.approvals.decide({ id, choice: "approve", by: person, via: via(person) });
    }
    await close(a);
    await vi.waitFor(async () => expect(await runState(b)).toBe("verified"), { timeout: 40_000, interval: 100 });
    expect(device.arrived).toHaveLength(2);
  });

  it("edit the cards of a replica that has left", async () => {
    const { id } = await requested(a);
    const [posted] = a.standing.keys();
    await close(a);
    await b.click(team.ben, "approval.approve", { approval: id });
    await vi.waitFor(() => expect(b.edited.has(posted ?? "")).toBe(true), soon);
  });

  it("say in chat that the database is gone and what to do, start nothing, and keep every acknowledged vote", async () => {
    const { id } = await requested(a);
    await a.click(team.ben, "approval.approve", { approval: id });
    await cut(database);
    await a.click(team.chen, "approval.approve", { approval: id });
    await b.click(team.chen, "approval.approve", { approval: id });
    expect([a.whispers, b.whispers].map((all) => JSON.stringify(all.at(-1)))).toEqual([
      expect.stringContaining("store.pg.gone.next"),
      expect.stringContaining("store.pg.gone.next"),
    ]);
    expect(device.arrived).toEqual([]);
    await database.admin(`alter database ${database.name} with allow_connections true`);
    expect((await a.app.services.approvals.get(id))?.votes.map((vote) => vote.person)).toEqual([team.ben.id]);
    await b.click(team.chen, "approval.approve", { approval: id });
    await vi.waitFor(async () => expect(await runState(a)).toBe("verified"), { timeout: 40_000, interval: 100 });
    expect(device.arrived).toHaveLength(2);
  });
});

async function cut(database: TestDatabase): Promise<void> {
  await database.admin(`alter database ${database.name} with allow_connections false`);
  await database.admin(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database.name}'`);
}
