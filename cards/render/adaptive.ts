// Card -> Adaptive Card: 1.5 for the web page and Teams, 1.3 for Webex.
import type { Card, CardBlock, CardListItem, Tone } from "../../src/domain/card.ts";
import type { Json, Text } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { adaptiveAction } from "./actions.ts";
import { answerRows, buttonRows } from "./buttons.ts";
import { cleanLine } from "./clean.ts";
import { curveSvg, sparkline } from "./curve.ts";
import { type Element, keepSpaces, type Look, rich, richText, runs } from "./runs.ts";
import { atOnce, type Turns } from "./turns.ts";
import { columns as columnsOf } from "./width.ts";

export type AdaptiveHost = "web" | "teams" | "webex";

export interface AdaptiveOptions {
  readonly writer: Writer;
  readonly host: AdaptiveHost;
}

export type AdaptiveCard = Element;

const containerStyles: Readonly<Record<Tone, string>> = {
  neutral: "emphasis",
  good: "good",
  warning: "warning",
  danger: "attention",
  accent: "accent",
};

export const adaptiveCard = (card: Card, options: AdaptiveOptions): AdaptiveCard => atOnce(adaptiveForm(card, options));

/** May pause between two blocks. */
export function* adaptiveForm(card: Card, options: AdaptiveOptions): Turns<AdaptiveCard> {
  const draw = new Drawing(options);
  const body: Element[] = [...draw.header(card), ...(yield* draw.blocks(card.body))];
  const web = options.host === "web";
  const sets = web ? answerRows(card.actions, options) : buttonRows(card.actions, options);
  const common = card.actions.filter(({ about }) => about === undefined);
  const actions = web ? common.map((action) => adaptiveAction(action, options)) : [];
  return {
    type: "AdaptiveCard",
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    version: options.host === "webex" ? "1.3" : "1.5",
    // Two letters: the official parser takes nothing longer (`zh`, not `zh-CN`).
    lang: options.writer.locale.slice(0, 2),
    speak: cleanLine(options.writer.write(card.summary)),
    ...(options.host === "teams" ? { msteams: { width: "Full" } } : {}),
    body: [...body, ...sets],
    ...(actions.length > 0 ? { actions } : {}),
  };
}

/** Blocks alone, as they stand in a card's body; whoever divides a card measures them. */
export const adaptiveBlocks = (blocks: readonly CardBlock[], options: AdaptiveOptions): Turns<Element[]> =>
  new Drawing(options).blocks(blocks);

const glyphs: Readonly<Record<NonNullable<CardListItem["mark"]>, string>> = {
  ok: "✓",
  done: "✓",
  problem: "✗",
  warning: "!",
  unknown: "?",
  waiting: "○",
  running: "◐",
  person: "",
  bot: "",
};
const markTones: Readonly<Partial<Record<NonNullable<CardListItem["mark"]>, Tone>>> = {
  ok: "good",
  done: "good",
  problem: "danger",
  warning: "warning",
  running: "accent",
};

class Drawing {
  readonly #writer: Writer;
  readonly #host: AdaptiveHost;
  readonly #ids = new Set<string>();

  constructor(options: AdaptiveOptions) {
    this.#writer = options.writer;
    this.#host = options.host;
  }

  header(card: Card): Element[] {
    const title = richText(this.#write(card.title), { strong: true, size: "medium" });
    const columns: Element[] = [{ type: "Column", width: "stretch", items: [title] }];
    if (card.badge !== undefined) {
      // In a chat the box alone has the colour: Teams' yellow on its own light yellow cannot be read.
      const tone = this.#host === "web" ? { tone: card.badge.tone } : {};
      const badge = richText(this.#write(card.badge.text), { ...tone, strong: true, size: "small" });
      columns.push({
        type: "Column",
        width: "auto",
        verticalContentAlignment: "center",
        items: [{ type: "Container", style: containerStyles[card.badge.tone], items: [badge] }],
      });
    }
    const header: Element = { type: "ColumnSet", columns };
    if (card.subtitle === undefined) return [header];
    return [header, richText(this.#write(card.subtitle), { subtle: true, size: "small" }, { spacing: "none" })];
  }

  *blocks(blocks: readonly CardBlock[]): Turns<Element[]> {
    const drawn: Element[] = [];
    for (const block of blocks) {
      drawn.push(...(block.kind === "section" ? yield* this.#section(block) : this.#block(block)));
      yield;
    }
    return drawn;
  }

  #block(block: Exclude<CardBlock, { kind: "section" }>): Element[] {
    switch (block.kind) {
      case "text":
        return [richText(this.#write(block.text), this.#lookOf(block), { spacing: "small" })];
      case "facts":
        return block.facts.map((fact) => this.#row([this.#write(fact.label), this.#write(fact.value)]));
      case "list":
        return block.items.map((item, index) =>
          this.#item(item, block.ordered === true ? index + (block.from ?? 1) : undefined),
        );
      case "table":
        return this.#host === "webex" ? this.#tableRows(block) : [this.#table(block)];
      case "code":
        return [this.#code(block.code)];
      case "progress":
        return this.#progress(block);
      case "curve":
        return this.#curve(block);
      case "divider":
        return [{ type: "Container", separator: true, spacing: "medium", items: [richText(" ", { size: "small" })] }];
    }
  }

  #write(text: Text): string {
    return this.#writer.write(text);
  }

  #lookOf(block: Extract<CardBlock, { kind: "text" }>): Look {
    return {
      ...this.#toned(block.tone),
      ...(block.strong === undefined ? {} : { strong: block.strong }),
      ...(block.subtle === true ? { subtle: true, size: "small" as const } : {}),
    };
  }

  /** Running text in the colour of its tone. Teams draws green and yellow too faint to be read on white: there marks have them. */
  #toned(tone: Tone | undefined): Look {
    const faint = this.#host !== "web" && (tone === "good" || tone === "warning");
    return tone === undefined || faint ? {} : { tone };
  }

  #row([label, value]: readonly [string, string]): Element {
    const column = (text: string, width: string, look: Look): Element => ({
      type: "Column",
      width,
      items: [richText(text, look)],
    });
    return {
      type: "ColumnSet",
      spacing: "small",
      columns: [column(label, "112px", { subtle: true }), column(value, "stretch", {})],
    };
  }

  #item(item: CardListItem, number: number | undefined): Element {
    const mark = item.mark;
    const by = mark === "person" || mark === "bot" ? `${this.#write(say(`card.by.${mark}`))} ` : "";
    const tone = item.tone;
    const items: Element[] = [
      rich([
        ...runs(by, { subtle: true }),
        ...runs(this.#write(item.text), {
          ...(number === undefined || by !== "" ? {} : { strong: true }),
          // A numbered verbatim text is a command: it is read, compared and typed letter by letter.
          ...(number !== undefined && "verbatim" in item.text ? { mono: true } : {}),
        }),
      ]),
    ];
    if (item.detail !== undefined) {
      const look: Look = "verbatim" in item.detail && by !== "" ? { mono: true, size: "small" } : { size: "small" };
      items.push(
        richText(
          this.#write(item.detail),
          { ...look, ...(tone === undefined ? { subtle: true } : this.#toned(tone)) },
          { spacing: "none" },
        ),
      );
    }
    const glyph = mark === undefined ? (number === undefined ? "•" : "") : glyphs[mark];
    const markTone = mark === undefined ? undefined : markTones[mark];
    const lead = [
      ...(number === undefined ? [] : runs(String(number), { subtle: true })),
      ...(number === undefined || glyph === "" ? [] : runs("\u00a0")),
      ...runs(glyph, { strong: true, ...(markTone === undefined ? {} : { tone: markTone }) }),
    ];
    const wide = number !== undefined && glyph !== "";
    return {
      type: "ColumnSet",
      spacing: "small",
      columns: [
        { type: "Column", width: wide ? "38px" : "22px", items: [rich(lead)] },
        { type: "Column", width: "stretch", spacing: "small", items },
      ],
    };
  }

  #table(block: Extract<CardBlock, { kind: "table" }>): Element {
    const cell = (text: string, look: Look): Element => ({
      type: "TableCell",
      items: [richText(text === "" ? " " : text, { size: "small", ...look })],
    });
    return {
      // The first row is the heading unless said otherwise; the documents and the library spell the property differently.
      type: "Table",
      showGridLines: false,
      columns: this.#widths(block).map((width) => ({ width })),
      rows: [
        { type: "TableRow", cells: block.columns.map((column) => cell(this.#write(column), { subtle: true })) },
        ...block.rows.map((row) => ({
          type: "TableRow",
          cells: row.cells.map((text, index) =>
            cell(this.#write(text), { strong: index === 0, ...this.#toned(row.tone) }),
          ),
        })),
      ],
    };
  }

  /** Weights by the longest word and the longest text of each column, so that names and dates do not break. */
  #widths(block: Extract<CardBlock, { kind: "table" }>): number[] {
    const rows = [block.columns, ...block.rows.map((row) => row.cells)];
    return block.columns.map((_, at) => {
      const texts = rows.map((row) => this.#write(row[at] ?? { verbatim: "" }));
      const longest = (parts: readonly string[]): number => Math.max(0, ...parts.map(columnsOf));
      const word = Math.min(
        16,
        Math.max(7, longest(texts.flatMap((text) => text.split(/[\s-]+|(?<=[\u3000-\uffef])/u)))),
      );
      return word + Math.min(10, Math.ceil(Math.max(0, longest(texts) - word) / 2));
    });
  }

  /** Webex draws 1.3, which has no Table: one line a row, what it is about in bold, cells divided by dots. */
  #tableRows(block: Extract<CardBlock, { kind: "table" }>): Element[] {
    const line = (cells: readonly Text[], look: Look, first: Look = {}): Element => {
      const [about = "", ...rest] = cells.map((cell) => this.#write(cell));
      const size = { size: "small" as const };
      const others = rest.length === 0 ? [] : runs(` · ${rest.join(" · ")}`, { ...size, ...look });
      return rich([...runs(about, { ...size, ...look, ...first }), ...others], { spacing: "small" });
    };
    return [
      line(block.columns, { subtle: true }),
      ...block.rows.map((row) => line(row.cells, this.#toned(row.tone), { strong: true })),
    ];
  }

  #code(code: string): Element {
    const text = this.#host === "web" ? code : keepSpaces(code);
    return {
      type: "Container",
      style: "emphasis",
      spacing: "small",
      items: [richText(text === "" ? " " : text, { mono: true, size: "small" })],
    };
  }

  #progress(block: Extract<CardBlock, { kind: "progress" }>): Element[] {
    const total = Math.max(1, block.total);
    const done = Math.min(total, Math.max(0, block.done));
    const part = (weight: number, style: string): Element => ({
      type: "Column",
      width: weight,
      style,
      minHeight: "6px",
      spacing: "none",
      items: [],
    });
    const label = `${this.#write(block.label)} · ${Math.round((done / total) * 100)} %`;
    return [
      richText(label, { size: "small", subtle: true }, { spacing: "small" }),
      {
        type: "ColumnSet",
        spacing: "small",
        columns: [
          ...(done > 0 ? [part(done, containerStyles[block.tone ?? "accent"])] : []),
          ...(done < total ? [part(total - done, "emphasis")] : []),
        ],
      },
    ];
  }

  #curve(block: Extract<CardBlock, { kind: "curve" }>): Element[] {
    const label = this.#write(block.label);
    if (this.#host !== "web") return [richText(`${label}\n${sparkline(block)}`, { mono: true, size: "small" })];
    return [
      richText(label, { size: "small", subtle: true }, { spacing: "small" }),
      { type: "Image", url: curveSvg(block), altText: cleanLine(label), size: "stretch", spacing: "small" },
    ];
  }

  *#section(block: Extract<CardBlock, { kind: "section" }>): Turns<Element[]> {
    const id = this.#id(block.id);
    const open = block.open === true;
    const title = this.#write(block.title);
    const targets = [`s-${id}`, `o-${id}`, `c-${id}`];
    const chevron = (kind: "o" | "c", glyph: string, visible: boolean): Element =>
      richText(glyph, { tone: "accent" }, { id: `${kind}-${id}`, ...(visible ? {} : { isVisible: false }) });
    const header: Element = {
      type: "Container",
      spacing: "medium",
      selectAction: { type: "Action.ToggleVisibility", title: cleanLine(title), targetElements: targets },
      items: [
        {
          type: "ColumnSet",
          columns: [
            { type: "Column", width: "22px", items: [chevron("o", "▾", open), chevron("c", "▸", !open)] },
            {
              type: "Column",
              width: "stretch",
              spacing: "small",
              items: [richText(title, { tone: "accent", strong: true })],
            },
          ],
        },
      ],
    };
    const content: Record<string, Json> = {
      type: "Container",
      id: `s-${id}`,
      spacing: "small",
      items: yield* this.blocks(block.blocks),
    };
    if (!open) content.isVisible = false;
    return [header, content];
  }

  /** Element ids are unique inside a card and made of safe characters only. */
  #id(wanted: string): string {
    const base = wanted.replaceAll(/[^A-Za-z0-9-]/g, "-").slice(0, 60);
    let id = base;
    for (let count = 2; this.#ids.has(id); count++) id = `${base}-${count}`;
    this.#ids.add(id);
    return id;
  }
}
