// How large a card becomes as an Adaptive Card: drawn once, then counted part by part, because drawing is what takes time.
import type { Card, CardBlock } from "../../src/domain/card.ts";
import { type AdaptiveOptions, adaptiveBlocks, adaptiveCard } from "./adaptive.ts";
import { jsonBytes } from "./limits.ts";
import type { Meter } from "./pages.ts";
import type { Element } from "./runs.ts";
import { textCard } from "./text.ts";
import { atOnce, type Turns } from "./turns.ts";

/** UTF-8 bytes of the JSON, with the comma behind each part. */
export function adaptiveMeter(options: AdaptiveOptions): Meter {
  const drawn = new Map<CardBlock, { readonly elements: readonly Element[]; readonly size: number }>();
  function* turns(block: CardBlock): Turns<{ readonly elements: readonly Element[]; readonly size: number }> {
    const known = drawn.get(block);
    if (known !== undefined) return known;
    const elements = yield* adaptiveBlocks([block], options);
    const made = { elements, size: sizeOf(elements) };
    drawn.set(block, made);
    return made;
  }
  const draw = (block: CardBlock) => atOnce(turns(block));
  const size = (block: CardBlock): number => draw(block).size;
  return {
    frame: (card) => jsonBytes(adaptiveCard({ ...card, body: [] }, options)),
    block: size,
    *turns(block) {
      return (yield* turns(block)).size;
    },
    parts: (block) => {
      switch (block.kind) {
        case "list":
        case "facts":
          return draw(block).elements.map((element) => jsonBytes(element) + 1);
        case "table": {
          const [first, ...rest] = draw(block).elements;
          // A Table with rows, or one element a row where there is no Table; the first row is the heading.
          const rows = Array.isArray(first?.rows) ? first.rows.slice(1) : rest;
          return rows.map((row) => jsonBytes(row) + 1);
        }
        case "section":
          return block.blocks.map(size);
        default:
          return undefined;
      }
    },
    lines: (block) =>
      textCard({ ...bare, body: [block] }, { writer: options.writer, full: true }).replace(/^[^\n]*\n?/, ""),
  };
}

const sizeOf = (elements: readonly Element[]): number =>
  elements.reduce((sum, element) => sum + jsonBytes(element) + 1, 0);

const bare: Card = { title: { verbatim: "" }, tone: "neutral", body: [], actions: [], summary: { verbatim: "" } };
