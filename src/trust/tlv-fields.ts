// The tags of a trust-list file (TLV), and a walk over its elements that no input can lead astray.
// Sources: the open certutils tools and Cisco's scf_parse.h enumeration, checked by arithmetic against `show ctl` listings
// (Cisco documents 118892 and 118893). An element = tag (1 byte), length (u16, big endian), value. Not BER.

export const headerTag = {
  version: 1,
  headerLength: 2,
  signerId: 3,
  signerName: 4,
  signerSerial: 5,
  signerIssuer: 6,
  signatureInfo: 7,
  digestAlgorithm: 8,
  signatureAlgorithmInfo: 9,
  signatureAlgorithm: 10,
  modulus: 11,
  signature: 12,
  /** A single byte without length, repeated to a boundary of four bytes. */
  padding: 13,
  fileName: 14,
  timestamp: 15,
} as const;

export const recordTag = {
  recordLength: 1,
  dnsName: 2,
  subject: 3,
  role: 4,
  issuer: 5,
  serial: 6,
  publicKey: 7,
  signature: 8,
  certificate: 9,
  address: 10,
} as const;

/** Header elements that only hold other elements; the walk steps into them. */
const containers: ReadonlySet<number> = new Set([
  headerTag.signerId,
  headerTag.signatureInfo,
  headerTag.signatureAlgorithmInfo,
]);

export interface Element {
  readonly tag: number;
  /** Offset of the tag byte. */
  readonly at: number;
  /** Offset of the first byte of the value. */
  readonly start: number;
  /** Offset behind the value. */
  readonly end: number;
}

/** Thrown inside the reader only; `readTrustList` turns it into a TrustListFault. */
export class FieldFault extends Error {
  readonly fault: "truncated" | "not-a-trust-list" | "bad-length" | "missing-field";
  readonly at: number;

  constructor(fault: FieldFault["fault"], at: number, detail: string) {
    super(detail);
    this.fault = fault;
    this.at = at;
  }
}

/** The element at `at`, which must end at or before `limit`. */
export function elementAt(bytes: Uint8Array, at: number, limit: number): Element {
  const tag = bytes[at];
  const high = bytes[at + 1];
  const low = bytes[at + 2];
  if (tag === undefined || high === undefined || low === undefined) {
    throw new FieldFault("truncated", at, "the file ends inside an element");
  }
  const start = at + 3;
  const end = start + high * 256 + low;
  if (end > bytes.length)
    throw new FieldFault("truncated", at, `field ${tag} says ${end - start} bytes, the file ends before`);
  if (end > limit) throw new FieldFault("bad-length", at, `field ${tag} reaches beyond its header or record`);
  return { tag, at, start, end };
}

/** The header's elements (containers opened, padding left out) and the offset of the first record. */
export function scanHeader(bytes: Uint8Array): { readonly fields: ReadonlyMap<number, Element>; readonly end: number } {
  const fields = new Map<number, Element>();
  let limit = bytes.length;
  let known = false;
  let at = 0;
  while (at < limit) {
    if (bytes[at] === headerTag.padding) {
      at += 1;
      continue;
    }
    // certutils may leave the header length out: then the second tag 1 is a record's length, not a version.
    if (!known && bytes[at] === headerTag.version && fields.has(headerTag.version)) break;
    const element = elementAt(bytes, at, limit);
    // A repeated field could be read one way here and another way by a phone.
    if (fields.has(element.tag))
      throw new FieldFault("not-a-trust-list", at, `header field ${element.tag} appears twice`);
    fields.set(element.tag, element);
    at = containers.has(element.tag) ? element.start : element.end;
    if (element.tag === headerTag.headerLength) {
      limit = readNumber(bytes, element);
      known = true;
      if (limit > bytes.length) throw new FieldFault("truncated", element.at, `the header says ${limit} bytes`);
      if (limit < at) throw new FieldFault("bad-length", element.at, `the header says ${limit} bytes, it has more`);
    }
  }
  return { fields, end: at };
}

/** Big-endian number of 1 to 4 bytes. */
export function readNumber(bytes: Uint8Array, element: Element): number {
  const length = element.end - element.start;
  if (length < 1 || length > 4)
    throw new FieldFault("bad-length", element.at, `field ${element.tag} is ${length} bytes long`);
  let value = 0;
  for (let at = element.start; at < element.end; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** Text up to its NUL; control characters become `?`, since the text is shown to people. */
export function readText(bytes: Uint8Array, element: Element): string {
  const raw = Buffer.from(bytes.subarray(element.start, element.end)).toString("utf8");
  const nul = raw.indexOf("\0");
  return (nul < 0 ? raw : raw.slice(0, nul)).replace(/\p{Cc}/gu, "?");
}

/** A serial as lower-case hexadecimal without leading zeros. */
export function readSerial(bytes: Uint8Array, element: Element): string {
  const hex = Buffer.from(bytes.subarray(element.start, element.end)).toString("hex");
  return hex.replace(/^0+(?=.)/, "");
}
