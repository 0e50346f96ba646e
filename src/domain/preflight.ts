// What must be well with a cluster before any change, and what was seen of it.
import type { Evidence } from "./finding.ts";
import type { NodeName } from "./ids.ts";
import type { Phrase } from "./text.ts";

export const preflightItems = [
  "replication",
  "ntp",
  "authenticated",
  "upgrade",
  "backup-running",
  "backup",
  "other-run",
] as const;
export type PreflightItem = (typeof preflightItems)[number];

/** `unknown` could not be read: it stands in the way like a problem. */
export interface PreflightLine {
  readonly item: PreflightItem;
  readonly verdict: "ok" | "problem" | "unknown";
  readonly node?: NodeName;
  readonly says: Phrase;
  /** What to do; there is one for everything that stands in the way. */
  readonly next?: Phrase;
  readonly evidence: readonly Evidence[];
}

export interface Preflight {
  /** When the reading began, ISO 8601. */
  readonly at: string;
  readonly lines: readonly PreflightLine[];
}

export const obstacles = (preflight: Preflight): readonly PreflightLine[] =>
  preflight.lines.filter((line) => line.verdict !== "ok");
