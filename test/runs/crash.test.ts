// The process dies at every named point, with every kind of change: each command arrives at most once, none is lost.
import { describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { type CrashPoint, crashPoints } from "../../src/runs/points.ts";
import { drive } from "../fakes/drive.ts";
import { restart } from "../fakes/plans.ts";
import { team } from "../fakes/policy.ts";
import { killedAt, RunBench } from "./bench-of-runs.ts";

const pub = nodeName("cucm-pub");
const kinds: Readonly<Record<string, (phones: readonly string[]) => readonly Wanted[]>> = {
  "service restarts": () => [restart(), restart("cucm-sub1")],
  "an ITL reset": () => [{ change: { kind: "reset-itl", node: pub, key: "localkey" } }],
  "a CTL update and its restart": () => [{ change: { kind: "update-ctl", node: pub } }, restart()],
  "phone resets in batches": (phones) => [
    { change: { kind: "reset-phones", phones, batch: 5 } },
    { change: { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 600 } },
  ],
};

describe.each(Object.entries(kinds))("after a kill during %s", (_name, wantedFor) => {
  it.each(crashPoints)("at %s nothing is lost and nothing is sent twice", async (crash) => {
    const bench = await RunBench.open({ mixed: true });
    const wanted = wantedFor(bench.device.phoneNames);
    const { second, approval } = await killedAt(crash, wanted, bench);
    if (crash === "lease.taken") {
      // The approval was not started yet: it still can be, and the cluster is free.
      const run = (await second.runs.start({ approval: approval.id, by: team.ada })).run;
      expect(run?.state).toBe("running");
      await drive(bench.clock, second.runs.settled());
    }
    const [run] = await second.runs.list({ limit: 5 });
    expect(run?.state).toBe("verified");
    expect(run?.steps.every((step) => step.state === "done")).toBe(true);
    const expected = wanted.flatMap(({ change }): readonly string[] => {
      if (change.kind === "restart-service") return [`utils service restart ${change.service} @${change.node}`];
      if (change.kind === "reset-itl") return ["utils itl reset localkey @cucm-pub"];
      if (change.kind === "update-ctl") return ["utils ctl update CTLFile @cucm-pub"];
      return change.kind === "reset-phones" ? change.phones.map((phone) => `AXL doDeviceReset ${phone}`) : [];
    });
    expect([...bench.device.arrived].sort()).toEqual([...expected].sort());
    expect(await second.audit.verify()).toMatchObject({ ok: true });
    expect(await bench.store.leases.held()).toEqual([]);
  });
});

describe("a process that comes back", () => {
  it("asks a person when it died with a command that nobody can observe", async () => {
    const bench = await RunBench.open();
    const first = await bench.boot({ crash: "command.sent" });
    void bench.start(first, await bench.approved(first, [restart("cucm-pub", "Cisco HAProxy")]));
    await drive(bench.clock, first.died);
    const second = await bench.boot();
    const [run] = await second.runs.resumeAll();
    const id = run?.id ?? ("" as never);
    await drive(
      bench.clock,
      expectSoon(async () => (await second.runs.get(id))?.steps[0]?.note?.id === "changes.step.asking"),
    );
    expect((await second.runs.wish({ run: id, kind: "abort", by: team.ben })).refusal).toBeUndefined();
    await drive(bench.clock, second.runs.settled());
    const over = await second.runs.get(id);
    expect([over?.state, over?.steps[0]?.state]).toEqual(["aborted", "uncertain"]);
    expect(bench.device.arrived).toHaveLength(1);
  });

  it("looks at what was sent, but sends nothing more when it was away for hours", async () => {
    const bench = await RunBench.open();
    const first = await bench.boot({ crash: "command.sent" });
    void bench.start(first, await bench.approved(first, [restart(), restart("cucm-sub1")]));
    await drive(bench.clock, first.died);
    await bench.clock.advance(5 * 3_600_000);
    const second = await bench.boot();
    await second.runs.resumeAll();
    await drive(bench.clock, second.runs.settled());
    const [run] = await second.runs.list({ limit: 1 });
    expect([run?.state, run?.steps.map((step) => step.state), run?.stopped?.id]).toEqual([
      "aborted",
      ["done", "skipped"],
      "changes.run.away",
    ]);
    expect(bench.device.arrived).toHaveLength(1);
  });

  it.each<[CrashPoint, string]>([
    ["step.journalled", "sends nothing"],
    ["command.sent", "writes nothing"],
  ])("fences off one that was only frozen at %s: the old one wakes and %s", async (point) => {
    const bench = await RunBench.open();
    let thaw: () => void = () => undefined;
    const frozen = Promise.withResolvers<void>();
    const first = await bench.boot({
      points: (name) => {
        if (name !== point) return;
        frozen.resolve();
        return new Promise<void>((resolve) => {
          thaw = resolve;
        });
      },
    });
    void bench.start(first, await bench.approved(first, [restart()]));
    await drive(bench.clock, frozen.promise);
    const second = await bench.boot();
    await second.runs.resumeAll();
    await drive(bench.clock, second.runs.settled());
    const [before] = await second.runs.list({ limit: 1 });
    thaw();
    await drive(bench.clock, first.runs.settled());
    expect([before?.state, bench.device.arrived.length]).toEqual(["verified", 1]);
    expect(await second.runs.list({ limit: 1 })).toEqual([before]);
  });

  it.each([2, 6, 7, 13, 20])("resets every phone exactly once when it died at the %i-th of twenty", async (time) => {
    const bench = await RunBench.open();
    const phones = bench.device.phoneNames;
    const first = await bench.boot({ crash: "fence.passed", time });
    const plan = kinds["phone resets in batches"]?.(phones) ?? [];
    void bench.start(first, await bench.approved(first, plan));
    await drive(bench.clock, first.died);
    await bench.clock.advance(120_000);
    const second = await bench.boot();
    await second.runs.resumeAll();
    await drive(bench.clock, second.runs.settled());
    expect((await second.runs.list({ limit: 1 }))[0]?.state).toBe("verified");
    expect([...bench.device.arrived].sort()).toEqual(phones.map((phone) => `AXL doDeviceReset ${phone}`).sort());
  });

  it("lets go of a command that hangs when it is told to stop, and the next one observes it", async () => {
    const bench = await RunBench.open();
    bench.device.fates = ["hangs", "answers"];
    const first = await bench.boot();
    void bench.start(first, await bench.approved(first, [restart()]));
    await drive(
      bench.clock,
      expectSoon(async () => bench.device.arrived.length === 1),
    );
    await drive(bench.clock, first.runs.close());
    const second = await bench.boot();
    expect(await second.runs.resumeAll()).toHaveLength(1);
    await drive(bench.clock, second.runs.settled());
    expect([(await second.runs.list({ limit: 1 }))[0]?.state, bench.device.arrived.length]).toEqual(["verified", 1]);
  });
});

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
