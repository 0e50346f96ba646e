// Removes what must never reach a card, a log or the store, by the shape it has.

/** At the end of a name of any form: `password`, `CUCM_PASSWORD`, `axlPassword`. */
const secretWord = "(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|密码|口令)";

const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, "[private key redacted]"],
  [/\b(?:xox[abposr]|xapp)-[A-Za-z0-9-]{8,}/g, "[token redacted]"],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi, "$1 [redacted]"],
  // In quotes up to the closing one, whatever stands between: a password may hold blanks and commas.
  [new RegExp(`(${secretWord}["']?\\s*[:=：]\\s*)(?:"(?:[^"\\\\\\n]|\\\\.)*"|'[^'\\n]*')`, "gi"), "$1[redacted]"],
  [new RegExp(`(${secretWord}["']?\\s*[:=：]\\s*)[^\\s"',;]+`, "gi"), "$1[redacted]"],
  [/\b(JSESSIONID(?:SSO)?)=[^;\s]+/g, "$1=[redacted]"],
];

/** The text with secrets replaced by a visible mark. */
export function redactText(text: string): string {
  let clean = text;
  for (const [shape, mark] of shapes) clean = clean.replace(shape, mark);
  return clean;
}

/** The same for every string inside a value (plain objects and arrays; other objects become their message). */
export function redact<T>(value: T): T {
  return walk(value, 0) as T;
}

function walk(value: unknown, depth: number): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value !== "object" || value === null) return value;
  // What is not looked at is not shown either.
  if (depth > 8) return "[too deep]";
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? "") };
  }
  if (Array.isArray(value)) return value.map((member) => walk(member, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, walk(member, depth + 1)]));
}
