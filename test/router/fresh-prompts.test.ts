// How prompts are understood that were written before anybody who wrote them had seen the lexicons: the honest figure.
import { expect, test } from "vitest";
import { fresh, sideOf } from "./prompts/index.ts";

test("the side of a fresh prompt follows from its text: nobody chose what tunes and what scores", () => {
  for (const side of ["tuned", "scored"] as const) {
    const texts = fresh[side].flatMap(({ prompts }) => Object.values(prompts).flat());
    expect(texts.filter((text) => sideOf(text) !== side)).toEqual([]);
    expect(texts.length).toBeGreaterThanOrEqual(150);
  }
});
