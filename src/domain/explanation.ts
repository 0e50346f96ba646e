// What a pasted text or a dropped file turned out to be: a kind, its facts, and what they mean. A contract (docs/cli.md).
import type { Verdict } from "./finding.ts";
import type { ScenarioId } from "./report.ts";
import type { Json, Phrase } from "./text.ts";

export const explanationKinds = [
  "show-ctl",
  "show-itl",
  "show-cert-list",
  "show-cert",
  "service-list",
  "service-restart",
  "ctl-update",
  "itl-reset",
  "cert-regen",
  "sso-status",
  "network-cluster",
  "dbreplication",
  "ntp",
  "drs-backup",
  "version",
  "sql-table",
  "session",
  "certificate",
  "csr",
  "trust-list",
  "log",
  "bundle",
  "unknown",
] as const;
export type ExplanationKind = (typeof explanationKinds)[number];

/** JSON values under the names that docs/cli.md lists for the kind. */
export type Facts = Readonly<Record<string, Json>>;

/** Where it stands: `line` counts from 1 in the input, or in `file` of a bundle; null for what is no text. */
export interface ExplainedLine {
  readonly line: number | null;
  /** Redacted, at most 300 characters around what decides. */
  readonly text: string;
  /** The member of a bundle, by its path inside. */
  readonly file?: string;
}

export interface ExplainedFinding {
  /** Stable machine name; documented in docs/explain.md. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly means: Phrase;
  readonly next: Phrase;
  readonly evidence: readonly ExplainedLine[];
  /** The diagnosis that looks further. */
  readonly scenario?: ScenarioId;
  /** Whose trust, certificate or setting is at fault. */
  readonly side?: string;
  /** How often it was seen; the evidence shows a few. */
  readonly count?: number;
}

export interface Explanation {
  readonly kind: ExplanationKind;
  readonly facts: Facts;
  readonly findings: readonly ExplainedFinding[];
  /** Of a session: each output by itself. `findings` of the whole holds theirs too, and what only shows side by side. */
  readonly parts?: readonly ExplainedPart[];
}

/** One command's output inside a session. `lines`: first and last, from 1. */
export interface ExplainedPart extends Explanation {
  readonly command: string | null;
  readonly lines: readonly [number, number];
}

const order: Readonly<Record<Verdict, number>> = { problem: 0, warning: 1, unknown: 2, ok: 3 };

/** What is wrong first. */
export const gravestFirst = (findings: readonly ExplainedFinding[]): ExplainedFinding[] =>
  [...findings].sort((a, b) => order[a.verdict] - order[b.verdict]);

/** The diagnoses that the findings point to, the gravest first, each once; what is well points nowhere. */
export function scenariosIn(findings: readonly ExplainedFinding[]): ScenarioId[] {
  const pointing = gravestFirst(findings).filter((one) => one.verdict === "problem" || one.verdict === "warning");
  return [...new Set(pointing.flatMap((one) => (one.scenario === undefined ? [] : [one.scenario])))];
}
