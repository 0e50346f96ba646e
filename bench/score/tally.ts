// Counts results, scenario by scenario: what was right, what was not, what a remedy was worth, how long people waited.
import { percentile } from "../stats.ts";
import type { Outcome } from "./accept.ts";
import { scenarioNames } from "./act.ts";
import type { Result } from "./one.ts";

export interface Row {
  readonly name: string;
  readonly clusters: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly askedBack: number;
  /** Tried remedies whose verdict came true, and those whose did not, by what the card had said. */
  readonly works: { readonly right: number; readonly wrong: number };
  readonly cannot: { readonly right: number; readonly wrong: number };
  /** Milliseconds; undefined without a single diagnosis. */
  readonly medianMs: number | undefined;
  readonly p95Ms: number | undefined;
  /** The rule over the acts and what people saw contradict each other, or something broke: the bench's own fault. */
  readonly disputed: number;
  readonly broken: number;
}

const row = (name: string, results: readonly Result[]): Row => {
  const outcome = (wanted: Outcome): number => results.filter((one) => one.outcome === wanted).length;
  const tried = results.flatMap((one) => one.tried);
  const came = (said: "works" | "cannot-work", well: boolean): number =>
    tried.filter((one) => one.said === said && one.well === well).length;
  const times = results.flatMap(({ completeMs }) => (completeMs > 0 ? [completeMs] : []));
  return {
    name,
    clusters: results.length,
    outcomes: {
      correct: outcome("correct"),
      "wrong-cause": outcome("wrong-cause"),
      half: outcome("half"),
      "false-alarm": outcome("false-alarm"),
      unknown: outcome("unknown"),
    },
    askedBack: results.filter(({ askedBack }) => askedBack).length,
    works: { right: came("works", true), wrong: came("works", false) },
    cannot: { right: came("cannot-work", false), wrong: came("cannot-work", true) },
    medianMs: times.length === 0 ? undefined : percentile(times, 50),
    p95Ms: times.length === 0 ? undefined : percentile(times, 95),
    disputed: results.filter(({ disputed }) => disputed).length,
    broken: results.filter(({ broken }) => broken !== undefined).length,
  };
};

export interface Tally {
  readonly rows: readonly Row[];
  readonly all: Row;
}

/** One row for each scenario with trouble, one for the clusters where all is well, and all together. */
export function tally(results: readonly Result[]): Tally {
  const trouble = results.filter(({ healthy }) => !healthy);
  const rows = scenarioNames
    .map((name) =>
      row(
        name,
        trouble.filter(({ about }) => about === name),
      ),
    )
    .concat(
      row(
        "all is well",
        results.filter(({ healthy }) => healthy),
      ),
    )
    .filter(({ clusters }) => clusters > 0);
  return { rows, all: row("together", results) };
}

/** What the score is to reach. */
export const aims = { correct: 0.98, p95Ms: 10_000 } as const;

export const reached = ({ all }: Tally): boolean =>
  all.outcomes.correct >= all.clusters * aims.correct &&
  all.outcomes["false-alarm"] === 0 &&
  all.works.wrong === 0 &&
  all.broken === 0 &&
  all.disputed === 0 &&
  (all.p95Ms ?? 0) < aims.p95Ms;
