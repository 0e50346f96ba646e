// How much a change or a certificate touches the business.

/** Ordered: low < medium < high. */
export type Impact = "low" | "medium" | "high";

const rank: Record<Impact, number> = { low: 0, medium: 1, high: 2 };

/** The graver of the given impacts; `low` when there is none. */
export function gravest(impacts: Iterable<Impact>): Impact {
  let worst: Impact = "low";
  for (const impact of impacts) if (rank[impact] > rank[worst]) worst = impact;
  return worst;
}

/** Positive when `a` is graver than `b`. */
export const compareImpact = (a: Impact, b: Impact): number => rank[a] - rank[b];
