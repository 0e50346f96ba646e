// Splits a typed command into words: quotes keep words together, `key=value` names an argument.

export interface CommandWords {
  readonly name: string;
  readonly words: readonly string[];
  readonly named: ReadonlyMap<string, string>;
}

/** `text` is what stands after the slash command itself; a repeated `/certops` or `certops` in front is skipped. */
export function splitCommand(text: string): CommandWords {
  const words = [...text.matchAll(/([A-Za-z][A-Za-z-]*)=(?:"([^"]*)"|(\S+))|"([^"]*)"|(\S+)/g)];
  const named = new Map<string, string>();
  const plain: string[] = [];
  for (const [, key, quotedValue, value, quoted, word] of words) {
    if (key !== undefined) named.set(key.toLowerCase(), quotedValue ?? value ?? "");
    else plain.push(quoted ?? word ?? "");
  }
  if (/^\/?certops$/i.test(plain[0] ?? "")) plain.shift();
  const [name = "", ...rest] = plain;
  return { name: name.replace(/^\//, "").toLowerCase(), words: rest, named };
}

/**
 * Positional words under the schema's keys. A position that ends in `...` takes all remaining words; those after it
 * can only be named (`cluster=hq`). Words beyond the last position are given back as `surplus`.
 */
export function mapArguments(
  words: CommandWords,
  positions: readonly string[],
): { readonly values: Record<string, string>; readonly surplus: readonly string[] } {
  const values: Record<string, string> = {};
  const keys = new Map(positions.map((position) => [position.replace(/\.\.\.$/, "").toLowerCase(), position]));
  const surplus: string[] = [];
  for (const [key, value] of words.named) {
    const position = keys.get(key);
    if (position === undefined) surplus.push(`${key}=${value}`);
    else values[position.replace(/\.\.\.$/, "")] = value;
  }
  const rest = positions.findIndex((position) => position.endsWith("..."));
  const inOrder = rest === -1 ? positions : positions.slice(0, rest + 1);
  const open = inOrder.filter((position) => !(position.replace(/\.\.\.$/, "") in values));
  for (const [index, word] of words.words.entries()) {
    const position = open[Math.min(index, open.length - 1)];
    if (position === undefined) surplus.push(word);
    else if (position.endsWith("...")) {
      const key = position.slice(0, -3);
      values[key] = values[key] === undefined ? word : `${values[key]} ${word}`;
    } else if (index < open.length) values[position] = word;
    else surplus.push(word);
  }
  return { values, surplus };
}
