// Card -> plain text for a terminal (optionally coloured) and for platforms that draw no cards.
import type { Card, CardBlock, CardListItem, Tone } from "../../src/domain/card.ts";
import type { Text } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { cleanLine, cleanText } from "./clean.ts";
import { sparkline } from "./curve.ts";
import { buttonGroups } from "./rows.ts";
import { columns, padded, wrap } from "./width.ts";

export interface TextOptions {
  readonly writer: Writer;
  /** Columns; 80 when absent. */
  readonly width?: number;
  /** ANSI colours; never for files and pipes. */
  readonly colour?: boolean;
  /** Opens folded sections. */
  readonly full?: boolean;
}

/** Lines without a trailing line break. Folded sections show as their title and the number of lines inside. */
export function textCard(card: Card, options: TextOptions): string {
  const drawing = new TextDrawing(options);
  return drawing.card(card).join("\n");
}

const codes: Readonly<Record<Tone, string>> = { neutral: "0", good: "32", warning: "33", danger: "31", accent: "36" };
const marks: Readonly<Record<NonNullable<CardListItem["mark"]>, string>> = {
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

class TextDrawing {
  readonly #writer: Writer;
  readonly #width: number;
  readonly #colour: boolean;
  readonly #full: boolean;

  constructor(options: TextOptions) {
    this.#writer = options.writer;
    this.#width = Math.max(20, options.width ?? 80);
    this.#colour = options.colour ?? false;
    this.#full = options.full ?? false;
  }

  card(card: Card): string[] {
    const title = cleanLine(this.#writer.write(card.title));
    const badge = card.badge === undefined ? "" : cleanLine(this.#writer.write(card.badge.text));
    const gap = this.#width - columns(title) - columns(badge);
    const painted = this.#paint(badge, card.badge?.tone ?? "neutral");
    const heading =
      badge === ""
        ? wrap(title, this.#width).map((line) => this.#bold(line))
        : gap >= 2
          ? [`${this.#bold(title)}${" ".repeat(gap)}${painted}`]
          : [...wrap(title, this.#width).map((line) => this.#bold(line)), painted];
    return [
      ...heading,
      ...(card.subtitle === undefined ? [] : this.#text(card.subtitle)),
      ...card.body.flatMap((block) => this.#block(block, this.#width)),
      ...buttonGroups(card.actions).flatMap(({ about, actions }) => {
        const labels = actions.map((action) => `[${cleanLine(this.#writer.write(action.label))}]`).join("  ");
        const question = about === undefined ? [] : wrap(cleanLine(this.#writer.write(about)), this.#width);
        return [...question.map((line) => this.#bold(line)), ...wrap(labels, this.#width)];
      }),
    ];
  }

  #block(block: CardBlock, width: number): string[] {
    switch (block.kind) {
      case "text":
        return this.#text(block.text, width).map((line) => this.#paint(line, block.tone ?? "neutral"));
      case "facts": {
        const labels = block.facts.map((fact) => cleanLine(this.#writer.write(fact.label)));
        const room = Math.min(24, Math.max(0, ...labels.map(columns))) + 2;
        return block.facts.flatMap((fact, index) => {
          const lines = this.#text(fact.value, Math.max(10, width - room));
          return lines.map((line, at) => padded(at === 0 ? (labels[index] ?? "") : "", room) + line);
        });
      }
      case "list":
        return block.items.flatMap((item, index) =>
          this.#item(item, block.ordered === true ? index + (block.from ?? 1) : undefined, width),
        );
      case "table":
        return this.#table(block, width);
      case "code":
        return cleanText(block.code)
          .split("\n")
          .map((line) => `  | ${line}`);
      case "progress": {
        const room = 24;
        const total = Math.max(1, block.total);
        const filled = Math.round((Math.min(total, Math.max(0, block.done)) / total) * room);
        const bar = `${"█".repeat(filled)}${"░".repeat(room - filled)}`;
        return [`${this.#paint(bar, block.tone ?? "accent")} ${cleanLine(this.#writer.write(block.label))}`];
      }
      case "curve":
        return [cleanLine(this.#writer.write(block.label)), this.#paint(sparkline(block, Math.min(60, width)), "good")];
      case "section": {
        const inside = block.blocks.flatMap((one) => this.#block(one, Math.max(20, width - 2)));
        const open = this.#full || block.open === true;
        const title = wrap(cleanLine(this.#writer.write(block.title)), Math.max(10, width - 2));
        const heading = title.map((line, index) => (index === 0 ? (open ? "▾ " : "▸ ") : "  ") + line);
        return open ? [...heading, ...inside.map((line) => `  ${line}`)] : heading;
      }
      case "divider":
        return ["─".repeat(Math.min(width, 40))];
    }
  }

  #text(text: Text, width = this.#width): string[] {
    return cleanText(this.#writer.write(text))
      .split("\n")
      .flatMap((line) => wrap(line, width));
  }

  #item(item: CardListItem, number: number | undefined, width: number): string[] {
    const by =
      item.mark === "person" || item.mark === "bot" ? `${this.#writer.write(say(`card.by.${item.mark}`))} ` : "";
    const mark = item.mark === undefined ? (number === undefined ? "- " : "") : marks[item.mark];
    const lead = `${number === undefined ? "" : `${number}  `}${mark}`;
    const indent = " ".repeat(columns(lead));
    const room = Math.max(10, width - columns(lead));
    const first = wrap(cleanLine(by + this.#writer.write(item.text)), room);
    const detail = item.detail === undefined ? [] : this.#text(item.detail, room);
    return [
      ...first.map((line, index) => (index === 0 ? lead : indent) + line),
      ...detail.map((line) => indent + this.#paint(line, item.tone ?? "neutral")),
    ];
  }

  #table(block: Extract<CardBlock, { kind: "table" }>, width: number): string[] {
    const rows = [block.columns, ...block.rows.map((row) => row.cells)].map((cells) =>
      cells.map((cell) => cleanLine(this.#writer.write(cell))),
    );
    const widths = block.columns.map((_, column) => Math.max(...rows.map((row) => columns(row[column] ?? ""))));
    const fits = widths.reduce((sum, one) => sum + one + 2, -2) <= width;
    if (!fits) return rows.flatMap((row) => wrap(row.join(" · "), width));
    return rows.map((row, index) => {
      const line = row
        .map((cell, column) => padded(cell, widths[column] ?? 0))
        .join("  ")
        .trimEnd();
      return this.#paint(line, index === 0 ? "neutral" : (block.rows[index - 1]?.tone ?? "neutral"));
    });
  }

  #paint(text: string, tone: Tone): string {
    return this.#colour && tone !== "neutral" && text !== "" ? `\u001b[${codes[tone]}m${text}\u001b[0m` : text;
  }

  #bold(text: string): string {
    return this.#colour ? `\u001b[1m${text}\u001b[0m` : text;
  }
}
