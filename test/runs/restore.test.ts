// Steps that put things back: they run in their place, and after a failure, an abort, a drift or a crash all the same.
import { beforeEach, describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { digestOf } from "../../src/approvals/seal.ts";
import { owedRestores, type Run } from "../../src/domain/run.ts";
import { drive, driveUntil } from "../fakes/drive.ts";
import { draftOf, restart } from "../fakes/plans.ts";
import { team } from "../fakes/policy.ts";
import { RunBench } from "./bench-of-runs.ts";

const back: Wanted = { ...restart("cucm-pub", "Cisco CallManager"), restores: [1] };
const plan: readonly Wanted[] = [restart(), restart("cucm-sub1"), back];
const first = "utils service restart Cisco Tftp @cucm-pub";
const second = "utils service restart Cisco Tftp @cucm-sub1";
const restored = "utils service restart Cisco CallManager @cucm-pub";

let bench: RunBench;
beforeEach(async () => {
  bench = await RunBench.open();
});

const states = (run: Run): string => run.steps.map((step) => step.state).join(" ");
const owed = (run: Run): number[] => owedRestores(run).map((step) => step.number);

describe("a restore step", () => {
  it("runs in its place when all goes well, and nothing is owed then", async () => {
    const run = await bench.complete(await bench.boot(), plan);
    expect([run.state, states(run), owed(run)]).toEqual(["verified", "done done done", []]);
    expect(bench.device.arrived).toEqual([first, second, restored]);
  });

  it("runs after a step failed", async () => {
    bench.device.fates = ["answers", "refuses", "answers"];
    const run = await bench.complete(await bench.boot(), plan);
    expect([run.state, states(run), owed(run)]).toEqual(["failed", "done failed done", []]);
    expect(bench.device.arrived).toEqual([first, restored]);
    expect(run.stopped?.id).toBe("changes.run.failed");
  });

  it("runs after an abort, which stops the plan and not what puts it back", async () => {
    const bot = await bench.boot();
    // The first step takes half a minute, so that there is time to abort.
    bench.device.fates = ["late", "answers"];
    const { run } = await bench.start(bot, await bench.approved(bot, plan));
    if (run === undefined) throw new Error("not started");
    await driveUntil(bench.clock, () => bench.device.arrived.length === 1, 100);
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.ben });
    const over = await bench.finish(bot, run);
    expect([over.state, states(over), owed(over)]).toEqual(["aborted", "done skipped done", []]);
    expect(bench.device.arrived).toEqual([first, restored]);
    expect(over.restoring).toBeUndefined();
  });

  it("does not run when nothing of what it takes back was begun", async () => {
    const bot = await bench.boot();
    const approval = await bench.approved(bot, plan);
    bench.device.serviceStates.set("cucm-pub/Cisco Tftp", "Stopped");
    const { run } = await bench.start(bot, approval);
    const over = await bench.finish(bot, run ?? ({} as Run));
    expect([over.state, states(over), owed(over)]).toEqual(["drifted", "skipped skipped skipped", []]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("that fails leaves its target named as still changed, and holds up no other restore", async () => {
    bench.device.fates = ["answers", "refuses", "refuses", "answers"];
    const other: Wanted = { ...restart("cucm-sub2", "Cisco HAProxy"), restores: [1] };
    const run = await bench.complete(await bench.boot(), [...plan, other]);
    expect([run.state, states(run)]).toEqual(["failed", "done failed failed done"]);
    expect(owed(run)).toEqual([3]);
  });

  it("is finished after a crash in the middle, and the plan that was given up is not taken up again", async () => {
    bench.device.fates = ["answers", "refuses", "answers"];
    const dying = await bench.boot({ crash: "step.journalled", time: 3 });
    const { run } = await bench.start(dying, await bench.approved(dying, plan));
    if (run === undefined) throw new Error("not started");
    await drive(bench.clock, dying.died);
    const after = await bench.boot();
    expect((await bench.store.runs.get(run.id))?.restoring?.state).toBe("failed");
    await after.runs.resumeAll();
    const over = await bench.finish(after, run);
    expect([over.state, states(over)]).toEqual(["failed", "done failed done"]);
    expect(bench.device.arrived).toEqual([first, restored]);
  });

  it("still runs when the bot was away for longer than the rest of a plan may wait", async () => {
    const dying = await bench.boot({ crash: "step.recorded" });
    const { run } = await bench.start(dying, await bench.approved(dying, plan));
    if (run === undefined) throw new Error("not started");
    await drive(bench.clock, dying.died);
    await bench.clock.advance(3 * 3_600_000);
    const after = await bench.boot();
    await after.runs.resumeAll();
    const over = await bench.finish(after, run);
    expect([over.state, states(over)]).toEqual(["aborted", "done skipped done"]);
    expect(over.stopped?.id).toBe("changes.run.away");
  });

  it("is in the digest: a plan without it is another plan", async () => {
    const bot = await bench.boot();
    const withIt = await bench.approved(bot, plan);
    const { restores: _, ...plainly } = back;
    const without = await bench.approved(bot, [restart(), restart("cucm-sub1"), plainly]);
    expect(withIt.plan.digest).not.toBe(without.plan.digest);
    expect(digestOf(withIt.plan)).toBe(withIt.plan.digest);
  });

  it("of a later step, or of none, is a bug of whoever made the plan", async () => {
    const bot = await bench.boot();
    const wrong = [{ ...restart(), restores: [2] }, restart("cucm-sub1")];
    await expect(bench.approved(bot, wrong)).rejects.toThrow("restores earlier steps only");
    expect(draftOf(wrong).steps[0]?.restores).toEqual([2]);
  });
});
