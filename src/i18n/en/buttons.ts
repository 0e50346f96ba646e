// English messages: the rows of buttons under a card.
export const buttons = {
  "buttons.more": "More ({count})",
} as const;
