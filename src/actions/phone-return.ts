// The wait that keeps a bad change from reaching the next batch of phones.
import type { ExecuteContext, Intent } from "./action.ts";
import { isRegistered, lookEvery, readPhones, standBefore, standOf } from "./phones.ts";
import { attempt } from "./reading.ts";

/** A phone restarts within two to five minutes; half of a batch back is proof enough to go on. */
const returnSeconds = 300;
const returnShare = 0.5;

/** True when half of the batch has registered anew; false when they stay away. An abort ends the wait. */
export async function batchReturned(
  names: readonly string[],
  intent: Intent,
  context: ExecuteContext,
): Promise<boolean> {
  const { clock, signal, abort } = context;
  const until = clock.now() + returnSeconds * 1000;
  const woken = AbortSignal.any([signal, abort]);
  while (clock.now() < until) {
    await clock.sleep(lookEvery(names.length) * 1000, woken).catch(() => undefined);
    signal.throwIfAborted();
    if (abort.aborted) return true;
    const read = await attempt(() => readPhones(names, context), signal);
    if (!read.ok) continue;
    const back = names.filter((name) => {
      const now = read.value.of.get(name);
      return isRegistered(now) && standOf(now) !== standBefore(intent.baseline, name);
    });
    if (back.length >= names.length * returnShare) return true;
  }
  return false;
}
