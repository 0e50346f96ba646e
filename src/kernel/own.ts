// Looking up a word that somebody typed: only what the table itself holds, never what every object inherits.

/** The table's own entry; undefined for `constructor`, `__proto__` and their kin. */
export const own = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
