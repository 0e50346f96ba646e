// Notes what the answers to one message were about, for the thread in which they stand.
import type { Inbound, MessageRef, Place, Reply } from "../domain/chat.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import type { Threads } from "./ports.ts";

export class ThreadNotes {
  readonly #threads: Threads | undefined;
  readonly #tools: { readonly clock: Pick<Clock, "now">; readonly logger: Logger };
  readonly #places: Place[];
  readonly #noted = new Set<string>();

  constructor(
    inbound: Inbound,
    threads: Threads | undefined,
    tools: { readonly clock: Pick<Clock, "now">; readonly logger: Logger },
  ) {
    this.#threads = threads;
    this.#tools = tools;
    this.#places = [inbound.place, ...below(inbound.kind === "click" ? inbound.message : undefined)];
  }

  /** `posted`: where the reply now stands as a new message. What one person alone sees is not spoken of in the thread. */
  async take({ about, private: whispered }: Reply, posted: MessageRef | undefined): Promise<void> {
    const added = below(posted);
    this.#places.push(...added);
    if (this.#threads === undefined || about === undefined || whispered === true) return;
    const topic = JSON.stringify(about);
    // A diagnosis shows its card many times: what it is about is written when it changes.
    const places = this.#noted.has(topic) ? added : this.#places;
    this.#noted.add(topic);
    try {
      for (const place of places) await this.#threads.note(place, about, iso(this.#tools.clock));
    } catch (error) {
      // The answer stands; the next "it" is asked about.
      this.#tools.logger.warn({ error }, "what a thread has spoken of could not be kept");
    }
  }
}

/** A message that stands in no thread begins one when somebody answers below it. */
const below = (message: MessageRef | undefined): Place[] =>
  message === undefined || message.place.thread !== undefined ? [] : [{ ...message.place, thread: message.id }];
