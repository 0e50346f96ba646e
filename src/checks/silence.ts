// A system that says nothing at all holds up nobody but itself: its readings end while those of other nodes go on.
import { codeOf } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import { within } from "../kernel/deadline.ts";
import type { Once } from "../kernel/once.ts";

/**
 * Milliseconds without any answer from one system of one node. Its readings wait for each other (one session, one question at a time), so
 * each answer begins the time anew. Systems that rightly wait for minutes (throttled SOAP services, Expressways, log
 * collection) stand here not at all: they have patience of their own.
 */
export const silenceMs: Readonly<Partial<Record<Evidence["system"], number>>> = {
  "CUCM CLI": 25_000,
  "Control Center": 20_000,
  TFTP: 12_000,
  TVS: 12_000,
  TLS: 12_000,
};

/** Of one system of one node, in one diagnosis. */
export class Silence {
  readonly #ms: number;
  readonly #controller = new AbortController();
  #open = 0;
  #heard = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** The work's own outcome, or a TimeoutError once the system has been silent for too long. What the work does later is ignored. */
  async bound<T>(work: () => Promise<T>): Promise<T> {
    this.#open += 1;
    this.#timer ??= this.#start();
    try {
      const value = await within(work(), this.#controller.signal);
      this.#spoke();
      return value;
    } catch (error) {
      if (codeOf(error) !== "deadline-exceeded") this.#spoke();
      // It never said anything, and one question has just waited in vain: the next in the queue would do no better.
      else if (!this.#heard) this.#giveUp();
      throw error;
    } finally {
      this.#open -= 1;
      if (this.#open === 0) {
        clearTimeout(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  #spoke(): void {
    if (this.#controller.signal.aborted) return;
    this.#heard = true;
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  #giveUp(): void {
    this.#controller.abort(new DOMException("the system says nothing", "TimeoutError"));
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => this.#giveUp(), this.#ms).unref();
  }
}

/** One for each system of each node, as long as the diagnosis lasts. */
const known = new WeakMap<Once, Map<string, Silence>>();

/** Bounds a reading by its system's silence; unbounded where the system has none. `limits` is for tests. */
export function whileItSpeaks<T>(
  readings: Once,
  node: string,
  system: Evidence["system"],
  work: () => Promise<T>,
  limits: typeof silenceMs = silenceMs,
): Promise<T> {
  const ms = limits[system];
  if (ms === undefined) return work();
  const all = known.get(readings) ?? new Map<string, Silence>();
  known.set(readings, all);
  const key = `${node} ${system}`;
  const silence = all.get(key) ?? new Silence(ms);
  all.set(key, silence);
  return silence.bound(work);
}
