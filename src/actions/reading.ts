// Small things that every action needs when it reads: evidence of a transcript, readings that failed, untrusted baselines.
import { CertOpsError, codeOf } from "../domain/errors.ts";
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Json, Phrase } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { sha256 } from "../kernel/ids.ts";
import { redactText } from "../kernel/redact.ts";
import type { Transcript } from "../systems/ports.ts";

const excerptLines = 6;

/** The last lines of what a device answered to a change, with the digest of the whole. */
export function transcriptEvidence(
  system: Evidence["system"],
  node: NodeName | undefined,
  given: Transcript,
): Evidence {
  const lines = redactText(given.text)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  return {
    system,
    ...(node === undefined ? {} : { node }),
    at: given.endedAt,
    source: given.command,
    excerpt: lines.slice(-excerptLines).join("\n"),
    digest: sha256(given.text),
  };
}

/** What a person may read about a failed reading. A bug has no words of its own. */
export const reasonOf = (error: unknown): Phrase =>
  error instanceof CertOpsError ? error.say : say("changes.reading-failed", { code: codeOf(error) });

/** The value of a reading, or why there is none; bugs and cancellations are thrown on. */
export async function attempt<T>(
  read: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: Phrase }> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (signal.aborted || !(error instanceof CertOpsError)) throw error;
    return { ok: false, reason: reasonOf(error) };
  }
}

/** A member of an object that came back from the journal. */
export function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [key: string]: Json })[name];
}

export const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);

export const texts = (value: Json | undefined): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];

/** Serial numbers as different sources print them: hexadecimal, with or without colons, case and leading zeros. */
export const sameSerial = (a: string, b: string): boolean => plainSerial(a) === plainSerial(b);

const plainSerial = (serial: string): string =>
  serial
    .toLowerCase()
    .replace(/[^0-9a-f]/g, "")
    .replace(/^0+(?=.)/, "");
