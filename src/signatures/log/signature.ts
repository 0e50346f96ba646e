// What one log signature is. The table is data: the scanner is given the patterns, the recognisers read the hits.
import type { Verdict } from "../../domain/finding.ts";
import type { ScenarioId } from "../../domain/report.ts";

/** Whose trust store, certificate or setting is at fault. */
export type Side =
  | "cucm"
  | "idp"
  | "expressway"
  | "phone"
  | "radius"
  | "imp"
  | "unity"
  | "gateway"
  | "client"
  | "peer"
  | "nobody";

export interface LogSignature {
  /** Stable machine name; its meaning and next step are messages `explain.<code>.means` and `.next`. */
  readonly code: string;
  /** `ok` for negative controls: what looks like trouble and is none, and what proves that something went well. */
  readonly verdict: Verdict;
  readonly side: Side;
  readonly scenario?: ScenarioId;
  /**
   * An expression that ripgrep and JavaScript understand alike: no look-around, no back-references, `[0-9]` instead of `\d`.
   * It decides on one line; every repetition is bounded, so that a hostile line costs linear time.
   */
  readonly pattern: string;
  /** Where it is known from. */
  readonly source: string;
}

/** Keeps the codes as literal types: a signature without messages does not compile. */
export const signatures = <const T extends readonly LogSignature[]>(table: T): T => table;
