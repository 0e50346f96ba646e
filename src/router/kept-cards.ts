// What posted cards say now, so that one can be shown to somebody in the other language: after a restart and on another replica too.
import type { Card } from "../domain/card.ts";
import type { ChannelMemory, MessageRef } from "../domain/chat.ts";
import type { PlatformId } from "../domain/person.ts";
import type { Json, Locale } from "../domain/text.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";

export interface KeptCard {
  readonly card: Card;
  /** Of a card that changes. */
  readonly subject?: string;
  /** When it said so, ISO 8601. */
  readonly at: string;
}

/** So long a button shows the other language; an approval or a run is over long before. */
const keptMs = 14 * 86_400_000;
const mostKeys = 5000;
/** Cards between two clean-ups. */
const cleanEvery = 300;

export class KeptCards {
  readonly #memory: (platform: PlatformId) => ChannelMemory;
  readonly #clock: Clock;
  /** Key by platform and subject: every form of a card that changes has the same. */
  readonly #keys = new Map<string, string>();
  #kept = 0;

  constructor(memory: (platform: PlatformId) => ChannelMemory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  /** Keeps what the card says now; resolves with the key that its button carries. The key cannot be guessed. */
  async keep(platform: PlatformId, card: Card, subject?: string): Promise<string> {
    const memory = this.#memory(platform);
    const key = subject === undefined ? newId("crd") : await this.#keyOf(platform, subject);
    const kept: KeptCard = { card, at: iso(this.#clock), ...(subject === undefined ? {} : { subject }) };
    await memory.put(`kept ${key}`, kept as unknown as Json, this.#until());
    this.#kept += 1;
    if (this.#kept % cleanEvery === 0) await memory.prune(iso(this.#clock));
    return key;
  }

  /** Undefined when it was never kept here or is too old. */
  async get(platform: PlatformId, key: string): Promise<KeptCard | undefined> {
    const value = await this.#memory(platform).get(`kept ${key}`);
    return value === undefined ? undefined : (value as unknown as KeptCard);
  }

  /** In which language a message was written. */
  async writtenIn(message: MessageRef): Promise<Locale | undefined> {
    const value = await this.#memory(message.place.platform).get(languageKey(message));
    return value === "en" || value === "zh-CN" ? value : undefined;
  }

  async wrote(message: MessageRef, locale: Locale): Promise<void> {
    await this.#memory(message.place.platform).put(languageKey(message), locale, this.#until());
  }

  async #keyOf(platform: PlatformId, subject: string): Promise<string> {
    const name = `${platform} ${subject}`;
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const memory = this.#memory(platform);
    const before = await memory.get(`kept-as ${subject}`);
    const key = typeof before === "string" ? before : newId("crd");
    if (key !== before) await memory.put(`kept-as ${subject}`, key, this.#until());
    this.#keys.set(name, key);
    for (const oldest of this.#keys.keys()) {
      if (this.#keys.size <= mostKeys) break;
      this.#keys.delete(oldest);
    }
    return key;
  }

  #until(): string {
    return new Date(this.#clock.now() + keptMs).toISOString();
  }
}

const languageKey = ({ place, id }: MessageRef): string => `language ${place.tenant} ${place.conversation} ${id}`;
