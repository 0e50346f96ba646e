// Basic authentication without hammering: a password that was refused once is not tried again for a while.
import { createHash } from "node:crypto";
import type { Clock } from "../kernel/clock.ts";
import { deadline, within } from "../kernel/deadline.ts";
import type { HttpAnswer } from "../transport/https.ts";

export interface Credential {
  readonly user: string;
  readonly password: string;
}

/** Failed logons are counted over half an hour (CUCM's and Expressway's defaults); one try in that time locks nobody out. */
export const holdMinutes = 30;

/** How long the others wait to see how an account's first login ends: a system that is down must not hold them up. */
const firstMs = 3_000;

export const basicHeader = ({ user, password }: Credential): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

/** One per group of systems that share accounts. */
export class Logins {
  readonly #clock: Clock;
  readonly #refused = new Map<string, number>();
  readonly #good = new Set<string>();
  readonly #first = new Map<string, Promise<unknown>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Asks with the account. `refused` without having asked when the same password was turned away (401) within the last half
   * hour. Of several questions at once with an account that nobody has tried yet, one goes first.
   */
  async ask(
    account: Credential,
    question: () => Promise<HttpAnswer>,
    signal?: AbortSignal,
  ): Promise<HttpAnswer | "refused"> {
    const key = createHash("sha256").update(`${account.user}\0${account.password}`).digest("hex");
    const patience = deadline(firstMs, signal);
    for (let first = this.#first.get(key); first !== undefined; first = this.#first.get(key)) {
      if (patience.aborted) break;
      await within(first, patience).catch(() => undefined);
    }
    const since = this.#refused.get(key);
    if (since !== undefined && this.#clock.now() - since < holdMinutes * 60_000) return "refused";
    const answering = question();
    const leads = !this.#good.has(key) && !this.#first.has(key);
    if (leads) this.#first.set(key, answering);
    try {
      const answer = await answering;
      if (answer.status === 401) {
        this.#refused.set(key, this.#clock.now());
        this.#good.delete(key);
        return "refused";
      }
      this.#good.add(key);
      return answer;
    } finally {
      if (leads) this.#first.delete(key);
    }
  }
}
