// What guards a run: the checks before the first step, the end of the window, and the new backup afterwards.
import { beforeEach, describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import type { Approval } from "../../src/domain/approval.ts";
import { nodeName, personId } from "../../src/domain/ids.ts";
import type { Preflight } from "../../src/domain/preflight.ts";
import { driveUntil } from "../fakes/drive.ts";
import { draftOf, restart } from "../fakes/plans.ts";
import { team, via } from "../fakes/policy.ts";
import { type Bot, RunBench } from "./bench-of-runs.ts";

let bench: RunBench;
let broken: boolean;
let looks: number;

const preflight = async (): Promise<Preflight> => {
  looks++;
  const line = broken
    ? ({
        item: "ntp",
        verdict: "problem",
        says: { id: "preflight.ntp.bad", values: { line: "unsynchronised" } },
      } as const)
    : ({ item: "ntp", verdict: "ok", says: { id: "preflight.ntp.ok", values: { nodes: 3 } } } as const);
  return { at: new Date(bench.clock.now()).toISOString(), lines: [{ ...line, evidence: [] }] };
};

beforeEach(async () => {
  bench = await RunBench.open();
  broken = false;
  looks = 0;
});

const kinds = async (bot: Bot) => (await bot.audit.list({ limit: 200 })).map((entry) => entry.kind);

describe("the checks before any change", () => {
  it("stand on the run when all is well", async () => {
    const bot = await bench.boot({ preflight });
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, looks, run.preflight?.lines[0]?.verdict]).toEqual(["verified", 1, "ok"]);
  });

  it("block the start with their reason, leave the approval as it is, free the cluster, and are kept in the audit log", async () => {
    broken = true;
    const bot = await bench.boot({ preflight });
    const approval = await bench.approved(bot, [restart()]);
    const blocked = await bench.start(bot, approval);
    expect([blocked.run, blocked.refusal]).toEqual([undefined, "preflight-failed"]);
    expect(blocked.preflight?.lines[0]?.says.id).toBe("preflight.ntp.bad");
    expect(await bot.approvals.get(approval.id)).toMatchObject({ state: "approved", preflight: blocked.preflight });
    expect(await kinds(bot)).toContain("preflight");
    expect(bench.device.arrived).toEqual([]);
    broken = false;
    const { run } = await bench.start(bot, approval);
    if (run === undefined) throw new Error("not started");
    expect((await bench.finish(bot, run)).state).toBe("verified");
  });

  it("are set aside by an approved override, which the run and the audit log show", async () => {
    broken = true;
    const bot = await bench.boot({ preflight });
    const wish = { plan: draftOf([restart()]), by: team.ada, via: via(team.ada), reason: "expires at midnight" };
    const { approval } = await bot.approvals.request({ ...wish, overrides: ["preflight"] });
    if (approval === undefined) throw new Error("refused");
    for (const by of [team.ben, team.chen])
      await bot.approvals.decide({ id: approval.id, choice: "approve", by, via: via(by) });
    const { run } = await bench.start(bot, approval);
    if (run === undefined) throw new Error("not started");
    const over = await bench.finish(bot, run);
    expect([over.state, over.preflight?.lines[0]?.verdict]).toEqual(["verified", "problem"]);
    const entry = (await bot.audit.list({ limit: 200 })).find(({ kind }) => kind === "preflight");
    expect(entry?.data).toMatchObject({ overridden: true, obstacles: ["ntp@cluster: problem"] });
  });

  it("are not made for somebody who may not start it anyway", async () => {
    const bot = await bench.boot({ preflight });
    const approval = await bench.approved(bot, [restart()]);
    const stranger = { id: personId("eve") };
    expect((await bot.runs.start({ approval: approval.id, by: stranger })).refusal).toBe("not-permitted");
    expect(looks).toBe(0);
  });

  it("that could not be made at all free the cluster", async () => {
    const bot = await bench.boot({ preflight: () => Promise.reject(new Error("bug")) });
    const approval = await bench.approved(bot, [restart()]);
    await expect(bench.start(bot, approval)).rejects.toThrow("bug");
    expect(await bench.store.leases.held()).toEqual([]);
  });

  it("are made again before the first step when they have grown old, and stop the run then", async () => {
    const slow = async () => {
      broken = true;
      await bench.clock.sleep(300_000);
      return undefined;
    };
    const bot = await bench.boot({ preflight, takeSnapshot: slow });
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, run.stopped?.id, looks]).toEqual(["drifted", "changes.run.preflight", 2]);
    expect(bench.device.arrived).toEqual([]);
  });
});

describe("the end of the window", () => {
  const nights = (approval: Approval, minutes: number): Approval => ({
    ...approval,
    closesAt: new Date(bench.clock.now() + minutes * 60_000).toISOString(),
  });

  async function started(bot: Bot, wanted: readonly Wanted[], minutes: number) {
    const approval = nights(await bench.approved(bot, wanted), minutes);
    const calendar = {
      windows: [],
      freezes: [
        {
          name: "end",
          zone: "UTC",
          clusters: "all" as const,
          span: { kind: "dated" as const, from: (approval.closesAt ?? "").slice(0, 16), to: "2027-12-31T00:00" },
        },
      ],
      windowsFrom: "low" as const,
      atOpening: "start" as const,
    };
    bench.policy = { ...bench.policy, calendar };
    return await bench.start(bot, approval);
  }

  it("keeps a run from starting that is estimated to be longer than what is left", async () => {
    const bot = await bench.boot();
    expect((await started(bot, [restart(), restart("cucm-sub1")], 1)).refusal).toBe("window-closed");
    expect((await started(bot, [restart()], 2)).refusal).toBeUndefined();
    await bench.finish(bot, (await bot.runs.list({ limit: 1 }))[0] ?? never());
  });

  it("stops the run at a safe point behind which the rest does not fit, and says so", async () => {
    const bot = await bench.boot();
    const { run } = await started(bot, [restart(), restart("cucm-sub1", "Cisco HAProxy")], 3);
    if (run === undefined) throw new Error("not started");
    await bot.runs.wish({ run: run.id, kind: "pause", by: team.ben });
    await driveUntil(bench.clock, async () => bench.clock.now() > Date.parse(run.until ?? ""), 5_000);
    const over = await bench.finish(bot, run);
    expect([over.state, over.stopped?.id]).toEqual(["aborted", "changes.run.window-ended"]);
  });

  it("never stops it between a CTL update and its restarts", async () => {
    bench = await RunBench.open({ mixed: true });
    // The update's effect comes half a minute late, so that the window ends in the middle.
    bench.device.fates = ["late", "answers"];
    const bot = await bench.boot();
    const ctl: Wanted = { change: { kind: "update-ctl", node: nodeName("cucm-pub") } };
    const { run } = await started(bot, [ctl, restart("cucm-pub", "Cisco CallManager"), restart()], 4);
    if (run === undefined) throw new Error("not started");
    expect(run.plan.steps.map((step) => step.safePoint)).toEqual([false, false, true]);
    const over = await bench.finish(bot, run);
    expect(over.steps.map((step) => step.state)).toEqual(["done", "done", "done"]);
  });
});

describe("after a run that changed a trust list", () => {
  const itl: Wanted = { change: { kind: "reset-itl", node: nodeName("cucm-pub"), key: "localkey" } };
  const backup = (at: string, success = true) => ({ file: `${at.slice(0, 10)}.tar`, completedAt: at, success });

  it("a new backup is asked for until a good one is seen that is younger than the run", async () => {
    const bot = await bench.boot();
    const run = await bench.complete(bot, [itl]);
    expect(run.backup?.wantedAt).toBe(run.endedAt);
    const later = new Date(bench.clock.now() + 60_000).toISOString();
    expect(await bot.runs.backupsSeen(run.cluster, [backup("2026-11-21T00:00:00Z"), backup(later, false)])).toEqual([]);
    const [satisfied] = await bot.runs.backupsSeen(run.cluster, [backup(later)]);
    expect(satisfied?.backup?.seen).toEqual({ file: `${later.slice(0, 10)}.tar`, at: later });
    expect(await bot.runs.backupsSeen(run.cluster, [backup(later)])).toEqual([]);
    const told = await kinds(bot);
    expect(told.filter((kind) => kind.startsWith("backup-")).reverse()).toEqual(["backup-wanted", "backup-seen"]);
  });

  it("is not asked for after a restart of a service, nor after a run that sent nothing", async () => {
    const bot = await bench.boot();
    expect((await bench.complete(bot, [restart()])).backup).toBeUndefined();
    bench.device.fates = ["refuses"];
    const refused = await bench.complete(bot, [itl]);
    expect([refused.state, refused.backup]).toEqual(["failed", undefined]);
  });
});

function never(): never {
  throw new Error("there is no run");
}
