// A press of the button for the other language: in place where one person reads, privately where others read the same card.
import type { Reply } from "../domain/chat.ts";
import { CertOpsError } from "../domain/errors.ts";
import { languageAction, otherLanguage } from "../domain/language-button.ts";
import { say } from "../i18n/say.ts";
import type { Click } from "./command.ts";
import type { KeptCards } from "./kept-cards.ts";

/** For platforms whose channel does not do it by itself. Throws CertOpsError `not-found` when the card is not kept any more. */
export const languageClick = (kept: KeptCards): Click<unknown> => ({
  action: languageAction,
  may: "ask",
  async *run({ card: key = "", shown }, { place }): AsyncIterable<Reply> {
    const found = await kept.get(place.platform, key);
    if (found === undefined) {
      throw new CertOpsError({
        code: "not-found",
        message: "no card is kept under the key of a language button",
        say: say("language.gone"),
        next: say("language.gone.next"),
        retry: "never",
      });
    }
    const { card, subject } = found;
    yield {
      card,
      keptAs: key,
      locale: otherLanguage(shown === "zh-CN" ? "zh-CN" : "en"),
      ...(subject === undefined ? {} : { subject }),
      ...(place.scope === "direct" ? { inPlace: true } : { private: true }),
    };
  },
});
