// `npm run fuzz`: a million inputs for each parser; --runs and --only for less, --seed to find a failure again.
import { parseArgs } from "node:util";
import { parsers } from "./parsers.ts";
import { fuzz } from "./run.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "1000000" },
    only: { type: "string", default: "" },
    seed: { type: "string" },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? undefined : Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || Number.isNaN(seed)) {
  process.stderr.write("npm run fuzz -- [--runs <n>] [--only <part of a name>] [--seed <n>]\n");
  process.exit(2);
}
const wanted = parsers.filter(({ name }) => name.toLowerCase().includes(values.only.toLowerCase()));
let failed = 0;
for (const parser of wanted) {
  const started = performance.now();
  try {
    const slowest = await fuzz(parser, runs, seed);
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(
      `${parser.name}: ${runs} inputs, ${seconds.toFixed(1)} s, the slowest ${slowest.toFixed(1)} ms\n`,
    );
  } catch (error) {
    failed += 1;
    process.stdout.write(`${parser.name}: FAILED\n${error instanceof Error ? error.message : String(error)}\n`);
  }
}
process.stdout.write(`${wanted.length - failed} parsers held, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
