// The practice cluster's clock: it can be moved and scaled, and everything that waits follows it.
import type { Clock } from "../kernel/clock.ts";
import { systemClock } from "../kernel/clock.ts";

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
  readonly fail: (reason: unknown) => void;
  /** Gave up waiting; the heap drops it when its time comes. */
  gone: boolean;
}

/**
 * Lab time runs `scale` times as fast as the clock underneath, from `start`. Moving it forward wakes whoever's time has
 * come; moving it back makes them wait again, as a wrong NTP source does to a real server.
 */
export class LabClock implements Clock {
  readonly #base: Clock;
  #baseAt: number;
  #labAt: number;
  #scale: number;
  /** How many times shorter every wait is, while the time of day runs as usual: restarts in seconds, cards in honest seconds. */
  #pace: number;
  /** Ten thousand phones wait at once, so the earliest must be found without looking at all of them. */
  readonly #sleepers = new Heap();
  #alarm: { readonly due: number; readonly abort: AbortController } | undefined;
  #closed: Error | undefined;

  constructor(options: { base?: Clock; start?: number; scale?: number; pace?: number } = {}) {
    this.#base = options.base ?? systemClock;
    this.#baseAt = this.#base.now();
    this.#labAt = options.start ?? this.#baseAt;
    this.#scale = options.scale ?? 1;
    this.#pace = options.pace ?? 1;
  }

  get scale(): number {
    return this.#scale;
  }

  now(): number {
    return this.#labAt + (this.#base.now() - this.#baseAt) * this.#scale;
  }

  /** Moves lab time by `offsetMs` (may be negative). */
  move(offsetMs: number): void {
    this.#set(this.now() + offsetMs, this.#scale);
  }

  /** For every wait that begins from now on. */
  setPace(pace: number): void {
    if (!Number.isFinite(pace) || pace <= 0) throw new RangeError(`nothing can live at a pace of ${pace}`);
    this.#pace = pace;
  }

  /** Sets how many lab milliseconds pass in one of the clock underneath; 0 stops time. */
  setScale(scale: number): void {
    if (!Number.isFinite(scale) || scale < 0) throw new RangeError(`a clock cannot run at ${scale}`);
    this.#set(this.now(), scale);
  }

  /**
   * Everybody who waits, and who ever will, is rejected with `reason`. Phones wait without a signal of their own: ten thousand
   * listeners on one signal cost the square of that.
   */
  close(reason: Error): void {
    this.#closed = reason;
    this.#disarm();
    for (let next = this.#sleepers.first(); next !== undefined; next = this.#sleepers.first()) {
      this.#sleepers.pop();
      next.fail(reason);
    }
  }

  /** Waits for `ms` of lab time. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true || this.#closed !== undefined) {
        reject(this.#closed ?? signal?.reason);
        return;
      }
      const onAbort = (): void => {
        sleeper.gone = true;
        this.#arm();
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.now() + ms / this.#pace,
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
        fail: (reason) => {
          signal?.removeEventListener("abort", onAbort);
          reject(reason);
        },
        gone: false,
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.push(sleeper);
      this.#arm();
    });
  }

  #set(labAt: number, scale: number): void {
    this.#labAt = labAt;
    this.#baseAt = this.#base.now();
    this.#scale = scale;
    this.#disarm();
    this.#arm();
  }

  /** One alarm on the clock underneath, for the earliest sleeper. */
  #arm(): void {
    const earliest = this.#sleepers.first();
    if (this.#alarm !== undefined && earliest?.due === this.#alarm.due) return;
    this.#disarm();
    if (earliest === undefined) return;
    const wait = earliest.due - this.now();
    if (wait > 0 && this.#scale === 0) return;
    const alarm = { due: earliest.due, abort: new AbortController() };
    this.#alarm = alarm;
    // a timer of Node's cannot wait longer than 2^31-1 ms; waking early is harmless
    const ms = Math.min(Math.max(0, Math.ceil(wait / (this.#scale || 1))), 0x7fffffff);
    this.#base.sleep(ms, alarm.abort.signal).then(
      () => this.#ring(alarm),
      () => undefined,
    );
  }

  #disarm(): void {
    this.#alarm?.abort.abort(disarmed);
    this.#alarm = undefined;
  }

  #ring(alarm: { readonly due: number }): void {
    if (this.#alarm !== alarm) return;
    this.#alarm = undefined;
    const now = this.now();
    for (let next = this.#sleepers.first(); next !== undefined && next.due <= now; next = this.#sleepers.first()) {
      this.#sleepers.pop();
      next.wake();
    }
    this.#arm();
  }
}

/** One reason for all: making an exception for each would cost more than the wait. */
const disarmed = new Error("the alarm is no longer needed");

/** A binary heap by due time. */
class Heap {
  readonly #members: Sleeper[] = [];

  /** The earliest that still waits. */
  first(): Sleeper | undefined {
    while (this.#members[0]?.gone === true) this.pop();
    return this.#members[0];
  }

  push(sleeper: Sleeper): void {
    let at = this.#members.push(sleeper) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  pop(): void {
    const last = this.#members.pop();
    if (last === undefined || this.#members.length === 0) return;
    this.#members[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      const right = left + 1;
      const smaller = this.#due(right) < this.#due(left) ? right : left;
      if (!this.#swapIfEarlier(smaller, at)) return;
      at = smaller;
    }
  }

  #due(at: number): number {
    return this.#members[at]?.due ?? Number.POSITIVE_INFINITY;
  }

  #swapIfEarlier(child: number, parent: number): boolean {
    const lower = this.#members[child];
    const upper = this.#members[parent];
    if (lower === undefined || upper === undefined || lower.due >= upper.due) return false;
    this.#members[child] = upper;
    this.#members[parent] = lower;
    return true;
  }
}
