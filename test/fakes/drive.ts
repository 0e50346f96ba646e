// Lets work that waits on a ManualClock come to its end without sleeping: time moves as fast as the work allows.
import type { ManualClock } from "../../src/kernel/clock.ts";

/** Threads that encrypt, and the kernel, get the processor too: turns of this loop alone may take none of theirs on a busy machine. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Moves the clock by `stepMs` until the work is settled; fails when `maxMs` of its time were not enough. */
export async function drive<T>(
  clock: ManualClock,
  work: Promise<T>,
  stepMs = 2_500,
  maxMs = 4 * 3_600_000,
): Promise<T> {
  let settled = false;
  const end = work.finally(() => {
    settled = true;
  });
  end.catch(() => undefined);
  const limit = clock.now() + maxMs;
  while (!settled) {
    for (let turns = 0; turns < 20 && !settled; turns++) await turn();
    if (settled) break;
    await breath();
    if (clock.now() > limit) throw new Error(`not settled after ${maxMs} ms of its own time`);
    await clock.advance(stepMs);
  }
  return await end;
}

/** The same until a condition holds. */
export async function driveUntil(
  clock: ManualClock,
  holds: () => boolean | Promise<boolean>,
  stepMs = 2_500,
): Promise<void> {
  let found = false;
  const work = (async () => {
    while (!found) {
      found = await holds();
      if (!found) await turn();
    }
  })();
  try {
    await drive(clock, work, stepMs);
  } finally {
    found = true;
  }
}
