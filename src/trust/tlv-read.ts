// Reads ITL and CTL files in whatever field order, unknown fields skipped, every damage a typed fault.
import { sha256 } from "../kernel/ids.ts";
import {
  type Element,
  elementAt,
  FieldFault,
  headerTag,
  readNumber,
  readSerial,
  readText,
  recordTag,
  scanHeader,
} from "./tlv-fields.ts";
import type { TrustList, TrustListFault, TrustListRecord } from "./types.ts";

/** Real files are some 5-70 KB; phones fail at 64 KB already (Security Guide 15, default security). */
export const largestTrustList = 1024 * 1024;

/** Reads a whole file. Never throws, whatever the bytes are; linear in their number. Does not check the signature. */
export function readTrustList(bytes: Uint8Array): TrustList | TrustListFault {
  if (bytes.length === 0) return { fault: "empty", at: 0, detail: "the file is empty" };
  if (bytes.length > largestTrustList) {
    return { fault: "too-large", at: largestTrustList, detail: `the file is ${bytes.length} bytes long` };
  }
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof FieldFault) return { fault: error.fault, at: error.at, detail: error.message };
    throw error;
  }
}

/** Tells a read list from a fault. */
export const isTrustList = (result: TrustList | TrustListFault): result is TrustList => !("fault" in result);

function read(bytes: Uint8Array): TrustList {
  // Something else entirely (an HTML error page, a PEM file) should be called that, not `truncated`.
  if (!looksLikeHeader(bytes))
    throw new FieldFault("not-a-trust-list", 0, "the file does not begin with trust-list fields");
  const { fields, end } = scanHeader(bytes);
  const field = (tag: number, name: string): Element => {
    const found = fields.get(tag);
    if (found === undefined) throw new FieldFault("missing-field", end, `the header has no ${name}`);
    return found;
  };
  const fileName = readText(bytes, field(headerTag.fileName, "file name"));
  const version = field(headerTag.version, "version");
  field(headerTag.signature, "signature");
  return {
    kind: kindOf(fileName, field(headerTag.fileName, "file name").at),
    fileName,
    version: [...bytes.subarray(version.start, version.end)].join("."),
    signer: {
      name: readText(bytes, field(headerTag.signerName, "signer name")),
      issuer: readText(bytes, field(headerTag.signerIssuer, "signer issuer")),
      serial: readSerial(bytes, field(headerTag.signerSerial, "signer serial")),
    },
    digestAlgorithm: digestOf(bytes, field(headerTag.digestAlgorithm, "digest algorithm")),
    timestamp: new Date(readNumber(bytes, field(headerTag.timestamp, "timestamp")) * 1000).toISOString(),
    records: readRecords(bytes, end),
    sha256: sha256(bytes),
    bytes,
  };
}

const headerTags: ReadonlySet<number> = new Set([...Object.values(headerTag), 28]);

function looksLikeHeader(bytes: Uint8Array): boolean {
  // Tag 28 is certutils' signer version. 0x0a and 0x0d are also line ends: a first length above 4 KB settles it.
  const [tag = 0, high = 0] = bytes;
  return headerTags.has(tag) && (bytes.length < 3 || tag === headerTag.padding || high < 16);
}

function kindOf(fileName: string, at: number): TrustList["kind"] {
  // Also per phone: ITLSEP<mac>.tlv, CTLSEP<mac>.tlv.
  const prefix = fileName.slice(0, 3).toUpperCase();
  if (prefix === "ITL" || prefix === "CTL") return prefix;
  throw new FieldFault("not-a-trust-list", at, "the file name inside is neither ITL nor CTL");
}

function digestOf(bytes: Uint8Array, element: Element): TrustList["digestAlgorithm"] {
  const code = readNumber(bytes, element);
  if (code === 1) return "sha1";
  if (code === 2) return "sha256";
  if (code === 3) return "sha512";
  throw new FieldFault("not-a-trust-list", element.at, `unknown digest algorithm ${code}`);
}

function readRecords(bytes: Uint8Array, from: number): TrustListRecord[] {
  const records: TrustListRecord[] = [];
  let at = from;
  while (at < bytes.length) {
    const { fields, end } = scanRecord(bytes, at);
    records.push(recordFrom(bytes, fields, records.length + 1, at));
    at = end;
  }
  return records;
}

/** A record's elements; its length counts from its first byte and may stand anywhere among them. */
function scanRecord(bytes: Uint8Array, from: number): { fields: Map<number, Element>; end: number } {
  const fields = new Map<number, Element>();
  let limit = bytes.length;
  let known = false;
  let at = from;
  while (at < limit) {
    const element = elementAt(bytes, at, limit);
    if (fields.has(element.tag))
      throw new FieldFault("not-a-trust-list", at, `record field ${element.tag} appears twice`);
    fields.set(element.tag, element);
    at = element.end;
    if (element.tag === recordTag.recordLength) {
      limit = from + readNumber(bytes, element);
      known = true;
      if (limit > bytes.length)
        throw new FieldFault("truncated", element.at, `a record says ${limit - from} bytes, the file ends before`);
      if (limit < at)
        throw new FieldFault("bad-length", element.at, `a record says ${limit - from} bytes, it has more`);
    }
  }
  if (!known) throw new FieldFault("missing-field", from, "a record has no length");
  return { fields, end: limit };
}

function recordFrom(bytes: Uint8Array, fields: Map<number, Element>, number: number, at: number): TrustListRecord {
  const text = (tag: number): string => {
    const found = fields.get(tag);
    return found === undefined ? "" : readText(bytes, found);
  };
  const role = fields.get(recordTag.role);
  if (role === undefined) throw new FieldFault("missing-field", at, `record ${number} has no function`);
  const serial = fields.get(recordTag.serial);
  const certificate = fields.get(recordTag.certificate);
  const address = fields.get(recordTag.address);
  return {
    number,
    role: readNumber(bytes, role),
    dnsName: text(recordTag.dnsName),
    subject: text(recordTag.subject),
    issuer: text(recordTag.issuer),
    serial: serial === undefined ? "" : readSerial(bytes, serial),
    ...(certificate !== undefined && certificate.end > certificate.start
      ? { certificate: bytes.slice(certificate.start, certificate.end) }
      : {}),
    ...(address !== undefined ? { address: addressText(bytes.subarray(address.start, address.end)) } : {}),
  };
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join(".");
  return Buffer.from(bytes).toString("hex");
}
