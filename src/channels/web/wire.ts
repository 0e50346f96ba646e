// One message as the page gets it: already in the viewer's language, cards as Adaptive Cards.
import { adaptiveCard } from "../../../cards/render/adaptive.ts";
import { cleanText } from "../../../cards/render/clean.ts";
import { fitCard, jsonBytes, sizeBudget } from "../../../cards/render/limits.ts";
import type { Writer } from "../../i18n/write.ts";
import type { Entry } from "./conversation.ts";
import type { WireMessage } from "./page/shapes.ts";

export function wireMessage(entry: Entry, writer: Writer, nameOf: (user: string) => string): WireMessage {
  const text = entry.text ?? (entry.note === undefined ? undefined : writer.write(entry.note));
  return {
    id: entry.id,
    order: entry.order,
    revision: entry.revision,
    at: entry.at,
    from: entry.from.kind,
    ...(entry.from.kind === "person" ? { user: entry.from.user, name: nameOf(entry.from.user) } : {}),
    onlyYou: entry.onlyFor !== undefined,
    ...(text === undefined ? {} : { text: cleanText(text) }),
    ...(entry.card === undefined ? {} : drawn(entry.card, writer)),
    ...(entry.file === undefined ? {} : { file: wireFile(entry.id, entry.file) }),
    attached: entry.attached,
  };
}

const wireFile = (
  id: string,
  { name, bytes, image }: NonNullable<Entry["file"]>,
): NonNullable<WireMessage["file"]> => ({
  href: `/api/files/${id}`,
  name,
  bytes: bytes.length,
  ...(image === undefined ? {} : { alt: cleanText(image.alt) }),
});

function drawn(
  card: NonNullable<Entry["card"]>,
  writer: Writer,
): Pick<WireMessage, "card" | "tone" | "summary"> & object {
  const options = { writer, host: "web" } as const;
  const fitted = fitCard(card, (one) => jsonBytes(adaptiveCard(one, options)), sizeBudget.web);
  return { card: adaptiveCard(fitted.card, options), tone: card.tone, summary: cleanText(writer.write(card.summary)) };
}
