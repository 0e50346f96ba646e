// Time as a dependency: the practice cluster's clock can be moved and scaled, tests never sleep.

/** Milliseconds since 1970 and a cancellable wait. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const iso = (clock: Pick<Clock, "now">): string => new Date(clock.now()).toISOString();

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      }, ms);
      signal?.addEventListener("abort", onAbort, { once: true });
    }),
};

interface Waiter {
  readonly due: number;
  readonly resolve: () => void;
}

/** A clock that moves only when told to; for tests. */
export class ManualClock implements Clock {
  #now: number;
  #waiters: Waiter[] = [];

  constructor(start = Date.parse("2026-11-22T02:00:00Z")) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const waiter: Waiter = { due: this.#now + ms, resolve };
      this.#waiters.push(waiter);
      signal?.addEventListener(
        "abort",
        () => {
          this.#waiters = this.#waiters.filter((other) => other !== waiter);
          reject(signal.reason);
        },
        { once: true },
      );
    });
  }

  /** Moves time forward and wakes, in order, everybody whose time has come. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    // Whoever was just started gets to the point where they wait.
    await new Promise((resolve) => setImmediate(resolve));
    for (;;) {
      const next = this.#waiters.filter((waiter) => waiter.due <= target).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.due);
      this.#waiters = this.#waiters.filter((waiter) => waiter !== next);
      next.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#now = target;
  }
}
