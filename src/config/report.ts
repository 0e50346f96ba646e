// How a problem of the file is told: where, what, and what to write instead.
import type { Phrase } from "../domain/text.ts";
import { nearest } from "../kernel/nearest.ts";
import type { Path } from "./document.ts";

/** Reports one problem at a path of the file. */
export type Report = (path: Path, problem: Phrase, fix: Phrase) => void;

export const say = (id: string, values?: Phrase["values"]): Phrase => (values === undefined ? { id } : { id, values });

/** The nearest of the known names, or all of them. */
export function among(word: string, known: readonly string[]): Phrase {
  const near = nearest(word, known);
  if (near !== undefined) return say("config.did-you-mean", { near });
  return say("config.known-names", { known: known.join(", ") || "-" });
}
