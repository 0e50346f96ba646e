// Prints cards to a terminal. A card that changes is printed once; later forms add only the lines that are new.
import { textCard } from "../../../cards/render/text.ts";
import type { Card } from "../../domain/card.ts";
import type { Locale } from "../../domain/text.ts";
import { writerFor } from "../../i18n/write.ts";

export interface PrinterOptions {
  /** Gets whole lines, each with its line end. */
  readonly write: (text: string) => void;
  readonly locale: Locale;
  readonly zone?: string;
  /** Columns; 80 when absent. */
  readonly width?: number;
  /** ANSI colours; only for a real terminal. */
  readonly colour?: boolean;
  /** Opens folded sections. */
  readonly full?: boolean;
}

export interface Printer {
  /** Prints the card, or, when `id` was printed before, what it says now and did not say then. */
  show(id: string, card: Card): void;
}

export function createPrinter(options: PrinterOptions): Printer {
  const printed = new Map<string, readonly string[]>();
  const { colour, width, full } = options;
  return {
    show(id, card) {
      const lines = textCard(card, {
        writer: writerFor(options.locale, options.zone ?? "UTC"),
        ...(width === undefined ? {} : { width }),
        ...(colour === undefined ? {} : { colour }),
        ...(full === undefined ? {} : { full }),
      }).split("\n");
      const before = printed.get(id);
      printed.set(id, lines);
      const shown = before === undefined ? lines : added(before, lines);
      if (shown.length === 0) return;
      options.write(`${before === undefined && printed.size > 1 ? "\n" : ""}${shown.join("\n")}\n`);
    },
  };
}

/** Lines of `now` that `before` did not have; a line that stands twice now and once before is new once. */
function added(before: readonly string[], now: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  return now.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}
