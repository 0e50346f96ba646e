// English messages: what the systems clients say when a device cannot be asked.
export const systems = {} as const;
