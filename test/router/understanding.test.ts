// How prompts are understood: accuracy on prompts that were not tuned on, by tongue, and on those that were.
import { describe, expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { fourth, fresh, probes, scored, second, third, tuned } from "./prompts/index.ts";
import { clusters, type Judged, judge, shares } from "./prompts/judge.ts";
import { score } from "./prompts/score.ts";
import { tune } from "./prompts/tune.ts";
import { tuneMore } from "./prompts/tune-more.ts";

const understand = createUnderstanding(teachings(scenarioPhrases), () => clusters);

/** The first prompts, of a time that told only intent and scenario. */
function judgeFirst(set: Readonly<Record<string, readonly string[]>>): { all: number; wrong: string[] } {
  const asked = Object.entries(set).flatMap(([wanted, prompts]) => prompts.map((prompt) => ({ wanted, prompt })));
  const wrong = asked.flatMap(({ wanted, prompt }) => {
    const { intent, scenario, confidence } = understand(prompt);
    const got = scenario === null ? intent : `${intent}/${scenario}`;
    return got === wanted ? [] : [`${JSON.stringify(prompt)}: ${got} (${confidence}) instead of ${wanted}`];
  });
  return { all: asked.length, wrong };
}

const share = (judged: readonly Judged[]): number => judged.filter(({ right }) => right).length / judged.length;

describe("prompts that were not tuned on", () => {
  const judged = judge(scored, understand);

  test("are enough of every kind: 300, of which 80 are Chinese and 40 mixed or misspelt", () => {
    const tongues = shares(judged, ({ tongue }) => tongue);
    expect(judged.length).toBeGreaterThanOrEqual(300);
    expect(tongues.get("zh")?.all).toBeGreaterThanOrEqual(80);
    expect(tongues.get("mixed")?.all).toBeGreaterThanOrEqual(40);
  });

  test("are on no other side: none was tuned with, none is a phrase that teaches", () => {
    const normal = (text: string): string => text.toLowerCase().replaceAll(/[\s.,!?。，！？'’"]/g, "");
    const known = new Set(
      [
        ...[...tuned, ...probes, ...fresh.tuned, ...second.tuned, ...third.tuned].flatMap(({ prompts }) =>
          Object.values(prompts).flat(),
        ),
        ...[tune, tuneMore, score].flatMap((set) => Object.values(set).flat()),
        ...teachings(scenarioPhrases).flatMap(({ phrases }) => Object.values(phrases).flat()),
      ].map(normal),
    );
    // A thread's reference is so short that the same words come twice; what is judged there is the thread.
    const counted = [...judged, ...judge([...fresh.scored, ...second.scored, ...third.scored, ...fourth], understand)];
    const twice = counted.filter(({ group, text }) => !group.class.startsWith("thread") && known.has(normal(text)));
    expect(twice.map(({ text }) => text)).toEqual([]);
  });

  // What was taken wrongly is not printed: whoever sees it tunes on it. `npm run bench` shows the classes.
  test("are understood: 95 % of all, 90 % in each tongue", () => {
    expect(share(judged)).toBeGreaterThanOrEqual(0.95);
    for (const [tongue, { right, all }] of shares(judged, ({ tongue }) => tongue)) {
      expect(right / all, tongue).toBeGreaterThanOrEqual(0.9);
    }
  });

  test("never become a proposal when they were questions, small talk or somebody else’s trouble", () => {
    const changes = new Set(["restart", "reset"]);
    const wished = judged.filter(({ got }) => changes.has(got.split(",")[0] ?? ""));
    const innocent = ["restart", "reset", "refused"];
    expect(wished.filter(({ group }) => !innocent.includes(group.wants)).map(({ group }) => group.class)).toEqual([]);
  });

  test("take less than 5 ms each", () => {
    const times = judged.map(({ ms }) => ms).sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 2)]).toBeLessThan(5);
    expect(times.reduce((sum, ms) => sum + ms, 0) / times.length).toBeLessThan(5);
  });
});

test("the prompts that were tuned on are understood", () => {
  const judged = judge(tuned, understand);
  const wrong = judged
    .filter(({ right }) => !right)
    .map(({ text, got, group }) => `${text}: ${got}, not ${group.wants}`);
  expect(share(judged), wrong.join("\n")).toBeGreaterThanOrEqual(0.97);
});

test("so are the first ones", () => {
  const sets = [tune, tuneMore, score].map(judgeFirst);
  const all = sets.reduce((sum, set) => sum + set.all, 0);
  const wrong = sets.flatMap((set) => set.wrong);
  expect(1 - wrong.length / all, wrong.join("\n")).toBeGreaterThanOrEqual(0.96);
});
