// Checks who signed a trust list: the signer by issuer and serial, the signature by that certificate's key.
import { createHash, type KeyObject, verify, X509Certificate } from "node:crypto";
import { readCertificate } from "./certificate.ts";
import { sameName } from "./names.ts";
import { FieldFault, headerTag, scanHeader } from "./tlv-fields.ts";
import type { Certificate, TrustList, TrustListRecord } from "./types.ts";

export type SignatureVerdict =
  | "valid"
  /** The certificate is the one the list names, but its key did not make this signature (altered file, forged name and serial). */
  | "invalid-signature"
  /** Another certificate than the list names, or a key that cannot make such a signature (EC, other size). */
  | "wrong-key"
  | "unreadable-certificate";

/** One judgement asks the same of the same list for every group of phones and every TVS; lists are never changed once read. */
const known = new WeakMap<TrustList, Map<string, SignatureVerdict>>();

/**
 * Verifies a list with one certificate (DER): RSA PKCS#1 v1.5 with SHA-1, SHA-256 or SHA-512 over the whole file with the signature
 * element removed (certutils' tlvfile; agrees with the lengths of Cisco's own listings). Never throws.
 */
export function verifyTrustList(list: TrustList, signerCertificateDer: Uint8Array): SignatureVerdict {
  const verdicts = known.get(list) ?? new Map<string, SignatureVerdict>();
  known.set(list, verdicts);
  const digest = createHash("sha256").update(signerCertificateDer).digest("base64");
  const verdict = verdicts.get(digest) ?? verified(list, signerCertificateDer);
  verdicts.set(digest, verdict);
  return verdict;
}

function verified(list: TrustList, signerCertificateDer: Uint8Array): SignatureVerdict {
  let certificate: Certificate;
  let key: KeyObject;
  try {
    certificate = readCertificate(signerCertificateDer);
    if (!isNamedSigner(list, certificate)) return "wrong-key";
    key = new X509Certificate(certificate.der).publicKey;
  } catch {
    return "unreadable-certificate";
  }
  const parts = signedParts(list.bytes);
  if (parts === undefined) return "invalid-signature";
  if (certificate.key.type !== "RSA" || parts.signature.length * 8 !== certificate.key.bits) return "wrong-key";
  return digestsToTry(list).some((name) => verify(name, parts.signed, key, parts.signature))
    ? "valid"
    : "invalid-signature";
}

/** True when a list says that it was signed by this certificate (issuer and serial, as phones compare them). */
export const isNamedSigner = (list: TrustList, certificate: Pick<Certificate, "issuer" | "serial">): boolean =>
  certificate.serial !== "" &&
  list.signer.serial === certificate.serial &&
  sameName(list.signer.issuer, certificate.issuer);

/** All records of `other` that name the signer of `list`, in file order (CallManager certificates stand in an ITL twice). */
export function signerRecords(list: TrustList, other: TrustList): TrustListRecord[] {
  return other.records.filter((record) => isNamedSigner(list, record));
}

/**
 * The record of `other` that holds the certificate of `list`'s signer, looked up by issuer and serial; undefined when there is none.
 * Of several, the one whose key made the signature is preferred. It does not say that the signature is valid: ask `verifyTrustList`.
 */
export function signerIn(list: TrustList, other: TrustList): TrustListRecord | undefined {
  const named = signerRecords(list, other).filter((record) => record.certificate !== undefined);
  return (
    named.find((record) => record.certificate && verifyTrustList(list, record.certificate) === "valid") ?? named[0]
  );
}

/** The bytes that are signed and the signature; undefined when the bytes hold no signature. */
export function signedParts(
  bytes: Uint8Array,
): { readonly signed: Uint8Array; readonly signature: Uint8Array } | undefined {
  try {
    const element = scanHeader(bytes).fields.get(headerTag.signature);
    if (element === undefined) return undefined;
    const signed = Buffer.concat([bytes.subarray(0, element.at), bytes.subarray(element.end)]);
    return { signed: new Uint8Array(signed), signature: bytes.subarray(element.start, element.end) };
  } catch (error) {
    if (error instanceof FieldFault) return undefined;
    throw error;
  }
}

/**
 * Code 2 is SHA-256 in certutils and SHA-512 in another public daemon (rsp2k/usecallmanager-daemons); which one CUCM means is not
 * known. PKCS#1 v1.5 carries the digest's identifier inside, so trying both accepts nothing that was not signed.
 */
const digestsToTry = (list: TrustList): readonly string[] =>
  list.digestAlgorithm === "sha256" ? ["sha256", "sha512"] : [list.digestAlgorithm];
