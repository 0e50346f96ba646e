// A finding: what one check saw, with the evidence it rests on.
import type { NodeName } from "./ids.ts";
import type { Phrase } from "./text.ts";

/** `unknown` is what could not be looked at; it is never `ok`. */
export type Verdict = "ok" | "problem" | "warning" | "unknown";

/** Where a statement comes from, exactly, so that anybody can look again. */
export interface Evidence {
  /** The kind of system: what was spoken to. */
  readonly system:
    | "CUCM CLI"
    | "AXL"
    | "RisPort70"
    | "Control Center"
    | "TFTP"
    | "TVS"
    | "TLS"
    | "certificate API"
    | "Expressway-C"
    | "Authentication server"
    | "Log collection"
    | "SAML metadata"
    | "IdP"
    | "snapshot"
    | "paste"
    | "person";
  readonly node?: NodeName;
  /** When it was read, ISO 8601. */
  readonly at: string;
  /** The command, URL or host:port that was asked. */
  readonly source: string;
  /** The exact lines or bytes (hex) it rests on; redacted, at most a few lines. */
  readonly excerpt: string;
  /** SHA-256 (hex) of the whole answer the excerpt was cut from. */
  readonly digest: string;
}

export interface Finding {
  /** Stable inside one diagnosis: a later finding with the same id replaces the earlier one. */
  readonly id: string;
  /** The check that made it. */
  readonly check: string;
  /** Stable machine name, for example `itl.signer-not-held`; documented in docs/cli.md. */
  readonly code: string;
  readonly verdict: Verdict;
  readonly node?: NodeName;
  /** One line: what was found. */
  readonly title: Phrase;
  /** What it means for phones, when that is not plain. */
  readonly means?: Phrase;
  /** What to do next; every `unknown` has one. */
  readonly next?: Phrase;
  readonly evidence: readonly Evidence[];
}

const order: Record<Verdict, number> = { problem: 0, unknown: 1, warning: 2, ok: 3 };
/** Sorts problems first, then what is unknown, then warnings, then what is well. */
export const byGravity = (a: Finding, b: Finding): number => order[a.verdict] - order[b.verdict];
