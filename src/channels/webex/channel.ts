// Webex as a channel: one card a message, ten edits each, no message that only one person sees; so private answers go to the
// person's own room, and a card that cannot be edited goes on in a new message while the old one says so.
import { inTurns } from "../../../cards/render/turns.ts";
import { webexForms } from "../../../cards/render/webex.ts";
import type { Card } from "../../domain/card.ts";
import type { Attachment, Channel, ChannelMemory, MessageRef, Place, PostOptions } from "../../domain/chat.ts";
import type { Person } from "../../domain/person.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { type Writer, writerFor } from "../../i18n/write.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Target, WebexApi, Words } from "./api.ts";
import { Budget, decide, milestoneOf, mostEdits, type Spent } from "./budget.ts";
import { RoomQueue } from "./queue.ts";
import { escaped, withinBytes } from "./text.ts";
import { statusOf } from "./trouble.ts";
import { webexId } from "./wire.ts";

export interface WebexChannelOptions {
  readonly api: WebexApi;
  readonly memory: ChannelMemory;
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA time zone in which cards write times. */
  readonly zone: string;
  readonly signal: AbortSignal;
}

type EditOptions = Parameters<Channel["edit"]>[2];

const mostMentions = 10;

interface Waiting {
  card: Card;
  options: EditOptions;
}

export class WebexChannel implements Channel {
  readonly platform = "webex" as const;
  /** Webex tells people of a new message that mentions them, and of no edit. */
  readonly mentions = true;
  readonly #options: WebexChannelOptions;
  readonly #budget: Budget;
  readonly #queue = new RoomQueue();
  /** Progress that was too soon for an edit: the newest of each message, written when its time has come. */
  readonly #waiting = new Map<string, Waiting>();
  /**
   * Refused first edits of cards in a row. Officially Webex refuses them all, in practice it mostly does not; one alone may be a
   * message whose edits were counted otherwise.
   */
  #refusedEdits = 0;

  constructor(options: WebexChannelOptions) {
    this.#options = options;
    this.#budget = new Budget(options.memory, options.clock);
  }

  /** Writes that wait, for health. */
  get waiting(): number {
    return this.#queue.waiting;
  }

  post(place: Place, card: Card, options: PostOptions): Promise<MessageRef> {
    return this.#queue.run(place.conversation, () => this.#post(place, card, options));
  }

  edit(message: MessageRef, card: Card, options: EditOptions): Promise<MessageRef> {
    return this.#queue.run(message.place.conversation, async () => {
      const spent = await this.#budget.of(message.id);
      const decision = decide(spent, card, this.#options.clock.now(), this.#refusedEdits < 2);
      if (decision.kind === "wait") {
        this.#later(message, card, options, decision.afterMs);
        return message;
      }
      this.#waiting.delete(message.id);
      return decision.kind === "edit"
        ? await this.#edit(message, card, options, spent)
        : await this.#replace(message, card, options);
    });
  }

  async whisper(
    place: Place,
    actor: Parameters<Channel["whisper"]>[1],
    card: Card,
    options: EditOptions,
  ): Promise<void> {
    if (place.scope === "direct") {
      await this.post(place, card, options);
      return;
    }
    const writer = this.#writer(options);
    const { card: content, summary } = await inTurns(webexForms(card, writer));
    try {
      await this.#queue.run(`person ${actor.user}`, () =>
        this.#options.api.post({ toPersonId: actor.user }, { text: withinBytes(summary) }, content),
      );
    } catch (error) {
      // A person may have blocked the bot; what was meant for them alone is not said before others.
      if ((statusOf(error) ?? 500) >= 500 || statusOf(error) === 0) throw error;
      this.#options.logger.warn({ error }, "a person cannot be written to; the space is told only that");
      const words = {
        markdown: withinBytes(`<@personId:${actor.user}> ${this.#escaped(say("webex.no-direct"), writer)}`),
      };
      await this.#queue.run(place.conversation, () =>
        this.#send(place, (target) => this.#options.api.post(target, words)),
      );
    }
  }

  async #post(place: Place, card: Card, options: PostOptions, note?: Phrase): Promise<MessageRef> {
    const { api } = this.#options;
    const writer = this.#writer(options);
    const message = await inTurns(webexForms(note === undefined ? card : withNote(card, note), writer));
    const { card: content, summary } = message;
    const words = wordsFor(summary, place, options.mentions ?? []);
    const posted = await this.#send(place, (target) => api.post(target, words, content));
    await this.#budget.put(posted.id, 0, card);
    // The whole report is drawn only now: card and report in one go would hold everybody up.
    await this.#files(place, posted.id, [options.file, message.whole]);
    return { place, id: posted.id };
  }

  /** Files follow as messages of their own: Webex takes no file beside a card. One that is refused is not the card's fault. */
  async #files(place: Place, card: string, files: readonly (Attachment | undefined)[]): Promise<void> {
    const beside = place.thread === undefined && place.scope === "channel" ? { ...place, thread: card } : place;
    for (const file of files) {
      if (file === undefined) continue;
      try {
        await this.#send(beside, (target) => this.#options.api.postFile(target, file));
      } catch (error) {
        this.#options.logger.error({ error, file: file.name }, "a file could not be posted to Webex");
      }
    }
  }

  /** A thread whose first message was deleted takes no more answers: they are then said in the room. */
  async #send<T>(place: Place, send: (target: Target) => Promise<T>): Promise<T> {
    const room = { roomId: place.conversation };
    if (place.thread === undefined) return await send(room);
    try {
      return await send({ ...room, parentId: place.thread });
    } catch (error) {
      const status = statusOf(error);
      if (status !== 400 && status !== 404 && status !== 410) throw error;
      this.#options.logger.info({ status }, "the thread does not take the answer; it is said in the room");
      return await send(room);
    }
  }

  async #edit(message: MessageRef, card: Card, options: EditOptions, spent: Spent | undefined): Promise<MessageRef> {
    const edits = spent?.edits ?? 0;
    const drawn = await inTurns(webexForms(card, this.#writer(options)));
    const { card: content, summary } = drawn;
    const words = { text: withinBytes(summary) };
    try {
      await this.#options.api.edit(message.id, message.place.conversation, words, content);
      await this.#budget.put(message.id, edits + 1, card);
      this.#refusedEdits = 0;
      // A card that grew too large meanwhile: what it leaves out goes along, once for each milestone.
      if (spent?.milestone !== milestoneOf(card)) await this.#files(message.place, message.id, [drawn.whole]);
      return message;
    } catch (error) {
      const status = statusOf(error);
      // 400: the ten edits are spent, or cards are not edited here. 404: somebody deleted it; an outcome must not get lost.
      if (status === 400) {
        if (edits === 0) this.#refusedEdits += 1;
        return await this.#replace(message, card, options);
      }
      if (status === 404 || status === 410) return await this.#again(message, card, options);
      throw error;
    }
  }

  async #again(message: MessageRef, card: Card, options: EditOptions): Promise<MessageRef> {
    const posted = await this.#post(message.place, card, options);
    await this.#budget.forget(message.id);
    return posted;
  }

  /** The new card first: if it cannot be posted, the old one still stands. */
  async #replace(message: MessageRef, card: Card, options: EditOptions): Promise<MessageRef> {
    const posted = await this.#post(message.place, card, options, say("webex.replaces"));
    await this.#close(message, options);
    await this.#budget.forget(message.id);
    return posted;
  }

  /** The old message says that it was replaced; where not even that is allowed it goes, so that no dead buttons stand. */
  async #close(message: MessageRef, options: EditOptions): Promise<void> {
    const { api, logger } = this.#options;
    const text = withinBytes(this.#writer(options).write(say("webex.replaced")));
    try {
      await api.edit(message.id, message.place.conversation, { text });
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 410) return;
      await api.remove(message.id).catch((failure: unknown) => {
        logger.warn({ error: failure, first: error, message: message.id }, "a replaced card still stands");
      });
    }
  }

  /** Keeps the newest card for a message and writes it when Webex's ten edits allow; a later edit takes its place. */
  #later(message: MessageRef, card: Card, options: EditOptions, afterMs: number | undefined): void {
    const known = this.#waiting.get(message.id);
    if (known !== undefined) {
      known.card = card;
      known.options = options;
      return;
    }
    if (afterMs === undefined) return;
    this.#waiting.set(message.id, { card, options });
    const { clock, signal, logger } = this.#options;
    clock
      .sleep(afterMs, signal)
      .then(() => this.#queue.run(message.place.conversation, () => this.#caughtUp(message)))
      .catch((error: unknown) => {
        if (!signal.aborted) logger.warn({ error, message: message.id }, "a card’s progress was not shown");
      });
  }

  async #caughtUp(message: MessageRef): Promise<void> {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (waiting === undefined) return;
    const { api } = this.#options;
    const edits = (await this.#budget.of(message.id))?.edits ?? 0;
    if (edits >= mostEdits - 1) return;
    const { card, summary } = await inTurns(webexForms(waiting.card, this.#writer(waiting.options)));
    await api.edit(message.id, message.place.conversation, { text: withinBytes(summary) }, card);
    await this.#budget.put(message.id, edits + 1, waiting.card);
  }

  #writer({ locale }: EditOptions): Writer {
    return writerFor(locale, this.#options.zone);
  }

  #escaped(text: Phrase, writer: Writer): string {
    return escaped(writer.write(text));
  }
}

const withNote = (card: Card, note: Phrase): Card => ({
  ...card,
  body: [{ kind: "text", text: note, subtle: true }, ...card.body],
});

/**
 * A mention works in the words of a message only, never inside a card, and not in a direct room. Without one the words are
 * plain text, in which nothing can act.
 */
function wordsFor(summary: string, place: Place, mentions: readonly Person[]): Words {
  const users = mentions.flatMap(({ identities }) =>
    identities.flatMap(({ platform, tenant, user }) =>
      platform === "webex" && tenant === place.tenant && webexId.safeParse(user).success ? [user] : [],
    ),
  );
  if (users.length === 0 || place.scope === "direct") return { text: withinBytes(summary) };
  const calls = users.slice(0, mostMentions).map((user) => `<@personId:${user}>`);
  // Escaping makes text longer; what is cut stands on the card.
  return { markdown: `${calls.join(" ")} ${escaped(withinBytes(summary, 1000))}` };
}
