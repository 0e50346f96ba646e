// The cause on a card: how sure it is, what would prove it, what was ruled out, what could not be looked at.
import type { CardBlock } from "../src/domain/card.ts";
import type { Cause, CauseNote } from "../src/domain/report.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { list, text } from "./words.ts";

/** More lines than this hide the remedies; the evidence has every one. */
const shown = 6;

/** Nothing is lost, and yet something is wrong. */
export const troubled = (cause: Cause | undefined): boolean => (cause?.troubles?.length ?? 0) > 0;

/** "Cause (proved): ..."; where nothing is lost there is no cause to name, only what was seen. */
export const causeLine = (cause: Cause): Phrase =>
  say(cause.troubles === undefined ? `card.cause.${cause.certainty}` : "card.cause.healthy", {
    statement: cause.statement,
  });

/** What the qualifications of this cause are: proof that is missing, or what was ruled out. */
export const qualified = (cause: Cause): Phrase =>
  cause.certainty === "likely"
    ? say("card.cause.would-prove")
    : say((cause.missing?.length ?? 0) > 0 ? "card.cause.ruled-out-partly" : "card.cause.ruled-out");

export function causeBlocks(cause: Cause): CardBlock[] {
  return [
    text(causeLine(cause), { strong: true }),
    ...notes(say("card.cause.troubles"), cause.troubles ?? [], "problem"),
    ...notes(
      qualified(cause),
      cause.qualifications.map((one) => ({ text: one })),
    ),
    ...notes(say("card.cause.missing"), cause.missing ?? [], "unknown"),
  ];
}

function notes(title: Phrase, all: readonly CauseNote[], mark?: "problem" | "unknown"): CardBlock[] {
  if (all.length === 0) return [];
  return [
    text(title, { subtle: true }),
    list(
      all.slice(0, shown).map((one) => ({
        text: one.text,
        ...(mark === undefined ? {} : { mark }),
        ...noteDetail(one),
      })),
    ),
    ...(all.length > shown ? [text(say("card.cause.more", { count: all.length - shown }), { subtle: true })] : []),
  ];
}

function noteDetail({ means, next }: CauseNote): { detail?: Phrase } {
  if (next === undefined) return means === undefined ? {} : { detail: means };
  const step = say("card.next", { next });
  return { detail: means === undefined ? step : say("card.cause.means-next", { means, next: step }) };
}
