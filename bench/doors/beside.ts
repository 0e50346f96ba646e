// Our door and the bare bot of its framework, loaded in turns with the same deliveries: rates, times, processor time.
import { judged, printTable } from "../table.ts";
import type { Asked } from "./connections.ts";
import { type LoadResult, load } from "./load.ts";
import type { DoorServer } from "./server.ts";

export interface Rated extends LoadResult {
  /** Processor time of the server for one acknowledgement, microseconds: says more than the rate on a busy machine. */
  readonly cpuUs: number;
}

export interface Beside {
  readonly bare: Rated;
  readonly ours: readonly { readonly what: string; readonly rated: Rated }[];
}

export interface Loaded {
  readonly server: DoorServer;
  readonly next: () => Asked;
}

export const throughputAim = 0.9;
const connections = 16;
const rounds = 5;
const seconds = 1.5;

/** In turns, so that whatever else the machine does meets all; of each the round with the median rate. The first only warms up. */
export async function measureBeside(
  bare: Loaded,
  ours: readonly (Loaded & { readonly what: string })[],
): Promise<Beside> {
  const all = [bare, ...ours].map((one) => ({ ...one, results: [] as Rated[] }));
  for (let round = 0; round <= rounds; round++) {
    // The one that begins would always meet the machine as the one before left it.
    for (const one of round % 2 === 0 ? all : all.toReversed()) {
      const before = await one.server.cpu();
      const result = await load({ port: one.server.port, connections, seconds, next: one.next });
      const cpuUs = ((await one.server.cpu()) - before) / result.requests;
      if (round > 0) one.results.push({ ...result, cpuUs });
    }
  }
  const [first, ...rest] = all.map(({ results }) => middle(results));
  if (first === undefined) throw new RangeError("nothing was measured");
  return { bare: first, ours: ours.map(({ what }, at) => ({ what, rated: rest[at] ?? first })) };
}

/** The round with the median rate. */
function middle(results: readonly Rated[]): Rated {
  const found = [...results].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(results.length / 2)];
  if (found === undefined) throw new RangeError("nothing was measured");
  return found;
}

export function besideTable(door: string, framework: string, { bare, ours }: Beside): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const figures = (what: string, one: Rated): string[] => [
    what,
    `${Math.round(one.perSecond)}/s`,
    ms(one.medianMs),
    ms(one.p99Ms),
    `${one.cpuUs.toFixed(0)} µs`,
    `${one.loaderUs.toFixed(0)} µs`,
    String(one.bad),
  ];
  const row = (what: string, one: Rated): string[] => {
    const ratio = one.perSecond / bare.perSecond;
    const met = ratio >= throughputAim && one.bad === 0;
    return [...figures(what, one), `${ratio.toFixed(2)} x`, `>= ${throughputAim} x`, judged(met)];
  };
  return printTable({
    head: [`Acknowledgements, ${door}`, "rate", "median", "P99", "processor", "loader", "bad", "ratio", "aim", ""],
    rows: [[...figures(`bare ${framework}`, bare), "", "", ""], ...ours.map(({ what, rated }) => row(what, rated))],
  });
}
