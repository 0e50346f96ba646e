// The one door of every npm script: sets up when needed, then runs the task with the pinned Node.
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { build } from "./build.mjs";
import { fail, root, setUp } from "./setup.mjs";
import { testAll } from "./test-all.mjs";

const tool = (...parts) => join(root, "node_modules", ...parts);
const tsc = tool("typescript", "bin", "tsc");
const biome = tool("@biomejs", "biome", "bin", "biome");
const vitest = tool("vitest", "vitest.mjs");
const page = join("src", "channels", "web", "page");
/** Biome colours every character of a diff, whoever reads it: only a terminal gets colours. */
const colours = process.stdout.isTTY ? [] : ["--colors=off"];
// Compiled code of an earlier start: in the project's own folder, never in a shared one where others could plant some.
const compiled = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? tool(".cache", "certops-compiled") };

/** Runs a script with the pinned Node; resolves to its exit code. Stop signals are handed on, never swallowed. */
function run(node, args, env = {}) {
  return new Promise((resolve) => {
    const path = `${tool(".bin")}${delimiter}${process.env.PATH ?? ""}`;
    // Type stripping and node:sqlite are still called experimental in Node 24; the warning helps nobody here.
    const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...args], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, PATH: path, ...env },
    });
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    // A terminal sends Ctrl-C to the whole group: the child has it already; this process only has to outlive it.
    const hand = (signal) => (signal === "SIGINT" && process.stdin.isTTY ? undefined : child.kill(signal));
    for (const signal of signals) process.on(signal, hand);
    child.on("error", (error) => fail(`${node} could not be started: ${error.message}`));
    child.on("exit", (code, signal) => {
      for (const name of signals) process.off(name, hand);
      resolve(signal === null ? (code ?? 1) : 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0));
    });
  });
}

async function types(node) {
  const main = await run(node, [tsc, "-p", "."]);
  const browser = await run(node, [tsc, "-p", page]);
  return main || browser;
}

const tasks = {
  start: (node, args) => run(node, ["src/main.ts", ...args], compiled),
  certops: (node, args) => run(node, ["bin/certops.mjs", ...args], compiled),
  types: (node) => types(node),
  lint: (node, args) => run(node, [biome, "ci", ...colours, ...args]),
  format: (node, args) => run(node, [biome, "check", "--write", ...colours, ...args]),
  unit: (node, args) => run(node, [vitest, "run", ...args]),
  bench: (node, args) => run(node, ["bench/main.ts", ...args]),
  fuzz: (node, args) => run(node, ["test/fuzz/main.ts", ...args]),
  score: (node, args) => run(node, ["bench/score/main.ts", ...args]),
  chaos: (node, args) => run(node, ["bench/chaos/main.ts", ...args]),
  build: (node) => build((args) => run(node, [tsc, ...args])),
  test: (node, args) =>
    testAll({
      types: () => types(node),
      lint: () => run(node, [biome, "ci", ...colours]),
      unit: (countsFile) => run(node, [vitest, "run", ...args], { CERTOPS_TEST_COUNTS: countsFile }),
    }),
};

const [name = "", ...args] = process.argv.slice(2);
if (!Object.hasOwn(tasks, name))
  fail(`Unknown task ${JSON.stringify(name)}. There are: ${Object.keys(tasks).join(", ")}.`);
process.exitCode = await tasks[name](setUp(), args);
