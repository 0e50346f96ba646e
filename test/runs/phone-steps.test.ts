// Runs that go from phone to phone: killed again and again, edited meanwhile, given back whatever happens.
import { describe, expect, it } from "vitest";
import type { Wanted } from "../../src/actions/plan.ts";
import { curveTotal, owedRestores } from "../../src/domain/run.ts";
import { drive, driveUntil } from "../fakes/drive.ts";
import { team } from "../fakes/policy.ts";
import { RunBench } from "./bench-of-runs.ts";

const plan = (phones: readonly string[]): readonly Wanted[] => [
  { change: { kind: "copy-security-profile", profile: "Secure", copy: "Temporary" } },
  {
    change: { kind: "apply-security-profile", moves: [{ from: "Secure", to: "Temporary", phones }], batch: 8 },
    preconditions: [{ kind: "security-profile", profile: "Temporary", mode: "Non Secure" }],
  },
  {
    change: {
      kind: "install-lsc",
      phones,
      batch: 8,
      by: "null-string",
      keyOrder: "RSA Only",
      keySize: 2048,
      batchSeconds: 300,
    },
  },
  {
    change: { kind: "apply-security-profile", moves: [{ from: "Temporary", to: "Secure", phones }], batch: 8 },
    restores: [2],
  },
  { change: { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 900 } },
];

describe("a run over many phones", () => {
  it("gives every phone an LSC and its former profile, each command once", async () => {
    const bench = await RunBench.open();
    const run = await bench.complete(await bench.boot(), plan(bench.device.phoneNames));
    expect([run.state, run.steps.map((step) => step.state)]).toEqual([
      "verified",
      ["done", "done", "done", "done", "done"],
    ]);
    expect(run.steps.map((step) => step.tally?.done)).toEqual([undefined, 20, 20, 20, undefined]);
    expect(bench.device.arrived).toHaveLength(1 + 20 * 6);
    expect(bench.device.phoneNames.every((name) => bench.device.security.of(name).profile === "Secure")).toBe(true);
  });

  it("tells of the plan’s own phones in its curve, and of all phones at its end", async () => {
    const bench = await RunBench.open();
    const some = bench.device.phoneNames.slice(0, 12);
    bench.device.phones.set("CSFALEX", { status: "Registered", since: 0 });
    const run = await bench.complete(await bench.boot(), plan(some));
    expect(curveTotal(run.plan)).toBe(12);
    expect(run.curve[0]?.registered).toBe(12);
    expect(Math.max(...run.curve.map(({ registered }) => registered))).toBe(12);
    expect(run.verification?.phonesBack).toEqual({ before: 20, after: 20, known: 20 });
  });

  it.each([[[30, 20, 25]], [[45, 5, 3]], [[50, 40, 20]], [[2, 2, 2]]])(
    "survives kills after %o more commands: none lost, none twice",
    async (kills) => {
      const bench = await RunBench.open();
      const phones = bench.device.phoneNames;
      let bot = await bench.boot({ crash: "fence.passed", time: kills[0] ?? 1 });
      void bench.start(bot, await bench.approved(bot, plan(phones)));
      for (const [index] of kills.entries()) {
        await drive(bench.clock, bot.died);
        bot.approvals.close();
        const next = kills[index + 1];
        bot = await bench.boot(next === undefined ? {} : { crash: "fence.passed", time: next });
        await bot.runs.resumeAll();
      }
      await drive(bench.clock, bot.runs.settled());
      const [run] = await bot.runs.list({ limit: 1 });
      expect([run?.state, run?.steps.map((step) => step.state)]).toEqual([
        "verified",
        ["done", "done", "done", "done", "done"],
      ]);
      const arrived = bench.device.arrived;
      const times = (command: string): number => arrived.filter((one) => one === command).length;
      for (const name of phones) {
        expect(times(`AXL updatePhone ${name} Install/Upgrade`)).toBe(1);
        expect(times(`AXL updatePhone ${name} Temporary`)).toBe(1);
        expect(times(`AXL updatePhone ${name} Secure`)).toBe(1);
        expect(times(`AXL applyPhone ${name}`)).toBe(3);
      }
      expect(run?.steps[2]?.tally).toEqual({ done: 20, waiting: [], failed: [], offline: [] });
    },
  );

  it("puts the profiles back when the LSCs fail, and owes nothing then", async () => {
    const bench = await RunBench.open();
    bench.device.security.ends = ["Upgrade Failed: CA Communication Failure"];
    const run = await bench.complete(await bench.boot(), plan(bench.device.phoneNames));
    expect([run.state, run.steps.map((step) => step.state), owedRestores(run)]).toEqual([
      "failed",
      ["done", "done", "failed", "done", "skipped"],
      [],
    ]);
    expect(run.steps[2]?.tally?.failed[0]?.why).toEqual({ verbatim: "Upgrade Failed: CA Communication Failure" });
    expect(bench.device.phoneNames.every((name) => bench.device.security.of(name).profile === "Secure")).toBe(true);
  });

  it("puts back what was given when somebody aborts in the middle of the batches", async () => {
    const bench = await RunBench.open();
    const bot = await bench.boot();
    const { run } = await bench.start(bot, await bench.approved(bot, plan(bench.device.phoneNames)));
    if (run === undefined) throw new Error("not started");
    await driveUntil(bench.clock, () => bench.device.arrived.some((one) => one.includes("Install/Upgrade")), 500);
    await bot.runs.wish({ run: run.id, kind: "abort", by: team.ben });
    const over = await bench.finish(bot, run);
    expect([over.state, owedRestores(over)]).toEqual(["aborted", []]);
    expect(bench.device.phoneNames.every((name) => bench.device.security.of(name).profile === "Secure")).toBe(true);
    expect(bench.device.arrived.filter((one) => one.includes("Install/Upgrade"))).toHaveLength(8);
  });

  it("stops before it begins when somebody edited a phone meanwhile, and sends nothing", async () => {
    const bench = await RunBench.open();
    const bot = await bench.boot();
    const approval = await bench.approved(bot, plan(bench.device.phoneNames).slice(1, 2));
    bench.device.security.profilesThere.set("Temporary", {
      ...bench.device.security.profilesThere.get("Plain"),
      name: "Temporary",
      mode: "Non Secure",
      phoneType: "Cisco 8845",
      protocol: "SIP",
      transport: "TCP+UDP",
      fields: {},
    });
    bench.device.security.of(bench.device.phoneNames[3] ?? "").profile = "Other";
    const { run } = await bench.start(bot, approval);
    if (run === undefined) throw new Error("not started");
    const over = await bench.finish(bot, run);
    expect([over.state, over.stopped?.id]).toEqual(["drifted", "changes.run.drifted"]);
    expect(bench.device.arrived).toEqual([]);
  });

  it("names as still changed what it could not put back", async () => {
    const bench = await RunBench.open();
    const bot = await bench.boot();
    const phones = bench.device.phoneNames;
    const [stubborn = ""] = phones;
    const set = bench.device.security.setProfile;
    bench.device.security.setProfile = (name, profile, options) => {
      if (name !== stubborn || profile !== "Secure") return set(name, profile, options);
      bench.device.fates = ["refuses", "answers"];
      return set(name, profile, options);
    };
    const run = await bench.complete(bot, plan(phones));
    expect([run.state, owedRestores(run).map((step) => step.number)]).toEqual(["failed", [4]]);
  });
});
