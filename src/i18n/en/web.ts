// English messages: web.
export const web = {} as const;
