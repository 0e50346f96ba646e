// Long drawing in short turns of the event loop: what draws a large card says where it may pause, and whoever asks decides whether it does.
import { setImmediate as nextTurn } from "node:timers/promises";

/** Work that may pause at each `yield`. */
export type Turns<Made> = Generator<undefined, Made>;

/** Without a pause. */
export function atOnce<Made>(work: Turns<Made>): Made {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Nobody notices that others waited so long; a turn costs more than a small card. */
const turnMs = 5;

/**
 * Everybody else's turn comes in a pause when this one has lasted a while, so that what is small is done at once. Rejects with
 * what the work throws.
 */
export async function inTurns<Made>(work: Turns<Made>): Promise<Made> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() - began < turnMs) continue;
    await nextTurn();
    began = performance.now();
  }
}
