// Keys of handled deliveries: remembered as long as a platform may repeat them, not for ever.
import { expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";

test("old keys are forgotten while new ones come, young ones are not", async () => {
  const { seen, close } = await openStore({ file: ":memory:" });
  expect(await seen.first("old", "2026-11-01T00:00:00Z")).toBe(true);
  expect(await seen.first("young", "2026-11-20T00:00:00Z")).toBe(true);
  for (let count = 0; count < 500; count++) await seen.first(`key ${count}`, "2026-11-22T00:00:00Z");
  expect(await seen.prune("2026-11-10T00:00:00Z")).toBe(0);
  expect(await seen.first("young", "2026-11-22T00:00:00Z")).toBe(false);
  await close();
});
