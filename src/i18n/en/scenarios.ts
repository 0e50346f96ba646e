// English messages: scenarios.
export const scenarios = {} as const;
