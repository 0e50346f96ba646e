// Real bots in real processes, killed at every named point and at random instants, on a practice cluster that counts.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { atEachPoint, choose, random } from "../../bench/chaos/choose.ts";
import { faultsOf, written } from "../../bench/chaos/report.ts";
import type { TrialResult } from "../../bench/chaos/trial.ts";
import { chaosPoints } from "../../bench/chaos/words.ts";
import { hasPostgres, needsPostgres } from "../fakes/postgres.ts";

const main = resolve(import.meta.dirname, "../../bench/chaos/main.ts");

async function chaos(...words: string[]): Promise<readonly TrialResult[]> {
  const over = new AbortController();
  onTestFinished(() => over.abort());
  const options = { maxBuffer: 16 * 1024 * 1024, signal: over.signal };
  const { stdout } = await promisify(execFile)(process.execPath, [main, "--json", ...words], options).catch(
    (error: { stdout: string; stderr: string }) => {
      if (error.stdout === "") throw new Error(error.stderr);
      return error;
    },
  );
  return (JSON.parse(stdout) as { results: TrialResult[] }).results;
}

const well: TrialResult = {
  number: 1,
  store: "embedded",
  torments: [],
  arrived: { a: 1, b: 1 },
  state: "verified",
  forgotten: [],
  audit: "whole",
  lives: 2,
  seconds: 3,
};

describe("chaos", () => {
  it("at every named point: no restart lost, none twice", { timeout: 420_000 }, async () => {
    const results = await chaos("--points", "--store", "embedded");
    expect(results.map((one) => [one.point?.name, faultsOf(one)])).toEqual(chaosPoints.map((name) => [name, []]));
    // Every point was really reached: each trial needed a second life.
    expect(results.filter((one) => one.lives < 2)).toEqual([]);
  });

  it.skipIf(!hasPostgres)(
    `with two replicas, killed and frozen: no restart lost, none twice${needsPostgres}`,
    { timeout: 420_000 },
    async () => {
      const results = await chaos("--runs", "6", "--store", "postgres", "--seed", "11");
      expect(results).toHaveLength(6);
      expect(results.map(faultsOf)).toEqual(results.map(() => []));
    },
  );

  it("draws the same torments from the same seed", () => {
    const draw = (seed: number) => {
      const chance = random(seed);
      return Array.from({ length: 30 }, (_, n) => choose(n + 1, "both", chance));
    };
    expect(draw(4)).toEqual(draw(4));
    expect(draw(4)).not.toEqual(draw(5));
    expect(atEachPoint("both")).toHaveLength(chaosPoints.length);
  });

  it("names every fault: lost, twice, not verified, forgotten, a broken audit log", () => {
    const bad: TrialResult = {
      ...well,
      arrived: { a: 0, b: 2 },
      state: "failed",
      forgotten: ["a vote"],
      audit: "entry 3 was removed",
    };
    expect(faultsOf(well)).toEqual([]);
    expect(faultsOf(bad)).toEqual([
      "the restart of a was lost",
      "b was restarted 2 times",
      "the run is failed",
      "a vote was forgotten after it was acknowledged",
      "audit log: entry 3 was removed",
    ]);
    const text = written([well, bad], { seed: 1, seconds: 6 });
    expect(text).toContain("arrived once 2, lost 1, more than once 1");
    expect(text).toContain("1 trials went wrong:");
  });
});
