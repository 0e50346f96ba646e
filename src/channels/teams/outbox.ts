// Messages on their way to Teams: in order per conversation, within the platform's rates, tried again while it is down or says to wait.
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { RateGate } from "../../kernel/rate-gate.ts";
import { TeamsRefusal } from "./exchange.ts";
import { unreachable } from "./trouble.ts";

/** Per bot and conversation (Teams, "Rate limits"): calls in milliseconds. The hourly one is kept by counting, too. */
const perConversation: readonly (readonly [number, number])[] = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
];
/** Requests a second per app and tenant; the same page says 30 (an older answer 50). */
const perTenant = 30;

/** The platform's own list of what may be tried again: 412, 429, 502, 504. 500, 503 and no answer at all are no worse. */
const again = new Set([0, 401, 412, 429, 500, 502, 503, 504]);
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** A message that could not be delivered for so long is given up: what it says may be wrong by then. */
const giveUpMs = 30 * 60_000;
const mostWaiting = 500;
/** Conversations whose rates are remembered. */
const mostConversations = 2_000;

interface Job {
  /** The message that it changes: of several changes that wait, the newest is sent alone. */
  readonly edits: string | undefined;
  work: () => Promise<unknown>;
  readonly since: number;
  readonly done: ((value: unknown) => void)[];
  readonly failed: ((error: unknown) => void)[];
}

interface Line {
  readonly gates: readonly RateGate[];
  readonly waiting: Job[];
  busy: boolean;
}

export interface OutboxState {
  readonly waiting: number;
  /** The last refusal since the last success. */
  readonly trouble: TeamsRefusal | undefined;
}

export class Outbox {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #lines = new Map<string, Line>();
  readonly #tenant: RateGate;
  readonly #stop = new AbortController();
  #trouble: TeamsRefusal | undefined;

  constructor(options: { readonly clock: Clock; readonly logger: Logger }) {
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#tenant = new RateGate(options.clock, perTenant, 1_000);
  }

  /** Does `work` when its turn in the conversation has come; resolves with its result. `edits`: see Job. */
  add<T>(conversation: string, work: () => Promise<T>, edits?: string): Promise<T> {
    if (this.#stop.signal.aborted) return Promise.reject(this.#stop.signal.reason);
    const line = this.#line(conversation);
    // The first may be on its way already; what waits behind it has not been seen by anybody.
    const older = edits === undefined ? undefined : line.waiting.find((job, at) => at > 0 && job.edits === edits);
    if (older === undefined && line.waiting.length >= mostWaiting) return Promise.reject(unreachable());
    return new Promise<T>((resolve, reject) => {
      const done = (value: unknown): void => resolve(value as T);
      if (older !== undefined) {
        older.work = work;
        older.done.push(done);
        older.failed.push(reject);
        return;
      }
      line.waiting.push({ edits, work, since: this.#clock.now(), done: [done], failed: [reject] });
      if (!line.busy) void this.#drain(line);
    });
  }

  /** True when nothing waits in the conversation: the moment for what is nice to have. */
  idle(conversation: string): boolean {
    return (this.#lines.get(conversation)?.waiting.length ?? 0) === 0;
  }

  get state(): OutboxState {
    let waiting = 0;
    for (const line of this.#lines.values()) waiting += line.waiting.length;
    return { waiting, trouble: this.#trouble };
  }

  /** Nothing more is sent; whoever waits is told. */
  close(): void {
    this.#stop.abort(new DOMException("the bot is stopping", "AbortError"));
  }

  #line(conversation: string): Line {
    const known = this.#lines.get(conversation);
    if (known !== undefined) return known;
    for (const [name, line] of this.#lines) {
      if (this.#lines.size < mostConversations) break;
      if (line.waiting.length === 0) this.#lines.delete(name);
    }
    const gates = perConversation.map(([limit, ms]) => new RateGate(this.#clock, limit, ms));
    const line: Line = { gates, waiting: [], busy: false };
    this.#lines.set(conversation, line);
    return line;
  }

  async #drain(line: Line): Promise<void> {
    line.busy = true;
    for (let job = line.waiting[0]; job !== undefined; job = line.waiting[0]) {
      try {
        const value = await this.#deliver(line, job);
        for (const done of job.done) done(value);
      } catch (error) {
        for (const failed of job.failed) failed(error);
      }
      line.waiting.shift();
    }
    line.busy = false;
  }

  async #deliver(line: Line, job: Job): Promise<unknown> {
    const { signal } = this.#stop;
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      for (const gate of [...line.gates, this.#tenant]) await gate.pass(signal);
      signal.throwIfAborted();
      try {
        const value = await job.work();
        this.#trouble = undefined;
        return value;
      } catch (error) {
        if (!(error instanceof TeamsRefusal)) throw error;
        if (!again.has(error.status)) throw error;
        this.#trouble = error;
        const waited = this.#clock.now() - job.since;
        if (waited > giveUpMs) throw unreachable(error);
        const wait = Math.max(error.retryAfter ?? 0, pause);
        this.#logger.warn({ error, waitMs: wait, waiting: line.waiting.length }, "Teams did not take a message yet");
        await this.#clock.sleep(wait, signal);
      }
    }
  }
}
