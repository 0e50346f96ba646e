// The score in tables: for a terminal, and as Markdown for docs/score.md.
import { type Machine, machineLine } from "../machine.ts";
import { printTable, seconds } from "../table.ts";
import type { Story } from "./act.ts";
import type { Result } from "./one.ts";
import { type Row, reached, type Tally } from "./tally.ts";

const head = [
  "scenario",
  "clusters",
  "correct",
  "wrong cause",
  "half",
  "false alarm",
  "unknown",
  "“works”: right / wrong",
  "“cannot”: right / wrong",
  "median",
  "P95",
] as const;

const time = (ms: number | undefined): string => (ms === undefined ? "" : seconds(ms));

const cells = ({ name, clusters, outcomes, works, cannot, medianMs, p95Ms }: Row): string[] => [
  name,
  String(clusters),
  `${outcomes.correct} (${((100 * outcomes.correct) / Math.max(1, clusters)).toFixed(1)} %)`,
  String(outcomes["wrong-cause"]),
  String(outcomes.half),
  String(outcomes["false-alarm"]),
  String(outcomes.unknown),
  `${works.right} / ${works.wrong}`,
  `${cannot.right} / ${cannot.wrong}`,
  time(medianMs),
  time(p95Ms),
];

export interface Run {
  readonly machine: Machine;
  readonly seed: number;
  readonly workers: number;
  readonly seconds: number;
  readonly tally: Tally;
}

const about = ({ machine, seed, workers, seconds: took }: Run): string =>
  `${machineLine(machine)} · seed ${seed} · ${workers} at once · ${(took / 60).toFixed(1)} min`;

const beside = ({ all }: Tally): string =>
  [
    `Asked back which trouble was meant: ${all.askedBack}.`,
    ...(all.disputed + all.broken === 0 ? [] : [`Not to be counted: ${all.disputed} disputed, ${all.broken} broken.`]),
  ].join(" ");

export function asText(run: Run): string {
  const rows = [...run.tally.rows, run.tally.all].map(cells);
  const verdict = `98 % correct, no false alarm, no remedy wrongly called working, P95 under 10 s: ${reached(run.tally) ? "met" : "MISSED"}`;
  return [about(run), "", printTable({ head: [...head], rows }), "", beside(run.tally), verdict].join("\n");
}

export function asMarkdown(run: Run): string {
  const line = (texts: readonly string[]): string => `| ${texts.join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  const rows = [...run.tally.rows, run.tally.all].map((one) => line(cells(one)));
  return [about(run), "", line(head), line(rule), ...rows, "", beside(run.tally)].join("\n");
}

/** What somebody needs who wants to see one case again. */
export function faultsOf(story: Story, result: Result): string[] {
  const { id, outcome, expected, said, disputed, broken, tried } = result;
  const wrong = tried.filter((one) => (one.said === "works") !== one.well);
  if (outcome === "correct" && !disputed && broken === undefined && wrong.length === 0) return [];
  const { release, mode, nodes } = story.cluster;
  return [
    `${id}: ${outcome}${disputed ? ", disputed" : ""} · ${release}, ${mode}, ${nodes} nodes${story.known ? "" : ", the bot is new"}`,
    `  expected ${expected.causes.join(" or ") || "nothing"}; said: ${said}`,
    `  ${JSON.stringify(story.acts)}`,
    `  ${expected.because}`,
    ...wrong.map(
      (one) => `  ${one.remedy} was said to be ${one.said} (${one.by} ${one.note}): well afterwards: ${one.well}`,
    ),
    ...(broken === undefined ? [] : [`  ${broken}`]),
  ];
}
