// Takes what Webex announces: once each, in order for each room, never more at once than memory is for; and counts what it refuses.
// A message whose files are still fetched holds up nothing but later files of the same person.
import type { Inbound } from "../../domain/chat.ts";
import type { CertOpsError } from "../../domain/errors.ts";
import { AtOnce } from "../../kernel/at-once.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { WebexApi } from "./api.ts";
import type { Events, Heard, Passed } from "./events.ts";
import { fetchFiles, filesMissing, messagesWithFiles } from "./files.ts";
import { RoomQueue } from "./queue.ts";
import type { WebexEvent } from "./wire.ts";

/** Beside those of the events: what was refused at the door. */
export type Refusal = Passed | "unsigned" | "wrong-signature" | "malformed" | "repeated" | "flooded";

export interface IntakeOptions {
  readonly api: WebexApi;
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
  /** Messages with files, for each person: two files arrive in the order in which they were sent. */
  readonly #files = new RoomQueue();
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
      .then((heard) => (heard === undefined ? undefined : this.#withFiles(heard)))
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

  /** Hands over what came without files; resolves with what still waits for its own. */
  async #read(event: WebexEvent): Promise<Heard | undefined> {
    const heard = await this.#options.events.read(event);
    if (typeof heard === "string") this.count(heard);
    else if (heard.files.length > 0) return heard;
    else this.#hand(heard.inbound);
    return undefined;
  }

  async #withFiles({ inbound, files }: Heard): Promise<void> {
    const { api, complain, logger } = this.#options;
    const { place, actor } = inbound;
    await this.#files.run(`${place.conversation} ${actor.user}`, async () => {
      // Waits until there is room for a message's files in memory, which may be when somebody's diagnosis is done.
      const leave = await this.#holding.enter();
      try {
        const { attachments, missing } = await fetchFiles(api, files, logger);
        if (missing > 0) await complain(inbound, filesMissing(missing));
        const empty = inbound.kind !== "click" && inbound.text === "" && attachments.length === 0;
        if (empty) leave();
        else this.#hand({ ...inbound, attachments }, leave);
      } catch (error) {
        leave();
        throw error;
      }
    });
  }

  /** Not waited for: a diagnosis takes its time, and the next message of the room may end it. */
  #hand(inbound: Inbound, leave = (): void => undefined): void {
    void this.#options.receive(inbound).finally(leave);
  }

  #remember(key: string): void {
    this.#seen.add(key);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= rememberedIds) break;
      this.#seen.delete(oldest);
    }
  }
}
