// English messages: commands.
export const commands = {} as const;
