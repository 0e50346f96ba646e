// What people want of a run: start it once, pause it, stop it; who may; one run per cluster.
import { beforeEach, describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { approvalId, nodeName, runId } from "../../src/domain/ids.ts";
import type { Run } from "../../src/domain/run.ts";
import type { CrashPoint } from "../../src/runs/points.ts";
import type { ClusterSystems } from "../../src/systems/ports.ts";
import { drive, driveUntil } from "../fakes/drive.ts";
import { restart } from "../fakes/plans.ts";
import { team, via } from "../fakes/policy.ts";
import { type Bot, RunBench } from "./bench-of-runs.ts";

let bench: RunBench;
let bot: Bot;
beforeEach(async () => {
  bench = await RunBench.open({ mixed: true });
  bot = await bench.boot();
});

const none = {} as Run;

/** The same nodes under other addresses. */
const elsewhere = (systems: ClusterSystems): ClusterSystems => ({
  ...systems,
  cluster: {
    ...systems.cluster,
    nodes: systems.cluster.nodes.map((node) => ({ ...node, address: `other-${node.address}` })),
  },
});
const updateCtl: Wanted = { change: { kind: "update-ctl", node: nodeName("cucm-pub") } };
const wait: () => Wanted = () => ({
  change: { kind: "wait-for-phones", phones: bench.device.phoneNames, percent: 100, withinSeconds: 600 },
});
const step = async (run: Run, number: number) => (await bot.runs.get(run.id))?.steps[number - 1]?.state;

describe("starting", () => {
  it("happens once, however often the button is pressed", async () => {
    const approval = await bench.approved(bot, [restart()]);
    const starts = await Promise.all(Array.from({ length: 5 }, () => bench.start(bot, approval)));
    expect(starts.filter(({ refusal }) => refusal === undefined)).toHaveLength(1);
    await drive(bench.clock, bot.runs.settled());
    expect((await bench.start(bot, approval)).refusal).toBe("not-pending");
    expect(bench.device.arrived).toHaveLength(1);
  });

  it("is refused while another run holds the cluster, and possible afterwards", async () => {
    const first = await bench.approved(bot, [restart()]);
    const second = await bench.approved(bot, [restart("cucm-sub1")]);
    const { run } = await bench.start(bot, first);
    expect((await bench.start(bot, second)).refusal).toBe("cluster-busy");
    expect((await bot.approvals.get(second.id))?.state).toBe("approved");
    await bench.finish(bot, run ?? none);
    expect((await bench.start(bot, second)).refusal).toBeUndefined();
    await drive(bench.clock, bot.runs.settled());
  });

  it("needs a known approval, all votes, a right, and a plan that is not too old; the cluster stays free", async () => {
    expect((await bot.runs.start({ approval: approvalId("apr_x"), by: team.ada })).refusal).toBe("not-found");
    const approval = await bench.approved(bot, [restart()]);
    expect((await bot.runs.start({ approval: approval.id, by: team.eve })).refusal).toBe("not-permitted");
    const wish = { plan: approval.plan, by: team.ada, via: via(team.ada), reason: "again" };
    const pending = await bot.approvals.request({
      ...wish,
      plan: { ...wish.plan, steps: wish.plan.steps.map((each) => ({ ...each, command: `${each.command}!` })) },
    });
    const id = pending.approval?.id ?? approvalId("");
    expect((await bot.runs.start({ approval: id, by: team.ada })).refusal).toBe("not-pending");
    await bench.clock.advance(16 * 60_000);
    expect((await bench.start(bot, approval)).refusal).toBe("expired");
    expect(await bench.store.leases.held()).toEqual([]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("does not send an approved command to another machine that the configuration names by now", async () => {
    const approval = await bench.approved(bot, [restart()]);
    bot = await bench.boot({ systems: () => elsewhere(bench.device.systems()) });
    const { run } = await bench.start(bot, approval);
    const over = await bench.finish(bot, run ?? none);
    expect([over.state, over.stopped?.id]).toEqual(["drifted", "changes.drift.targets"]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("does not run a command that is not the one its change stands for", async () => {
    const approval = await bench.approved(bot, [restart()]);
    const steps = approval.plan.steps.map((each) => ({ ...each, command: "utils service list" }));
    const odd = await bot.approvals.request({
      plan: { ...approval.plan, steps },
      by: team.ada,
      via: via(team.ada),
      reason: "x",
    });
    const id = odd.approval?.id ?? approvalId("");
    for (const person of [team.ben, team.chen])
      await bot.approvals.decide({ id, choice: "approve", by: person, via: via(person) });
    const { run } = await bot.runs.start({ approval: id, by: team.ada });
    const over = await bench.finish(bot, run ?? none);
    expect([over.state, over.stopped?.id]).toEqual(["drifted", "changes.drift.command"]);
    expect(bench.device.arrived).toEqual([]);
  });
});

/** Wishes in the very moment in which the run passes a named point. */
const wishingAt = async (name: CrashPoint, at: number, kind: "pause" | "abort"): Promise<void> => {
  bot = await bench.boot({
    points: async (point, number) => {
      if (point !== name || number !== at) return;
      const [run] = await bench.store.runs.unfinished();
      if (run !== undefined) await bot.runs.wish({ run: run.id, kind, by: team.ben });
    },
  });
};

describe("an abort", () => {
  it("ends a wait at once, says who and after which step, and skips the rest", async () => {
    for (const name of bench.device.phoneNames) bench.device.phones.set(name, { status: "UnRegistered", since: 1 });
    const { run = none } = await bench.start(bot, await bench.approved(bot, [restart(), wait(), restart("cucm-sub1")]));
    await driveUntil(bench.clock, async () => (await step(run, 2)) === "started");
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.ben });
    const over = await bench.finish(bot, run);
    expect([over.state, over.steps.map((each) => each.state).join(" ")]).toEqual(["aborted", "done failed skipped"]);
    expect(over.stopped?.values).toMatchObject({ by: "Ben", step: 2 });
    expect(bench.device.arrived).toHaveLength(1);
  });

  it("between a CTL update and its restarts says that the cluster is half-changed", async () => {
    await wishingAt("step.recorded", 1, "abort");
    const over = await bench.complete(bot, [updateCtl, restart()]);
    expect([over.state, over.stopped?.id]).toEqual(["aborted", "changes.run.aborted-unsafe"]);
    expect(over.stopped?.values).toMatchObject({ step: 2, last: 1 });
  });

  it("between two batches leaves the other phones alone", async () => {
    const reset: Wanted = { change: { kind: "reset-phones", phones: bench.device.phoneNames, batch: 5 } };
    const { run = none } = await bench.start(bot, await bench.approved(bot, [reset]));
    await driveUntil(bench.clock, async () => bench.device.arrived.length === 5, 1);
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.chen });
    const over = await bench.finish(bot, run);
    expect([over.state, bench.device.arrived.length]).toEqual(["aborted", 5]);
    expect(over.steps[0]?.note).toMatchObject({ id: "changes.phones-aborted", values: { sent: 5, left: 15 } });
  });

  it("that is faster than the command keeps it from being written", async () => {
    await wishingAt("step.journalled", 1, "abort");
    const over = await bench.complete(bot, [restart()]);
    expect([over.state, over.steps[0]?.state]).toEqual(["aborted", "failed"]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("is final: nobody turns it into a pause", async () => {
    const { run = none } = await bench.start(bot, await bench.approved(bot, [restart(), restart("cucm-sub1")]));
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.ben });
    const { run: after } = await bot.runs.wish({ run: run.id, kind: "resume", by: team.ben });
    // By then the run may have stopped already.
    expect(after?.wish?.kind ?? after?.state).toMatch(/^abort(ed)?$/);
    expect((await bench.finish(bot, run)).state).toBe("aborted");
  });
});

describe("a pause", () => {
  it("holds before the next step, and goes on when it is lifted", async () => {
    const plan = [restart("cucm-pub", "Cisco HAProxy"), updateCtl, restart()];
    const { run = none } = await bench.start(bot, await bench.approved(bot, plan));
    await bot.runs.wish({ run: run.id, kind: "pause", by: team.ben });
    await bench.clock.advance(1);
    await driveUntil(bench.clock, async () => bench.clock.now() > Date.parse("2026-11-22T02:20:00Z"));
    expect(await step(run, 2)).toBe("planned");
    await bot.runs.wish({ run: run.id, kind: "resume", by: team.ben });
    expect((await bench.finish(bot, run)).state).toBe("verified");
  });

  it("never holds between a CTL update and its restarts", async () => {
    await wishingAt("step.journalled", 1, "pause");
    expect((await bench.complete(bot, [updateCtl, restart()])).state).toBe("verified");
  });
});

describe("wishes", () => {
  it("need the right to abort, and a run", async () => {
    const { run = none } = await bench.start(bot, await bench.approved(bot, [restart()]));
    expect((await bot.runs.wish({ run: run.id, kind: "abort", by: team.eve })).refusal).toBe("not-permitted");
    expect((await bot.runs.wish({ run: run.id, kind: "abort", by: { id: "nobody" as never } })).refusal).toBe(
      "unknown-person",
    );
    expect((await bot.runs.wish({ run: runId("run_x"), kind: "abort", by: team.ben })).refusal).toBe("not-found");
    expect((await bench.finish(bot, run)).state).toBe("verified");
  });

  it("to pause and to stop, the safe side, need no right to the change itself; to go on does", async () => {
    const guard = { name: "guard", may: ["ask", "abort"], clusters: "all", upTo: "low", changes: [] } as const;
    const roles = bench.policy.roles.filter(({ name }) => name !== "onlooker");
    bench.policy = { ...bench.policy, roles: [...roles, { ...guard, name: "onlooker" }] };
    const { run = none } = await bench.start(bot, await bench.approved(bot, [restart(), restart("cucm-sub1")]));
    const wish = (kind: "pause" | "resume" | "abort") => bot.runs.wish({ run: run.id, kind, by: team.eve });
    expect((await wish("pause")).refusal).toBeUndefined();
    expect((await wish("resume")).refusal).toBe("impact-too-high");
    expect((await wish("abort")).refusal).toBeUndefined();
    expect((await bench.finish(bot, run)).state).toBe("aborted");
  });
});
