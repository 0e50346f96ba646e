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
  // Columns of the line with its blanks: counted once a piece, because a device's line can be very long.
  let used = 0;
  for (const piece of pieces) {
    const bare = columns(piece.trimEnd());
    if (bare === 0 || used + bare <= width) {
      line += piece;
      used += columns(piece);
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    line = piece;
    for (let left = bare; left > width; ) {
      const cut = cutAt(line, width);
      const head = line.slice(0, cut);
      lines.push(head);
      line = line.slice(cut);
      left -= columns(head);
    }
    used = columns(line);
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
