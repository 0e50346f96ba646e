// What every card gets before it is shown: the button for the other language, and a word when nobody keeps the copy up to date.
import type { Card } from "../domain/card.ts";
import type { Channel, Place, Reply } from "../domain/chat.ts";
import { withLanguageButton } from "../domain/language-button.ts";
import type { PlatformId } from "../domain/person.ts";
import type { Locale } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import type { KeptCards } from "./kept-cards.ts";

export interface DressingInit {
  readonly kept?: KeptCards;
  readonly clock: Clock;
  readonly logger: Logger;
}

export class Dressing {
  readonly #init: DressingInit;
  /** Keys of cards that are being kept: twenty copies of one form are one. */
  readonly #keeping = new WeakMap<Card, Map<PlatformId, Promise<string>>>();

  constructor(init: DressingInit) {
    this.#init = init;
  }

  /** The reply's card with the button, where one can work. Keeping the card must not keep it from being shown. */
  async dressed({ languages }: Channel, { platform, scope }: Place, reply: Reply, locale: Locale): Promise<Card> {
    const { card, subject, keptAs } = reply;
    const { kept, logger } = this.#init;
    if (kept === undefined || languages === "none") return card;
    // Where nobody else reads, the message itself is turned and stays so.
    if (languages === "own" && scope === "channel") return withLanguageButton(card, {});
    try {
      const key = keptAs ?? (await this.#keep(kept, platform, card, subject));
      return withLanguageButton(card, { card: key, shown: locale });
    } catch (error) {
      logger.warn({ error, subject }, "a card could not be kept; it has no button for the other language");
      return card;
    }
  }

  /** A copy that nobody keeps up to date says so. */
  asOfNow({ card, subject, keptAs }: Reply): Card {
    if (subject === undefined || keptAs === undefined) return card;
    const text = say("language.moment", { at: { time: iso(this.#init.clock) } });
    return { ...card, body: [{ kind: "text", text, subtle: true }, ...card.body] };
  }

  #keep(kept: KeptCards, platform: PlatformId, card: Card, subject: string | undefined): Promise<string> {
    const forms = this.#keeping.get(card) ?? new Map<PlatformId, Promise<string>>();
    this.#keeping.set(card, forms);
    const known = forms.get(platform);
    if (known !== undefined) return known;
    const keeping = kept.keep(platform, card, subject);
    forms.set(platform, keeping);
    return keeping;
  }
}
