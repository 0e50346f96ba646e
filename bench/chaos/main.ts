// `npm run chaos -- --runs N --seed N`: plans run while their bots die; the cluster counts. No restart lost, none twice.
import { parseArgs } from "node:util";
import pg from "pg";
import { atEachPoint, choose, random } from "./choose.ts";
import { startLabProcess } from "./lab.ts";
import { faultsOf, written } from "./report.ts";
import { runTrial, type TrialResult } from "./trial.ts";
import { chaosPoints } from "./words.ts";

const help = `npm run chaos -- [options]
  --runs <n>                       trials (200)
  --seed <n>                       the same seed, the same torments (1)
  --store embedded|postgres|both   where records are kept (both where CERTOPS_TEST_POSTGRES names a server)
  --at-once <n>                    trials side by side, each with its own cluster (2)
  --points                         one trial for each named point instead of --runs
  --only <n>                       this trial alone, of the same seed
  --json                           for programs`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    seed: { type: "string", default: "1" },
    store: { type: "string" },
    "at-once": { type: "string", default: "2" },
    points: { type: "boolean", default: false },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${help}\n`);
  process.exit(2);
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) fail(`--${name} takes whole numbers from 1 to ${most}.`);
  return value;
}

if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}
const server = process.env.CERTOPS_TEST_POSTGRES ?? "";
const store = values.store ?? (server === "" ? "embedded" : "both");
if (store !== "embedded" && store !== "postgres" && store !== "both") fail(`There is no store ${store}.`);
if (store !== "embedded" && server === "")
  fail("CERTOPS_TEST_POSTGRES names no server: .ci/postgres npm run chaos starts one.");
const runs = values.points ? chaosPoints.length : whole("runs", values.runs, 100_000);
const seed = whole("seed", values.seed, 2 ** 31);
const only = values.only === undefined ? undefined : whole("only", values.only, runs);
const atOnce = Math.min(whole("at-once", values["at-once"], 16), only === undefined ? runs : 1);

async function administer(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

const chance = random(seed);
const drawn = values.points ? atEachPoint(store) : Array.from({ length: runs }, (_, n) => choose(n + 1, store, chance));
const plans = drawn.filter((plan) => only === undefined || plan.number === only);
const results: TrialResult[] = [];
const began = Date.now();

async function worker(): Promise<void> {
  const lab = await labs.shift();
  if (lab === undefined) return;
  try {
    for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
      const name = `certops_chaos_${process.pid}_${plan.number}`;
      const url = plan.store === "postgres" ? new URL(server) : undefined;
      if (url !== undefined) {
        url.pathname = `/${name}`;
        await administer(`create database ${name}`);
      }
      const result = await runTrial(plan, lab, url?.href);
      if (url !== undefined) await administer(`drop database if exists ${name} with (force)`);
      results.push(result);
      const faults = faultsOf(result);
      const words = faults.length === 0 ? "well" : faults.join(", ").toUpperCase();
      process.stderr.write(`${results.length}/${runs}  trial ${result.number} ${result.store}: ${words}\n`);
    }
  } finally {
    await lab.close();
  }
}

// One after another: each looks for free ports.
const labs: Awaited<ReturnType<typeof startLabProcess>>[] = [];
for (let count = 0; count < atOnce; count++) labs.push(await startLabProcess());
const started = [...labs];
// Bots end with this process by themselves, practice clusters do not.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.all(started.map((lab) => lab.close())).finally(() => process.exit(1)));
}
await Promise.all(Array.from({ length: atOnce }, worker));
results.sort((a, b) => a.number - b.number);
const seconds = (Date.now() - began) / 1000;
process.stdout.write(
  values.json ? `${JSON.stringify({ seed, seconds, results }, null, 1)}\n` : `${written(results, { seed, seconds })}\n`,
);
process.exitCode = results.length > 0 && results.every((result) => faultsOf(result).length === 0) ? 0 : 1;
