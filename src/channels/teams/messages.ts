// Messages in the platform's own form: a card with its summary, a mention, a line of text.
import { cleanLine } from "../../../cards/render/clean.ts";
import type { Json } from "../../domain/text.ts";
import type { OutgoingActivity } from "./wire.ts";

const adaptive = "application/vnd.microsoft.card.adaptive";

/** `summary` is what a notification shows. */
export const cardMessage = (card: Json, summary: string): OutgoingActivity => ({
  type: "message",
  summary: cleanLine(summary).slice(0, 300),
  attachments: [{ contentType: adaptive, content: card }],
});

export const attachmentMessage = (attachment: Json, summary: string): OutgoingActivity => ({
  type: "message",
  summary: cleanLine(summary).slice(0, 300),
  attachments: [attachment],
});

export const typing: OutgoingActivity = { type: "typing" };

export interface Mentioned {
  /** `29:…` */
  readonly id: string;
  readonly name: string;
}

/**
 * Adds the people above the card, so that Teams tells them. Their names come from the configuration; what Teams would read as
 * markup is taken out all the same, because a mention's text must be found in the message letter by letter.
 */
export function mentioning(message: OutgoingActivity, people: readonly Mentioned[]): OutgoingActivity {
  if (people.length === 0) return message;
  const tags = people.map(({ id, name }) => ({ id, name: plainName(name), tag: `<at>${plainName(name)}</at>` }));
  return {
    ...message,
    text: tags.map(({ tag }) => tag).join(", "),
    textFormat: "xml",
    entities: tags.map(({ id, name, tag }) => ({ type: "mention", text: tag, mentioned: { id, name } })),
  };
}

const plainName = (name: string): string =>
  cleanLine(name)
    .replaceAll(/[<>&"'`*_~[\]()#|\\]/g, "")
    .trim() || "?";

/** The body of an answer to Action.Execute that shows a card to the one who pressed (Universal Actions, response format). */
export const cardAnswer = (card: Json): Json => ({ statusCode: 200, type: adaptive, value: card });

/** The same with a line of text. */
export const textAnswer = (text: string): Json => ({
  statusCode: 200,
  type: "application/vnd.microsoft.activity.message",
  value: text,
});
