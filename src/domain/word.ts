// What people add to a diagnosis: answers to what only a person can see, and manual steps they have done.
import type { Evidence, Verdict } from "./finding.ts";
import type { PersonId } from "./ids.ts";
import type { Remedy, Report } from "./report.ts";
import type { Phrase } from "./text.ts";

/** Asked with buttons, one for each option. */
export interface Question {
  /** Stable in its scenario, for example `error-shown`: letters, digits and dashes. */
  readonly id: string;
  readonly text: Phrase;
  /** Where to look, when that is not plain. */
  readonly how?: Phrase;
  readonly options: readonly QuestionOption[];
}

export interface QuestionOption {
  readonly id: string;
  /** What the button says: a few words. */
  readonly label: Phrase;
  /** What the answer amounts to; `ok` when absent. `unknown` suits "nobody knows". */
  readonly verdict?: Verdict;
}

/** One person's word. Words are only ever added; of those about the same thing the last one counts. */
export interface Word {
  readonly id: string;
  /** `answer`: `about` is a question's id, `value` an option's. `step`: `about` is a step's key, `value` is `done`. */
  readonly kind: "answer" | "step";
  readonly about: string;
  /** Empty: taken back. */
  readonly value: string;
  readonly by: PersonId;
  /** ISO 8601. */
  readonly at: string;
}

/** More words than this are refused: nobody needs them, and a stuck finger must not fill the store. */
export const mostWords = 300;

const keyOf = ({ kind, about }: Pick<Word, "kind" | "about">): string => `${kind} ${about}`;

/** The words that count now, in the order in which they were given. */
export function wordsNow(words: readonly Word[]): readonly Word[] {
  const last = new Map<string, Word>();
  for (const word of words) {
    last.delete(keyOf(word));
    last.set(keyOf(word), word);
  }
  return [...last.values()].filter(({ value }) => value !== "");
}

/** The answers that count now: option by question. */
export const answersOf = (words: readonly Word[]): ReadonlyMap<string, string> =>
  new Map(wordsNow(words).flatMap((word) => (word.kind === "answer" ? [[word.about, word.value]] : [])));

/**
 * Names a step in every revision of one diagnosis, wherever it stands: by its own `id`, else by its words (with a count
 * where the same words come again).
 */
export function stepKey(remedy: Remedy, index: number): string {
  const nameOf = (at: number): string => {
    const step = remedy.runbook[at];
    if (step === undefined) return "";
    if (step.id !== undefined) return step.id;
    return "verbatim" in step.text ? step.text.verbatim.slice(0, 60) : step.text.id;
  };
  const name = nameOf(index);
  const before = remedy.runbook.slice(0, index).filter((_, at) => nameOf(at) === name).length;
  return `${remedy.id}/${name}${before === 0 ? "" : `#${before + 1}`}`;
}

/** Who has done a step by hand, and when; undefined while nobody has. */
export const doneBy = (report: Report, remedy: Remedy, index: number): Word | undefined => {
  const key = stepKey(remedy, index);
  return wordsNow(report.words ?? []).find((word) => word.kind === "step" && word.about === key);
};

/** An answer as evidence: what a cause rests on when a person has said it. */
export const wordEvidence = (word: Word): Evidence => ({
  system: "person",
  at: word.at,
  source: word.by,
  excerpt: `${word.about}: ${word.value}`,
  digest: "",
});
