// The LSC bench itself, small: a bot process killed three times for real, and a cluster that counts on its own side.
import { expect, it } from "vitest";
import { lscFaults, measureLsc } from "../../bench/lsc.ts";

it("forty LSCs, three real kills: none lost, none asked twice, every phone counted once", {
  timeout: 170_000,
}, async () => {
  const options = { phones: 60, secure: 40, scale: 20, batch: 10, killsAt: [3, 14, 31], limitMs: 150_000 };
  const result = await measureLsc(options, () => undefined);
  expect(lscFaults(result, options)).toEqual([]);
  expect(result.counts.asked).toEqual({ "1": 40 });
  expect(result.kills).toBe(3);
});
