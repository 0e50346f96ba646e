// What the chaos found: faults by trial, and the figures of the whole.
import type { TrialResult } from "./trial.ts";

/** Everything that must not be; empty when the trial went well. */
export function faultsOf({ arrived, state, forgotten, audit }: TrialResult): string[] {
  return [
    ...Object.entries(arrived).flatMap(([node, count]) =>
      count === 1 ? [] : [count === 0 ? `the restart of ${node} was lost` : `${node} was restarted ${count} times`],
    ),
    ...(state === "verified" ? [] : [`the run is ${state}`]),
    ...forgotten.map((what) => `${what} was forgotten after it was acknowledged`),
    ...(audit === "whole" ? [] : [`audit log: ${audit}`]),
  ];
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

export function written(
  results: readonly TrialResult[],
  about: { readonly seed: number; readonly seconds: number },
): string {
  const lines = [`${results.length} trials, seed ${about.seed}, ${Math.round(about.seconds)} s`];
  for (const store of ["embedded", "postgres"] as const) {
    const some = results.filter((result) => result.store === store);
    if (some.length === 0) continue;
    const counts = some.flatMap(({ arrived }) => Object.values(arrived));
    const deaths = some.reduce((sum, one) => sum + one.lives - (store === "postgres" ? 2 : 1), 0);
    const freezes = some.reduce((sum, one) => sum + one.torments.filter(({ kind }) => kind === "freeze").length, 0);
    const recovery = some.flatMap((one) => (one.recoverySeconds === undefined ? [] : [one.recoverySeconds]));
    lines.push(
      "",
      store === "embedded" ? "embedded store, one process" : "PostgreSQL, two replicas",
      `  trials ${some.length}, kills that met a living process ${deaths}, freezes ${freezes}`,
      `  restarts approved ${counts.length}, arrived once ${counts.filter((count) => count === 1).length}, lost ${counts.filter((count) => count === 0).length}, more than once ${counts.filter((count) => count > 1).length}`,
      `  from the last blow to the run's end: median ${median(recovery).toFixed(1)} s, longest ${Math.max(0, ...recovery).toFixed(1)} s`,
    );
  }
  const bad = results.filter((result) => faultsOf(result).length > 0);
  lines.push(
    "",
    bad.length === 0 ? "No restart lost, none twice; every run verified." : `${bad.length} trials went wrong:`,
  );
  for (const result of bad) {
    const { number, store, point, torments } = result;
    lines.push(`  trial ${number} (${store}): ${faultsOf(result).join("; ")}`);
    lines.push(`    ${JSON.stringify({ point, torments })}`);
  }
  return lines.join("\n");
}
