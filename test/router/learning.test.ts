// The understanding learns its phrases beside other work: in turns, and once, whoever comes first.
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { createRouter } from "../../src/router/route.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { person, prompt } from "./fakes.ts";

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

test("a prompt that comes with the start waits for the lessons in turns: others are served meanwhile", async () => {
  const understand = createUnderstanding(teachings(scenarioPhrases));
  const router = createRouter({
    gate: { resolve: () => person("ada"), can: () => true, language: async () => undefined },
    seen: { first: async () => true },
    commands: [],
    clicks: [],
    understand,
    ready: understand.learn,
    async *answer() {
      // Nothing is said: what was understood is looked at below.
    },
    services: {},
  });
  const signal = new AbortController().signal;
  const both = Promise.all([router.route(prompt(said), signal), router.route(prompt("which certs expire"), signal)]);
  let answered = false;
  void both.then(() => {
    answered = true;
  });
  let served = 0;
  while (!answered) {
    await setImmediate();
    served += 1;
  }
  const [first, second] = await both;
  expect(first?.understanding?.scenario).toBe("phones-unregistered");
  expect(second?.understanding?.command).toBe("certs");
  // In one block nobody would be served before both are.
  expect(served).toBeGreaterThanOrEqual(8);
});
