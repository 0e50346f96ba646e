// Certificates and trust lists of the fake device: right in the fields that actions compare, without real signatures.
import type { TrustListKind } from "../../src/domain/cluster.ts";
import { sha256 } from "../../src/kernel/ids.ts";
import type { Certificate, TrustList } from "../../src/trust/types.ts";

export const certificate = (serial: string): Certificate => ({
  serial,
  subject: "CN=cucm-pub",
  issuer: "CN=cucm-pub",
  commonName: "cucm-pub",
  notBefore: "2026-11-01T00:00:00.000Z",
  notAfter: "2031-11-01T00:00:00.000Z",
  names: [],
  key: { type: "RSA", bits: 2048 },
  selfSigned: true,
  ca: false,
  extendedKeyUsage: [],
  sha256: sha256(serial),
  der: new Uint8Array(),
});

/** `edition`: another number makes another file. */
export const trustList = (kind: TrustListKind, signerSerial: string, edition: number): TrustList => ({
  kind,
  fileName: `${kind}File.tlv`,
  version: "1.2",
  signer: { name: "CN=signer", issuer: "CN=signer", serial: signerSerial },
  digestAlgorithm: "sha512",
  timestamp: new Date(Date.parse("2026-11-20T00:00:00Z") + edition * 1000).toISOString(),
  records: [],
  sha256: sha256(`${kind} ${signerSerial} ${edition}`),
  bytes: new Uint8Array(),
});
