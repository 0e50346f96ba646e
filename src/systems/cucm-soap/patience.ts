// Waiting for a service that said "not now", within a budget of time.
import type { CertOpsError } from "../../domain/errors.ts";
import type { Clock } from "../../kernel/clock.ts";

/** Try again after `waitMs`; `otherwise` is thrown when that would pass the budget. */
export interface NotNow {
  readonly waitMs: number;
  readonly otherwise: CertOpsError;
}

export const isNotNow = (value: unknown): value is NotNow =>
  typeof value === "object" && value !== null && "waitMs" in value && "otherwise" in value;

/** One budget for all the calls of one question, so that a busy cluster cannot hold it for ever. */
export class Patience {
  readonly #clock: Clock;
  readonly #until: number;
  readonly #signal: AbortSignal | undefined;

  constructor(clock: Clock, budgetMs: number, signal?: AbortSignal) {
    this.#clock = clock;
    this.#until = clock.now() + budgetMs;
    this.#signal = signal;
  }

  /** The budget is spent. */
  get over(): boolean {
    return this.#clock.now() > this.#until;
  }

  async try<T extends object>(attempt: () => Promise<T | NotNow>): Promise<T> {
    for (;;) {
      const got = await attempt();
      if (!isNotNow(got)) return got;
      if (this.#clock.now() + got.waitMs > this.#until) throw got.otherwise;
      await this.#clock.sleep(got.waitMs, this.#signal);
    }
  }
}
