// A card that is too large for one message becomes pages: every block on some page, none shortened, buttons on the first.
import type { Card, CardAction, CardBlock } from "../../src/domain/card.ts";
import { say } from "../../src/i18n/say.ts";

export interface Meter {
  /** Bytes of the drawn card without its body. */
  frame(card: Card): number;
  /** Bytes of one drawn block. */
  block(block: CardBlock): number;
  /** The block as plain lines, for what cannot be divided in any other way. */
  lines(block: CardBlock): string;
}

/** The button that turns the page; channels answer it themselves. `payload.page` counts from 1. */
export const pageAction = "certops.page";

/** At least one page; the card itself when it fits. Pages after the first carry the title and the buttons to turn them. */
export function pagesOf(card: Card, meter: Meter, budget: number): readonly Card[] {
  const sizes = card.body.map((block) => meter.block(block));
  if (meter.frame(card) + sum(sizes) <= budget) return [card];
  const bare = { ...card, actions: [] };
  // Room for the line "Page 10 of 12" and the two buttons that turn pages.
  const turning = meter.frame(page(bare, [], 99, 99)) - meter.frame({ ...bare, actions: [] }) + 200;
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
    const size = meter.block(block);
    if (size <= left) {
      body.push(block);
      left -= size;
      continue;
    }
    // Half a page at least: a heading with two rows at the foot of a page helps nobody.
    const cut = body.length > 0 && left < room(false) / 2 ? undefined : cutToFit(block, left, meter);
    if (cut !== undefined) {
      body.push(cut.head);
      rest.unshift(cut.tail);
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
    body: [...body, { kind: "text", text: say("page.of", { number, of }), subtle: true }],
    actions: [
      ...card.actions,
      ...(number > 1 ? [turn(number - 1, "page.previous")] : []),
      ...(number < of ? [turn(number + 1, "page.next")] : []),
    ],
  };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0);

interface Cut {
  readonly head: CardBlock;
  readonly tail: CardBlock;
}

/** The longest beginning of the block that fits, and the rest; undefined when not even its first part does. */
function cutToFit(block: CardBlock, room: number, meter: Meter): Cut | undefined {
  let low = 0;
  let high = lengthOf(block);
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (meter.block(cutAt(block, middle).head) <= room) low = middle;
    else high = middle;
  }
  if (low > 0) return cutAt(block, low);
  // The first block of a section alone is too large: part of it, in a section of the same name.
  if (block.kind !== "section") return undefined;
  const [first, ...others] = block.blocks;
  if (first === undefined) return undefined;
  const wrapping = meter.block({ ...block, blocks: [] });
  const inner = cutToFit(first, room - wrapping, meter);
  if (inner === undefined) return undefined;
  return { head: { ...block, blocks: [inner.head] }, tail: { ...block, blocks: [inner.tail, ...others] } };
}

/** In how many parts a block can be divided at most. */
function lengthOf(block: CardBlock): number {
  switch (block.kind) {
    case "text":
      return "verbatim" in block.text ? block.text.verbatim.length : 1;
    case "facts":
      return block.facts.length;
    case "list":
      return block.items.length;
    case "table":
      return block.rows.length;
    case "code":
      return block.code.length;
    case "section":
      return block.blocks.length;
    default:
      return 1;
  }
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
