// Card -> Block Kit. `modern` draws with Slack's newest blocks (alert, plan, table, container); without it only with blocks that
// every workspace takes, for when Slack refuses the new ones.
import type { Card, CardBlock, CardListItem, Tone } from "../../src/domain/card.ts";
import type { Text } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { cleanLine } from "./clean.ts";
import { sparkline } from "./curve.ts";
import type { Element } from "./runs.ts";
import { slackActions } from "./slack-actions.ts";
import { slackLimits as limits } from "./slack-limits.ts";
import { clip, paragraph, pieces, plain, preformatted, richTextBlock, span } from "./slack-text.ts";
import { atOnce, type Turns } from "./turns.ts";

export interface BlockKitOptions {
  readonly writer: Writer;
  readonly modern: boolean;
}

/** All blocks of a card, in order, however many; `slack-fit.ts` makes it fit. */
export const blockKit = (card: Card, options: BlockKitOptions): Element[] => atOnce(blockKitForm(card, options));

/** May pause between two blocks. */
export function* blockKitForm(card: Card, options: BlockKitOptions): Turns<Element[]> {
  const draw = new Drawing(options);
  const body = yield* draw.blocks(card.body);
  return [...draw.header(card), ...body, ...slackActions(card.actions, options.writer)];
}

const dots: Readonly<Record<Tone, string>> = { neutral: "", good: "🟢 ", warning: "🟠 ", danger: "🔴 ", accent: "🔵 " };
const levels = { neutral: "default", good: "success", warning: "warning", danger: "error", accent: "info" } as const;
const glyphs: Readonly<Record<NonNullable<CardListItem["mark"]>, string>> = {
  ok: "✓ ",
  done: "✓ ",
  problem: "✗ ",
  warning: "! ",
  unknown: "? ",
  waiting: "○ ",
  running: "◐ ",
  person: "",
  bot: "",
};
/** What nobody could see is neither done nor waiting: it is shown like a failure, with a question mark before it. */
const statuses: Readonly<Partial<Record<NonNullable<CardListItem["mark"]>, string>>> = {
  waiting: "pending",
  running: "in_progress",
  done: "complete",
  ok: "complete",
  problem: "error",
  unknown: "error",
};

type Table = Extract<CardBlock, { kind: "table" }>;

class Drawing {
  readonly #writer: Writer;
  readonly #modern: boolean;
  /** Slack takes one table a message; further ones become lines. */
  #tables = 0;

  constructor(options: BlockKitOptions) {
    this.#writer = options.writer;
    this.#modern = options.modern;
  }

  header(card: Card): Element[] {
    const title = cleanLine(this.#write(card.title));
    const whole = title.length > limits.header ? [richTextBlock([paragraph(span(title, { strong: true }))])] : [];
    const badge = card.badge === undefined ? undefined : cleanLine(this.#write(card.badge.text));
    const alert = badge !== undefined && this.#modern && card.badge?.tone !== "neutral";
    const line = [
      ...(badge === undefined || alert ? [] : [`${dots[card.badge?.tone ?? "neutral"]}${badge}`]),
      ...(card.subtitle === undefined ? [] : [cleanLine(this.#write(card.subtitle))]),
    ];
    return [
      { type: "header", text: plain(title, limits.header) },
      ...whole,
      ...(alert
        ? [{ type: "alert", level: levels[card.badge?.tone ?? "neutral"], text: plain(badge, limits.alert) }]
        : []),
      ...line.flatMap((text) => this.#subtle(text)),
    ];
  }

  /** Neighbouring texts share one rich_text block: fifty blocks are few. */
  *blocks(blocks: readonly CardBlock[]): Turns<Element[]> {
    const drawn: Element[] = [];
    let open: Element[] = [];
    let size = 0;
    const flush = (): void => {
      if (open.length > 0) drawn.push(richTextBlock(open));
      open = [];
      size = 0;
    };
    const add = (element: Element, length: number): void => {
      if (size + length > limits.text) flush();
      open.push(element);
      size += length;
    };
    for (let index = 0; index < blocks.length; index++) {
      const block = blocks[index];
      if (block === undefined) continue;
      yield;
      const plan = this.#plan(block, blocks[index + 1]);
      if (plan !== undefined) {
        flush();
        drawn.push(plan);
        index++;
        continue;
      }
      const own = block.kind === "section" ? yield* this.#section(block) : this.#own(block);
      if (own !== undefined) {
        flush();
        drawn.push(...own);
        continue;
      }
      for (const { element, length } of this.#inline(block)) add(element, length);
    }
    flush();
    return drawn;
  }

  #write(text: Text): string {
    return this.#writer.write(text);
  }

  #subtle(text: string): Element[] {
    return pieces(text, limits.contextText).map((part) => ({
      type: "context",
      elements: [plain(part, limits.contextText)],
    }));
  }

  /** Steps under a progress bar are what plan blocks are for. */
  #plan(block: CardBlock, next: CardBlock | undefined): Element | undefined {
    if (!this.#modern || block.kind !== "progress" || next?.kind !== "list" || next.ordered !== true) return undefined;
    const fits = next.items.every((item) => item.mark !== undefined && statuses[item.mark] !== undefined);
    if (!fits || next.items.length > limits.tasks || next.items.length === 0) return undefined;
    return {
      type: "plan",
      title: clip(cleanLine(`${this.#write(block.label)} · ${percent(block)} %`), limits.taskTitle),
      tasks: next.items.map((item, index) => {
        const unknown = item.mark === "unknown" ? "? " : "";
        return {
          type: "task_card",
          task_id: `step-${index + 1}`,
          title: clip(cleanLine(`${index + 1}  ${unknown}${this.#write(item.text)}`), limits.taskTitle),
          status: statuses[item.mark ?? "waiting"] ?? "pending",
          ...(item.detail === undefined
            ? {}
            : { details: richTextBlock([paragraph(span(clip(this.#write(item.detail), limits.text)))]) }),
        };
      }),
    };
  }

  /** Blocks that Slack draws by blocks of their own. */
  #own(block: CardBlock): Element[] | undefined {
    if (block.kind === "divider") return [{ type: "divider" }];
    if (block.kind === "table" && this.#modern && block.columns.length <= limits.tableColumns) {
      this.#tables += 1;
      if (this.#tables <= limits.tables) return [this.#table(block)];
    }
    if (block.kind === "text" && block.subtle === true) return this.#subtle(this.#write(block.text));
    return undefined;
  }

  #inline(block: CardBlock): { element: Element; length: number }[] {
    switch (block.kind) {
      case "text":
        return this.#paragraphs(
          this.#write(block.text),
          dots[block.strong === true ? (block.tone ?? "neutral") : "neutral"],
          {
            strong: block.strong === true,
          },
        );
      case "facts":
        return block.facts.map(({ label, value }) => {
          const [name, text] = [this.#write(label), clip(this.#write(value), limits.text - 200)];
          const spans = [...span(`${clip(name, 150)}  `, { strong: true }), ...span(text)];
          return { element: paragraph([...spans, ...span("\n")]), length: name.length + text.length };
        });
      case "list":
        return block.items.flatMap((item, index) => this.#item(item, block.ordered === true ? index + 1 : undefined));
      case "table":
        return this.#rows(block);
      case "code":
        return pieces(block.code, limits.text).map((part) => ({ element: preformatted(part), length: part.length }));
      case "progress": {
        const text = `${this.#write(block.label)}  ${bar(block)}  ${percent(block)} %`;
        return [{ element: paragraph([...span(text), ...span("\n")]), length: text.length }];
      }
      case "curve": {
        const text = `${this.#write(block.label)}\n${sparkline(block)}`;
        return [{ element: preformatted(text), length: text.length }];
      }
      case "section":
      case "divider":
        return [];
    }
  }

  #paragraphs(text: string, before: string, look: { strong: boolean }): { element: Element; length: number }[] {
    return pieces(`${before}${text}`, limits.text).map((part) => ({
      element: paragraph([...span(part, look), ...span("\n")]),
      length: part.length,
    }));
  }

  #item(item: CardListItem, number: number | undefined): { element: Element; length: number }[] {
    const by = item.mark === "person" || item.mark === "bot" ? `${this.#write(say(`card.by.${item.mark}`))} ` : "";
    const glyph = item.mark === undefined ? (number === undefined ? "• " : "") : glyphs[item.mark];
    const lead = `${number === undefined ? "" : `${number}  `}${glyph}${by}`;
    const command = number !== undefined && "verbatim" in item.text;
    const text = pieces(this.#write(item.text), limits.text - 100);
    const detail = item.detail === undefined ? [] : pieces(this.#write(item.detail), limits.text - 100);
    const [first = "", ...more] = text;
    const head = [...span(lead), ...span(first, { strong: number !== undefined && !command, mono: command })];
    const [under, ...further] = detail;
    const length = lead.length + first.length + (under?.length ?? 0);
    const joined = under !== undefined && more.length === 0 && length <= limits.text;
    return [
      {
        element: paragraph([...head, ...(joined ? span(`\n    ${under}`, { italic: false }) : []), ...span("\n")]),
        length: joined ? length : length - (under?.length ?? 0),
      },
      ...[...more, ...(joined || under === undefined ? [] : [under]), ...further].map((part) => ({
        element: paragraph([...span(part), ...span("\n")]),
        length: part.length,
      })),
    ];
  }

  #table(block: Table): Element {
    const cell = (text: string): Element => ({ type: "raw_text", text: clip(cleanLine(text), 2000) });
    return {
      type: "table",
      column_settings: block.columns.map(() => ({ is_wrapped: true })),
      rows: [
        block.columns.map((column) => cell(this.#write(column))),
        ...block.rows.map((row) =>
          row.cells.map((text, index) => cell(`${index === 0 ? dots[row.tone ?? "neutral"] : ""}${this.#write(text)}`)),
        ),
      ],
    };
  }

  /** One line a row, cells divided by dots, as on every platform without tables. */
  #rows(block: Table): { element: Element; length: number }[] {
    const line = (cells: readonly Text[], before: string, strong: boolean) => {
      const text = `${before}${cells.map((cell) => cleanLine(this.#write(cell))).join(" · ")}`;
      return pieces(text, limits.text).map((part) => ({
        element: paragraph([...span(part, { strong }), ...span("\n")]),
        length: part.length,
      }));
    };
    return [
      ...line(block.columns, "", true),
      ...block.rows.flatMap((row) => line(row.cells, dots[row.tone ?? "neutral"], false)),
    ];
  }

  *#section(block: Extract<CardBlock, { kind: "section" }>): Turns<Element[]> {
    const title = cleanLine(this.#write(block.title));
    const inside = yield* this.blocks(block.blocks);
    const nested = inside.some((one) => one.type === "container" || one.type === "plan" || one.type === "alert");
    if (!this.#modern || nested || inside.length > limits.containerBlocks || inside.length === 0) {
      return [richTextBlock([paragraph(span(title, { strong: true }))]), ...inside];
    }
    return [
      {
        type: "container",
        title: plain(title, limits.containerTitle),
        is_collapsible: true,
        default_collapsed: block.open !== true,
        child_blocks: inside,
      },
    ];
  }
}

const percent = ({ done, total }: { done: number; total: number }): number =>
  Math.round((Math.min(Math.max(done, 0), Math.max(1, total)) / Math.max(1, total)) * 100);

const bar = (block: { done: number; total: number }): string => {
  const filled = Math.round(percent(block) / 5);
  return `${"█".repeat(filled)}${"░".repeat(20 - filled)}`;
};
