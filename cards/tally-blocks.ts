// Phone by phone: what became of each phone of a step, folded away; nobody is left out and nobody is counted twice.
import type { CardBlock } from "../src/domain/card.ts";
import { phonesOf } from "../src/domain/change.ts";
import type { Run } from "../src/domain/run.ts";
import { say } from "../src/i18n/say.ts";
import { joined, list, section, text } from "./words.ts";

/** Names on one line; more than that are counted. */
const mostNames = 60;
/** Phones with their reasons, one a line. */
const mostReasons = 40;

/** One folded section per step that goes from phone to phone; the count of the one that is under way stands above as a bar. */
export function tallyBlocks(run: Run): CardBlock[] {
  return run.steps.flatMap(({ number, state, tally }): CardBlock[] => {
    const step = run.plan.steps.find((one) => one.number === number);
    if (tally === undefined || step === undefined) return [];
    const total = phonesOf(step.change).length;
    const settled = tally.done + tally.failed.length + tally.offline.length;
    const bar: CardBlock = {
      kind: "progress",
      label: say("phones.tally.done", { done: tally.done, total }),
      done: settled,
      total,
      tone: tally.failed.length > 0 ? "warning" : "accent",
    };
    const reasons = tally.failed.slice(0, mostReasons).map(({ phone, why }) => ({
      text: say("phones.tally.failed-one", { phone, why: "verbatim" in why ? why.verbatim : why }),
      mark: "problem" as const,
    }));
    const rest = tally.failed.length - reasons.length;
    const details: CardBlock[] = [
      ...names("phones.tally.offline", tally.offline),
      ...(tally.failed.length === 0
        ? []
        : [
            text(say("phones.tally.failed", { count: tally.failed.length }), { strong: true }),
            list(reasons),
            ...(rest === 0
              ? []
              : [
                  text(
                    joined(
                      tally.failed.slice(mostReasons).map(({ phone }) => phone),
                      mostNames,
                    ),
                  ),
                ]),
          ]),
      ...(state === "planned" ? [] : names("phones.tally.waiting", tally.waiting)),
    ];
    const folded =
      details.length === 0 ? [] : [section(`tally-${number}`, say("phones.tally.title", { step: number }), details)];
    return [...(state === "done" && tally.waiting.length === 0 && details.length === 0 ? [] : [bar]), ...folded];
  });
}

const names = (id: "phones.tally.offline" | "phones.tally.waiting", phones: readonly string[]): CardBlock[] =>
  phones.length === 0 ? [] : [text(say(id, { count: phones.length, phones: joined(phones, mostNames) }))];
