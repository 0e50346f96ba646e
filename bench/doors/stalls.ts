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

export interface Stall {
  /** By the clock: what others waited. */
  readonly ms: number;
  /** Processor time of the turn of the event loop that used most: on a busy machine the clock runs on while others compute. */
  readonly processorMs: number;
}

const processorMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** The longest stall while `work` ran, cold code and collections included. */
export async function longestStall(work: () => Promise<void>): Promise<Stall> {
  const watch = await watchStalls();
  let most = 0;
  let before = processorMs();
  let over = false;
  const turn = (): void => {
    const now = processorMs();
    most = Math.max(most, now - before);
    before = now;
    if (!over) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  over = true;
  return { ms: await watch.end(), processorMs: most };
}
