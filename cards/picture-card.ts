// A picture's card: its title, and what it shows in words for those who do not see it.
import type { Card } from "../src/domain/card.ts";
import { verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { text } from "./words.ts";

/** `title` and `alt` are written already, in the language of the picture. */
export const pictureCard = (drawn: {
  readonly title: string;
  readonly alt: string;
  readonly file: { readonly name: string };
}): Card => ({
  title: verbatim(drawn.title),
  tone: "neutral",
  body: [text(verbatim(drawn.alt)), text(say("picture.saved", { name: drawn.file.name }), { subtle: true })],
  actions: [],
  summary: verbatim(drawn.alt),
});
