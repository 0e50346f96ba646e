// English messages: checks.
export const checks = {} as const;
