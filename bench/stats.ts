// The bench's arithmetic: several runs become a median with its smallest and largest value.

/** Of several runs; the unit is the caller's. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

/** With an even number of values the median is the mean of the two in the middle. Throws without values. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
  const min = sorted[0];
  const max = sorted.at(-1);
  if (upper === undefined || lower === undefined || min === undefined || max === undefined) {
    throw new RangeError("nothing was measured");
  }
  return { median: (lower + upper) / 2, min, max, runs: sorted.length };
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/**
 * What asking the nodes one after another takes: the publisher, then every other node. Where only some of the others were
 * measured, each of the rest counts as their median.
 */
export function oneAfterAnother(publisher: number, measured: readonly number[], others: number): number {
  if (measured.length > others) throw new RangeError("more nodes were measured than there are");
  if (others === 0) return publisher;
  return publisher + sum(measured) + (others - measured.length) * spread(measured).median;
}
