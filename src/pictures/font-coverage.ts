// Which characters the font of our own has: what it lacks is written as its number, never as an empty box.

/**
 * Reads the `cmap` table of a TrueType font, format 4 (OpenType 1.9, "cmap", format 4): every character of the basic plane that has a
 * glyph. Throws when the file has no such table: it is ours, so that is a bug.
 */
export function coverageOf(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tag = (at: number): string => String.fromCharCode(...font.subarray(at, at + 4));
  const tables = Array.from({ length: view.getUint16(4) }, (_, index) => 12 + 16 * index);
  const entry = tables.find((at) => tag(at) === "cmap");
  if (entry === undefined) throw new Error("the font has no cmap table");
  const cmap = view.getUint32(entry + 8);
  const parts = Array.from({ length: view.getUint16(cmap + 2) }, (_, index) => view.getUint32(cmap + 8 + 8 * index));
  const part = parts.map((offset) => cmap + offset).find((at) => view.getUint16(at) === 4);
  if (part === undefined) throw new Error("the font has no cmap of format 4");
  const double = view.getUint16(part + 6);
  const covered = new Set<number>();
  for (let at = 0; at < double; at += 2) {
    const end = view.getUint16(part + 14 + at);
    const start = view.getUint16(part + 16 + double + at);
    const delta = view.getUint16(part + 16 + 2 * double + at);
    const rangeAt = part + 16 + 3 * double + at;
    const range = view.getUint16(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const glyph = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - start));
      if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) covered.add(code);
    }
  }
  return covered;
}

/** `龘` without a glyph becomes `[U+9F98]`. */
export const spelled = (text: string, covered: ReadonlySet<number>): string =>
  [...text]
    .map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return covered.has(code) ? sign : `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
    })
    .join("");
