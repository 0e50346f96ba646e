// A vitest reporter that writes how many tests passed, failed and were skipped, for the last line of `npm test`.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Reporter, TestModule } from "vitest/node";

/** The file that `scripts/run.mjs` reads; without the variable the reporter does nothing. */
export const countsVariable = "CERTOPS_TEST_COUNTS";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Full names of what was skipped: the reason stands in the name. */
  readonly skippedNames: readonly string[];
}

/** Files that could not be loaded and errors outside of tests count as failed tests: they must never vanish. */
export function count(modules: readonly TestModule[], strayErrors: number): Counts {
  let passed = 0;
  let failed = strayErrors;
  const skippedNames: string[] = [];
  for (const file of modules) {
    failed += file.errors().length;
    for (const test of file.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed += 1;
      else if (state === "failed") failed += 1;
      else skippedNames.push(test.fullName);
    }
  }
  return { passed, failed, skipped: skippedNames.length, skippedNames };
}

/** Listed in vitest.config.ts. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env[countsVariable];
    if (file === undefined || file === "") return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(count(modules, errors.length)));
  }
}
