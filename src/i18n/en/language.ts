// English messages: one card, two languages.
export const language = {
  "language.other": "中文",
  "language.moment": "As it stood at {at}. The card in the conversation goes on.",
  "language.gone": "This card is too old to be shown in another language.",
  "language.gone.next": "Ask again: the answer comes in your language. /certops language changes it.",
} as const;
