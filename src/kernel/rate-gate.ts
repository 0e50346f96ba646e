// A gate that lets at most N calls through in any window of a given length.
import type { Clock } from "./clock.ts";

export class RateGate {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #windowMs: number;
  #passed: number[] = [];
  #tail: Promise<void> = Promise.resolve();

  constructor(clock: Clock, limit: number, windowMs: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Resolves when the caller may go, in order of arrival. */
  pass(signal?: AbortSignal): Promise<void> {
    const turn = this.#tail.then(() => this.#wait(signal));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #wait(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.#clock.now();
      this.#passed = this.#passed.filter((at) => at > now - this.#windowMs);
      const oldest = this.#passed[0];
      if (this.#passed.length < this.#limit || oldest === undefined) {
        this.#passed.push(now);
        return;
      }
      await this.#clock.sleep(oldest + this.#windowMs - now, signal);
    }
  }
}
