// A phone's configuration file with its TFTP server's signature (`SEP….cnf.xml.sgn`).
import { createPrivateKey, type KeyObject, sign, verify, X509Certificate } from "node:crypto";
import { sameName, trustListName } from "../trust/names.ts";
import type { LabIdentity } from "./model.ts";

/*
 * Cisco publishes no layout for signed files. This one borrows the trust list's elements (tag, length, value): 4 signer's name,
 * 5 serial, 6 issuer, 14 file name, 12 signature, then 0x0d and the content. Signed is everything but element 12.
 */
const tag = { signer: 4, serial: 5, issuer: 6, signature: 12, content: 13, fileName: 14 } as const;

export interface SignedFile {
  readonly fileName: string;
  readonly signer: { readonly subject: string; readonly issuer: string; readonly serial: string };
  readonly content: string;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
}

function element(kind: number, value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(3);
  head.writeUInt8(kind);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

const keys = new WeakMap<LabIdentity, KeyObject>();
function keyOf(signer: LabIdentity): KeyObject {
  const key = keys.get(signer) ?? createPrivateKey(signer.keyPem);
  keys.set(signer, key);
  return key;
}

export function writeSignedFile(fileName: string, content: string, signer: LabIdentity): Uint8Array {
  const head = Buffer.concat([
    element(tag.signer, trustListName(signer.subject)),
    element(tag.serial, Buffer.from(signer.serial.padStart(32, "0"), "hex")),
    element(tag.issuer, trustListName(signer.issuer)),
    element(tag.fileName, fileName),
  ]);
  const tail = Buffer.concat([Buffer.of(tag.content), Buffer.from(content)]);
  const signature = sign("sha256", Buffer.concat([head, tail]), keyOf(signer));
  return Buffer.concat([head, element(tag.signature, signature), tail]);
}

/** Undefined for anything that is not such a file. */
export function readSignedFile(bytes: Uint8Array): SignedFile | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<number, Buffer>();
  let at = 0;
  let signatureAt = -1;
  let signatureEnd = -1;
  while (at < buffer.length && buffer[at] !== tag.content) {
    if (at + 3 > buffer.length) return undefined;
    const kind = buffer.readUInt8(at);
    const end = at + 3 + buffer.readUInt16BE(at + 1);
    if (end > buffer.length || found.has(kind)) return undefined;
    if (kind === tag.signature) {
      signatureAt = at;
      signatureEnd = end;
    }
    found.set(kind, buffer.subarray(at + 3, end));
    at = end;
  }
  const subject = found.get(tag.signer);
  const issuer = found.get(tag.issuer);
  const serial = found.get(tag.serial);
  const fileName = found.get(tag.fileName);
  const signature = found.get(tag.signature);
  if (at >= buffer.length || !subject || !issuer || !serial || !fileName || !signature) return undefined;
  return {
    fileName: fileName.toString("utf8"),
    signer: {
      subject: subject.toString("utf8"),
      issuer: issuer.toString("utf8"),
      serial: serial.toString("hex").replace(/^0+(?=.)/, ""),
    },
    content: buffer.subarray(at + 1).toString("utf8"),
    signed: Buffer.concat([buffer.subarray(0, signatureAt), buffer.subarray(signatureEnd)]),
    signature,
  };
}

/** True when this certificate (DER) is the one the file names and its key made the signature. */
export function signedBy(file: SignedFile, der: Uint8Array): boolean {
  const certificate = new X509Certificate(der);
  if (certificate.serialNumber.toLowerCase().replace(/^0+(?=.)/, "") !== file.signer.serial) return false;
  if (!sameName(certificate.issuer.split("\n").join(","), file.signer.issuer)) return false;
  return verify("sha256", file.signed, certificate.publicKey, file.signature);
}
