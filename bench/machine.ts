// On what a figure was measured.
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly system: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
  /** Processes that wanted to run in the minute before: above the number of cores, the figures say little. */
  readonly load: number;
}

export const machine = (now: Date): Machine => ({
  date: now.toISOString(),
  node: process.version,
  system: `${platform()} ${release()}`,
  cores: availableParallelism(),
  processor: cpus()[0]?.model.trim() || "unknown",
  memoryGiB: Math.round(totalmem() / 1024 ** 3),
  load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
});

export const machineLine = (one: Machine): string =>
  `${one.date} · Node ${one.node} · ${one.system} · ${one.cores} cores of ${one.processor} · ${one.memoryGiB} GiB · load ${one.load}`;
