// The counts behind the last line of `npm test`: nothing that went wrong may be missing from them.

import { expect, test } from "vitest";
import type { TestModule } from "vitest/node";
import { count } from "../../scripts/closing-line.ts";

const module = (states: readonly string[], errors = 0): TestModule => {
  const tests = states.map((state, index) => ({ fullName: `case ${index}`, result: () => ({ state }) }));
  const shape = { errors: () => Array.from({ length: errors }), children: { allTests: () => tests } };
  return shape as unknown as TestModule;
};

test("passed, failed and skipped tests are counted over all files, skipped ones by name", () => {
  expect(count([module(["passed", "failed", "skipped"]), module(["passed", "pending"])], 0)).toEqual({
    passed: 2,
    failed: 1,
    skipped: 2,
    skippedNames: ["case 2", "case 1"],
  });
});

test("a file that could not be loaded and an error outside of any test count as failures", () => {
  expect(count([module([], 1)], 2).failed).toBe(3);
});
