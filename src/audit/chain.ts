// The hash chain: how an entry is bound to everything before it, and how damage is found and named.
import type { AuditEntry, AuditEvent } from "../domain/audit.ts";
import type { Phrase, PhraseValue } from "../domain/text.ts";
import type { MessageId } from "../i18n/catalogue.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";

/** What the first entry is chained to. */
export const genesis = "0".repeat(64);

/** SHA-256 over the canonical JSON of the entry without its own hash; `previous` and `sequence` are inside. */
export function hashOf(entry: Omit<AuditEntry, "hash">): string {
  const { kind, at, who, cluster, about, data, sequence, previous } = entry;
  return sha256(canonicalJson({ kind, at, who, cluster, about, data, sequence, previous }));
}

/** The entry that follows `last`. Members that are `undefined` are left out: they would not survive the store. */
export function chain(event: AuditEvent, last: Pick<AuditEntry, "sequence" | "hash"> | undefined): AuditEntry {
  const entry = {
    kind: event.kind,
    at: event.at,
    who: event.who,
    ...(event.cluster === undefined ? {} : { cluster: event.cluster }),
    ...(event.about === undefined ? {} : { about: event.about }),
    data: event.data,
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.hash ?? genesis,
  };
  return { ...entry, hash: hashOf(entry) };
}

export type ChainFault = "changed" | "removed" | "reordered" | "cut" | "rewritten" | "signature-invalid" | "other-key";

export interface Damage {
  readonly sequence: number;
  readonly fault: ChainFault;
  /** English, for the log and for scripts. */
  readonly what: string;
  /** The same for a person, in the language of whoever reads it. */
  readonly say: Phrase;
}

/** Names one damage; sequences are written as they are, never grouped. */
export function damage(
  sequence: number,
  fault: ChainFault,
  id: Extract<MessageId, `audit.damage.${string}`>,
  values: Readonly<Record<string, PhraseValue>>,
): Damage {
  const phrase = say(id, values);
  return { sequence, fault, what: writerFor("en").write(phrase), say: phrase };
}

/** Walks a chain entry by entry, so that a million of them need no memory. */
export class ChainWalker {
  #sequence = 0;
  #hash = genesis;

  get head(): { readonly sequence: number; readonly hash: string } {
    return { sequence: this.#sequence, hash: this.#hash };
  }

  /** The first damage at this entry, or undefined; after damage the walk must not go on. */
  step(entry: AuditEntry): Damage | undefined {
    const expected = this.#sequence + 1;
    if (entry.sequence > expected) {
      const last = entry.sequence - 1;
      return last === expected
        ? damage(expected, "removed", "audit.damage.removed", { entry: expected })
        : damage(expected, "removed", "audit.damage.removed-range", { first: expected, last });
    }
    if (entry.sequence < expected) {
      const { sequence } = entry;
      return damage(sequence, "reordered", "audit.damage.after", { entry: sequence, before: this.#sequence });
    }
    // Before the hash: an entry that was moved and renumbered has a wrong hash too, and `changed` would mislead.
    if (entry.previous !== this.#hash) {
      return damage(expected, "reordered", "audit.damage.reordered", { entry: expected, before: this.#sequence });
    }
    if (hashOf(entry) !== entry.hash) {
      return damage(expected, "changed", "audit.damage.changed", { entry: expected });
    }
    this.#sequence = entry.sequence;
    this.#hash = entry.hash;
    return undefined;
  }
}
