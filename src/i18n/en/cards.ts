// English messages: cards.
export const cards = {} as const;
