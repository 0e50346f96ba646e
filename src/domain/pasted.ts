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

/** An authority in a file of trusted CAs that somebody dropped. */
export interface PastedAuthority {
  readonly commonName: string;
  /** The first 16 hexadecimal digits of its SHA-256: enough to tell certificates apart, and small enough for a button. */
  readonly sha256: string;
  /** The day on which it ends, `2031-11-19`. */
  readonly until: string;
}

/** Whom an authentication server trusts, by a file that somebody dropped. */
export interface PastedAuthorities {
  /** The configured server that it is said to be of; empty where the configuration names none. */
  readonly server: string;
  readonly held: readonly PastedAuthority[];
  /** How many further authorities the file has that found no room; none of them is called like a CAPF. */
  readonly more: number;
}

/** What a phone’s status messages or console log say of 802.1X. `handshake`: only `SSL_ERROR_WANT_READ`, which is normal. */
export const pastedPhoneOutcomes = ["failed", "handshake"] as const;

export interface PastedPhone {
  readonly outcome: (typeof pastedPhoneOutcomes)[number];
  /** `SEP` and 12 hexadecimal digits, when exactly one phone is named in it; empty otherwise. */
  readonly phone: string;
}

export interface PastedFacts {
  readonly login?: PastedLogin;
  /** The last of each kind and server, newest last. */
  readonly refusals?: readonly PastedRefusal[];
  readonly authorities?: PastedAuthorities;
  readonly phone?: PastedPhone;
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
  /** What was made evidence before and goes on counting beside it: another server’s list, a phone’s log. Newest first. */
  readonly earlier?: readonly Omit<Pasted, "earlier">[];
}

/** What a diagnosis is started with: findings to show, and facts to weigh where the scenario knows how. */
export interface PastedEvidence {
  readonly findings: readonly Finding[];
  readonly weigh?: Pasted;
}

/** So long a list or a log of before counts beside a new one: a night’s work. */
const keptMs = 12 * 3_600_000;
const mostEarlier = 20;

/** Two pastes of one subject: the newer one takes the place of the older. */
const subjectOf = ({ facts: { authorities, phone } }: Pasted): string =>
  authorities !== undefined ? `list ${authorities.server}` : phone !== undefined ? "phone" : "";

/**
 * Adds to a paste what was weighed before in diagnoses of the same scenario and cluster: one list for each server, one phone log.
 * `before`: newest first. Pastes that stand alone (a login, refusals) are given back as they are.
 */
export function withEarlier(pasted: Pasted, before: readonly Pasted[]): Pasted {
  if (subjectOf(pasted) === "") return pasted;
  const oldest = Date.parse(pasted.at) - keptMs;
  const seen = new Set([subjectOf(pasted)]);
  const earlier: Omit<Pasted, "earlier">[] = [];
  for (const { earlier: inner = [], ...one } of before) {
    for (const each of [one, ...inner]) {
      const subject = subjectOf(each);
      if (subject === "" || seen.has(subject) || !(Date.parse(each.at) >= oldest)) continue;
      seen.add(subject);
      earlier.push(each);
    }
  }
  return earlier.length === 0 ? pasted : { ...pasted, earlier: earlier.slice(0, mostEarlier) };
}
