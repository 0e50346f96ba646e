// A load on one HTTP door: kept connections, as fast as it answers or at a steady rate, every answer timed.
import { performance } from "node:perf_hooks";
import { percentile } from "../stats.ts";
import { type Asked, Connections } from "./connections.ts";

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The n-th request, counted from 0: made before its clock starts. */
  readonly next: (n: number) => Asked;
  /** So many a second, spread evenly; as fast as answers come when left out. */
  readonly perSecond?: number;
  /** Answers that count as good; 200 to 299 when left out. */
  readonly good?: (status: number) => boolean;
}

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Answers that were not good, and connections that broke. */
  readonly bad: number;
  /** Processor time of this process for one request, microseconds: far below the server’s, or the load would be what is measured. */
  readonly loaderUs: number;
}

/** Drives a server on this machine; it should be another process, or its work is counted twice. */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const connections = new Connections(options.port, options.connections);
  const times: number[] = [];
  let bad = 0;
  let sent = 0;
  const used = process.cpuUsage();
  const began = performance.now();
  const ends = began + options.seconds * 1000;
  const one = async (): Promise<void> => {
    const request = options.next(sent++);
    const start = performance.now();
    const status = await connections.ask(request).catch(() => 0);
    times.push(performance.now() - start);
    if (!(options.good ?? ((code) => code >= 200 && code < 300))(status)) bad++;
  };
  if (options.perSecond === undefined) {
    const worker = async (): Promise<void> => {
      while (performance.now() < ends) await one();
    };
    await Promise.all(Array.from({ length: options.connections }, worker));
  } else {
    // Open loop: a slow answer does not hold back the next request, as people and platforms do not wait either.
    const under: Promise<void>[] = [];
    const total = options.perSecond * options.seconds;
    for (let n = 0; n < total; n++) {
      const due = began + (n / options.perSecond) * 1000;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      under.push(one());
    }
    await Promise.all(under);
  }
  const took = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  connections.close();
  return {
    requests: times.length,
    perSecond: times.length / took,
    medianMs: percentile(times, 50),
    p99Ms: percentile(times, 99),
    bad,
    loaderUs: (user + system) / times.length,
  };
}
