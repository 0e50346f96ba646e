// Runs one parser on so many inputs: no crash, no hang over a second, whatever else its check says.
import fc from "fast-check";
import type { Parser } from "./parsers.ts";

/** A check that takes longer hangs, as far as a person who waits is concerned. */
export const longestMs = 1000;

/** Throws fast-check's report with the smallest input that fails, and the seed that finds it again. */
export async function fuzz({ inputs, check, name }: Parser, runs: number, seed?: number): Promise<number> {
  let slowest = 0;
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const from = process.cpuUsage();
      await check(input);
      // Processor time, not the clock: on a busy machine others use that up.
      const { user, system } = process.cpuUsage(from);
      const ms = (user + system) / 1000;
      slowest = Math.max(slowest, ms);
      if (ms > longestMs) throw new Error(`${name} took ${ms.toFixed(0)} ms`);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
  );
  return slowest;
}
