// How wide text will be, and where its lines break. Nothing measures letters without a browser; an estimate on the wide side will do.
import { edge, type Ink, large, pictureWidth, plain, type Shape } from "./picture.ts";

/** Shares of the font size, by Noto Sans and the system fonts of phones: the widest of them counts. */
function advance(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code >= 0x2e80) return 1;
  if (/[mwMW@%—…]/.test(sign)) return 0.9;
  if (/[A-Z0-9#&+<>=~]/.test(sign)) return 0.66;
  if (/[iljft.,:;'’|!()[\] -]/.test(sign)) return 0.36;
  return 0.58;
}

export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + advance(sign) * size, 0);

/** One line, cut with an ellipsis where it would not fit. */
export function cut(text: string, width: number, size: number): string {
  const clean = oneLine(text);
  if (widthOf(clean, size) <= width) return clean;
  let kept = "";
  for (const sign of clean) {
    if (widthOf(`${kept}${sign}…`, size) > width) break;
    kept += sign;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines that fit; the last one is cut when there would be more than `most`. Chinese breaks between any two signs, a word that is too long within. */
export function wrapped(text: string, width: number, size: number, most: number): readonly string[] {
  const pieces = oneLine(text).match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = "";
  const put = (piece: string): void => {
    if (widthOf((line + piece).trimEnd(), size) <= width) line += piece;
    else if (widthOf(piece, size) > width) for (const sign of piece) letter(sign);
    // A closing mark never begins a line.
    else if (/^[，。；：！？、）》”]$/u.test(piece)) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  };
  const letter = (sign: string): void => {
    if (widthOf(line + sign, size) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += sign;
  };
  for (const piece of pieces) put(piece);
  if (line.trim() !== "") lines.push(line.trimEnd());
  const kept = lines.filter((one) => one !== "");
  if (kept.length <= most) return kept;
  return [...kept.slice(0, most - 1), cut(kept.slice(most - 1).join(" "), width, size)];
}

/** No line breaks, no control signs, nothing that turns the direction of writing; no longer than a picture could show. */
export const oneLine = (text: string): string =>
  text
    .slice(0, 2000)
    .replaceAll(/[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/gu, " ")
    .replaceAll(/\s+/g, " ")
    .trim();

/** Shapes put below each other. */
export class Column {
  readonly shapes: Shape[] = [];
  y = edge;

  /** Lines of text; `indent` from the left edge. */
  write(
    text: string,
    look: { size?: number; ink?: Ink; strong?: boolean; most?: number; indent?: number; gap?: number } = {},
  ): void {
    const { size = plain, ink = "text", strong = false, most = 3, indent = 0, gap = 4 } = look;
    for (const line of wrapped(text, pictureWidth - 2 * edge - indent, size, most)) {
      this.y += Math.round(size * 1.3);
      this.shapes.push({ kind: "text", x: edge + indent, y: this.y - size * 0.3, text: line, size, ink, strong });
    }
    this.y += gap;
  }

  title(title: string, under: string): void {
    this.write(title, { size: large, strong: true, most: 2 });
    this.write(under, { ink: "muted", gap: 8 });
  }
}
