// Real time in a hurry: seconds of the platform's limits pass in milliseconds, the same for the bot and the fake platform.
import { type Clock, systemClock } from "../../../src/kernel/clock.ts";

export function quickClock(factor = 25): Clock {
  const began = performance.now();
  const start = Date.now();
  return {
    now: () => start + (performance.now() - began) * factor,
    sleep: (ms, signal) => systemClock.sleep(ms / factor, signal),
  };
}
