// Who somebody is at Webex: fetched from Webex by id, never taken from a message's own words. Kept for a few minutes.
import type { Clock } from "../../kernel/clock.ts";
import type { WebexApi } from "./api.ts";
import type { WebexPerson } from "./wire.ts";

const keptMs = 10 * 60_000;
const mostKept = 2000;

export class People {
  readonly #api: WebexApi;
  readonly #clock: Clock;
  readonly #known = new Map<string, { readonly person: WebexPerson; readonly at: number }>();
  #me: Promise<WebexPerson> | undefined;

  constructor(api: WebexApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  /** The bot's own account; asked for once, again when that failed. */
  me(): Promise<WebexPerson> {
    this.#me ??= this.#api.me().catch((error: unknown) => {
      this.#me = undefined;
      throw error;
    });
    return this.#me;
  }

  async of(id: string): Promise<WebexPerson> {
    const known = this.#known.get(id);
    if (known !== undefined && this.#clock.now() - known.at < keptMs) return known.person;
    const person = await this.#api.person(id);
    this.#known.delete(id);
    this.#known.set(id, { person, at: this.#clock.now() });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKept) break;
      this.#known.delete(oldest);
    }
    return person;
  }
}
