// Brings cards to where they stand: one writer per message, the newest revision wins, every posted copy is edited.
import type { Attachment, Channel, MessageRef, Place, Reply, ReplyData } from "../domain/chat.ts";
import type { Actor, PlatformId } from "../domain/person.ts";
import type { Locale } from "../domain/text.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { Mutex } from "../kernel/mutex.ts";
import { Dressing } from "./dressing.ts";
import type { KeptCards } from "./kept-cards.ts";
import type { PostedCards } from "./ports.ts";

/** How many copies of one card are kept up to date; older ones stay as they are. */
const mostCopies = 20;
/** So long a copy's edit may hold back the next form of the other copies. */
const patienceMs = 5000;
/** How many subjects' revisions are remembered at once; old ones are not edited any more in practice. */
const mostSubjects = 5000;

interface Pending {
  reply: Reply;
}

export interface PosterInit {
  readonly channels: readonly Channel[];
  readonly posted: PostedCards;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Of copies whose language nobody remembers. */
  readonly locale: Locale;
  /** Where cards are kept to be shown in the other language; without it they have no button for that. */
  readonly kept?: KeptCards;
}

export class Poster {
  readonly #channels: ReadonlyMap<PlatformId, Channel>;
  readonly #posted: PostedCards;
  readonly #init: PosterInit;
  readonly #dressing: Dressing;
  /** In which language a copy was written: the newest ones; all of them stand in the memory. */
  readonly #locales = new Map<string, Locale>();
  readonly #revisions = new Map<string, number>();
  readonly #pending = new Map<string, Pending>();
  readonly #locks = new Map<string, Mutex>();

  constructor(init: PosterInit) {
    this.#channels = new Map(init.channels.map((channel) => [channel.platform, channel]));
    this.#posted = init.posted;
    this.#init = init;
    this.#dressing = new Dressing(init);
  }

  channel(platform: PlatformId): Channel {
    const channel = this.#channels.get(platform);
    if (channel === undefined) throw new Error(`no channel for ${platform}`);
    return channel;
  }

  /** Posts a new copy and remembers it when the reply has a subject. Throws what the channel throws. */
  async post(place: Place, reply: Reply, locale: Locale): Promise<MessageRef> {
    const { subject } = reply;
    const post = async (): Promise<MessageRef> => {
      const card = await this.#dressing.dressed(this.channel(place.platform), place, reply, locale);
      const message = await this.channel(place.platform).post(place, card, {
        locale,
        ...file(reply.file),
        ...data(reply),
        ...(reply.mentions === undefined ? {} : { mentions: reply.mentions }),
      });
      if (subject !== undefined) {
        await this.#posted.add(subject, message, iso(this.#init.clock));
        await this.#wrote(message, locale);
      }
      return message;
    };
    if (subject === undefined) return await post();
    this.#newer(subject, reply.revision);
    return await this.#lock(subject).run(post);
  }

  /** Answers one person alone. */
  async whisper(place: Place, actor: Actor, reply: Reply, locale: Locale): Promise<void> {
    const channel = this.channel(place.platform);
    const { subject: _, ...shown } = { ...reply, card: this.#dressing.asOfNow(reply) };
    const card = await this.#dressing.dressed(channel, { ...place, scope: "direct" }, shown, locale);
    await channel.whisper(place, actor, card, { locale, ...data(reply) });
  }

  /**
   * A button's payload can be written by hand, and so can any button's name on any message of ours: a press must never put another
   * card over one that tells of a request, a run or a diagnosis.
   */
  async mayReplace(message: MessageRef, { subject, turns }: Reply): Promise<boolean> {
    const standing = await this.#posted.subjectsAt(message);
    return standing.every((one) => one === subject || (turns !== undefined && one.startsWith(`${turns}:`)));
  }

  /**
   * Puts the reply in the place of one message: another page, or the other language. A copy that is kept up to date stays in the
   * language into which it was turned.
   */
  async replace(message: MessageRef, reply: Reply, locale: Locale): Promise<void> {
    const { subject, keptAs } = reply;
    const { platform } = message.place;
    const channel = this.channel(platform);
    const write = async (): Promise<void> => {
      const followed = subject !== undefined && (await this.standsAt(subject, message));
      // A newer form may have been written since the button was pressed.
      const newest = keptAs === undefined ? undefined : (await this.#init.kept?.get(platform, keptAs))?.card;
      const given = { ...reply, card: newest ?? reply.card };
      const card = followed ? given.card : this.#dressing.asOfNow(given);
      const dressed = await this.#dressing.dressed(channel, message.place, { ...given, card }, locale);
      const now = await channel.edit(message, dressed, { locale, ...data(reply) });
      if (!followed || subject === undefined) return;
      await this.#wrote(now, locale);
      if (keyOf(now) !== keyOf(message)) await this.#posted.move(subject, message, now, iso(this.#init.clock));
    };
    await (subject === undefined ? write() : this.#lock(subject).run(write));
  }

  /**
   * Brings every copy of a subject up to date. Calls that come while an edit is under way are merged: only the newest
   * card is written. Resolves when nothing is left to write; a copy that cannot be edited is logged and skipped.
   */
  async update(reply: Reply): Promise<void> {
    const { subject } = reply;
    if (subject === undefined || !this.#newer(subject, reply.revision)) return;
    const waiting = this.#pending.get(subject);
    if (waiting !== undefined) {
      waiting.reply = reply;
      return await this.#lock(subject).run(async () => undefined);
    }
    const mine: Pending = { reply };
    this.#pending.set(subject, mine);
    await this.#lock(subject).run(async () => {
      this.#pending.delete(subject);
      const copies = (await this.#copies(subject)).slice(-mostCopies);
      await Promise.all(copies.map((copy) => this.#patiently(this.#edit(subject, copy, mine.reply))));
    });
  }

  /**
   * A message of its own beside the newest copy in each conversation, for people who have an account there. After the subject's
   * pending edits: whoever follows the mention finds the card as it is now. One that cannot be sent is logged.
   */
  async tell(about: string, reply: Reply): Promise<void> {
    const { mentions = [] } = reply;
    const reached = ({ place }: MessageRef): boolean =>
      mentions.some((person) =>
        person.identities.some((one) => one.platform === place.platform && one.tenant === place.tenant),
      );
    await this.#lock(about).run(async () => {
      const newest = new Map<string, MessageRef>();
      for (const copy of await this.#copies(about)) {
        if (this.#channels.get(copy.place.platform)?.mentions === true && reached(copy)) {
          newest.set(`${copy.place.platform} ${copy.place.tenant} ${copy.place.conversation}`, copy);
        }
      }
      await Promise.all([...newest.values()].map((copy) => this.#patiently(this.#say(copy, reply, about))));
    });
  }

  async #say(copy: MessageRef, reply: Reply, about: string): Promise<void> {
    const { mentions = [] } = reply;
    try {
      const locale = await this.#localeOf(copy);
      const channel = this.channel(copy.place.platform);
      const card = await this.#dressing.dressed(channel, copy.place, { card: reply.card }, locale);
      await channel.post(copy.place, card, { locale, mentions });
    } catch (error) {
      this.#init.logger.warn({ error, about }, "people could not be told");
    }
  }

  /**
   * A platform that is away keeps what it was given, in order, and must not hold back the other platforms' copies: after a while
   * it is left to its channel, where a newer form takes the place of a waiting one.
   */
  async #patiently(work: Promise<void>): Promise<void> {
    const over = new AbortController();
    const late = this.#init.clock.sleep(patienceMs, over.signal).catch(() => undefined);
    await Promise.race([work, late]);
    over.abort();
  }

  #copies(subject: string): Promise<readonly MessageRef[]> {
    return this.#posted.mine === undefined ? this.#posted.of(subject) : this.#posted.mine(subject);
  }

  /** True when one of the subject's copies is this message. */
  async standsAt(subject: string, message: MessageRef | undefined): Promise<boolean> {
    if (message === undefined) return false;
    const copies = await this.#posted.of(subject);
    return copies.some((copy) => keyOf(copy) === keyOf(message));
  }

  async #edit(subject: string, copy: MessageRef, reply: Reply): Promise<void> {
    try {
      const locale = await this.#localeOf(copy);
      const channel = this.channel(copy.place.platform);
      const card = await this.#dressing.dressed(channel, copy.place, reply, locale);
      const now = await channel.edit(copy, card, { locale, ...data(reply) });
      if (keyOf(now) === keyOf(copy)) return;
      await this.#wrote(now, locale);
      await this.#posted.move(subject, copy, now, iso(this.#init.clock));
    } catch (error) {
      this.#init.logger.warn({ error, subject, message: copy.id }, "a posted card could not be brought up to date");
    }
  }

  async #localeOf(copy: MessageRef): Promise<Locale> {
    const known = this.#locales.get(keyOf(copy));
    if (known !== undefined) return known;
    const locale = (await this.#init.kept?.writtenIn(copy)) ?? this.#init.locale;
    remember(this.#locales, keyOf(copy), locale);
    return locale;
  }

  async #wrote(message: MessageRef, locale: Locale): Promise<void> {
    const before = this.#locales.get(keyOf(message)) ?? this.#init.locale;
    remember(this.#locales, keyOf(message), locale);
    if (locale !== before) await this.#init.kept?.wrote(message, locale);
  }

  /** Never lowers a revision; replies without one are always taken. */
  #newer(subject: string, revision: number | undefined): boolean {
    if (revision === undefined) return true;
    const standing = this.#revisions.get(subject) ?? 0;
    if (revision < standing) return false;
    remember(this.#revisions, subject, revision);
    return true;
  }

  #lock(subject: string): Mutex {
    const known = this.#locks.get(subject);
    if (known !== undefined) return known;
    const made = new Mutex();
    remember(this.#locks, subject, made);
    return made;
  }
}

const file = (given: Attachment | undefined): { file?: Attachment } => (given === undefined ? {} : { file: given });

export const data = (reply: Pick<Reply, "data">): { data?: ReplyData } =>
  reply.data === undefined ? {} : { data: reply.data };

const keyOf = ({ place, id }: MessageRef): string => `${place.platform} ${place.tenant} ${place.conversation} ${id}`;

/** Newest last; the oldest are forgotten. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= mostSubjects) break;
    map.delete(oldest);
  }
}
