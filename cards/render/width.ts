// How wide text is in a terminal: Chinese characters take two columns.

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/u;

/** Columns of one line. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += /\p{Mark}/u.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

export const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columns(text)));

/** Breaks at blanks, between wide characters, and inside words longer than a line. Always at least one line. */
export function wrap(text: string, width: number): string[] {
  const pieces = text.split(/(?<=\s)|(?<=[\u3000-\u9fff\uff00-\uff60])/u);
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (columns((line + piece).trimEnd()) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    line = piece;
    while (columns(line.trimEnd()) > width) {
      const cut = cutAt(line, width);
      lines.push(line.slice(0, cut));
      line = line.slice(cut);
    }
  }
  if (line.trim() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

function cutAt(text: string, width: number): number {
  let sum = 0;
  let at = 0;
  for (const character of text) {
    sum += columns(character);
    if (sum > width) return Math.max(at, 1);
    at += character.length;
  }
  return at;
}
