// What became of each phone of a step, as the journal keeps it and as people read it.
import type { PhoneTally } from "../domain/run.ts";
import { type Json, type Text, verbatim } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { member, text, texts } from "./reading.ts";

/**
 * `done`, `waiting` (CUCM has not said yet), `offline`; failed: `gone` (not configured any more), `edited` (somebody changed
 * it meanwhile), `busy` (another operation is pending), `refused: …` and `failed: …` with CUCM's own words.
 */
export type PhoneResult =
  | "done"
  | "waiting"
  | "offline"
  | "gone"
  | "edited"
  | "busy"
  | `${"refused" | "failed"}: ${string}`;

const plain: ReadonlySet<string> = new Set(["done", "waiting", "offline", "gone", "edited", "busy"]);
const isResult = (value: string | undefined): value is PhoneResult =>
  value !== undefined && (plain.has(value) || value.startsWith("refused: ") || value.startsWith("failed: "));

/** Everything that was named before it was sent, in earlier attempts too. */
export const namedIn = (progressed: readonly Json[]): ReadonlySet<string> =>
  new Set(progressed.flatMap((entry) => texts(member(entry, "sent"))));

/** The results that are known; a later one of the same phone counts. Only of `phones`: what else the journal says is no phone of ours. */
export function resultsIn(progressed: readonly Json[], phones: readonly string[]): Map<string, PhoneResult> {
  const known = new Map<string, PhoneResult>();
  for (const entry of progressed) {
    const results = member(entry, "results");
    for (const name of phones) {
      const result = text(member(results, name));
      if (isResult(result)) known.set(name, result);
    }
  }
  return known;
}

function whyOf(result: PhoneResult): Text {
  if (result === "gone" || result === "edited" || result === "busy") return say(`phones.why.${result}`);
  return verbatim(result.replace(/^(?:refused|failed): /, "").slice(0, 300));
}

/** Phones without a result are waiting for their turn. */
export function tallyOf(phones: readonly string[], results: ReadonlyMap<string, PhoneResult>): PhoneTally {
  const of = (...wanted: readonly (PhoneResult | undefined)[]) =>
    phones.filter((name) => wanted.includes(results.get(name)));
  const failed = phones.flatMap((phone) => {
    const result = results.get(phone);
    return result === undefined || result === "done" || result === "waiting" || result === "offline"
      ? []
      : [{ phone, why: whyOf(result) }];
  });
  return { done: of("done").length, waiting: of("waiting", undefined), failed, offline: of("offline") };
}

/** The same in numbers, for one line. */
export const countsOf = (tally: PhoneTally) => ({
  done: tally.done,
  waiting: tally.waiting.length,
  failed: tally.failed.length,
  offline: tally.offline.length,
});

/** Names in a sentence: the first few, and how many more. */
export const someOf = (names: readonly string[], most = 5): string =>
  names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} +${names.length - most}`;
