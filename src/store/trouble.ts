// A store that cannot do its work says which trouble it has and what to do; no change is started without it.
import { CertOpsError } from "../domain/errors.ts";
import type { Phrase } from "../domain/text.ts";

/** `newer`: written by a later version of the bot. `refused`: the login or a right is missing. */
export type StoreTrouble = "busy" | "read-only" | "disk" | "damaged" | "full" | "gone" | "newer" | "closed" | "refused";

const words: Readonly<Record<StoreTrouble, string>> = {
  busy: "another process has it open",
  "read-only": "it cannot be written",
  disk: "the disk reported an error",
  damaged: "it is damaged or no database",
  full: "the disk is full",
  gone: "it cannot be opened",
  newer: "a newer version wrote it",
  closed: "it was closed",
  refused: "it refused the login or a right is missing",
};

const passing: ReadonlySet<StoreTrouble> = new Set<StoreTrouble>(["busy", "full", "disk"]);
/** A server comes back by itself, and a standby becomes the primary. */
const passingOnServer: ReadonlySet<StoreTrouble> = new Set<StoreTrouble>([...passing, "gone", "read-only"]);

/** Trouble with the file of the embedded store. */
export function storeUnavailable(trouble: StoreTrouble, file: string, cause?: unknown): CertOpsError {
  const phrase = (id: string): Phrase => ({ id, values: { file } });
  return new CertOpsError({
    code: "store-unavailable",
    message: `store ${file}: ${words[trouble]}`,
    say: phrase(`store.${trouble}`),
    next: phrase(`store.${trouble}.next`),
    retry: passing.has(trouble) ? "later" : "never",
    cause,
  });
}

/** Trouble with a database server. `database`: `host:port/name`. */
export function databaseUnavailable(trouble: StoreTrouble, database: string, cause?: unknown): CertOpsError {
  const phrase = (id: string): Phrase => ({ id, values: { database } });
  const id = trouble === "closed" ? `store.${trouble}` : `store.pg.${trouble}`;
  const log = trouble === "busy" ? "it has too much to do" : words[trouble];
  return new CertOpsError({
    code: "store-unavailable",
    message: `store ${database}: ${log}`,
    say: phrase(id),
    next: phrase(`${id}.next`),
    retry: passingOnServer.has(trouble) ? "later" : "never",
    cause,
  });
}
