// What the classifier sees of a text: its notions, pairs of notions, and (weaker) its words and pairs of neighbours.
import type { Notion } from "./lexicon-en.ts";
import type { Notions } from "./notions.ts";

/** What they stand for is in the thread, not in the text: they say nothing of what is wanted. */
export const references: ReadonlySet<Notion> = new Set<Notion>(["it", "there", "again"]);

/** Bounded and of equal length for short and long texts, so that a pasted log does not outweigh its question. */
export function featuresOf({ notions, others, words }: Notions): Map<string, number> {
  const features = new Map<string, number>([["=", 1]]);
  const names = [...notions].filter((notion) => !references.has(notion)).sort();
  const scale = Math.min(1, 3 / Math.sqrt(Math.max(1, names.length)));
  for (const name of names) features.set(name, 1.5 * scale);
  names.forEach((name, index) => {
    for (const other of names.slice(index + 1)) features.set(`${name}+${other}`, 0.6 * scale);
  });
  // What no lexicon knows, and how a sentence is built ("did anybody reset", "reset"), is learnt from the words themselves.
  const different = new Set(words);
  const share = Math.min(1, 2.4 / Math.sqrt(Math.max(1, different.size)));
  for (const word of different) features.set(`w:${word}`, 0.6 * share);
  for (const word of others) if (han.test(word)) features.set(`w:${word}`, 0.6);
  for (let at = 1; at < words.length; at += 1) features.set(`b:${words[at - 1]}_${words[at]}`, 0.35 * share);
  if (words[0] !== undefined) features.set(`f:${words[0]}`, 0.6);
  return features;
}

const han = /\p{Script=Han}/u;
