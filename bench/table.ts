// Plain tables for a terminal and for docs: a head, rows, numbers to the right.
import type { Spread } from "./stats.ts";

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns as wide as their widest cell; every column but the first stands to the right. */
export function printTable({ head, rows }: Table): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    widths
      .map((width, at) => (at === 0 ? (cells[at] ?? "").padEnd(width) : (cells[at] ?? "").padStart(width)))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

/** `8.41 s (8.40–8.45)`; one run has no range. */
export function range(values: Spread, unit: (value: number) => string): string {
  if (values.runs < 2) return unit(values.median);
  const bare = (value: number): string => unit(value).split(" ")[0] ?? "";
  return `${unit(values.median)} (${bare(values.min)}–${bare(values.max)})`;
}

/** Whether an aim is met: the words that stand in the last column. */
export const judged = (met: boolean): string => (met ? "met" : "MISSED");
