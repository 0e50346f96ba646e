// What the bot hands out as a file where a step or a question needs it: a certificate of the cluster, the LSCs phone by phone.
import type { ClusterId } from "./ids.ts";

/** A certificate as the cluster itself holds it now. */
export interface HandedCertificate {
  readonly cluster: ClusterId;
  readonly commonName: string;
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly pem: string;
  /** Where it was read: `cucm-pub CAPF`, `cucm-pub CAPF-trust`. */
  readonly from: string;
  /** CAPF’s own certificate of now; else one that a trust store still holds. */
  readonly current: boolean;
  readonly readAt: string;
}

export interface HandedLsc {
  readonly phone: string;
  /** Common name of who issued it; empty where CUCM does not keep it, or the phone has none. */
  readonly issuer: string;
  /** ISO 8601; empty without an LSC. */
  readonly until: string;
  readonly state: "current" | "former" | "unknown" | "none";
}

/** Every configured phone, those that still wait for a new LSC first. */
export interface HandedLscs {
  readonly cluster: ClusterId;
  readonly clusterName: string;
  /** Common name of CAPF’s certificate; empty when it could not be read. */
  readonly capf: string;
  readonly phones: readonly HandedLsc[];
  readonly readAt: string;
}

/** What a diagnosis offers beside its remedies; each is a button. */
export type Offer =
  | { readonly kind: "certificate"; readonly commonName: string }
  | { readonly kind: "lscs"; readonly former: number };
