// scripts/run.mjs in a project of its own with a small npm: sets up once, again when the lock changes, and counts honestly.
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";

/** `npm`: a shell script in npm's place; it may use $CALLS. */
function project(npm: string): {
  run: (args: string[], env?: Record<string, string>) => { code: number | null; out: string; err: string };
  calls: () => string[];
  folder: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "certops-run-"));
  cpSync("scripts", join(folder, "scripts"), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", dependencies: { node: "24.0.0" } }));
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ packages: { "node_modules/node": { version: "24.0.0" } } }),
  );
  mkdirSync(join(folder, "bin"));
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  writeFileSync(join(folder, "bin", "npm"), `#!/bin/sh\necho "$@" >> ${calls}\n${npm}\n`);
  chmodSync(join(folder, "bin", "npm"), 0o755);
  symlinkSync(process.execPath, join(folder, "bin", "node"));
  return {
    folder,
    calls: () =>
      readFileSync(calls, "utf8")
        .trim()
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split(" ")[0] ?? ""),
    run: (args, env = {}) => {
      const path = `${join(folder, "bin")}${delimiter}/usr/bin${delimiter}/bin`;
      const done = spawnSync(process.execPath, [join(folder, "scripts/run.mjs"), ...args], {
        encoding: "utf8",
        env: { PATH: path, HOME: folder, ...env },
      });
      return { code: done.status, out: done.stdout, err: done.stderr };
    },
  };
}

const installNode = 'mkdir -p node_modules/node/bin && ln -sf "$(command -v node)" node_modules/node/bin/node';

test("a fresh clone is installed once; a changed lock installs again", () => {
  const { run, calls, folder } = project(installNode);
  mkdirSync(join(folder, "bench"));
  writeFileSync(join(folder, "bench/main.ts"), "console.log('benched')");
  expect(run(["bench"]).out).toBe("benched\n");
  expect(run(["bench"]).out).toBe("benched\n");
  expect(calls()).toEqual(["ci"]);
  writeFileSync(
    join(folder, "package-lock.json"),
    JSON.stringify({ packages: { "node_modules/node": { version: "24.0.1" } } }),
  );
  expect(run(["bench"]).code).toBe(0);
  expect(calls()).toEqual(["ci", "ci"]);
});

test("a tree that npm itself installed from this lock is left alone", () => {
  const { run, calls, folder } = project("exit 1");
  mkdirSync(join(folder, "node_modules/node/bin"), { recursive: true });
  symlinkSync(process.execPath, join(folder, "node_modules/node/bin/node"));
  cpSync(join(folder, "package-lock.json"), join(folder, "node_modules/.package-lock.json"));
  mkdirSync(join(folder, "bench"));
  writeFileSync(join(folder, "bench/main.ts"), "");
  expect(run(["bench"]).code).toBe(0);
  expect(calls()).toEqual([]);
});

test("when npm ci fails, npm install is tried and said", () => {
  const { run, calls, folder } = project(`[ "$1" = ci ] && exit 1\n${installNode}`);
  mkdirSync(join(folder, "bench"));
  writeFileSync(join(folder, "bench/main.ts"), "");
  const { code, err } = run(["bench"]);
  expect([code, calls()]).toEqual([0, ["ci", "install"]]);
  expect(err).toContain("`npm ci` failed");
});

test("a blocked install script of the pinned Node is tried again, then named", () => {
  const { run, calls } = project("exit 0");
  const { code, err } = run(["bench"]);
  expect([code, calls()]).toEqual([1, ["ci", "rebuild"]]);
  expect(err).toContain("install scripts are probably blocked");
});

test("an unknown task lists what is there", () => {
  const { run } = project("exit 0");
  expect(run(["tset"]).err).toContain("There are: start, certops,");
});

const tools = (folder: string, codes: { types: number; lint: number; unit: string }): void => {
  for (const [path, script] of [
    ["typescript/bin/tsc", `process.exit(${codes.types})`],
    ["@biomejs/biome/bin/biome", `process.exit(${codes.lint})`],
    ["vitest/vitest.mjs", codes.unit],
  ] as const) {
    const file = join(folder, "node_modules", path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(join(folder, "node_modules", "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(file, script);
  }
};

const counts = (text: string): string =>
  `import { writeFileSync } from "node:fs"; writeFileSync(process.env.CERTOPS_TEST_COUNTS, ${JSON.stringify(text)});`;

test.each([
  [
    "all is well",
    { types: 0, lint: 0, unit: counts('{"passed":5,"failed":0,"skipped":0,"skippedNames":[]}') },
    {},
    "7 passed, 0 failed",
    0,
  ],
  [
    "types fail",
    { types: 2, lint: 0, unit: counts('{"passed":5,"failed":0,"skipped":0,"skippedNames":[]}') },
    {},
    "6 passed, 1 failed",
    1,
  ],
  [
    "a test is skipped",
    { types: 0, lint: 0, unit: counts('{"passed":5,"failed":0,"skipped":1,"skippedNames":["no chromium"]}') },
    {},
    "7 passed, 0 failed, 1 skipped",
    0,
  ],
  [
    "a test is skipped in CI",
    { types: 0, lint: 0, unit: counts('{"passed":5,"failed":0,"skipped":1,"skippedNames":["no chromium"]}') },
    { CI: "true" },
    "7 passed, 1 failed",
    1,
  ],
  ["vitest dies before it counts", { types: 0, lint: 0, unit: "process.exit(7)" }, {}, "2 passed, 1 failed", 1],
  [
    "vitest fails without a failed test",
    {
      types: 0,
      lint: 0,
      unit: `${counts('{"passed":5,"failed":0,"skipped":0,"skippedNames":[]}')} process.exitCode = 1;`,
    },
    {},
    "7 passed, 1 failed",
    1,
  ],
])("the last line of npm test when %s", (_name, codes, env, line, code) => {
  const { run, folder } = project(installNode);
  tools(folder, codes);
  const done = run(["test"], env);
  expect([done.out.trim().split("\n").at(-1), done.code]).toEqual([line, code]);
});
