// English messages: changes.
export const changes = {} as const;
