// Visits of people who signed in: kept in memory alone, so that a restart of the bot ends them all.
import { randomBytes } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { sha256 } from "../../kernel/ids.ts";

export interface Session {
  readonly user: string;
  readonly name: string;
  /** For the identity provider's own sign-out. */
  readonly idToken: string;
  readonly until: number;
  readonly ended: AbortSignal;
}

interface Kept extends Session {
  readonly end: AbortController;
}

const mostSessions = 2000;

/** 256 bits that nobody guesses. */
const secretId = (): string => randomBytes(32).toString("base64url");

export class Sessions {
  /** By digest: whoever reads this process' memory dump in a log finds no cookie. */
  readonly #kept = new Map<string, Kept>();
  readonly #clock: Clock;
  readonly #hours: number;

  constructor(clock: Clock, hours: number) {
    this.#clock = clock;
    this.#hours = hours;
  }

  /** A new visit; gives the cookie's value, which is nowhere else. */
  begin(who: Pick<Session, "user" | "name" | "idToken">): string {
    const id = secretId();
    const end = new AbortController();
    const until = this.#clock.now() + this.#hours * 3_600_000;
    this.#kept.set(sha256(id), { ...who, until, end, ended: end.signal });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostSessions) break;
      this.#drop(oldest);
    }
    return id;
  }

  /** The visit of this cookie, unless it has run out. */
  of(id: string | undefined): Session | undefined {
    if (id === undefined) return undefined;
    const key = sha256(id);
    const found = this.#kept.get(key);
    if (found === undefined) return undefined;
    if (found.until > this.#clock.now()) return found;
    this.#drop(key);
    return undefined;
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#drop(sha256(id));
  }

  /** Ends what ran out, so that open streams of it close. */
  sweep(): void {
    for (const [key, { until }] of this.#kept) if (until <= this.#clock.now()) this.#drop(key);
  }

  #drop(key: string): void {
    this.#kept.get(key)?.end.abort();
    this.#kept.delete(key);
  }
}
