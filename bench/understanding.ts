// How well and how fast texts are understood: prompts that nobody tuned on, by tongue and class, and the time for each.
import { teachings } from "../commands/index.ts";
import { createUnderstanding } from "../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../src/scenarios/phrases.ts";
import { fourth, fresh, scored, second, third } from "../test/router/prompts/index.ts";
import { clusters, judge, shares } from "../test/router/prompts/judge.ts";
import { percentile } from "./stats.ts";
import { judged as aim, printTable } from "./table.ts";

interface Share {
  readonly right: number;
  readonly all: number;
}

export interface UnderstandingFigures {
  readonly whole: Share;
  readonly tongues: Readonly<Record<string, Share>>;
  readonly classes: Readonly<Record<string, Share>>;
  /** What was wanted, what was understood instead, and how often. */
  readonly confusions: readonly { readonly wanted: string; readonly got: string; readonly times: number }[];
  /** For one text, in milliseconds. */
  readonly ms: { readonly median: number; readonly p99: number };
  /** Learning the phrases, once, in milliseconds. */
  readonly learnMs: number;
}

/** `rounds`: how often every prompt is timed. */
export function measureUnderstanding(rounds: number): UnderstandingFigures {
  const understand = createUnderstanding(teachings(scenarioPhrases), () => clusters);
  const began = performance.now();
  understand("help");
  const learnMs = performance.now() - began;
  const judged = judge([...scored, ...fresh.scored, ...second.scored, ...third.scored, ...fourth], understand);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const { text } of judged) {
      const start = performance.now();
      understand(text);
      times.push(performance.now() - start);
    }
  }
  const wrong = judged.filter(({ right }) => !right);
  const pairs = shares(wrong, ({ group, got }) => JSON.stringify([`${group.class}: ${group.wants}`, got]));
  return {
    whole: { right: judged.length - wrong.length, all: judged.length },
    tongues: Object.fromEntries(shares(judged, ({ tongue }) => tongue)),
    classes: Object.fromEntries(shares(judged, ({ group }) => group.class)),
    confusions: [...pairs].map(([pair, { all }]) => {
      const [wanted = "", got = ""] = JSON.parse(pair) as string[];
      return { wanted, got, times: all };
    }),
    ms: { median: percentile(times, 50), p99: percentile(times, 99) },
    learnMs,
  };
}

const tongues: Readonly<Record<string, string>> = {
  en: "English",
  zh: "Chinese",
  mixed: "mixed languages or misspelt",
};

const share = ({ right, all }: Share): string => `${((100 * right) / all).toFixed(1)} %`;

/** `confusions`: also what was taken for what. */
export function understandingTable(figures: UnderstandingFigures, confusions: boolean): string {
  const { whole, ms, learnMs } = figures;
  const row = (name: string, one: Share): string[] => [name, `${one.right} of ${one.all}`, share(one)];
  const accuracy = printTable({
    head: ["Understanding", "right", "share"],
    rows: [
      [...row("all", whole)],
      ...Object.entries(figures.tongues).map(([name, one]) => row(tongues[name] ?? name, one)),
      ...Object.entries(figures.classes).map(([name, one]) => row(`  ${name}`, one)),
    ],
  });
  const time = printTable({
    head: ["Time for one text", "median", "P99", "aim"],
    rows: [["a prompt", `${ms.median.toFixed(2)} ms`, `${ms.p99.toFixed(2)} ms`, `< 5 ms: ${aim(ms.p99 < 5)}`]],
  });
  const taken = printTable({
    head: ["wanted", "taken for", "times"],
    rows: figures.confusions.map(({ wanted, got, times }) => [wanted, got, String(times)]),
  });
  const aimed = `Aim: 95 %: ${aim(whole.right / whole.all >= 0.95)}. The phrases were learnt in ${learnMs.toFixed(0)} ms.`;
  return [accuracy, "", aimed, "", time, ...(confusions ? ["", taken] : [])].join("\n");
}
