// Fits a card into a platform's size: what is left out is named on the card, and the full report goes along as a file.
import type { Card, CardBlock } from "../../src/domain/card.ts";
import type { Phrase } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { atOnce, type Turns } from "./turns.ts";

/** Bytes of the rendered form. Sources: facts/platforms; Webex names no card size, so the budget is its text limit times three. */
export const sizeBudget = { web: 400_000, teams: 28_000, webex: 22_000, webexText: 7_000 } as const;

export interface Fitted {
  readonly card: Card;
  /** True when something was left out: the full report must be attached. */
  readonly shortened: boolean;
}

/** UTF-8 bytes of a value written as JSON. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** What fits, as it is drawn. */
export interface FittedForm<Form> extends Fitted {
  readonly form: Form;
}

/**
 * Leaves out the least important until the drawn card weighs at most `budget`: folded sections from the last to the first, then
 * the ends of long lists, facts, tables and codes, then the body after its first blocks, at last all of it. Title, summary and
 * buttons always stay. May pause while and between it draws. `note`: says on the card where the rest stands.
 */
export function* fitForm<Form>(
  card: Card,
  draw: (card: Card) => Turns<Form>,
  weigh: (form: Form) => number,
  budget: number,
  note: Phrase = say("card.shortened-list"),
): Turns<FittedForm<Form>> {
  const whole = yield* draw(card);
  if (weigh(whole) <= budget) return { card, form: whole, shortened: false };
  let current = card;
  const cards = steps(card, { kind: "text", text: note, subtle: true }).map((shorten) => {
    current = shorten(current);
    return current;
  });
  // Each step leaves out more, and to weigh is to draw: the first form that fits is found by halving.
  let low = 0;
  let high = cards.length - 1;
  let best: { readonly at: number; readonly form: Form } | undefined;
  while (low < high) {
    yield;
    const middle = Math.floor((low + high) / 2);
    const form = yield* draw(cards[middle] ?? current);
    if (weigh(form) <= budget) {
      high = middle;
      best = { at: middle, form };
    } else low = middle + 1;
  }
  const fits = cards[low] ?? current;
  if (best?.at === low) return { card: fits, form: best.form, shortened: true };
  yield;
  return { card: fits, form: yield* draw(fits), shortened: true };
}

/** `fitForm` at once, for whoever only measures. */
export function fitCard(card: Card, measure: (card: Card) => number, budget: number): Fitted {
  const draw = function* (one: Card): Turns<number> {
    yield;
    return measure(one);
  };
  const { card: fitted, shortened } = atOnce(fitForm(card, draw, (size) => size, budget));
  return { card: fitted, shortened };
}

type Shorten = (card: Card) => Card;

function steps(card: Card, note: CardBlock): Shorten[] {
  const sections = card.body.flatMap((block) => (block.kind === "section" ? [block.id] : [])).reverse();
  return [
    ...sections.map(
      (id): Shorten =>
        (one) => ({ ...one, body: one.body.flatMap((block) => withoutSection(block, id)) }),
    ),
    ...[40, 20, 10, 5].map(
      (most): Shorten =>
        (one) => ({
          ...one,
          body: [...one.body.filter((block) => block !== note).flatMap((block) => trimmed(block, most)), note],
        }),
    ),
    ...[8, 4, 2, 1, 0].map(
      (most): Shorten =>
        (one) =>
          one.body.length <= most ? one : { ...one, body: [...one.body.slice(0, most), note] },
    ),
  ];
}

function withoutSection(block: CardBlock, id: string): CardBlock[] {
  if (block.kind !== "section" || block.id !== id) return [block];
  const title = "verbatim" in block.title ? say("card.plain", { text: block.title.verbatim }) : block.title;
  return [{ kind: "text", text: say("card.shortened", { section: title }), subtle: true }];
}

function trimmed(block: CardBlock, most: number): CardBlock[] {
  const rest = (count: number): CardBlock => ({ kind: "text", text: say("card.more", { count }), subtle: true });
  if (block.kind === "list" && block.items.length > most) {
    return [{ ...block, items: block.items.slice(0, most) }, rest(block.items.length - most)];
  }
  if (block.kind === "table" && block.rows.length > most) {
    return [{ ...block, rows: block.rows.slice(0, most) }, rest(block.rows.length - most)];
  }
  if (block.kind === "facts" && block.facts.length > most) {
    return [{ ...block, facts: block.facts.slice(0, most) }, rest(block.facts.length - most)];
  }
  if (block.kind === "code") {
    const lines = block.code.split("\n");
    const shown = lines.slice(0, most).map((line) => (line.length > 400 ? `${line.slice(0, 399)}…` : line));
    if (lines.length > most) return [{ ...block, code: shown.join("\n") }, rest(lines.length - most)];
    return [{ ...block, code: shown.join("\n") }];
  }
  if (block.kind === "text" && "verbatim" in block.text && block.text.verbatim.length > most * 100) {
    return [{ ...block, text: { verbatim: `${block.text.verbatim.slice(0, most * 100)}…` } }];
  }
  return [block];
}
