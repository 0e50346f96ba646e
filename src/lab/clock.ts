// The practice cluster's clock: it can be moved and scaled, and everything that waits follows it.
import type { Clock } from "../kernel/clock.ts";
import { systemClock } from "../kernel/clock.ts";

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
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
  readonly #pace: number;
  readonly #sleepers = new Set<Sleeper>();
  #alarm: AbortController | undefined;

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

  /** Sets how many lab milliseconds pass in one of the clock underneath; 0 stops time. */
  setScale(scale: number): void {
    if (!Number.isFinite(scale) || scale < 0) throw new RangeError(`a clock cannot run at ${scale}`);
    this.#set(this.now(), scale);
  }

  /** Waits for `ms` of lab time. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        due: this.now() + ms / this.#pace,
        wake: () => {
          signal?.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#sleepers.add(sleeper);
      this.#arm();
    });
  }

  #set(labAt: number, scale: number): void {
    this.#labAt = labAt;
    this.#baseAt = this.#base.now();
    this.#scale = scale;
    this.#arm();
  }

  /** One alarm on the clock underneath, for the earliest sleeper; set anew whenever anything moves. */
  #arm(): void {
    this.#alarm?.abort();
    this.#alarm = undefined;
    let earliest = Number.POSITIVE_INFINITY;
    for (const sleeper of this.#sleepers) earliest = Math.min(earliest, sleeper.due);
    if (!Number.isFinite(earliest)) return;
    const wait = earliest - this.now();
    if (wait > 0 && this.#scale === 0) return;
    const alarm = new AbortController();
    this.#alarm = alarm;
    // a timer of Node's cannot wait longer than 2^31-1 ms; waking early is harmless
    this.#base.sleep(Math.min(Math.max(0, Math.ceil(wait / (this.#scale || 1))), 0x7fffffff), alarm.signal).then(
      () => this.#ring(alarm),
      () => undefined,
    );
  }

  #ring(alarm: AbortController): void {
    if (this.#alarm !== alarm) return;
    const now = this.now();
    const due = [...this.#sleepers].filter((sleeper) => sleeper.due <= now).sort((a, b) => a.due - b.due);
    for (const sleeper of due) {
      this.#sleepers.delete(sleeper);
      sleeper.wake();
    }
    this.#arm();
  }
}
