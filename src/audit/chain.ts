// The hash chain: how an entry is bound to everything before it, and how damage is found and named.
import type { AuditEntry, AuditEvent } from "../domain/audit.ts";
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
  /** English, for the log and the command line. */
  readonly what: string;
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
      const gap = entry.sequence - expected;
      const what =
        gap === 1 ? `entry ${expected} was removed` : `entries ${expected} to ${entry.sequence - 1} were removed`;
      return { sequence: expected, fault: "removed", what };
    }
    if (entry.sequence < expected) {
      return {
        sequence: entry.sequence,
        fault: "reordered",
        what: `entry ${entry.sequence} stands after ${this.#sequence}`,
      };
    }
    // Before the hash: an entry that was moved and renumbered has a wrong hash too, and `changed` would mislead.
    if (entry.previous !== this.#hash) {
      const what = `entry ${expected} does not follow entry ${this.#sequence}: one of them was replaced, removed or moved`;
      return { sequence: expected, fault: "reordered", what };
    }
    if (hashOf(entry) !== entry.hash) {
      return { sequence: expected, fault: "changed", what: `entry ${expected} was changed after it was written` };
    }
    this.#sequence = entry.sequence;
    this.#hash = entry.hash;
    return undefined;
  }
}
