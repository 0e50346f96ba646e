// How long the event loop stood still while something was done.
import { monitorEventLoopDelay } from "node:perf_hooks";

const resolutionMs = 1;

export interface StallWatch {
  /** The longest stall in milliseconds since the beginning. */
  end(): Promise<number>;
}

export async function watchStalls(): Promise<StallWatch> {
  const monitor = monitorEventLoopDelay({ resolution: resolutionMs });
  monitor.enable();
  // The monitor measures from one of its ticks to the next: it must have had one before, and have one after.
  await new Promise((resolve) => setTimeout(resolve, 20));
  monitor.reset();
  return {
    end: async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      monitor.disable();
      return Math.max(0, monitor.max / 1e6 - resolutionMs);
    },
  };
}

/** The longest stall while `work` ran, cold code and collections included. */
export async function longestStall(work: () => Promise<void>): Promise<number> {
  const watch = await watchStalls();
  await work();
  return await watch.end();
}
