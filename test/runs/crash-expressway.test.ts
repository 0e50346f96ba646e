// The process dies at every named point of a run on Expressway-C peers: no restart twice, no list left short, no log left on, nothing forgotten.
import { describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { crashPoints } from "../../src/runs/points.ts";
import { everywhere, onOne, peers, wanted } from "../fakes/device-expressway.ts";
import { drive } from "../fakes/drive.ts";
import { team } from "../fakes/policy.ts";
import { killedAt, RunBench } from "./bench-of-runs.ts";

const [one, two] = peers;
const kinds: Readonly<Record<string, { readonly steps: readonly Wanted[]; readonly arrives: readonly string[] }>> = {
  "restarts of both peers": {
    steps: peers.map((node): Wanted => ({ change: { kind: "restart-expressway", node } })),
    arrives: [`POST restart @${one}`, `POST restart @${two}`],
  },
  "an upload to a trusted CA list": {
    steps: [{ change: { kind: "trust-on-expressway", node: two, certificates: [wanted] } }],
    arrives: [`POST certs/root @${two}`],
  },
  "a log on both peers": {
    steps: [
      { change: { kind: "start-expressway-log", nodes: peers } },
      { change: { kind: "wait-for-sign-in", nodes: peers, withinSeconds: 60 } },
      { change: { kind: "collect-expressway-log", nodes: peers }, restores: [1] },
    ],
    arrives: peers.flatMap((name) => ["start", "stop", "collect"].map((mode) => `PUT log ${mode} @${name}`)),
  },
};

const open = () => RunBench.open({ phones: 2, expressways: true });

describe.each(Object.entries(kinds))("after a kill during %s", (_name, { steps, arrives }) => {
  it.each(crashPoints)("at %s each command arrives once, and the account is whole", async (crash) => {
    const bench = await open();
    const { second, approval } = await killedAt(crash, steps, bench);
    if (crash === "lease.taken") {
      expect((await second.runs.start({ approval: approval.id, by: team.ada })).run?.state).toBe("running");
      await drive(bench.clock, second.runs.settled());
    }
    const [run] = await second.runs.list({ limit: 5 });
    expect([run?.state, run?.steps.map(({ state }) => state)]).toEqual(["verified", steps.map(() => "done")]);
    expect([...bench.device.arrived].sort()).toEqual([...arrives].sort());
    expect(await second.audit.verify()).toMatchObject({ ok: true });
    expect(await bench.store.leases.held()).toEqual([]);
  });
});

describe("a list that uploads replace", () => {
  it.each([
    ["fence.passed", 1],
    ["command.sent", 1],
    ["fence.passed", 2],
    ["observed", 1],
  ] as const)("is whole again after a kill at %s, the %i. time", async (crash, time) => {
    const bench = await open();
    const { expressway } = bench.device;
    expressway.uploads = "replace";
    const { second } = await killedAt(crash, kinds["an upload to a trusted CA list"]?.steps ?? [], bench, time);
    const held = expressway.lists.get(two)?.map(({ sha256 }) => sha256) ?? [];
    expect([...held].sort()).toEqual([everywhere.sha256, onOne.sha256].sort());
    expect((await second.runs.list({ limit: 1 }))[0]?.state).toBe("verified");
  });
});

describe("a log that was begun", () => {
  it("is off again on every peer when somebody aborts the wait", async () => {
    const bench = await open();
    const bot = await bench.boot();
    const approval = await bench.approved(bot, kinds["a log on both peers"]?.steps ?? []);
    const started = await bench.start(bot, approval);
    const run = started.run;
    if (run === undefined) throw new Error("not started");
    await drive(
      bench.clock,
      (async () => {
        while ((await bot.runs.get(run.id))?.steps[1]?.state !== "started") await new Promise(setImmediate);
      })(),
    );
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.ben });
    const over = await bench.finish(bot, run);
    expect([over.state, over.steps.map(({ state }) => state)]).toEqual(["aborted", ["done", "failed", "done"]]);
    expect(peers.map((name) => bench.device.expressway.logs.get(name))).toEqual(["collected", "collected"]);
  });

  it("is stopped all the same where a peer’s words about it are not known, and a person is told to look", async () => {
    const bench = await open();
    const { client } = bench.device.expressway;
    const odd = bench.device.systems();
    const read = async (peer: Parameters<typeof client.logState>[0]) => ({
      ...(await client.logState(peer)),
      value: "unknown" as const,
    });
    const bot = await bench.boot({ systems: () => ({ ...odd, expressway: { ...client, logState: read } }) });
    const run = await bench.complete(bot, kinds["a log on both peers"]?.steps ?? []);
    expect(run.steps.map(({ state }) => state)).toEqual(["done", "done", "done"]);
    expect([...bench.device.arrived].sort()).toEqual([...(kinds["a log on both peers"]?.arrives ?? [])].sort());
    expect(run.verification?.lines.filter(({ text }) => text.id === "mra.verify.logging-unread")).toHaveLength(2);
  });

  it("is not begun at all where somebody logs already", async () => {
    const bench = await open();
    bench.device.expressway.logs.set(two, "running");
    const run = await bench.complete(await bench.boot(), kinds["a log on both peers"]?.steps ?? []);
    expect([run.state, bench.device.arrived]).toEqual(["drifted", []]);
    expect(JSON.stringify(run.stopped)).toContain("mra.change.log-running");
  });
});
