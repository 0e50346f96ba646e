// Certificates: PEM or DER in, our own typed view out. RSA and EC alike (node:crypto knows both).
import { type KeyObject, X509Certificate } from "node:crypto";
import { CertOpsError } from "../domain/errors.ts";
import { sha256 } from "../kernel/ids.ts";
import { nameParts } from "./names.ts";
import { certificatesOfPkcs7 } from "./pkcs7.ts";
import type { Certificate } from "./types.ts";

export { normaliseSerial, type SerialNotation, sameSerial } from "./names.ts";

/** A certificate is some 1-2 KB, a trust store some 100 KB; more is not a certificate file. */
const largestBundle = 4 * 1024 * 1024;

const unreadable = (detail: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `not a certificate: ${detail}`,
    say: { id: "error.certificate-unreadable" },
    next: { id: "error.certificate-unreadable.next" },
    retry: "never",
    cause,
  });

/**
 * Reads one certificate from PEM text, PEM bytes or DER bytes; of several in a PEM text, the first.
 * Throws CertOpsError `output-not-understood` for anything else, and nothing but that.
 */
export function readCertificate(pemOrDer: string | Uint8Array): Certificate {
  if (pemOrDer.length > largestBundle) throw unreadable(`${pemOrDer.length} bytes are too many`);
  const text = asPemText(pemOrDer);
  if (text === undefined) return fromDer(pemOrDer as Uint8Array);
  const first = pemBodies(text).next();
  if (first.done === true) throw unreadable("no PEM certificate in the text");
  return fromDer(first.value);
}

/**
 * Reads every certificate of a PEM or PKCS#7 bundle, in order, whatever stands between them; an empty array when there is none.
 * Throws CertOpsError `output-not-understood` when one of them is damaged.
 */
export function readCertificates(pemBundle: string | Uint8Array): Certificate[] {
  if (pemBundle.length > largestBundle) throw unreadable(`${pemBundle.length} bytes are too many`);
  const packed = certificatesOfPkcs7(pemBundle);
  if (packed !== undefined) return packed.map(fromDer);
  const text = typeof pemBundle === "string" ? pemBundle : Buffer.from(pemBundle).toString("latin1");
  return [...pemBodies(text)].map(fromDer);
}

/** The certificate as PEM, 64 characters a line, ending in a line feed. */
export function toPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function asPemText(given: string | Uint8Array): string | undefined {
  if (typeof given === "string") return given;
  // DER begins with SEQUENCE (0x30); that byte is the digit `0`, which no PEM file begins with.
  return given[0] === 0x30 ? undefined : Buffer.from(given).toString("latin1");
}

// The body's class has no `-`, so a flood of BEGIN lines without END costs linear time.
const pemShape = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END/g;

function* pemBodies(text: string): Generator<Uint8Array> {
  for (const found of text.matchAll(pemShape)) yield new Uint8Array(Buffer.from(found[1] ?? "", "base64"));
}

/** By digest of the bytes, newest last: every check of every diagnosis reads the same few certificates, and parsing one blocks. */
const known = new Map<string, Certificate>();
const mostKnown = 500;

function fromDer(der: Uint8Array): Certificate {
  const digest = sha256(der);
  const found = known.get(digest) ?? parsed(der);
  known.delete(digest);
  known.set(digest, found);
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break;
    known.delete(oldest);
  }
  return found;
}

function parsed(der: Uint8Array): Certificate {
  try {
    return view(new X509Certificate(der));
  } catch (cause) {
    throw unreadable(cause instanceof Error ? cause.message : "unknown form", cause);
  }
}

function view(parsed: X509Certificate): Certificate {
  const der = new Uint8Array(parsed.raw);
  const subject = oneLine(parsed.subject);
  const issuer = oneLine(parsed.issuer);
  const key = publicKeyOf(parsed);
  return {
    serial: parsed.serialNumber.toLowerCase().replace(/^(-?)0+(?=.)/, "$1"),
    subject,
    issuer,
    commonName:
      nameParts(subject)
        .find((part) => /^CN=/i.test(part))
        ?.slice(3) ?? "",
    notBefore: isoSeconds(parsed.validFromDate),
    notAfter: isoSeconds(parsed.validToDate),
    names: alternativeNames(parsed.subjectAltName ?? ""),
    key: keyView(key),
    selfSigned: subject === issuer && key !== undefined && signedBy(parsed, key),
    ca: parsed.ca,
    // node:crypto calls the extended key usage `keyUsage`; older versions leave it undefined when absent.
    extendedKeyUsage: [...(parsed.keyUsage ?? [])],
    sha256: sha256(der),
    der,
  };
}

const isoSeconds = (date: Date): string => date.toISOString();

/** node:crypto prints one RDN a line, RFC 2253 escapes inside; an empty name is undefined at run time. */
const oneLine = (name: string | undefined): string => (name ?? "").split("\n").join(",");

function publicKeyOf(parsed: X509Certificate): KeyObject | undefined {
  try {
    return parsed.publicKey;
  } catch {
    return undefined; // a key type this OpenSSL does not know: the certificate is still worth showing
  }
}

function signedBy(parsed: X509Certificate, key: KeyObject): boolean {
  try {
    return parsed.verify(key);
  } catch {
    return false;
  }
}

const curveBits: Readonly<Record<string, number>> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

function keyView(key: KeyObject | undefined): Certificate["key"] {
  const details = key?.asymmetricKeyDetails;
  if (key?.asymmetricKeyType === "rsa" || key?.asymmetricKeyType === "rsa-pss") {
    return { type: "RSA", bits: details?.modulusLength ?? 0 };
  }
  if (key?.asymmetricKeyType === "ec") return { type: "EC", bits: curveBits[details?.namedCurve ?? ""] ?? 0 };
  return { type: "other", bits: 0 };
}

/** `DNS:a, IP Address:192.0.2.1, DNS:"odd, name"`: node:crypto quotes as JSON what could be misread (CVE-2021-44532). */
function alternativeNames(text: string): string[] {
  const names: string[] = [];
  for (const [, kind, value = ""] of text.matchAll(/(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)) {
    if (kind !== "DNS" && kind !== "IP Address") continue;
    names.push(value.startsWith('"') ? String(JSON.parse(value)) : value);
  }
  return names;
}
