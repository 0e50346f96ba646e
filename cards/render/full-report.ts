// The whole card as a text file: what goes along when a platform's message is too small for it.
import type { Card } from "../../src/domain/card.ts";
import type { Attachment } from "../../src/domain/chat.ts";
import type { Writer } from "../../src/i18n/write.ts";
import { textCard } from "./text.ts";

/** UTF-8, every section open, nothing left out. The name is made of the card's title. */
export function fullReport(card: Card, writer: Writer): Attachment {
  const title = writer.write(card.title).replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  const name =
    title
      .slice(0, 200)
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 80) || "report";
  const text = textCard({ ...card, actions: [] }, { writer, width: 110, full: true });
  return { name: `${name}.txt`, bytes: new TextEncoder().encode(`${text}\n`) };
}
