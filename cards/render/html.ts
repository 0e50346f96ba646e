// Card -> static HTML for a page that is read offline: no script, no link, nothing loaded; buttons have no place there.
import type { Card, CardBlock, CardListItem, Tone } from "../../src/domain/card.ts";
import type { Text } from "../../src/domain/text.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { cleanText } from "./clean.ts";
import { curveSvg } from "./curve.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that can be nothing but text, between tags and in quoted attributes. */
export const escapeHtml = (text: string): string =>
  cleanText(text).replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

const marks: Readonly<Record<NonNullable<CardListItem["mark"]>, readonly [string, Tone]>> = {
  ok: ["✓", "good"],
  done: ["✓", "good"],
  problem: ["✗", "danger"],
  warning: ["!", "warning"],
  unknown: ["?", "neutral"],
  waiting: ["○", "neutral"],
  running: ["◐", "accent"],
  person: ["☞", "neutral"],
  bot: ["▸", "neutral"],
};

/** One `<article>`; `open`: folded sections are shown open. */
export function htmlCard(card: Card, options: { readonly writer: Writer; readonly open?: boolean }): string {
  const draw = new Drawing(options.writer, options.open === true);
  const badge =
    card.badge === undefined ? "" : `<span class="badge ${card.badge.tone}">${draw.text(card.badge.text)}</span>`;
  const subtitle = card.subtitle === undefined ? "" : `<p class="subtle">${draw.text(card.subtitle)}</p>`;
  return `<article class="card ${card.tone}"><header><h2>${draw.text(card.title)}</h2>${badge}</header>${subtitle}${draw.blocks(card.body)}</article>`;
}

class Drawing {
  readonly #writer: Writer;
  readonly #open: boolean;

  constructor(writer: Writer, open: boolean) {
    this.#writer = writer;
    this.#open = open;
  }

  text(text: Text): string {
    return escapeHtml(this.#writer.write(text)).replaceAll("\n", "<br>");
  }

  blocks(blocks: readonly CardBlock[]): string {
    return blocks.map((block) => this.#block(block)).join("\n");
  }

  #block(block: CardBlock): string {
    switch (block.kind) {
      case "text": {
        const classes = [
          block.tone ?? "",
          block.strong === true ? "strong" : "",
          block.subtle === true ? "subtle" : "",
        ];
        return `<p class="${classes.filter((one) => one !== "").join(" ")}">${this.text(block.text)}</p>`;
      }
      case "facts":
        return `<dl>${block.facts.map(({ label, value }) => `<div><dt>${this.text(label)}</dt><dd>${this.text(value)}</dd></div>`).join("")}</dl>`;
      case "list": {
        const tag = block.ordered === true ? "ol" : "ul";
        return `<${tag}>${block.items.map((item) => this.#item(item)).join("")}</${tag}>`;
      }
      case "table":
        return `<div class="wide"><table><thead><tr>${block.columns.map((one) => `<th scope="col">${this.text(one)}</th>`).join("")}</tr></thead><tbody>${block.rows
          .map(
            (row) =>
              `<tr class="${row.tone ?? ""}">${row.cells.map((cell) => `<td>${this.text(cell)}</td>`).join("")}</tr>`,
          )
          .join("")}</tbody></table></div>`;
      case "code":
        return `<pre>${escapeHtml(block.code)}</pre>`;
      case "progress":
        return `<p class="progress"><progress max="${Math.max(1, block.total)}" value="${block.done}"></progress> ${this.text(block.label)}</p>`;
      case "curve":
        return `<figure><img alt="${this.text(block.label).replaceAll("<br>", " ")}" src="${curveSvg(block)}"><figcaption>${this.text(block.label)}</figcaption></figure>`;
      case "section":
        return `<details${this.#open || block.open === true ? " open" : ""}><summary>${this.text(block.title)}</summary>${this.blocks(block.blocks)}</details>`;
      case "divider":
        return "<hr>";
      default:
        return "";
    }
  }

  #item(item: CardListItem): string {
    const [sign, tone] = item.mark === undefined ? ["", "neutral"] : marks[item.mark];
    const mark = sign === "" ? "" : `<span class="mark ${tone}" aria-hidden="true">${sign}</span>`;
    const detail = item.detail === undefined ? "" : `<div class="subtle">${this.text(item.detail)}</div>`;
    return `<li class="${item.tone ?? ""}">${mark}<div><div>${this.text(item.text)}</div>${detail}</div></li>`;
  }
}
