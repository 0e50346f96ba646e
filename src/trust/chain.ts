// Would a TLS peer with this trust store accept this chain? The rules that OpenSSL follows, for certificates as we read them.
import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import type { Certificate } from "./types.ts";

export type ChainVerdict =
  | { readonly ok: true; readonly path: readonly Certificate[] }
  | {
      readonly ok: false;
      /** `self-signed`: the chain ends at a self-signed certificate that the store lacks. `issuer-missing`: nobody above is known. */
      readonly why: "self-signed" | "issuer-missing" | "expired" | "not-yet-valid" | "empty";
      /** Where it ends; undefined for an empty chain. */
      readonly at?: Certificate;
      /** 0 is the leaf. */
      readonly depth: number;
      /** From the leaf to where it ends. */
      readonly path: readonly Certificate[];
    };

const deepest = 10;

/**
 * `chain`: as presented, leaf first. `trusted`: the verifier's store. A path must end at a self-signed certificate of the store: OpenSSL
 * does not stop at a trusted intermediate (X509_V_FLAG_PARTIAL_CHAIN is off). `now`: milliseconds.
 */
export function judgeChain(chain: readonly Certificate[], trusted: readonly Certificate[], now: number): ChainVerdict {
  const path: Certificate[] = [];
  let at = chain[0];
  if (at === undefined) return { ok: false, why: "empty", depth: 0, path };
  for (let depth = 0; depth < deepest; depth += 1) {
    const here: Certificate = at;
    path.push(here);
    if (now > Date.parse(here.notAfter)) return { ok: false, why: "expired", at: here, depth, path };
    if (now < Date.parse(here.notBefore)) return { ok: false, why: "not-yet-valid", at: here, depth, path };
    if (here.selfSigned) {
      if (trusted.some((one) => one.sha256 === here.sha256)) return { ok: true, path };
      return { ok: false, why: "self-signed", at: here, depth, path };
    }
    const above = issuerOf(here, trusted) ?? issuerOf(here, chain);
    if (above === undefined) return { ok: false, why: "issuer-missing", at: here, depth, path };
    at = above;
  }
  return { ok: false, why: "issuer-missing", at, depth: deepest, path };
}

/** Who signed it, of those; by name and by signature, so that two CAs of one name are not mistaken for each other. */
export function issuerOf(certificate: Certificate, among: readonly Certificate[]): Certificate | undefined {
  if (certificate.selfSigned) return undefined;
  const subject = new X509Certificate(certificate.der);
  return among.find((one) => {
    if (one.sha256 === certificate.sha256 || one.subject !== certificate.issuer) return false;
    const issuer = new X509Certificate(one.der);
    try {
      return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
    } catch {
      return false; // a key that this OpenSSL does not know signs nothing for us
    }
  });
}

/** Everything above it up to a self-signed certificate, nearest first, of those; undefined when a link is missing. */
export function chainAbove(
  certificate: Certificate,
  among: readonly Certificate[],
): readonly Certificate[] | undefined {
  const above: Certificate[] = [];
  let at = certificate;
  while (!at.selfSigned) {
    const next = issuerOf(at, among);
    if (next === undefined || above.length >= deepest) return undefined;
    above.push(next);
    at = next;
  }
  return above;
}

/** Does the certificate name the host or address, as a TLS client checks it? */
export function namesHost(certificate: Certificate, name: string): boolean {
  const parsed = new X509Certificate(certificate.der);
  return (isIP(name) === 0 ? parsed.checkHost(name) : parsed.checkIP(name)) !== undefined;
}
