// Webex does not say in which language people read: they are answered in the one in which they wrote last.
import type { ChannelMemory } from "../../domain/chat.ts";
import type { Locale } from "../../domain/text.ts";
import { writtenIn } from "../../i18n/written.ts";
import type { Clock } from "../../kernel/clock.ts";

const keptMs = 400 * 86_400_000;

export class Spoken {
  readonly #memory: ChannelMemory;
  readonly #clock: Clock;
  readonly #default: Locale;

  constructor(memory: ChannelMemory, clock: Clock, byDefault: Locale) {
    this.#memory = memory;
    this.#clock = clock;
    this.#default = byDefault;
  }

  /** The language for this person; `text` is what they write now, nothing for a button. */
  async of(person: string, text = ""): Promise<Locale> {
    const key = `speaks ${person}`;
    const before = await this.#memory.get(key);
    const known = before === "en" || before === "zh-CN" ? before : undefined;
    const now = writtenIn(text);
    if (now === undefined) return known ?? this.#default;
    if (now !== known) await this.#memory.put(key, now, new Date(this.#clock.now() + keptMs).toISOString());
    return now;
  }
}
