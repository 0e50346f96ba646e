// Writes and signs ITL and CTL files in CUCM's own field order.
// Order and lengths: `show ctl` listings in Cisco documents 118892 and 118893, whose sums agree to the byte.
import { createPrivateKey, sign, X509Certificate } from "node:crypto";
import { type TrustListKind, type TrustRole, trustRoles } from "../domain/cluster.ts";
import { trustListName } from "./names.ts";
import { headerTag, recordTag } from "./tlv-fields.ts";
import type { Certificate, TrustList } from "./types.ts";

export interface TrustListEntry {
  readonly role: TrustRole;
  readonly dnsName: string;
  /** Left out for the CCM+TFTP records of a CTL in a non-secure cluster. */
  readonly certificate?: Certificate;
  /** IPv4, dotted. */
  readonly address?: string;
}

export interface TrustListPlan {
  readonly kind: TrustListKind;
  /** The name inside the file; `ITLFile.tlv` or `CTLFile.tlv` when left out. */
  readonly fileName?: string;
  readonly signer: { readonly certificate: Certificate; readonly privateKeyPem: string };
  readonly records: readonly TrustListEntry[];
  /** Milliseconds since 1970; the file keeps whole seconds. */
  readonly timestamp: number;
  /** SHA-512 when left out. Listings do not print which one CUCM used; phones take all three. */
  readonly digest?: TrustList["digestAlgorithm"];
}

const digestCode: Readonly<Record<TrustList["digestAlgorithm"], number>> = { sha1: 1, sha256: 2, sha512: 3 };
/** The file has codes for these RSA modulus sizes (bytes) and no others. */
const modulusCode: Readonly<Record<number, number>> = { 64: 0, 128: 1, 256: 2, 512: 3 };

/** The finished file. Throws (a bug of the caller) for a signer that is not RSA of 512, 1024, 2048 or 4096 bits. */
export function writeTrustList(plan: TrustListPlan): Uint8Array {
  const { certificate } = plan.signer;
  const modulus = modulusCode[certificate.key.bits / 8];
  if (certificate.key.type !== "RSA" || modulus === undefined) {
    throw new Error(`a trust list cannot be signed by ${certificate.key.type} ${certificate.key.bits}`);
  }
  const digest = plan.digest ?? "sha512";
  const signatureBytes = certificate.key.bits / 8;
  const before = Buffer.concat([
    element(headerTag.signerId, [
      element(headerTag.signerName, [text(trustListName(certificate.subject))]),
      element(headerTag.signerSerial, [serialBytes(certificate.serial)]),
      element(headerTag.signerIssuer, [text(trustListName(certificate.issuer))]),
    ]),
    element(headerTag.signatureInfo, [
      element(headerTag.digestAlgorithm, [Buffer.of(digestCode[digest])]),
      element(headerTag.signatureAlgorithmInfo, [
        element(headerTag.signatureAlgorithm, [Buffer.of(0)]),
        element(headerTag.modulus, [Buffer.of(modulus)]),
      ]),
    ]),
  ]);
  const after = Buffer.concat([
    element(headerTag.fileName, [text(plan.fileName ?? `${plan.kind}File.tlv`)]),
    element(headerTag.timestamp, [u32(Math.floor(plan.timestamp / 1000))]),
  ]);
  const unpadded = 5 + 5 + before.length + 3 + signatureBytes + after.length;
  const padding = Buffer.alloc((4 - (unpadded % 4)) % 4, headerTag.padding);
  const start = Buffer.concat([
    element(headerTag.version, [Buffer.of(1, 2)]),
    element(headerTag.headerLength, [u16(unpadded + padding.length)]),
    before,
  ]);
  const rest = Buffer.concat([after, padding, ...plan.records.map(record)]);
  const signature = signTrustList(Buffer.concat([start, rest]), plan.signer.privateKeyPem, digest);
  return new Uint8Array(Buffer.concat([start, element(headerTag.signature, [signature]), rest]));
}

/** RSA PKCS#1 v1.5 over the file as it is without its signature element. */
export function signTrustList(
  withoutSignature: Uint8Array,
  privateKeyPem: string,
  digest: TrustList["digestAlgorithm"],
): Uint8Array {
  return sign(digest, withoutSignature, createPrivateKey(privateKeyPem));
}

function record(entry: TrustListEntry): Buffer {
  const { certificate } = entry;
  const fields: Buffer[] = [element(recordTag.dnsName, [text(entry.dnsName)])];
  if (certificate !== undefined) fields.push(element(recordTag.subject, [text(trustListName(certificate.subject))]));
  fields.push(element(recordTag.role, [u16(trustRoles[entry.role])]));
  if (certificate !== undefined) {
    fields.push(
      element(recordTag.issuer, [text(trustListName(certificate.issuer))]),
      element(recordTag.serial, [serialBytes(certificate.serial)]),
      element(recordTag.publicKey, [publicKeyBytes(certificate)]),
      element(recordTag.signature, [certificateSignature(certificate)]),
      element(recordTag.certificate, [certificate.der]),
    );
  }
  if (entry.address !== undefined) fields.push(element(recordTag.address, [ipv4(entry.address)]));
  const body = Buffer.concat(fields);
  return Buffer.concat([element(recordTag.recordLength, [u16(5 + body.length)]), body]);
}

function element(tag: number, parts: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(parts);
  if (value.length > 0xffff) throw new Error(`trust-list field ${tag} would be ${value.length} bytes long`);
  return Buffer.concat([Buffer.of(tag), u16(value.length), value]);
}

/** Strings carry a NUL, and the length counts it. */
const text = (value: string): Buffer => Buffer.from(`${value}\0`, "utf8");

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

const serialBytes = (serial: string): Buffer =>
  Buffer.from(serial.padStart(serial.length + (serial.length % 2), "0"), "hex");

function ipv4(address: string): Buffer {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) {
    throw new Error(`not an IPv4 address: ${address}`);
  }
  return Buffer.from(parts);
}

/** RSA: PKCS#1 DER, as listings show (270 bytes for 2048 bits). EC: the uncompressed point, as certutils writes it. */
function publicKeyBytes(certificate: Certificate): Buffer {
  const key = new X509Certificate(certificate.der).publicKey;
  if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs1", format: "der" });
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
}

/** The signature inside the certificate: the third member of its outer SEQUENCE, a BIT STRING without unused bits. */
function certificateSignature({ der }: Certificate): Uint8Array {
  let at = derValue(der, 0).start;
  at = derValue(der, at).end; // to-be-signed part
  at = derValue(der, at).end; // algorithm
  const bits = derValue(der, at);
  return der.subarray(bits.start + 1, bits.end);
}

/** Where a DER element's value begins and ends; the certificate was parsed before, so its lengths are sound. */
function derValue(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, end: at + 2 + first };
  const start = at + 2 + (first & 0x7f);
  let length = 0;
  for (let index = at + 2; index < start; index++) length = length * 256 + (der[index] ?? 0);
  return { start, end: start + length };
}
