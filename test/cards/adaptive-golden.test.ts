// Golden files of every card on every platform that draws Adaptive Cards, in both languages: a change is a difference that somebody
// reads. (Slack's stand in slack.test.ts, words alone in golden.test.ts.)
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { jsonBytes } from "../../cards/render/limits.ts";
import { type Form, formsOf, locales, platforms } from "./forms.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";
import { beside, outline } from "./outline.ts";

/** A card of thousands of lines is written out so far; its digest changes with every line behind. */
const mostLines = 400;
const mostOfFile = 60;

/** Of many pages the first and the last are written out; the others are alike, and any change of theirs changes their digest. */
const middle = (at: number, of: number): boolean => at > 0 && at < of - 1;

const headOf = ({ name, drawn, file }: Form): string =>
  [
    `# ${name === "" ? "whole" : name}`,
    `${jsonBytes(drawn)} bytes`,
    ...(file === undefined ? [] : [`file ${file.name}`]),
  ].join(" · ");

/** The beginning of each file with a whole card; its digest changes with every line behind. */
const linesOf = ({ file }: Form): string[] => {
  if (file === undefined) return [];
  const lines = file.text.split("\n");
  const digest = createHash("sha256").update(file.text).digest("hex");
  return [`# ${file.name} · ${lines.length} lines · ${digest}`, ...lines.slice(0, mostOfFile)];
};

describe.each(Object.entries({ ...gallery, ...largest }))("the card %s", (name, card) => {
  it.each(platforms)("looks the same as before on %s, in both languages", async (platform) => {
    const [en = [], zh = []] = locales.map((locale) => formsOf(card, platform, locale));
    const text = Array.from({ length: Math.max(en.length, zh.length) }, (_, at) => {
      const forms = [en[at], zh[at]].flatMap((form) => (form === undefined ? [] : [form]));
      const heads = forms.map(headOf);
      if (name.startsWith("large") && middle(at, en.length)) {
        const digests = forms.map(({ drawn }) => createHash("sha256").update(JSON.stringify(drawn)).digest("hex"));
        return heads.map((head, index) => `${head} · ${digests[index]}`);
      }
      const [first = [], second = []] = forms.map(({ drawn }) => outline(drawn));
      const whole = beside(first, second);
      const files = forms.flatMap(linesOf);
      if (whole.length <= mostLines) return [...heads, ...whole, ...files];
      const digest = createHash("sha256").update(whole.join("\n")).digest("hex");
      return [...heads, ...whole.slice(0, mostLines), `# and ${whole.length - mostLines} lines · ${digest}`, ...files];
    });
    await expect(`${text.flat().join("\n")}\n`).toMatchFileSnapshot(`golden/${platform}/${name}.golden.txt`);
  });
});
