// So many at once: the others wait in order, and nothing keeps the room of what is over.
import { expect, test } from "vitest";
import { AtOnce } from "../../src/kernel/at-once.ts";

test("so many run at once, the others in order of arrival, and a failure frees its room", async () => {
  const gate = new AtOnce(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [1, 2, 3, 4].map((number) =>
    gate.run(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (number === 1) throw new Error("broken");
      return number;
    }),
  );
  const settled = Promise.allSettled(all);
  for (let at = 0; at < 4; at++) {
    await expect.poll(() => begun.length, { timeout: 15_000 }).toBe(Math.min(4, at + 2));
    ends[at]?.();
  }
  expect(begun).toEqual([1, 2, 3, 4]);
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
});

test("to leave a second time gives nobody a room that is not free", async () => {
  const gate = new AtOnce(1);
  const leave = await gate.enter();
  leave();
  leave();
  const second = await gate.enter();
  let third = false;
  const waiting = gate.enter().then((out) => {
    third = true;
    return out;
  });
  await Promise.resolve();
  expect(third).toBe(false);
  second();
  (await waiting)();
});
