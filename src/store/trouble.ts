// A store that cannot do its work says which trouble it has and what to do; no change is started without it.
import { CertOpsError } from "../domain/errors.ts";
import type { Phrase } from "../domain/text.ts";

/** `newer`: written by a later version of the bot. */
export type StoreTrouble = "busy" | "read-only" | "disk" | "damaged" | "full" | "gone" | "newer" | "closed";

const words: Readonly<Record<StoreTrouble, { readonly say: string; readonly next: string; readonly log: string }>> = {
  busy: { say: "store.busy", next: "store.busy.next", log: "another process has it open" },
  "read-only": { say: "store.read-only", next: "store.read-only.next", log: "it cannot be written" },
  disk: { say: "store.disk", next: "store.disk.next", log: "the disk reported an error" },
  damaged: { say: "store.damaged", next: "store.damaged.next", log: "it is damaged or no database" },
  full: { say: "store.full", next: "store.full.next", log: "the disk is full" },
  gone: { say: "store.gone", next: "store.gone.next", log: "it cannot be opened" },
  newer: { say: "store.newer", next: "store.newer.next", log: "a newer version wrote it" },
  closed: { say: "store.closed", next: "store.closed.next", log: "it was closed" },
};

export function storeUnavailable(trouble: StoreTrouble, file: string, cause?: unknown): CertOpsError {
  const { say, next, log } = words[trouble];
  const phrase = (id: string): Phrase => ({ id, values: { file } });
  return new CertOpsError({
    code: "store-unavailable",
    message: `store ${file}: ${log}`,
    say: phrase(say),
    next: phrase(next),
    retry: trouble === "busy" || trouble === "full" || trouble === "disk" ? "later" : "never",
    cause,
  });
}
