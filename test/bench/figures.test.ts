// The bench's arithmetic and its tables: a wrong figure would be worse than none.
import { describe, expect, it } from "vitest";
import { takeMessages } from "../../bench/events.ts";
import { type Figures, written } from "../../bench/report.ts";
import { oneAfterAnother, spread } from "../../bench/stats.ts";
import { printTable, range, seconds } from "../../bench/table.ts";

describe("several runs", () => {
  it("become a median that one slow run does not move, with both ends", () => {
    expect(spread([3, 1, 90])).toEqual({ median: 3, min: 1, max: 90, runs: 3 });
    expect(spread([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9, runs: 4 });
    expect(spread([7])).toEqual({ median: 7, min: 7, max: 7, runs: 1 });
  });

  it("are refused when there was none", () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});

describe("one node after another", () => {
  it("is the sum of what was measured alone", () => {
    expect(oneAfterAnother(10, [4, 5], 2)).toBe(19);
    expect(oneAfterAnother(10, [], 0)).toBe(10);
  });

  it("counts nodes that were not measured as the median of those that were", () => {
    expect(oneAfterAnother(10, [4, 5, 100], 5)).toBe(10 + 109 + 2 * 5);
  });

  it("refuses more nodes than there are, and nodes of which none was measured", () => {
    expect(() => oneAfterAnother(10, [4, 5], 1)).toThrow(RangeError);
    expect(() => oneAfterAnother(10, [], 2)).toThrow(RangeError);
  });
});

describe("tables", () => {
  it("are as wide as their widest cell, with figures to the right", () => {
    const table = printTable({
      head: ["what", "ms"],
      rows: [["short", "7"], ["a longer name", "1234"], ["no figure"]],
    });
    expect(table.split("\n")).toEqual([
      "what             ms",
      "-------------  ----",
      "short             7",
      "a longer name  1234",
      "no figure",
    ]);
  });

  it("show the range of several runs and none of a single one", () => {
    expect(range(spread([1500, 1400, 1700]), seconds)).toBe("1.50 s (1.40–1.70)");
    expect(range(spread([1500]), seconds)).toBe("1.50 s");
  });
});

describe("the report", () => {
  const machine = { date: "2026-01-02T03:04:05.000Z", node: "v24", system: "linux 6", cores: 2, processor: "x" };
  const figures = (ratio: number, startedMs: readonly number[], measuredAlone: number): Figures => ({
    machine: { ...machine, memoryGiB: 8, load: 0.1 },
    startUp: {
      veryFirst: 3000,
      started: spread(startedMs),
      firstAnswer: spread([1800]),
      firstDiagnosis: spread([2500]),
      memoryAfterStart: spread([200 * 1024 * 1024]),
      memoryAfterDiagnosis: undefined,
    },
    diagnosis: {
      options: { sizes: [3], runs: 1, phones: 10, networkDelayMs: 50, cliDelayMs: 1000, everyNode: false },
      results: [
        {
          nodes: 10,
          complete: spread([10_000]),
          firstFinding: spread([600]),
          criticalNode: "cucm-pub",
          criticalPath: spread([10_000 / ratio]),
          ratio,
          oneAfterAnother: 55_000,
          measuredAlone,
          questions: 77,
          cause: "trust-anchor-lost",
        },
      ],
    },
  });

  it("says met where every aim is met", () => {
    const text = written(figures(1.02, [1200], 10));
    expect(text).not.toContain("MISSED");
    expect(text).toContain("10.00 s");
    expect(text).toContain("55.00 s");
    expect(text).not.toContain("~");
    expect(text).toContain("not told here");
  });

  it("says MISSED for the slowest start of several, for a ratio above the aim, and marks an estimate", () => {
    const text = written(figures(1.21, [1200, 2001, 1300], 4));
    const lines = text.split("\n");
    expect(lines.find((line) => line.startsWith("address printed"))).toMatch(/1\.30 s \(1\.20–2\.00\).*MISSED$/);
    expect(lines.find((line) => line.startsWith("10 "))).toMatch(/1\.21 +MISSED +~55\.00 s/);
    expect(text).toContain("each of the rest counts as their median");
  });
});

describe("the event stream", () => {
  it("gives whole messages and keeps the rest for later", () => {
    const first = takeMessages(
      'event: reset\nid: a.0\ndata: {}\n\nevent: message\nid: a.1\ndata: {"x":1}\n\nevent: mess',
    );
    expect(first).toEqual({ messages: ['{"x":1}'], rest: "event: mess" });
    expect(takeMessages(`${first.rest}age\ndata: {"x":2}\n\n: still here\n\n`)).toEqual({
      messages: ['{"x":2}'],
      rest: "",
    });
  });
});
