// How tests run: two workers (the CI machine has two cores), every test bounded, no retries that would hide a race.
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./scripts/closing-line.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    retry: 0,
    // A busy machine is no failure: what is waited for ends the wait.
    expect: { poll: { timeout: 15_000 } },
    reporters: ["default", new ClosingLine()],
  },
});
