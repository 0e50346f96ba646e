// The subject of a certificate as its own bytes: a TLS server names the CAs it accepts by these, and text would have to be guessed back into them.
import type { Certificate } from "./types.ts";

/** DER of the subject's name; undefined for bytes that are no certificate. */
export function subjectDer({ der }: Pick<Certificate, "der">): Uint8Array | undefined {
  const outer = elementAt(der, 0);
  const body = outer && elementAt(der, outer.from);
  if (body === undefined) return undefined;
  // TBSCertificate (RFC 5280, section 4.1): [0] version, serial, algorithm, issuer, validity, subject.
  let at = body.from;
  if (der[at] === 0xa0) at = elementAt(der, at)?.to ?? der.length;
  for (let skipped = 0; skipped < 4; skipped += 1) at = elementAt(der, at)?.to ?? der.length;
  const subject = elementAt(der, at);
  return subject === undefined || der[at] !== 0x30 ? undefined : der.slice(at, subject.to);
}

/** Where the content of the element at `at` begins and where it ends; undefined when it reaches beyond the bytes. */
function elementAt(der: Uint8Array, at: number): { readonly from: number; readonly to: number } | undefined {
  const first = der[at + 1];
  if (first === undefined) return undefined;
  const bytes = first < 0x80 ? 0 : first & 0x7f;
  if (bytes > 4) return undefined;
  let length = bytes === 0 ? first : 0;
  for (let index = 0; index < bytes; index += 1) length = length * 256 + (der[at + 2 + index] ?? 0);
  const from = at + 2 + bytes;
  return from + length > der.length ? undefined : { from, to: from + length };
}

/** Are all of these among the names that a server gives? */
export const namesAll = (named: readonly Uint8Array[], wanted: readonly Pick<Certificate, "der">[]): boolean =>
  wanted.every((one) => {
    const subject = subjectDer(one);
    return subject !== undefined && named.some((name) => Buffer.compare(name, subject) === 0);
  });
