// Makes text from people and devices harmless before it is drawn: nothing in it can move a cursor or reorder a line.

/** Control and direction characters become a visible mark; line breaks and tabs stay. */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll(/[\p{Cc}\p{Bidi_Control}\u200b\ufeff]/gu, (one) => (one === "\n" || one === "\t" ? one : "\ufffd"));
}

/** The same, on one line. Whole runs of blanks are looked at: `\s*\n\s*` would look at a long one again from each of its blanks. */
export const cleanLine = (text: string): string =>
  cleanText(text).replaceAll(/\s+/g, (blanks) => (blanks.includes("\n") ? " " : blanks));
