// Runs from start to end on a device that answers well, or not: done, failed, uncertain, drifted, degraded.
import { beforeEach, describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Run } from "../../src/domain/run.ts";
import { driveUntil } from "../fakes/drive.ts";
import { restart } from "../fakes/plans.ts";
import { team } from "../fakes/policy.ts";
import { RunBench } from "./bench-of-runs.ts";

const tftp = "utils service restart Cisco Tftp @cucm-pub";
let bench: RunBench;
beforeEach(async () => {
  bench = await RunBench.open();
});

const states = (run: Run): string => run.steps.map((step) => step.state).join(" ");
const wait = (percent = 95, withinSeconds = 300): Wanted => ({
  change: { kind: "wait-for-phones", phones: bench.device.phoneNames, percent, withinSeconds },
});
const reset = (batch = 100): Wanted => ({ change: { kind: "reset-phones", phones: bench.device.phoneNames, batch } });
const itl: Wanted = { change: { kind: "reset-itl", node: nodeName("cucm-pub"), key: "localkey" } };

describe("a run", () => {
  it("restarts, observes the new start time, waits for the phones and is verified", async () => {
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart(), wait()]);
    expect([run.state, states(run)]).toEqual(["verified", "done done"]);
    expect(bench.device.arrived).toEqual([tftp]);
    expect(run.steps[0]?.evidence.map((evidence) => evidence.system)).toEqual(["CUCM CLI", "Control Center"]);
    expect(run.steps[0]?.transcriptDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(run.verification).toMatchObject({ phonesBack: { before: 20, after: 20, known: 20 }, trust: "not-proved" });
    expect(bench.snapshots).toEqual(["before-run", "after-run"]);
  });

  it("tells every change, and keeps every arrow in an audit log that verifies", async () => {
    const bot = await bench.boot();
    const told: string[] = [];
    bot.runs.onChange((run) => told.push(`${run.state}: ${states(run)}`));
    await bench.complete(bot, [restart()]);
    expect([...new Set(told)]).toEqual([
      "running: planned",
      "running: started",
      "running: done",
      "verifying: done",
      "verified: done",
    ]);
    const kinds = (await bot.audit.list({ limit: 100 })).map((entry) => entry.kind).reverse();
    expect(kinds.slice(kinds.indexOf("run-started"))).toEqual([
      "run-started",
      "step-intended",
      "command-sent",
      "step-observed",
      "run-ended",
    ]);
    expect(await bot.audit.verify()).toMatchObject({ ok: true });
  });

  it("resets the ITL and the phones, counts only phones that registered anew, and draws the curve", async () => {
    const bot = await bench.boot();
    const run = await bench.complete(bot, [itl, reset(), wait()]);
    expect([run.state, states(run)]).toEqual(["verified", "done done done"]);
    expect(bench.device.arrived.filter((command) => command.startsWith("AXL"))).toHaveLength(20);
    const counts = run.curve.map((point) => point.registered);
    expect(counts[0]).toBe(20);
    expect(Math.min(...counts)).toBeLessThan(20);
    expect(counts.at(-1)).toBe(20);
    expect(run.verification?.lines.every((line) => line.ok === true)).toBe(true);
  });

  it("is degraded, not verified, when the phones do not come back in time", async () => {
    bench.device.bootSeconds = undefined;
    const bot = await bench.boot();
    const run = await bench.complete(bot, [reset(), wait(), restart("cucm-sub1")]);
    expect([run.state, states(run)]).toEqual(["degraded", "done failed skipped"]);
    expect(run.stopped?.id).toBe("changes.run.phones-missing");
    expect(run.verification?.phonesBack).toEqual({ before: 20, after: 0, known: 20 });
    expect(bench.arrived("utils service restart Cisco Tftp @cucm-sub1")).toBe(0);
  });

  it("is degraded and trust is disproved when a served list has a signer that is no current certificate", async () => {
    bench.device.serials.set("cucm-pub/ITLRecovery", "cc33");
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, run.verification?.trust]).toEqual(["degraded", "disproved"]);
  });

  it("says that trust is proved only when something outside registrations proves it", async () => {
    const proof = { trust: "proved", lines: [] } as const;
    const bot = await bench.boot({ proveTrust: async () => proof });
    expect((await bench.complete(bot, [restart()])).verification?.trust).toBe("proved");
  });
});

describe("a run that must not go on", () => {
  it("stops before a step whose precondition no longer holds, says what changed, and sends nothing", async () => {
    const bot = await bench.boot();
    const approval = await bench.approved(bot, [restart()]);
    bench.device.serviceStates.set("cucm-pub/Cisco Tftp", "Stopped");
    const { run } = await bench.start(bot, approval);
    const over = await bench.finish(bot, run ?? ({} as Run));
    expect([over.state, states(over)]).toEqual(["drifted", "skipped"]);
    expect(over.stopped).toMatchObject({
      id: "changes.run.drifted",
      values: { step: 1, what: { id: "changes.drift.service", values: { status: "Stopped" } } },
    });
    expect(bench.device.arrived).toEqual([]);
  });

  it("stops between two steps when a certificate or the number of phones has left the approved envelope", async () => {
    const bot = await bench.boot();
    const serial = bench.device.serials.get("cucm-sub1/CallManager") ?? "";
    const guarded: Wanted = {
      ...restart("cucm-sub1"),
      preconditions: [
        { kind: "certificate-serial", node: nodeName("cucm-sub1"), unit: "CallManager", serial: serial.toUpperCase() },
        { kind: "trust-list-signer", node: nodeName("cucm-sub1"), list: "ITL", signerSerial: "00:aa:11" },
        { kind: "registered-at-least", phones: 19 },
      ],
    };
    const fine = await bench.complete(bot, [restart(), guarded]);
    expect(fine.state).toBe("verified");
    for (const name of bench.device.phoneNames.slice(0, 2))
      bench.device.phones.set(name, { status: "UnRegistered", since: 1 });
    const drifted = await bench.complete(bot, [restart(), guarded], { phonesKnown: 21 });
    expect([drifted.state, states(drifted)]).toEqual(["drifted", "done skipped"]);
    expect(drifted.stopped?.values?.what).toMatchObject({ id: "changes.drift.registered", values: { found: 18 } });
  });

  it("sends nothing while a precondition cannot be read", async () => {
    const bot = await bench.boot();
    const approval = await bench.approved(bot, [restart()]);
    bench.device.deaf = "node-unreachable";
    const { run } = await bench.start(bot, approval);
    const over = await bench.finish(bot, run ?? ({} as Run));
    expect([over.state, over.stopped?.id]).toEqual(["failed", "changes.run.unread"]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("fails when the device refuses, and does not try again", async () => {
    bench.device.fates = ["refuses"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart(), restart("cucm-sub1")]);
    expect([run.state, states(run)]).toEqual(["failed", "failed skipped"]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("fails when the device says yes and shows no effect", async () => {
    bench.device.fates = ["says-yes-does-nothing"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, run.stopped?.id]).toEqual(["failed", "changes.run.not-done"]);
    expect(bench.arrived(tftp)).toBe(1);
  });

  it("refuses a CTL update on a cluster that has no CTL, before anything is sent", async () => {
    const bot = await bench.boot();
    const run = await bench.complete(bot, [{ change: { kind: "update-ctl", node: nodeName("cucm-pub") } }]);
    expect([run.state, run.stopped?.values?.what]).toMatchObject(["failed", { id: "changes.no-ctl" }]);
    expect(bench.device.arrived).toEqual([]);
  });
});

describe("an answer that was not seen", () => {
  it("is observed: what was done is not sent again", async () => {
    bench.device.fates = ["lost", "answers"];
    bench.device.slowLooks = 3;
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, bench.arrived(tftp)]).toEqual(["verified", 1]);
  });

  it("is observed long enough: a command that takes effect late is not sent again", async () => {
    bench.device.fates = ["late", "answers"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, bench.arrived(tftp)]).toEqual(["verified", 1]);
  });

  it("is observed: what was surely not done is sent once more", async () => {
    bench.device.fates = ["dropped", "answers"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, bench.arrived(tftp)]).toEqual(["verified", 1]);
    const intents = (await bench.store.runs.journal(run.id, 1)).filter((entry) => entry.kind === "step-intended");
    expect(intents.map((entry) => entry.data.attempt)).toEqual([1, 2]);
  });

  it("twice in a row without effect ends the run", async () => {
    bench.device.fates = ["dropped"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [restart()]);
    expect([run.state, bench.arrived(tftp)]).toEqual(["failed", 0]);
  });

  it("of a service without a start time asks a person, who says what is so", async () => {
    bench.device.fates = ["lost"];
    const bot = await bench.boot();
    const { run } = await bench.start(bot, await bench.approved(bot, [restart("cucm-pub", "Cisco HAProxy")]));
    const id = run?.id ?? ("" as never);
    await driveUntil(bench.clock, async () => (await bot.runs.get(id))?.steps[0]?.note?.id === "changes.step.asking");
    expect((await bot.runs.get(id))?.state).toBe("running");
    const word = { run: id, step: 1, outcome: "done" } as const;
    expect((await bot.runs.settle({ ...word, by: team.eve })).refusal).toBe("not-permitted");
    expect((await bot.runs.settle({ ...word, by: team.ben })).refusal).toBeUndefined();
    const over = await bench.finish(bot, run ?? ({} as Run));
    expect([over.state, over.steps[0]?.note?.id]).toEqual(["verified", "changes.step.person-done"]);
    expect(bench.arrived("utils service restart Cisco HAProxy @cucm-pub")).toBe(1);
    expect((await bot.runs.settle({ ...word, by: team.ben })).refusal).toBe("not-pending");
  });

  it("of some phones resets only those that observably still stand as they stood", async () => {
    bench.device.fates = ["answers", "lost", "dropped", "answers"];
    const bot = await bench.boot();
    const run = await bench.complete(bot, [reset(), wait(90)]);
    expect(run.steps[0]?.state).toBe("done");
    const resets = bench.device.arrived.filter((command) => command.startsWith("AXL"));
    expect(new Set(resets).size).toBe(resets.length);
  });
});
