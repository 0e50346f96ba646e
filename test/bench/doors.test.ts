// The bench of the doors says what was measured, what was aimed at, and whether that was met.
import { describe, expect, it } from "vitest";
import { type Beside, besideTable, type Rated } from "../../bench/doors/beside.ts";
import { growthOf, type MemoryResult } from "../../bench/doors/memory.ts";
import type { WholeResult } from "../../bench/doors/whole.ts";
import { wholeTable } from "../../bench/doors/whole-report.ts";

const rated = (perSecond: number, bad = 0): Rated => ({
  requests: 100,
  perSecond,
  medianMs: 1,
  p99Ms: 4,
  bad,
  cpuUs: 80,
  loaderUs: 30,
});
const beside = (rate: number, bad = 0): Beside => ({
  bare: rated(10_000),
  ours: [{ what: "our bot", rated: rated(rate, bad) }],
});
const memory = (...residents: readonly number[]): MemoryResult => ({
  messages: residents.length * 100,
  perSecond: 500,
  answers: residents.length * 100,
  errors: 0,
  parts: residents.map((resident, at) => ({ messages: (at + 1) * 100, resident: resident * 2 ** 20, heap: 2 ** 20 })),
});

describe("the bench of the doors", () => {
  it("judges our rate by the bare bot’s of the same run, and no rate with refusals", () => {
    expect(besideTable("web", "Hono", beside(9_000))).toMatch(/0\.90 x +>= 0\.9 x +met/);
    expect(besideTable("web", "Hono", beside(8_900))).toMatch(/0\.89 x +>= 0\.9 x +MISSED/);
    expect(besideTable("web", "Hono", beside(12_000, 1))).toMatch(/1\.20 x +>= 0\.9 x +MISSED/);
  });

  it("lets caches fill and counts only what grows afterwards", () => {
    expect(growthOf(memory(200, 300, 310, 305, 300))).toBe(0);
    expect(growthOf(memory(200, 300, 320, 340, 360))).toBeCloseTo(0.2);
    expect(() => growthOf(memory(200))).toThrow(RangeError);
  });

  it("says measured, aim and met of every line that has an aim", () => {
    const counts = { answers: 1000, errors: 0, revisions: 50, diagnoses: 2 };
    const result: WholeResult = {
      door: "slack",
      beside: beside(9_500),
      memory: memory(200, 300, 300, 300, 340),
      stall: { ms: 12, processorMs: 10 },
      steady: { ...rated(100), p99Ms: 101, stallMs: 60, counts },
    };
    const table = wholeTable([result]);
    expect(table).toMatch(/P99 101\.0 ms +P99 < 100 ms +MISSED/);
    expect(table).toMatch(/300 MB, 340 MB +\+10 % at most +MISSED/);
    expect(table).toMatch(/12\.0 ms, processor 10\.0 ms +<= 50 ms +met/);
    expect(table).toContain("500 of 500 messages with the card that was asked for, 0 with a complaint");
  });
});
