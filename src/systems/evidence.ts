// Makes evidence from an answer: the decisive lines, redacted and bounded, and the digest of the whole.
import type { Evidence } from "../domain/finding.ts";
import type { NodeName } from "../domain/ids.ts";
import { type Clock, iso } from "../kernel/clock.ts";
import { sha256 } from "../kernel/ids.ts";
import { redactText } from "../kernel/redact.ts";

const MAX_LINES = 8;
const MAX_LINE = 200;

/** `lines` may hold device text: control characters and secrets are removed, long ones are cut. */
export function evidenceOf(
  clock: Clock,
  seen: {
    readonly system: Evidence["system"];
    readonly node?: NodeName;
    readonly source: string;
    readonly lines: readonly string[];
    /** The whole answer, or its digest (SHA-256, lower-case hexadecimal) where it was never held. */
    readonly whole: string | Uint8Array | { readonly sha256: string };
  },
): Evidence {
  const clean = seen.lines.map(plainLine);
  const kept =
    clean.length > MAX_LINES ? [...clean.slice(0, MAX_LINES - 1), `… ${clean.length - MAX_LINES + 1} more`] : clean;
  return {
    system: seen.system,
    ...(seen.node === undefined ? {} : { node: seen.node }),
    at: iso(clock),
    source: seen.source,
    excerpt: kept.join("\n"),
    digest: typeof seen.whole === "object" && "sha256" in seen.whole ? seen.whole.sha256 : sha256(seen.whole),
  };
}

/** One line of untrusted text, fit for a card or a log: no control or direction characters, no secrets, bounded. */
export function plainLine(text: string): string {
  const clean = redactText(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")).trim();
  return clean.length > MAX_LINE ? `${clean.slice(0, MAX_LINE - 1)}…` : clean;
}
