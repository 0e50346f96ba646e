// The terminal as a channel for one process: posts are printed, edits print only what is new, files are kept for the caller.
import type { Attachment, Channel, Place } from "../../domain/chat.ts";
import { createPrinter, type PrinterOptions } from "./printer.ts";

export interface TerminalChannelOptions extends PrinterOptions {
  /** Gets files that belong to a card, for example the full report. */
  readonly onFile?: (file: Attachment) => void;
}

export const terminalPlace: Place = {
  platform: "terminal",
  tenant: "local",
  conversation: "terminal",
  scope: "direct",
};

export function createTerminalChannel(options: TerminalChannelOptions): Channel {
  const printer = createPrinter(options);
  let count = 0;
  const post: Channel["post"] = (place, card, { file }) => {
    const id = `t${++count}`;
    printer.show(id, card);
    if (file !== undefined) options.onFile?.(file);
    return Promise.resolve({ place, id });
  };
  return {
    platform: "terminal",
    languages: "none",
    post,
    edit: (message, card) => {
      printer.show(message.id, card);
      return Promise.resolve(message);
    },
    whisper: async (place, _actor, card, whispered) => {
      await post(place, card, whispered);
    },
  };
}
