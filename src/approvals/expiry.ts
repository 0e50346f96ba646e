// One timer for all approvals: sleeps until the earliest expiry that the store knows, so that a restart forgets none.
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";

/** Longest sleep: below the limit of setTimeout, and a moved clock is noticed within it. */
const longest = 60 * 60_000;
/** After the store failed: it is asked again then. */
const again = 10_000;

export class ExpiryTimer {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #next: () => Promise<string | undefined>;
  readonly #expire: () => Promise<number>;
  #sleeping: AbortController | undefined;
  #stopped = false;
  #running = false;
  #asked = false;

  constructor(init: {
    clock: Clock;
    logger: Logger;
    /** When the next record expires, ISO 8601. */
    next: () => Promise<string | undefined>;
    /** Expires whatever is due now; says how many. */
    expire: () => Promise<number>;
  }) {
    this.#clock = init.clock;
    this.#logger = init.logger;
    this.#next = init.next;
    this.#expire = init.expire;
  }

  /** Looks at the store anew: called at start and after every change. */
  arm(): void {
    if (this.#stopped) return;
    this.#asked = true;
    this.#sleeping?.abort();
    if (this.#running) return;
    this.#running = true;
    void this.#loop();
  }

  stop(): void {
    this.#stopped = true;
    this.#sleeping?.abort();
  }

  async #loop(): Promise<void> {
    while (!this.#stopped) {
      this.#asked = false;
      const wait = await this.#untilNext();
      if (wait === undefined) {
        if (this.#asked) continue;
        break;
      }
      // arm() may have been called while the store was asked: look again instead of sleeping on an old answer.
      if (this.#asked || wait === 0) continue;
      this.#sleeping = new AbortController();
      await this.#clock.sleep(Math.min(wait, longest), this.#sleeping.signal).catch(() => undefined);
      this.#sleeping = undefined;
    }
    // In the same turn as the decision to leave, so that an arm() that comes now starts a new loop.
    this.#running = false;
  }

  /** Milliseconds to sleep; undefined when nothing is open. */
  async #untilNext(): Promise<number | undefined> {
    try {
      const next = await this.#next();
      if (next === undefined) return undefined;
      const wait = Date.parse(next) - this.#clock.now();
      if (wait > 0) return wait;
      return (await this.#expire()) > 0 ? 0 : again;
    } catch (error) {
      this.#logger.error({ error }, "approvals could not be expired; trying again");
      return again;
    }
  }
}
