// What the classifier sees of a text: its notions, pairs of notions, and (weakly) the words that are no notion.
import type { Notion } from "./lexicon-en.ts";
import type { Notions } from "./notions.ts";

/** What they stand for is in the thread, not in the text: they say nothing of what is wanted. */
export const references: ReadonlySet<Notion> = new Set<Notion>(["it", "there", "again"]);

/** Bounded and of equal length for short and long texts, so that a pasted log does not outweigh its question. */
export function featuresOf({ notions, others }: Notions): Map<string, number> {
  const features = new Map<string, number>([["=", 1]]);
  const names = [...notions].filter((notion) => !references.has(notion)).sort();
  const scale = Math.min(1, 3 / Math.sqrt(Math.max(1, names.length)));
  for (const name of names) features.set(name, 1.5 * scale);
  names.forEach((name, index) => {
    for (const other of names.slice(index + 1)) features.set(`${name}+${other}`, 0.6 * scale);
  });
  const words = [...new Set(others)].slice(0, 30);
  for (const word of words) features.set(`w:${word}`, 0.35 / Math.sqrt(Math.max(1, words.length / 4)));
  return features;
}
