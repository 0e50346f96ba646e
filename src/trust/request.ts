// Certificate signing requests (PKCS#10, PEM or DER): what they ask for, and whether they are whole.
import "reflect-metadata"; // @peculiar/x509 resolves its parts through decorators and asks for this
import { createPublicKey } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { sha256 } from "../kernel/ids.ts";

export interface SigningRequest {
  readonly subject: string;
  readonly names: readonly string[];
  /** For example `RSA 2048`. */
  readonly key: string;
  readonly signatureAlgorithm: string;
  /** OIDs of the extended key usage that is asked for; empty when none is. */
  readonly extendedKeyUsage: readonly string[];
  readonly keyUsage: readonly string[];
  /** The request is signed with the key that it names. */
  readonly signatureValid: boolean;
  readonly sha256: string;
}

/** Requests are 1-3 KB. */
const largest = 64 * 1024;

/** Undefined when the bytes (DER) are no request. Never throws. */
export async function readRequest(der: Uint8Array): Promise<SigningRequest | undefined> {
  if (der[0] !== 0x30 || der.length > largest) return undefined;
  try {
    const request = new x509.Pkcs10CertificateRequest(new Uint8Array(der));
    // Other structures are taken apart as far as they fit: a request has a key that OpenSSL knows.
    const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: "der", type: "spki" });
    return {
      subject: request.subject,
      names: namesOf(request),
      key: keyText(key.asymmetricKeyType, key.asymmetricKeyDetails),
      signatureAlgorithm: algorithmText(request.signatureAlgorithm),
      extendedKeyUsage: usagesOf(request),
      keyUsage: keyUsageOf(request),
      signatureValid: await request.verify().catch(() => false),
      sha256: sha256(der),
    };
  } catch {
    return undefined;
  }
}

function namesOf(request: x509.Pkcs10CertificateRequest): string[] {
  const extension = request.extensions.find((one) => one instanceof x509.SubjectAlternativeNameExtension);
  return (extension?.names.items ?? [])
    .filter((name) => name.type === "dns" || name.type === "ip")
    .slice(0, 500)
    .map((name) => name.value.slice(0, 300));
}

const usagesOf = (request: x509.Pkcs10CertificateRequest): string[] =>
  (request.extensions.find((one) => one instanceof x509.ExtendedKeyUsageExtension)?.usages ?? []).map(String);

const keyUsageNames = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
] as const;

function keyUsageOf(request: x509.Pkcs10CertificateRequest): string[] {
  const bits = request.extensions.find((one) => one instanceof x509.KeyUsagesExtension)?.usages ?? 0;
  return keyUsageNames.filter((_, index) => (bits & (1 << index)) !== 0);
}

const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

function keyText(
  type: string | undefined,
  details: { readonly modulusLength?: number; readonly namedCurve?: string } | undefined,
): string {
  if (type === "rsa" || type === "rsa-pss") return `RSA ${details?.modulusLength ?? 0}`;
  if (type === "ec") return `EC ${curveBits[details?.namedCurve ?? ""] ?? 0}`;
  return type ?? "unknown";
}

const algorithmText = (algorithm: object): string => {
  const name = "name" in algorithm ? String(algorithm.name) : "unknown";
  const hash =
    "hash" in algorithm && typeof algorithm.hash === "object" && algorithm.hash !== null ? algorithm.hash : {};
  return "name" in hash ? `${name} ${String(hash.name)}` : name;
};
