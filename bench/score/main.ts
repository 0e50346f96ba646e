// `npm run score`: hundreds of clusters, broken by administrators' hands, asked about in words; what the bot said is compared with what was done.
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "../machine.ts";
import { type ScenarioName, type Story, scenarioNames } from "./act.ts";
import { type How, type Result, runStory } from "./one.ts";
import { asMarkdown, asText, faultsOf } from "./print.ts";
import { stories } from "./stories.ts";
import { tally } from "./tally.ts";

const help = `npm run score -- [options]
  --seed <n>          other clusters (1)
  --count <n>         clusters with trouble (300)
  --healthy <n>       clusters where all is well (60)
  --only <scenario>   ${scenarioNames.join(", ")}
  --case <id>         one of them again, with all that was found
  --workers <n>       so many at once, each in a process of its own (one for each core)
  --json              for programs: every case
  --markdown          the table for docs/score.md`;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "300" },
    healthy: { type: "string", default: "60" },
    only: { type: "string" },
    case: { type: "string" },
    workers: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${help}\n`);
  process.exit(2);
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most)
    fail(`--${name} takes whole numbers from ${least} to ${most}.`);
  return value;
}

function scenario(text: string | undefined): { readonly only?: ScenarioName } {
  if (text === undefined) return {};
  const only = scenarioNames.find((name) => name === text) ?? fail(`There is no scenario ${JSON.stringify(text)}.`);
  return { only };
}

if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}

const seed = whole("seed", values.seed, 0, 1_000_000);
const count = whole("count", values.count, 0, 100_000);
const healthy = whole("healthy", values.healthy, 0, 100_000);
const workers = whole("workers", values.workers, 1, 64);
const drawn = stories({ seed, count, healthy, ...scenario(values.only) });

/** The first remedy that is said to work is tried each time, further ones and the hopeless ones on every third cluster. */
const howFor = (index: number): How => (index % 3 === 0 ? { works: 3, cannot: 1 } : { works: 1, cannot: 0 });

const tell = (line: string): void => void process.stderr.write(`${line}\n`);

/** Deals the stories out to processes; each does one at a time. */
async function all(list: readonly Story[], atOnce: number): Promise<Result[]> {
  const queue = [...list.entries()];
  const results: Result[] = [];
  const worker = async (): Promise<void> => {
    const child = fork(join(import.meta.dirname, "worker.ts"));
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const [index, story] = next;
        const answer = new Promise<Result>((resolve, reject) => {
          const gone = (): void => reject(new Error(`the process died at ${story.id}`));
          child.once("exit", gone);
          child.once("message", (result: Result) => {
            child.off("exit", gone);
            resolve(result);
          });
        });
        child.send({ story, how: howFor(index) });
        const result = await answer;
        results.push(result);
        for (const line of faultsOf(story, result)) tell(line);
        if (results.length % 20 === 0) tell(`${results.length} of ${list.length}`);
      }
    } finally {
      child.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return results.sort((a, b) => (a.id < b.id ? -1 : 1));
}

if (values.case !== undefined) {
  const at = drawn.findIndex(({ id }) => id === values.case);
  const story = drawn[at] ?? fail(`Seed ${seed} has no case ${JSON.stringify(values.case)}.`);
  process.stdout.write(`${JSON.stringify(story, null, 2)}\n`);
  const result = await runStory(story, { works: 9, cannot: 9 }, tell);
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} else {
  const before = machine(new Date());
  const began = performance.now();
  const results = await all(drawn, workers);
  const run = { machine: before, seed, workers, seconds: (performance.now() - began) / 1000, tally: tally(results) };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...run, results }, null, 2)}\n`);
  else process.stdout.write(`${values.markdown ? asMarkdown(run) : asText(run)}\n`);
}
process.exit(0);
