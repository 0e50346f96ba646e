// What only people can say, on a diagnosis card: questions with their buttons, manual steps to tick off, a way back.
import type { CardAction, CardBlock, CardListItem } from "../src/domain/card.ts";
import type { Report } from "../src/domain/report.ts";
import type { Phrase } from "../src/domain/text.ts";
import { doneBy, type Question, stepKey, wordsNow } from "../src/domain/word.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { list, text } from "./words.ts";

/** Everything was looked at: before that, nobody is asked. */
const finished = (report: Report): boolean => report.endedAt !== undefined;

const answerTo = (report: Report, question: Question) =>
  wordsNow(report.words ?? []).find((word) => word.kind === "answer" && word.about === question.id);

/** The question whose buttons stand on the card: one at a time, in the order of asking. */
export const openQuestion = (report: Report): Question | undefined =>
  finished(report) ? (report.questions ?? []).find((question) => answerTo(report, question) === undefined) : undefined;

export function questionBlocks(report: Report, context: CardContext): CardBlock[] {
  const questions = report.questions ?? [];
  if (questions.length === 0) return [];
  const open = openQuestion(report);
  const items = questions.map((question): CardListItem => {
    const word = answerTo(report, question);
    const option = question.options.find((one) => one.id === word?.value);
    if (word !== undefined && option !== undefined) {
      const values = { answer: option.label, by: context.nameOf(word.by), at: { time: word.at } };
      return { text: question.text, mark: "done", detail: say("card.question.answered", values) };
    }
    const how = question === open && question.how !== undefined ? { detail: question.how } : {};
    return { text: question.text, mark: question === open ? "unknown" : "waiting", ...how };
  });
  return [text(say("card.question.title"), { subtle: true }), list(items)];
}

export function questionActions(report: Report): CardAction[] {
  const open = openQuestion(report);
  return (open?.options ?? []).map((option) => ({
    action: "diagnosis.answer",
    label: option.label,
    payload: { diagnosis: report.id, question: open?.id ?? "", option: option.id },
    ...(open === undefined ? {} : { about: open.text }),
  }));
}

/** `2.3`: the third step of the second remedy, as the card counts them. */
export const stepNumber = (remedy: number, step: number): string => `${remedy + 1}.${step + 1}`;

/** For each remedy the next manual step that nobody has ticked off; and the last word can be taken back. */
export function tickActions(report: Report): CardAction[] {
  if (!finished(report)) return [];
  const ticks = report.remedies.flatMap((remedy, at): CardAction[] => {
    if (remedy.feasibility === "cannot-work") return [];
    const next = remedy.runbook.findIndex(
      (step, index) => step.by === "person" && doneBy(report, remedy, index) === undefined,
    );
    if (next === -1) return [];
    const label = say("card.button.tick", { number: stepNumber(at, next) });
    return [
      { action: "diagnosis.tick", label, payload: { diagnosis: report.id, step: stepKey(remedy, next), done: "yes" } },
    ];
  });
  return [...ticks, ...takeBack(report)];
}

function takeBack(report: Report): CardAction[] {
  const last = wordsNow(report.words ?? []).at(-1);
  if (last === undefined) return [];
  const label: Phrase =
    last.kind === "answer"
      ? say("card.button.take-back-answer")
      : say("card.button.take-back", { number: numberOf(report, last.about) });
  return [{ action: "diagnosis.take-back", label, payload: { diagnosis: report.id } }];
}

/** The number of a step by its key; a step that the last look has dropped has none. */
function numberOf(report: Report, key: string): string {
  for (const [at, remedy] of report.remedies.entries()) {
    const index = remedy.runbook.findIndex((_, step) => stepKey(remedy, step) === key);
    if (index !== -1) return stepNumber(at, index);
  }
  return "";
}
