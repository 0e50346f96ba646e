// What stands in the web chat: messages in order, each with its newest form, so that a reload or a reconnect shows all.
import type { Card } from "../../domain/card.ts";
import type { Attachment } from "../../domain/chat.ts";
import { otherLanguage } from "../../domain/language-button.ts";
import type { Locale, Phrase } from "../../domain/text.ts";

export type Author =
  | { readonly kind: "bot" }
  | { readonly kind: "person"; readonly user: string }
  | { readonly kind: "lab" };

export interface Entry {
  readonly id: string;
  /** Place in the conversation; never changes. */
  readonly order: number;
  /** Grows with every change of anything: what a viewer has not seen yet has a greater one. */
  readonly sequence: number;
  readonly revision: number;
  readonly at: string;
  readonly from: Author;
  /** Seen by this user alone. */
  readonly onlyFor?: string;
  /** Users who turned this card, with the language they read it in. */
  readonly readIn?: ReadonlyMap<string, Locale>;
  readonly text?: string;
  readonly note?: Phrase;
  readonly card?: Card;
  readonly file?: Attachment;
  /** Names of files that came with a person's message. */
  readonly attached: readonly string[];
}

export type Draft = Omit<Entry, "id" | "order" | "sequence" | "revision" | "attached"> & {
  readonly attached?: readonly string[];
};

/** Older messages fall off: a chat that runs for months must not grow for ever. */
const mostEntries = 400;

export class Conversation {
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #sequence = 0;

  add(draft: Draft): Entry {
    const sequence = ++this.#sequence;
    const entry: Entry = { attached: [], ...draft, id: `m${sequence}`, order: sequence, sequence, revision: 1 };
    this.#entries.set(entry.id, entry);
    for (const id of this.#entries.keys()) {
      if (this.#entries.size <= mostEntries) break;
      this.#entries.delete(id);
    }
    this.#tell();
    return entry;
  }

  /** The entry with a new card and the next revision; undefined when it is not there any more. */
  edit(id: string, card: Card): Entry | undefined {
    const known = this.#entries.get(id);
    if (known === undefined) return undefined;
    const entry: Entry = { ...known, card, sequence: ++this.#sequence, revision: known.revision + 1 };
    this.#entries.set(id, entry);
    this.#tell();
    return entry;
  }

  /** Turns the card into the other language for this user, whose page is in `page`; false when it is not there for them. */
  turn(id: string, user: string, page: Locale): boolean {
    const known = this.#entries.get(id);
    if (known?.card === undefined || (known.onlyFor ?? user) !== user) return false;
    const readIn = new Map(known.readIn);
    readIn.set(user, otherLanguage(readIn.get(user) ?? page));
    const entry: Entry = { ...known, readIn, sequence: ++this.#sequence, revision: known.revision + 1 };
    this.#entries.set(id, entry);
    this.#tell();
    return true;
  }

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  /**
   * The oldest change after `sequence` that this user may see. Each entry counts once, in its newest form: a slow viewer
   * skips the forms between, which also bounds what is kept for them.
   */
  next(sequence: number, user: string): Entry | undefined {
    let found: Entry | undefined;
    for (const entry of this.#entries.values()) {
      if (entry.sequence <= sequence || (entry.onlyFor !== undefined && entry.onlyFor !== user)) continue;
      if (found === undefined || entry.sequence < found.sequence) found = entry;
    }
    return found;
  }

  /** Calls back on every change; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
