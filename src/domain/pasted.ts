// What a pasted log says, as facts: codes, times, serial numbers, names of servers. The text itself is kept nowhere.
import type { Finding } from "./finding.ts";
import type { PersonId } from "./ids.ts";

/** What a login came to, by CUCM’s SSO log. */
export const pastedOutcomes = [
  "sso.decrypt-failed",
  "sso.signing-mismatch",
  "sso.status-not-success",
  "sso.time-invalid",
  "sso.no-uid",
  "sso.response-refused",
  "sso.signed-in",
] as const;

/** The last login in a pasted SSO log. */
export interface PastedLogin {
  readonly outcome: (typeof pastedOutcomes)[number];
  /** `2026-01-10 06:06:31,274` as printed, in the node’s own time zone, which the log does not name; empty when it has none. */
  readonly at: string;
  /** Of the certificate that the identity provider encrypted for: lower-case hexadecimal without leading zeros. */
  readonly serial?: string;
}

export const pastedRefusalKinds = [
  "cucm-refuses-expressway",
  "expressway-refuses-cucm",
  "name-not-in-certificate",
] as const;

/** Who refused whom in TLS, by a pasted Expressway-C log. */
export interface PastedRefusal {
  readonly kind: (typeof pastedRefusalKinds)[number];
  /** ISO 8601 with offset; empty when the record has none. */
  readonly at: string;
  /** The CUCM node as the log calls it, a name or an address; empty when it does not say. */
  readonly server: string;
}

export interface PastedFacts {
  readonly login?: PastedLogin;
  /** The last of each kind and server, newest last. */
  readonly refusals?: readonly PastedRefusal[];
}

/** A paste as a diagnosis weighs it. It is untrusted: it proves nothing but together with what pinned systems say. */
export interface Pasted {
  /** Who made it evidence: signed in, and answerable for it. */
  readonly by: PersonId;
  readonly name: string;
  /** When; ISO 8601. */
  readonly at: string;
  /** What it was: a file’s name, or its kind. */
  readonly source: string;
  readonly facts: PastedFacts;
}

/** What a diagnosis is started with: findings to show, and facts to weigh where the scenario knows how. */
export interface PastedEvidence {
  readonly findings: readonly Finding[];
  readonly weigh?: Pasted;
}
