// What every reader of a command's output gets and gives.
import type { ExplainedFinding, Facts } from "../domain/explanation.ts";
import type { Locator } from "./locate.ts";

export interface Around {
  /** The command as typed, when it is there. */
  readonly command: string | undefined;
  readonly locate: Locator;
  /** What counts as now, milliseconds since 1970: expiry is judged at it. */
  readonly now: number;
}

export interface Reading {
  readonly facts: Facts;
  readonly findings: readonly ExplainedFinding[];
}

/** Undefined: this is not the output that the reader knows. */
export type Reader = (body: string, around: Around) => Reading | undefined;
