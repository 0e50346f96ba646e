// The practice clock: moved, scaled, paced and stopped, over a clock that moves only when told to.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ManualClock } from "../../src/kernel/clock.ts";
import { LabClock } from "../../src/lab/clock.ts";

const begin = Date.parse("2026-11-22T02:00:00Z");
const make = (options: { scale?: number; pace?: number } = {}) => {
  const base = new ManualClock();
  return { base, clock: new LabClock({ base, start: begin, ...options }) };
};

describe("the practice clock", () => {
  it("runs as many times faster as it is told", async () => {
    const { base, clock } = make({ scale: 60 });
    await base.advance(1000);
    expect(clock.now()).toBe(begin + 60_000);
    clock.setScale(1);
    await base.advance(1000);
    expect(clock.now()).toBe(begin + 61_000);
  });

  it("wakes sleepers in the order of their time, whatever order they came in", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 10_000 }), { maxLength: 60 }), async (waits) => {
        const { base, clock } = make({ scale: 10 });
        const woken: number[] = [];
        const all = waits.map(async (ms) => {
          await clock.sleep(ms);
          woken.push(ms);
        });
        await base.advance(1001);
        await Promise.all(all);
        expect(woken).toEqual([...waits].sort((a, b) => a - b));
      }),
      { numRuns: 50 },
    );
  });

  it("wakes those whose time is passed over when it is moved forward", async () => {
    const { base, clock } = make();
    const slept = clock.sleep(3600_000);
    clock.move(2 * 3600_000);
    await base.advance(0);
    await slept;
    expect(clock.now()).toBe(begin + 2 * 3600_000);
  });

  it("makes sleepers wait again when it is moved back", async () => {
    const { base, clock } = make();
    let woken = false;
    const slept = clock.sleep(1000).then(() => {
      woken = true;
    });
    clock.move(-5000);
    await base.advance(1500);
    expect(woken).toBe(false);
    await base.advance(4500);
    await slept;
    expect(woken).toBe(true);
  });

  it("wakes nobody while it stands still", async () => {
    const { base, clock } = make();
    let woken = false;
    const slept = clock.sleep(10).then(() => {
      woken = true;
    });
    clock.setScale(0);
    await base.advance(60_000);
    expect(woken).toBe(false);
    clock.setScale(1);
    await base.advance(10);
    await slept;
    expect(clock.now()).toBe(begin + 10);
  });

  it("shortens waits by its pace and leaves the time of day alone", async () => {
    const { base, clock } = make({ pace: 30 });
    const slept = clock.sleep(30_000);
    await base.advance(1000);
    await slept;
    expect(clock.now()).toBe(begin + 1000);
  });

  it("lets a sleeper give up, and wakes the others in time", async () => {
    const { base, clock } = make();
    const stop = new AbortController();
    const given = clock.sleep(10, stop.signal);
    const kept = clock.sleep(20);
    stop.abort(new Error("no more"));
    await expect(given).rejects.toThrow("no more");
    await base.advance(20);
    await kept;
    await expect(clock.sleep(10, stop.signal)).rejects.toThrow("no more");
  });

  it("lets nobody wait any longer once it is closed", async () => {
    const { clock } = make();
    const waiting = [clock.sleep(10), clock.sleep(20)];
    clock.close(new Error("over"));
    for (const each of [...waiting, clock.sleep(0)]) await expect(each).rejects.toThrow("over");
  });

  it("refuses a speed that is no speed", () => {
    const { clock } = make();
    expect(() => clock.setScale(-1)).toThrow(RangeError);
    expect(() => clock.setScale(Number.NaN)).toThrow(RangeError);
  });
});
