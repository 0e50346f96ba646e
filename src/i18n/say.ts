// Builds references into the catalogues; an id that does not exist does not compile.
import type { Phrase, PhraseValue } from "../domain/text.ts";
import type { MessageId } from "./catalogue.ts";

/** A message with its values, to be written later in each reader's language. */
export function say(id: MessageId, values?: Readonly<Record<string, PhraseValue>>): Phrase {
  return values === undefined ? { id } : { id, values };
}
