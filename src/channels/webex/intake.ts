// Takes what Webex announces: once each, in order for each room, never more at once than memory is for; and counts what it refuses.
import type { Inbound } from "../../domain/chat.ts";
import type { CertOpsError } from "../../domain/errors.ts";
import { AtOnce } from "../../kernel/at-once.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Events, Passed } from "./events.ts";
import { filesMissing, messagesWithFiles } from "./files.ts";
import { RoomQueue } from "./queue.ts";
import type { WebexEvent } from "./wire.ts";

/** Beside those of the events: what was refused at the door. */
export type Refusal = Passed | "unsigned" | "wrong-signature" | "malformed" | "repeated" | "flooded";

export interface IntakeOptions {
  readonly events: Events;
  readonly receive: (inbound: Inbound) => Promise<void>;
  /** Tells somebody alone what went wrong before the rest of the bot has heard of their message. */
  readonly complain: (inbound: Inbound, error: CertOpsError) => Promise<void>;
  readonly logger: Logger;
}

const mostUnderway = 200;
const rememberedIds = 5000;

export class Intake {
  readonly #options: IntakeOptions;
  readonly #seen = new Set<string>();
  readonly #rooms = new RoomQueue();
  readonly #holding = new AtOnce(messagesWithFiles);
  readonly #refused = new Map<Refusal, number>();
  readonly #underway = new Set<Promise<void>>();

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  get refused(): ReadonlyMap<Refusal, number> {
    return this.#refused;
  }

  /** Returns at once. False: too much is under way, the sender should try again. */
  take(event: WebexEvent): boolean {
    const { id, roomId = "" } = event.data;
    const key = `${event.resource} ${id}`;
    if (this.#seen.has(key)) {
      this.count("repeated");
      return true;
    }
    if (this.#underway.size >= mostUnderway) {
      this.count("flooded");
      return false;
    }
    this.#remember(key);
    const work = this.#rooms
      .run(roomId, () => this.#read(event))
      .catch((error: unknown) => {
        // Webex does not repeat what it was told was taken; somebody who asks again must not be dropped as repeated.
        this.#seen.delete(key);
        this.#options.logger.error({ error, event: event.resource }, "what Webex announced could not be read");
      })
      .finally(() => this.#underway.delete(work));
    this.#underway.add(work);
    return true;
  }

  count(refusal: Refusal): void {
    this.#refused.set(refusal, (this.#refused.get(refusal) ?? 0) + 1);
    const quiet = refusal === "own" || refusal === "repeated" || refusal === "not-mentioned";
    this.#options.logger[quiet ? "debug" : "warn"]({ refusal }, "not taken up");
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#underway);
  }

  async #read(event: WebexEvent): Promise<void> {
    const { events, receive, complain } = this.#options;
    let leave = (): void => undefined;
    let missing = 0;
    try {
      const inbound = await events.read(event, {
        room: async () => {
          leave = await this.#holding.enter();
        },
        missing: (count) => {
          missing = count;
        },
      });
      if (typeof inbound === "string") {
        this.count(inbound);
        leave();
        return;
      }
      const alone = inbound.kind !== "click" && inbound.text === "" && inbound.attachments.length === 0;
      // Not waited for: a diagnosis takes its time, and the next message of the room may end it.
      const told = missing > 0 ? complain(inbound, filesMissing(missing)) : Promise.resolve();
      void told.then(() => (missing > 0 && alone ? undefined : receive(inbound))).finally(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  #remember(key: string): void {
    this.#seen.add(key);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= rememberedIds) break;
      this.#seen.delete(oldest);
    }
  }
}
