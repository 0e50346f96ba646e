// `show itl` and `show ctl`: a trust list file printed field by field, with CUCM's spellings.
import { createHash } from "node:crypto";
import type { TrustListKind } from "../../../domain/cluster.ts";
import { readTrustList } from "../../../trust/tlv-read.ts";
import { signerIn, verifyTrustList } from "../../../trust/tlv-verify.ts";
import { javaDate } from "./dates.ts";

interface Field {
  readonly tag: number;
  readonly length: number;
  readonly value: Buffer;
}

const headerNames: Readonly<Record<number, string>> = {
  3: "SIGNERID",
  4: "SIGNERNAME",
  5: "SERIALNUMBER",
  6: "CANAME",
  7: "SIGNATUREINFO",
  8: "DIGESTALGORTITHM",
  9: "SIGNATUREALGOINFO",
  10: "SIGNATUREALGORTITHM",
  11: "SIGNATUREMODULUS",
  12: "SIGNATURE",
  14: "FILENAME",
  15: "TIMESTAMP",
};
const recordNames: Readonly<Record<number, string>> = {
  1: "RECORDLENGTH",
  2: "DNSNAME",
  3: "SUBJECTNAME",
  4: "FUNCTION",
  5: "ISSUERNAME",
  6: "SERIALNUMBER",
  7: "PUBLICKEY",
  8: "SIGNATURE",
  9: "CERTIFICATE",
  10: "IPADDRESS",
};
const functions: Readonly<Record<number, string>> = {
  0: "System Administrator Security Token",
  1: "CCM",
  2: "CCM+TFTP",
  3: "TFTP",
  4: "CAPF",
  7: "APP-SERVER",
  21: "TVS",
};
/** Header tags 3, 7 and 9 are containers: what is printed as their value is the length of what they hold. */
const containers = new Set([3, 7, 9]);
const table = "BYTEPOS\tTAG\t\tLENGTH\tVALUE\n-------\t---\t\t------\t-----\n";

function fieldsOf(bytes: Buffer, nested: ReadonlySet<number> = new Set()): Field[] {
  const fields: Field[] = [];
  let at = 0;
  while (at + 3 <= bytes.length && bytes[at] !== 13) {
    const tag = bytes.readUInt8(at);
    const length = bytes.readUInt16BE(at + 1);
    const value = bytes.subarray(at + 3, at + 3 + length);
    fields.push({ tag, length, value });
    at += nested.has(tag) ? 3 : 3 + length;
  }
  return fields;
}

const text = (value: Buffer): string => value.toString("utf8").replace(/\0+$/, "");
const colons = (value: Buffer): string => value.toString("hex").toUpperCase().match(/../g)?.join(":") ?? "";

/** Eight bytes a line, hexadecimal without zero padding, four columns a byte: as CUCM prints a signature. */
function signatureLines(value: Buffer): string {
  const lines: string[] = [];
  for (let at = 0; at < value.length; at += 8) {
    const bytes = [...value.subarray(at, at + 8)].map((byte) => byte.toString(16));
    lines.push(
      `\t\t${bytes
        .map((byte, place) => (place === 7 ? byte : byte.padEnd(4)))
        .join("")
        .trimEnd()}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function headerLine({ tag, length, value }: Field): string {
  const name = headerNames[tag];
  if (name === undefined) return "";
  if (containers.has(tag)) return `${tag}\t${name}\t2\t${length}\n`;
  if (tag === 12) return `${tag}\t${name}\t${length}\n${signatureLines(value)}`;
  if (tag === 5) return `${tag}\t${name}\t${length}\t${colons(value)}\n`;
  if (tag === 4 || tag === 6) return `${tag}\t${name}\t${length}\t${text(value)}\n`;
  return `${tag}\t${name}\t${length}\n`;
}

function recordLine({ tag, length, value }: Field): string {
  const name = recordNames[tag];
  if (name === undefined) return "";
  const head = `${tag}\t${name}\t${length}`;
  switch (tag) {
    case 1:
      return `${head}\t${value.readUInt16BE(0)}\n`;
    case 4:
      return `${head}\t${functions[value.readUInt16BE(0)] ?? String(value.readUInt16BE(0))}\n`;
    case 6:
      return `${head}\t${colons(value)}\n`;
    case 9: {
      const sha1 = createHash("sha1").update(value).digest("hex").toUpperCase().match(/../g)?.join(" ") ?? "";
      return `${head}\t${sha1} (SHA1 Hash HEX)\n`;
    }
    case 2:
    case 3:
    case 5:
      return `${head}\t${text(value)}\n`;
    default:
      return `${head}\n`;
  }
}

/** The records of the file after its header, each as its own bytes. */
function recordsOf(bytes: Buffer, from: number): Buffer[] {
  const records: Buffer[] = [];
  let at = from;
  while (at + 5 <= bytes.length && bytes[at] === 1) {
    const length = bytes.readUInt16BE(at + 3);
    if (length < 5 || at + length > bytes.length) break;
    records.push(bytes.subarray(at, at + length));
    at += length;
  }
  return records;
}

const valueOfTag = (fields: readonly Field[], tag: number): Buffer | undefined =>
  fields.find((field) => field.tag === tag)?.value;

/** Verified with the signer's certificate among the file's own records, as CUCM's own check does. */
function verified(bytes: Uint8Array): boolean {
  const list = readTrustList(bytes);
  if ("fault" in list) return false;
  const signer = signerIn(list, list)?.certificate;
  return signer !== undefined && verifyTrustList(list, signer) === "valid";
}

/** The text of `show itl` / `show ctl` for a file; `undefined` bytes is a cluster without that list. */
export function printTrustList(kind: TrustListKind, file: Uint8Array | undefined): string {
  if (file === undefined) {
    return `Length of ${kind} file: 0\n${kind} File not found . Please run CTLClient plugin or run the CLI - utils ctl.. to generate the ${kind} file.\nError parsing the ${kind} File.\n`;
  }
  const bytes = Buffer.from(file);
  const header = fieldsOf(bytes, containers);
  const headerLength = valueOfTag(header, 2)?.readUInt16BE(0) ?? 0;
  const own = fieldsOf(bytes.subarray(0, headerLength), containers);
  const timestamp = (valueOfTag(own, 15)?.readUInt32BE(0) ?? 0) * 1000;
  const version = valueOfTag(own, 1) ?? Buffer.from([1, 2]);
  const signerSerial = valueOfTag(own, 5)?.toString("hex");
  const signerIssuer = text(valueOfTag(own, 6) ?? Buffer.alloc(0));
  const digest = (algorithm: string): string => createHash(algorithm).update(bytes).digest("hex");
  let out = `The checksum value of the ${kind} file:\n${digest("md5")}(MD5)\n${digest("sha1")}(SHA1)\n\n\n`;
  out += `Length of ${kind} file: ${bytes.length}\nThe ${kind} File was last modified on ${javaDate(timestamp)}\n\n`;
  out += `Parse ${kind} File\n----------------\n\nVersion:\t${[...version].join(".")}\nHeaderLength:\t${headerLength} (BYTES)\n\n`;
  out += table + own.map(headerLine).join("");
  for (const [at, record] of recordsOf(bytes, headerLength).entries()) {
    const fields = fieldsOf(record);
    out += `\n\t${kind} Record #:${at + 1}\n\t\t  ----\n${table}${fields.map(recordLine).join("")}`;
    if (valueOfTag(fields, 4)?.readUInt16BE(0) !== 0) continue;
    const signs =
      valueOfTag(fields, 6)?.toString("hex") === signerSerial &&
      text(valueOfTag(fields, 5) ?? Buffer.alloc(0)) === signerIssuer;
    out += `This etoken was ${signs ? "" : "not "}used to sign the ${kind} file.\n`;
  }
  return `${out}\nThe ${kind} file was ${verified(file) ? "verified successfully" : "not verified"}.\n`;
}
