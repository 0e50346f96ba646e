// The understanding learns its phrases beside other work: in turns, and once, whoever comes first.
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";

const said = "phones do not register since the TVS renewal";

test("others are served in between, and a text that comes before the end is understood as after it", async () => {
  const understand = createUnderstanding(teachings(scenarioPhrases));
  let learnt = false;
  let served = 0;
  const learning = understand.learn().then(() => {
    learnt = true;
  });
  while (!learnt) {
    await setImmediate();
    served += 1;
  }
  await learning;
  expect(served).toBeGreaterThanOrEqual(8);

  const asked = createUnderstanding(teachings(scenarioPhrases));
  const slow = asked.learn();
  await setImmediate();
  const early = asked(said);
  await slow;
  expect(early.scenario).toBe("phones-unregistered");
  expect([asked(said), understand(said)]).toEqual([early, early]);
});
