// How prompts are understood that were written before their author had read the lexicons (`fresh`), and later ones (`second`).
import { expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { fourth, fresh, probes, scored, second, sideOf, third } from "./prompts/index.ts";
import { clusters, type Judged, judge, shares } from "./prompts/judge.ts";

const understand = createUnderstanding(teachings(scenarioPhrases), () => clusters);
/** A change is proposed where none was wished. */
const isProposed = ({ got, group }: Judged): boolean =>
  ["restart", "reset"].includes(got.split(",")[0] ?? "") && !["restart", "reset", "refused"].includes(group.wants);
const share = (judged: readonly Judged[]): number => judged.filter(({ right }) => right).length / judged.length;

test("the side of a fresh prompt follows from its text: nobody chose what tunes and what scores", () => {
  for (const side of ["tuned", "scored"] as const) {
    const texts = [...fresh[side], ...second[side], ...third[side]].flatMap(({ prompts }) =>
      Object.values(prompts).flat(),
    );
    expect(texts.filter((text) => sideOf(text) !== side)).toEqual([]);
    expect(texts.length).toBeGreaterThanOrEqual(290);
  }
});

test("those that were tuned on are understood", () => {
  const judged = judge([...fresh.tuned, ...second.tuned, ...third.tuned], understand);
  const wrong = judged
    .filter(({ right }) => !right)
    .map(({ text, got, group }) => `${text}: ${got}, not ${group.wants}`);
  expect(share(judged), wrong.join("\n")).toBeGreaterThanOrEqual(0.97);
});

test("so are the probes of many people’s words, and none that is innocent becomes a proposal", () => {
  const judged = judge(probes, understand);
  const wrong = judged
    .filter(({ right }) => !right)
    .map(({ text, got, group }) => `${text}: ${got}, not ${group.wants}`);
  expect(share(judged), wrong.join("\n")).toBeGreaterThanOrEqual(0.96);
  expect(judged.filter(isProposed).map(({ text }) => text)).toEqual([]);
});

// What was taken wrongly is not printed: whoever sees it tunes on it. The figures are in docs/understanding.md.
test("so are those that are only counted: 94 % of each author’s, 92 % in each tongue, and 96 % with all others that are only counted", () => {
  const judged = judge([...fresh.scored, ...second.scored], understand);
  const last = [...judge(third.scored, understand), ...judge(fourth, understand)];
  expect(share(judged)).toBeGreaterThanOrEqual(0.94);
  expect(share(last)).toBeGreaterThanOrEqual(0.94);
  expect(share([...judged, ...last, ...judge(scored, understand)])).toBeGreaterThanOrEqual(0.96);
  for (const [tongue, { right, all }] of shares([...judged, ...last], ({ tongue }) => tongue)) {
    expect(right / all, tongue).toBeGreaterThanOrEqual(0.92);
  }
  expect([...judged, ...last].filter(isProposed).length).toBe(0);
});
