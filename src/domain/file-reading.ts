// What a file that somebody dropped into the chat turned out to be.
import type { TrustListKind } from "./cluster.ts";
import type { SnapshotId } from "./ids.ts";

export interface ReadCertificateFile {
  readonly subject: string;
  readonly issuer: string;
  readonly serial: string;
  readonly sha256: string;
  /** For example `RSA 2048`. */
  readonly key: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly names: readonly string[];
  readonly selfSigned: boolean;
  /** Where a cluster holds it now, as `HQ cucm-pub CallManager`; from the newest snapshot. */
  readonly heldBy: readonly string[];
}

/** A phone's or a node's ITL or CTL, and which snapshot served the very same file. */
export interface ReadTrustListFile {
  readonly kind: TrustListKind;
  readonly signer: string;
  readonly signerSerial: string;
  readonly timestamp: string;
  readonly sha256: string;
  readonly signature: "valid" | "invalid" | "signer-not-inside";
  readonly records: readonly { readonly role: string; readonly subject: string; readonly serial: string }[];
  readonly servedIn: readonly { readonly snapshot: SnapshotId; readonly cluster: string; readonly takenAt: string }[];
}

export type FileReading =
  | { readonly kind: "certificates"; readonly name: string; readonly certificates: readonly ReadCertificateFile[] }
  | { readonly kind: "trust-list"; readonly name: string; readonly list: ReadTrustListFile }
  /** `fault`: it is a trust list, but damaged at byte `at`. */
  | { readonly kind: "damaged-list"; readonly name: string; readonly fault: string; readonly at: number }
  | { readonly kind: "private-key"; readonly name: string }
  | { readonly kind: "unknown"; readonly name: string };
