// What the bot says in one conversation, in order: one at a time, no faster than Slack allows, a waiting edit replaced by a newer.
import type { Clock } from "../../kernel/clock.ts";
import { Mutex } from "../../kernel/mutex.ts";
import { RateGate } from "../../kernel/rate-gate.ts";
import { down } from "./api.ts";

/** Slack: one message a second and channel, short bursts tolerated (docs.slack.dev, "Rate limits"). */
const burst = 4;
const burstMs = 4000;
/** More than this waits in no conversation: something is broken, and memory must not grow for ever. */
const mostWaiting = 500;
const mostConversations = 2000;

interface Line {
  readonly lock: Mutex;
  readonly gate: RateGate;
  waiting: number;
}

interface WaitingEdit<Content, Result> {
  content: Content;
  readonly result: Promise<Result>;
}

export class Outbox<Content, Result> {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #lines = new Map<string, Line>();
  readonly #edits = new Map<string, WaitingEdit<Content, Result>>();

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** In its turn. `posts`: counts against the rate of new messages. Throws what `send` throws. */
  async send<T>(conversation: string, posts: boolean, send: () => Promise<T>): Promise<T> {
    const line = this.#line(conversation);
    if (line.waiting >= mostWaiting) throw down(`more than ${mostWaiting} messages wait for ${conversation}`);
    line.waiting++;
    try {
      return await line.lock.run(async () => {
        if (posts) await line.gate.pass(this.#signal).catch((cause: unknown) => Promise.reject(down("closing", cause)));
        return await send();
      });
    } finally {
      line.waiting--;
    }
  }

  /** The same for an edit: when an older form of this message still waits for its turn, the newer one takes its place. */
  edit(
    conversation: string,
    message: string,
    content: Content,
    send: (content: Content) => Promise<Result>,
  ): Promise<Result> {
    const key = `${conversation} ${message}`;
    const waiting = this.#edits.get(key);
    if (waiting !== undefined) {
      waiting.content = content;
      return waiting.result;
    }
    const result = this.send(conversation, false, async () => {
      const now = this.#edits.get(key)?.content ?? content;
      this.#edits.delete(key);
      return await send(now);
    }).finally(() => {
      if (this.#edits.get(key)?.result === result) this.#edits.delete(key);
    });
    this.#edits.set(key, { content, result });
    return result;
  }

  #line(conversation: string): Line {
    const known = this.#lines.get(conversation);
    if (known !== undefined) return known;
    for (const [oldest, { waiting }] of this.#lines) {
      if (this.#lines.size < mostConversations) break;
      if (waiting === 0) this.#lines.delete(oldest);
    }
    const made = { lock: new Mutex(), gate: new RateGate(this.#clock, burst, burstMs), waiting: 0 };
    this.#lines.set(conversation, made);
    return made;
  }
}
