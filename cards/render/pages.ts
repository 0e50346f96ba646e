// A card that is too large for one message becomes pages: every block on some page, none shortened, buttons on the first.
import type { Card, CardAction, CardBlock } from "../../src/domain/card.ts";
import { say } from "../../src/i18n/say.ts";
import { atOnce, type Turns } from "./turns.ts";

export interface Meter {
  /** Bytes of the drawn card without its body. */
  frame(card: Card): number;
  /** Bytes of one drawn block. */
  block(block: CardBlock): number;
  /** The same, with pauses; known at once from then on. */
  turns(block: CardBlock): Turns<number>;
  /** Bytes of the parts in which a block can be divided (rows, items, facts, blocks of a section); undefined for running text. */
  parts(block: CardBlock): readonly number[] | undefined;
  /** The block as plain lines, for what cannot be divided in any other way. */
  lines(block: CardBlock): string;
}

/** The button that turns the page; channels answer it themselves. `payload.page` counts from 1. */
export const pageAction = "certops.page";

/** At least one page; the card itself when it fits. Pages after the first carry the title and the buttons to turn them. */
export const pagesOf = (card: Card, meter: Meter, budget: number): readonly Card[] =>
  atOnce(pageTurns(card, meter, budget));

/** May pause behind each block that was measured. */
export function* pageTurns(card: Card, meter: Meter, budget: number): Turns<readonly Card[]> {
  const sizes: number[] = [];
  for (const block of card.body) {
    sizes.push(yield* meter.turns(block));
    yield;
  }
  if (meter.frame(card) + sum(sizes) <= budget) return [card];
  const bare = { ...card, actions: [] };
  // Room for the line "Page 10 of 12" and the two buttons that turn pages.
  const turning = meter.frame(page(bare, [], 98, 99)) - meter.frame(bare) + meter.block(footer(99, 99)) + 50;
  const room = (first: boolean): number => Math.max(2_000, budget - meter.frame(first ? card : bare) - turning);

  const bodies: CardBlock[][] = [];
  let body: CardBlock[] = [];
  let left = room(true);
  const close = (): void => {
    bodies.push(body);
    body = [];
    left = room(false);
  };
  const rest = [...card.body];
  for (let block = rest.shift(); block !== undefined; block = rest.shift()) {
    const size = yield* meter.turns(block);
    yield;
    if (size <= left) {
      body.push(block);
      left -= size;
      continue;
    }
    // Half a page at least: a heading with two rows at the foot of a page helps nobody.
    const pieces = body.length > 0 && left < room(false) / 2 ? undefined : divide(block, left, room(false), meter);
    if (pieces !== undefined) {
      const [head, ...others] = pieces;
      if (head !== undefined) body.push(head);
      rest.unshift(...others);
      close();
    } else if (body.length > 0) {
      close();
      rest.unshift(block);
    } else {
      rest.unshift({ kind: "code", code: meter.lines(block) });
    }
  }
  if (body.length > 0) close();
  return bodies.map((one, index) => page(index === 0 ? card : bare, one, index + 1, bodies.length));
}

function page(card: Card, body: readonly CardBlock[], number: number, of: number): Card {
  const turn = (to: number, label: "page.previous" | "page.next"): CardAction => ({
    action: pageAction,
    label: say(label),
    payload: { page: String(to) },
  });
  return {
    ...card,
    body: [...body, footer(number, of)],
    actions: [
      ...card.actions,
      ...(number > 1 ? [turn(number - 1, "page.previous")] : []),
      ...(number < of ? [turn(number + 1, "page.next")] : []),
    ],
  };
}

const footer = (number: number, of: number): CardBlock => ({
  kind: "text",
  text: say("page.of", { number, of }),
  subtle: true,
});

const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);

interface Cut {
  readonly head: CardBlock;
  readonly tail: CardBlock;
}

/**
 * The block in pieces, the first of which fits into `first` and the others into `room` each, as far as one measuring tells;
 * undefined when not even its first part fits.
 */
function divide(block: CardBlock, first: number, room: number, meter: Meter): readonly CardBlock[] | undefined {
  const parts = meter.parts(block);
  if (parts === undefined) {
    const fits = longestFit(block, first, meter);
    if (fits === 0) return undefined;
    const { head, tail } = cutAt(block, fits);
    return [head, tail];
  }
  const wrapping = meter.block(block) - sum(parts);
  const pieces: CardBlock[] = [];
  let rest = block;
  let used = wrapping;
  let count = 0;
  for (const part of parts) {
    if (count > 0 && used + part > (pieces.length === 0 ? first : room)) {
      const { head, tail } = cutAt(rest, count);
      pieces.push(head);
      rest = tail;
      used = wrapping;
      count = 0;
    } else if (count === 0 && pieces.length === 0 && used + part > first) {
      return within(block, first, wrapping, meter);
    }
    used += part;
    count += 1;
  }
  return [...pieces, rest];
}

/** The first block of a section alone is too large: part of it, in a section of the same name. */
function within(block: CardBlock, room: number, wrapping: number, meter: Meter): readonly CardBlock[] | undefined {
  if (block.kind !== "section") return undefined;
  const [first, ...others] = block.blocks;
  const pieces = first === undefined ? undefined : divide(first, room - wrapping, room - wrapping, meter);
  const [head, ...tail] = pieces ?? [];
  if (head === undefined) return undefined;
  return [
    { ...block, blocks: [head] },
    { ...block, blocks: [...tail, ...others] },
  ];
}

/** How many characters of running text fit into the room; never all of them. */
function longestFit(block: CardBlock, room: number, meter: Meter): number {
  let low = 0;
  let high = lengthOf(block);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (meter.block(cutAt(block, middle).head) <= room) low = middle;
    else high = middle;
  }
  return low;
}

/** Characters of running text; what is no running text cannot be divided like it. */
function lengthOf(block: CardBlock): number {
  if (block.kind === "code") return block.code.length;
  return block.kind === "text" && "verbatim" in block.text ? block.text.verbatim.length : 1;
}

/** `at`: parts of the head, from 1. Text is divided behind a line break where there is one near. */
function cutAt(block: CardBlock, at: number): Cut {
  switch (block.kind) {
    case "text": {
      const text = "verbatim" in block.text ? block.text.verbatim : "";
      const [head, tail] = divided(text, at);
      return { head: { ...block, text: { verbatim: head } }, tail: { ...block, text: { verbatim: tail } } };
    }
    case "facts":
      return {
        head: { ...block, facts: block.facts.slice(0, at) },
        tail: { ...block, facts: block.facts.slice(at) },
      };
    case "list":
      return { head: { ...block, items: block.items.slice(0, at) }, tail: listFrom(block, at) };
    case "table":
      return { head: { ...block, rows: block.rows.slice(0, at) }, tail: { ...block, rows: block.rows.slice(at) } };
    case "code": {
      const [head, tail] = divided(block.code, at);
      return { head: { ...block, code: head }, tail: { ...block, code: tail } };
    }
    case "section":
      return {
        head: { ...block, blocks: block.blocks.slice(0, at) },
        tail: { ...block, blocks: block.blocks.slice(at) },
      };
    default:
      return { head: block, tail: block };
  }
}

/** The numbers of an ordered list go on where the page before ended. */
function listFrom(block: Extract<CardBlock, { kind: "list" }>, at: number): CardBlock {
  const tail = { ...block, items: block.items.slice(at) };
  return block.ordered === true ? { ...tail, from: (block.from ?? 1) + at } : tail;
}

function divided(text: string, at: number): readonly [string, string] {
  const line = text.lastIndexOf("\n", at - 1);
  if (line > at / 2) return [text.slice(0, line), text.slice(line + 1)];
  // Never between the halves of one character.
  const whole = /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? Math.max(1, at - 1) : at;
  return [text.slice(0, whole), text.slice(whole)];
}
