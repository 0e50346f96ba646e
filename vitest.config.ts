// How tests run: three lasting workers (on two cores: much of a test is waiting), every test bounded, no retries that would hide a race.

import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ClosingLine } from "./scripts/closing-line.ts";

/** The longest first: begun last, each would keep one core waiting for it alone. */
const longest = [
  "test/chaos/chaos.test.ts",
  "test/scenarios/mra-mended.test.ts",
  "test/scenarios/dot1x-failed.test.ts",
  "test/scenarios/secure-loop.test.ts",
  "test/bench/lsc.test.ts",
  "test/scenarios/variants.test.ts",
  "test/cli/package.test.ts",
  "test/e2e/first-light.test.ts",
  "test/trust/rule-against-phones.test.ts",
  "test/scenarios/phones-unregistered.test.ts",
  "test/explain/hostile.test.ts",
  "test/channels/webex/loop.test.ts",
];

/** A process for each file; all others share the workers' processes, which load and warm up the app once (decision 0290). */
const apart = ["cards", "chaos", "e2e", "scenarios"].map((folder) => `test/${folder}/**/*.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((file) => moduleId.replaceAll("\\", "/").endsWith(file));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    // Tests wait for timers and other processes more than half of their time (decision 0308).
    maxWorkers: 3,
    setupFiles: ["test/repeatable.ts"],
    projects: [
      { extends: true, test: { name: "apart", include: apart, isolate: true } },
      { extends: true, test: { name: "shared", include: ["test/**/*.test.ts"], exclude: apart, isolate: false } },
    ],
    // Bounds for what hangs, not for what is slow: the machine may have a bad day.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    retry: 0,
    sequence: { sequencer: LongestFirst },
    // A busy machine is no failure: what is waited for ends the wait.
    expect: { poll: { timeout: 30_000 } },
    reporters: ["default", new ClosingLine()],
  },
});
