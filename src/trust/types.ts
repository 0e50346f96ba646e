// Shapes of the trust domain: certificates, trust lists, the rule's verdict.
import type { TrustListKind } from "../domain/cluster.ts";

/** A certificate as we read it. Serials are lower-case hexadecimal without separators or leading zeros. */
export interface Certificate {
  readonly serial: string;
  /** RFC 4514-like, in the certificate's own order: `CN=...,OU=...`. */
  readonly subject: string;
  readonly issuer: string;
  readonly commonName: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** DNS names and addresses of the SAN extension. */
  readonly names: readonly string[];
  readonly key: { readonly type: "RSA" | "EC" | "other"; readonly bits: number };
  readonly selfSigned: boolean;
  readonly ca: boolean;
  readonly extendedKeyUsage: readonly string[];
  /** Lower-case hexadecimal SHA-256 of the DER. */
  readonly sha256: string;
  readonly der: Uint8Array;
}

export interface TrustListSigner {
  readonly name: string;
  readonly issuer: string;
  readonly serial: string;
}

export interface TrustListRecord {
  /** Record number in the file, from 1. */
  readonly number: number;
  /** CUCM's trust role number (`trustRoles` in the domain). */
  readonly role: number;
  readonly dnsName: string;
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  /** DER, when the record carries the certificate (non-secure CTL records may not). */
  readonly certificate?: Uint8Array;
  readonly address?: string;
}

/** An ITL or CTL file, read. */
export interface TrustList {
  readonly kind: TrustListKind;
  readonly fileName: string;
  readonly version: string;
  readonly signer: TrustListSigner;
  readonly digestAlgorithm: "sha1" | "sha256" | "sha512";
  /** ISO 8601, from the file's own timestamp (whole seconds). */
  readonly timestamp: string;
  readonly records: readonly TrustListRecord[];
  /** Lower-case hexadecimal SHA-256 of the whole file: the list's identity in snapshots. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Why a file is no usable trust list; `at` is the byte offset. */
export interface TrustListFault {
  readonly fault: "empty" | "truncated" | "not-a-trust-list" | "bad-length" | "missing-field" | "too-large";
  readonly at: number;
  readonly detail: string;
}
