// One message as the page gets it: already in the viewer's language, cards as Adaptive Cards.
import { adaptiveForm } from "../../../cards/render/adaptive.ts";
import { cleanText } from "../../../cards/render/clean.ts";
import { fitForm, jsonBytes, sizeBudget } from "../../../cards/render/limits.ts";
import { inTurns } from "../../../cards/render/turns.ts";
import type { Card } from "../../domain/card.ts";
import type { Writer } from "../../i18n/write.ts";
import type { Entry } from "./conversation.ts";
import type { WireMessage } from "./page/shapes.ts";

/** A large card is drawn in short turns: nobody else waits for it. */
export async function wireMessage(
  entry: Entry,
  writer: Writer,
  nameOf: (user: string) => string,
): Promise<WireMessage> {
  const text = entry.text ?? (entry.note === undefined ? undefined : writer.write(entry.note));
  const { shortened, ...card } = entry.card === undefined ? { shortened: false } : await drawn(entry.card, writer);
  const own = entry.file === undefined ? undefined : wireFile(entry.id, entry.file);
  // It is drawn when somebody wants it: how large it is nobody knows before.
  const file =
    own ?? (shortened ? { href: `/api/reports/${entry.id}?locale=${writer.locale}`, name: reportName } : undefined);
  return {
    id: entry.id,
    order: entry.order,
    revision: entry.revision,
    at: entry.at,
    from: entry.from.kind,
    ...(entry.from.kind === "person" ? { user: entry.from.user, name: nameOf(entry.from.user) } : {}),
    onlyYou: entry.onlyFor !== undefined,
    ...(text === undefined ? {} : { text: cleanText(text) }),
    ...card,
    ...(file === undefined ? {} : { file }),
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

type Drawn = Required<Pick<WireMessage, "card" | "tone" | "summary">> & { readonly shortened: boolean };

const reportName = "report.txt";

/** Every window that is open shows the same card: it is drawn once for each language and zone (a writer is kept for each). */
const known = new WeakMap<Card, WeakMap<Writer, Promise<Drawn>>>();

function drawn(card: Card, writer: Writer): Promise<Drawn> {
  const all = known.get(card) ?? new WeakMap<Writer, Promise<Drawn>>();
  known.set(card, all);
  const made = all.get(writer) ?? draw(card, writer);
  all.set(writer, made);
  return made;
}

async function draw(card: Card, writer: Writer): Promise<Drawn> {
  const asElements = (one: Card) => adaptiveForm(one, { writer, host: "web" });
  const { form, shortened } = await inTurns(fitForm(card, asElements, jsonBytes, sizeBudget.web));
  return { card: form, tone: card.tone, summary: cleanText(writer.write(card.summary)), shortened };
}
