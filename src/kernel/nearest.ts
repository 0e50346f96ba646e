// The known name that a mistyped one most likely meant.

/**
 * Edits (insert, delete, replace, swap of neighbours) between two short words; gives up, with a figure above `limit`,
 * as soon as more are needed.
 */
export function distance(a: string, b: string, limit = 4): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const width = b.length + 1;
  // Three rows of the table in one array: the row before the last, the last, and the one being filled.
  const rows = new Uint8Array(3 * width);
  for (let column = 0; column < width; column += 1) rows[width + column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    let least = row;
    rows[2 * width] = row;
    for (let column = 1; column < width; column += 1) {
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1);
      let best = Math.min(at(rows, width + column), at(rows, 2 * width + column - 1)) + 1;
      best = Math.min(best, at(rows, width + column - 1) + (same ? 0 : 1));
      const swapped =
        row > 1 &&
        column > 1 &&
        a.charCodeAt(row - 1) === b.charCodeAt(column - 2) &&
        a.charCodeAt(row - 2) === b.charCodeAt(column - 1);
      if (swapped) best = Math.min(best, at(rows, column - 2) + 1);
      rows[2 * width + column] = best;
      if (best < least) least = best;
    }
    if (least > limit) return limit + 1;
    rows.copyWithin(0, width);
  }
  return at(rows, width + b.length);
}

const at = (row: Uint8Array, column: number): number => row[column] ?? 255;

/** The nearest of `known`, ignoring case; undefined when nothing is near (more than a third of the letters differ). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase().slice(0, 64);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const name = candidate.toLowerCase();
    const far = name.startsWith(wanted) && wanted.length >= 3 ? 1 : distance(wanted, name);
    if (far < least) {
      least = far;
      best = candidate;
    }
  }
  return best;
}
