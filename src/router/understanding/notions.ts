// Turns a text into notions and left-over words: both languages, word forms, misspellings, mixed scripts.
import { distance } from "../../kernel/nearest.ts";
import { commonWords } from "./common-words.ts";
import { elsewhere, english, type Notion, ordinary } from "./lexicon-en.ts";
import { chinese } from "./lexicon-zh.ts";
import { simplified } from "./simplified.ts";

export interface Notions {
  readonly notions: ReadonlySet<Notion>;
  /** Words that stand for no notion, lower case; Chinese ones by the segmenter. */
  readonly others: readonly string[];
  /** All English words in their order, known or not, without their endings; of a long text those of its two ends. */
  readonly words: readonly string[];
  /** The text with misspelt words put right, those of orders too. */
  readonly spelt: string;
}

/** Long texts are logs; what a person says stands at the beginning or at the end. */
const headLength = 1500;
const tailLength = 500;
/** Misspellings are looked for in this many different words at most. */
const mostCorrections = 60;

const singles = new Map<string, Notion[]>();
/** The parts of words with one blank around each; where a sentence or a part of it ends, no expression goes on. */
const apart = (text: string): string =>
  ` ${text
    .replaceAll(/[.,;:!?]+(?=\s|$)/g, " | ")
    .replaceAll(/[^a-z0-9|]+/g, " ")
    .trim()} `;
/** Expressions of several words by their longest word: only those whose word is in the text are looked for. */
const phrases = new Map<string, { readonly expression: string; readonly notion: Notion }[]>();
for (const [notion, words] of Object.entries(english) as [Notion, string][]) {
  for (const word of words.split("|")) {
    if (/^[a-z0-9.'_+-]+$/.test(word)) singles.set(word, [...(singles.get(word) ?? []), notion]);
    else {
      const expression = apart(word);
      const [longest = word] = expression.split(" ").sort((a, b) => b.length - a.length);
      phrases.set(longest, [...(phrases.get(longest) ?? []), { expression, notion }]);
    }
  }
}

/** Chinese words by first character, longest first. */
const chineseByHead = new Map<string, { readonly word: string; readonly notions: readonly Notion[] }[]>();
/** A word can say two things: 登不上 is a login, and that it fails. */
const chineseWords = new Map<string, Notion[]>();
for (const [notion, words] of Object.entries(chinese)) {
  for (const word of words.toLowerCase().split("|")) {
    const known = chineseWords.get(word) ?? [];
    chineseWords.set(word, notion === "nothing" ? known : [...known, notion as Notion]);
  }
}
for (const [word, notions] of chineseWords) {
  const head = word.slice(0, 1);
  chineseByHead.set(head, [...(chineseByHead.get(head) ?? []), { word, notions }]);
}
for (const words of chineseByHead.values()) words.sort((a, b) => b.word.length - a.word.length);

const wordPattern = /[a-z0-9](?:[a-z0-9.'_+-]*[a-z0-9])?/g;

/** Every word of the lexicon, those of longer expressions too. */
const vocabulary = new Set([
  ...Object.values(english).flatMap((words) => words.split(/[| -]/)),
  // Words of orders: whoever misspells them wants the same.
  ..."ignore previous password passwords bypass reveal delete execute instructions credentials private secret".split(
    " ",
  ),
]);

/** Words that a misspelling may have meant, ours before ordinary ones that are as near: by length, so that few are compared. */
const correctable = new Map<number, string[]>();
for (const word of [...vocabulary, ...ordinary]) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) continue;
  correctable.set(word.length, [...(correctable.get(word.length) ?? []), word]);
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
const han = /\p{Script=Han}/u;

/** Of a long text its head and its end, as they were written. */
export const endsOf = (text: string): string =>
  text.length <= headLength + tailLength ? text : `${text.slice(0, headLength)}\n${text.slice(-tailLength)}`;

/** The text as it is compared: head and end of it, small letters, plain quotes, one kind of blank, Simplified characters. */
export const plainText = (text: string): string =>
  simplified(
    endsOf(text)
      .toLowerCase()
      .replaceAll(/[\u2018\u2019\u02bc`´]/g, "'")
      .replaceAll(/\s+/g, " "),
  );

/** When it was, no greeting: "this morning", "since the weekend". */
const pastTimes =
  /\b(?:this|since|in the|every|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday) (?:morning|afternoon|evening)\b|\b(?:since|over|after|last|this) (?:the )?weekend\b/g;

/** No invitation: "before lunch". */
const mealTimes =
  /\b(?:before|after|at|over|during|until|around) (?:lunch|dinner|breakfast|lunchtime)(?: ?(?:time|break))?\b/g;

/** "is there a certificate …": no place is pointed at. */
const noPlace =
  /\b(is|are|was|were|will|isn't|aren't) there\b|\bthere('s| is| are| was| were| must| seems?| isn't| aren't)\b/g;

/** Phones that restart by themselves are a trouble, nobody’s wish. */
const byThemselves =
  /\b((?:phones?|handsets?|telephones?|endpoints?|sets|keeps?) (?:(?:are|is|keep|keeps|on|just|all|constantly|randomly|still) ){0,3})(?:rebooting|restarting|resetting|cycling)\b/g;

/** `plain` comes from `plainText`. */
export function readNotions(plain: string): Notions {
  const notions = new Set<Notion>();
  const others: string[] = [];
  const own = plain.replaceAll(elsewhere, " ");
  if (own !== plain) notions.add("foreign");
  const spelt = own
    .replaceAll(/\bno (?:more )?(?:problems?|issues?|errors?)\b/g, "fine")
    // No greeting.
    .replaceAll(/\bnever ?mind\b/g, "thanks")
    .replaceAll(pastTimes, "today")
    .replaceAll(mealTimes, "at noon")
    .replaceAll(noPlace, "$1$2")
    .replaceAll(byThemselves, "$1looping")
    .replaceAll(wordPattern, corrector());
  if (fell(own)) notions.add("down");
  if (/\bsep[0-9a-f]{12}\b/.test(own)) notions.add("phone");
  const parts = apart(spelt);
  for (const part of new Set(parts.split(" "))) {
    for (const { expression, notion } of phrases.get(part) ?? []) {
      if (!notions.has(notion) && parts.includes(expression)) notions.add(notion);
    }
  }
  for (const [word] of spelt.matchAll(wordPattern)) {
    const found = formsOf(word)
      .map((form) => singles.get(form))
      .find((known) => known !== undefined);
    if (found !== undefined) for (const notion of found) notions.add(notion);
    else if (/^\D*n't$/.test(word)) notions.add("not");
    else if (word.includes("-") || word.includes(".")) readParts(word, notions, others);
    else others.push(word);
  }
  if (han.test(own)) readChinese(own, notions, others);
  return { notions, others, spelt, words: wordsOf(spelt) };
}

const headWords = 40;
const tailWords = 20;

/** Word endings are cut by one simple rule: it need not be right, only always the same. */
function wordsOf(spelt: string): string[] {
  const all = spelt.match(anyWord) ?? [];
  const some = all.length <= headWords + tailWords ? all : [...all.slice(0, headWords), ...all.slice(-tailWords)];
  return some.map((word) => word.replace(/(?:'s|s|ed|ing)$/, ""));
}
const anyWord = /[a-z0-9](?:[a-z0-9'.-]*[a-z0-9])?|\?/g;

/** "from 1200 to 3", 从 900 掉到 0: a count that fell tells a trouble without any word for it. */
function fell(plain: string): boolean {
  const [, from, to] = /(?:from |从 ?)(\d{1,7})[^\d]{1,12}?(?:to|到|成) ?(\d{1,7})\b/.exec(plain) ?? [];
  return from !== undefined && Number(to) < Number(from);
}

/** It is a word of everyday English that is near to one of ours. */
export const isCommon = (word: string): boolean => ordinary.has(word) || commonWords.has(word);

/** Puts right what is no known word; a bounded number of different words, so that a pasted log costs no time. */
function corrector(): (word: string) => string {
  let left = mostCorrections;
  return (word) => {
    if (left === 0 || !/^[a-z]{4,14}$/.test(word) || isCommon(word) || vocabulary.has(word)) return word;
    // "signed" is a form of "sign (in)", not a misspelt "singed".
    if (formsOf(word).some((form) => singles.has(form) || vocabulary.has(form) || isCommon(form))) return word;
    left -= 1;
    return correct(word) ?? word;
  };
}

function readParts(word: string, notions: Set<Notion>, others: string[]): void {
  const whole = singles.get(word.replaceAll(/[-.]/g, ""));
  if (whole !== undefined) for (const notion of whole) notions.add(notion);
  for (const part of word.split(/[-.]/)) {
    const known = formsOf(part)
      .map((form) => singles.get(form))
      .find((found) => found !== undefined);
    if (known !== undefined) for (const notion of known) notions.add(notion);
    else if (part.length > 2) others.push(part);
  }
}

/** The word itself and what it may be a form of, the likeliest first. */
function formsOf(word: string): string[] {
  const forms = [word, word.replace(/'s$/, "")];
  for (const ending of ["s", "es", "ed", "d", "ing", "er", "als", "'t"]) {
    if (word.length > ending.length + 2 && word.endsWith(ending)) {
      const stem = word.slice(0, -ending.length);
      forms.push(stem, `${stem}e`);
      // stopped -> stop
      if (stem.at(-1) === stem.at(-2)) forms.push(stem.slice(0, -1));
    }
  }
  return forms;
}

/** People mistype the same words again and again. */
const corrected = new Map<string, string | undefined>();
const mostRemembered = 5000;

/** One slip in short words, two in long ones; the first letter is nearly always right. */
function correct(word: string): string | undefined {
  if (corrected.has(word)) return corrected.get(word);
  const meant = swapped(word) ?? nearestWord(word) ?? nearestStem(word);
  if (corrected.size >= mostRemembered) corrected.clear();
  corrected.set(word, meant);
  return meant;
}

/** "restrat": two letters in the wrong order are one slip, not two. */
function swapped(word: string): string | undefined {
  for (let at = 0; at + 1 < word.length; at += 1) {
    const other = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
    if (formsOf(other).some((form) => vocabulary.has(form) && form.length >= 4)) return other;
  }
  return undefined;
}

/** "rejcts" is a misspelt form of a word: only the word itself is in the lexicon. */
function nearestStem(word: string): string | undefined {
  const stem = /^([a-z]{5,})(?:s|ed|ing)$/.exec(word)?.[1];
  return stem === undefined || vocabulary.has(stem) ? undefined : nearestWord(stem);
}

function nearestWord(word: string): string | undefined {
  const slips = word.length >= 8 ? 2 : 1;
  let best: string | undefined;
  let least = slips + 1;
  for (let length = word.length - slips; length <= word.length + slips; length += 1) {
    for (const candidate of correctable.get(length) ?? []) {
      if (candidate[0] !== word[0] && candidate[1] !== word[1]) continue;
      const far = distance(word, candidate, least - 1);
      if (far < least) {
        least = far;
        best = candidate;
      }
    }
  }
  return best;
}

function readChinese(plain: string, notions: Set<Notion>, others: string[]): void {
  let rest = "";
  for (let at = 0; at < plain.length; ) {
    const found = chineseByHead.get(plain[at] ?? "")?.find(({ word }) => plain.startsWith(word, at));
    if (found === undefined) {
      rest += han.test(plain[at] ?? "") ? plain[at] : " ";
      at += 1;
    } else {
      for (const notion of found.notions) notions.add(notion);
      rest += " ";
      at += found.word.length;
    }
  }
  for (const { segment, isWordLike } of segmenter.segment(rest)) {
    if (isWordLike === true && han.test(segment)) others.push(segment);
  }
}
