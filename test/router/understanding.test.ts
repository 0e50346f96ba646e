// How prompts are understood: accuracy on prompts that were not tuned on, speed, and rules that likeness may not overrule.
import { expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { score } from "./prompts/score.ts";
import { tune } from "./prompts/tune.ts";
import { tuneMore } from "./prompts/tune-more.ts";

const understand = createUnderstanding(teachings(scenarioPhrases), () => [
  { id: "hq", name: "HQ", nodes: ["cucm-pub", "cucm-sub1"] },
  { id: "branch", name: "Branch", nodes: ["br-pub"] },
]);

function judge(set: Readonly<Record<string, readonly string[]>>): { right: number; total: number; wrong: string[] } {
  const wrong: string[] = [];
  let total = 0;
  for (const [wanted, prompts] of Object.entries(set)) {
    for (const prompt of prompts) {
      total += 1;
      const { intent, scenario, confidence } = understand(prompt);
      const got = scenario === null ? intent : `${intent}/${scenario}`;
      if (got !== wanted) wrong.push(`${JSON.stringify(prompt)}: ${got} (${confidence}) instead of ${wanted}`);
    }
  }
  return { right: total - wrong.length, total, wrong };
}

test("the prompts that were tuned on are understood", () => {
  const sets = [judge(tune), judge(tuneMore)];
  const right = sets.reduce((sum, set) => sum + set.right, 0);
  const total = sets.reduce((sum, set) => sum + set.total, 0);
  const wrong = sets.flatMap((set) => set.wrong);
  expect(right / total, wrong.join("\n")).toBeGreaterThanOrEqual(0.97);
});

test("at least 95 % of the prompts that were not tuned on are understood", () => {
  const { right, total, wrong } = judge(score);
  expect(right / total, wrong.join("\n")).toBeGreaterThanOrEqual(0.95);
});
