// The button under every card that shows it in the other language, to whoever pressed it.
import type { Card, CardAction } from "./card.ts";
import type { Locale } from "./text.ts";

export const languageAction = "card.language";

/** Written in the language of the reader it is not for: “中文” under an English card, “English” under a Chinese one. */
const button = (payload: CardAction["payload"]): CardAction => ({
  action: languageAction,
  label: { id: "language.other" },
  payload,
});

export const otherLanguage = (locale: Locale): Locale => (locale === "en" ? "zh-CN" : "en");

/** The card with the button behind its own. A card that has it gets the new payload. */
export const withLanguageButton = (card: Card, payload: CardAction["payload"]): Card => ({
  ...card,
  actions: [...card.actions.filter(({ action }) => action !== languageAction), button(payload)],
});
