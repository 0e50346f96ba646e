// `show cert own`: the decoded certificate in the layout of 14SU2 and later (Bouncy Castle's text), then the PEM.
import { createHash, X509Certificate } from "node:crypto";
import type { LabCertificate } from "../../model.ts";
import { javaDate } from "./dates.ts";

/** A DER element: its tag, its content, and where the next one begins. */
interface Der {
  readonly tag: number;
  readonly content: Buffer;
  readonly end: number;
}

function der(bytes: Buffer, at = 0): Der {
  let length = bytes.readUInt8(at + 1);
  let start = at + 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    length = bytes.readUIntBE(start, count);
    start += count;
  }
  return { tag: bytes.readUInt8(at), content: bytes.subarray(start, start + length), end: start + length };
}

function children(content: Buffer): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const one = der(content, at);
    found.push(one);
    at = one.end;
  }
  return found;
}

function oid(content: Buffer): string {
  const [first = 0, ...rest] = content;
  const numbers = [Math.floor(first / 40), first % 40];
  let value = 0;
  for (const byte of rest) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) === 0) {
      numbers.push(value);
      value = 0;
    }
  }
  return numbers.join(".");
}

const algorithms: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.5": "SHA1WITHRSA",
  "1.2.840.113549.1.1.11": "SHA256WITHRSA",
  "1.2.840.113549.1.1.12": "SHA384WITHRSA",
  "1.2.840.113549.1.1.13": "SHA512WITHRSA",
  "1.2.840.10045.4.3.2": "SHA256WITHECDSA",
  "1.2.840.10045.4.3.3": "SHA384WITHECDSA",
};

/** Names with Bouncy Castle's order and commas. */
const nameText = (lines: string): string => lines.split("\n").join(",");

function publicKeyText(certificate: X509Certificate): string {
  const jwk = certificate.publicKey.export({ format: "jwk" });
  const hex = (part: string | undefined): string =>
    Buffer.from(part ?? "", "base64url")
      .toString("hex")
      .replace(/^0+/, "");
  const print = createHash("sha1")
    .update(certificate.publicKey.export({ type: "spki", format: "der" }))
    .digest("hex");
  const marks = print.slice(0, 40).match(/../g)?.join(":") ?? "";
  if (jwk.kty === "RSA") {
    return `RSA Public Key [${marks}]\n        modulus: ${hex(jwk.n)}\npublic exponent: ${hex(jwk.e)}\n`;
  }
  return `EC Public Key [${marks}]\n            X: ${hex(jwk.x)}\n            Y: ${hex(jwk.y)}\n`;
}

function signatureText(signature: Buffer): string {
  const lines = signature.toString("hex").match(/.{1,40}/g) ?? [];
  return lines
    .map((line, at) => `${at === 0 ? "            Signature: " : "                       "}${line}\n`)
    .join("");
}

const basicConstraints = "2.5.29.19";
const keyUsage = "2.5.29.15";

function extensionText(extension: Der): string {
  const [id, second, third] = children(extension.content);
  const critical = second?.tag === 1;
  const value = (critical ? third : second)?.content ?? Buffer.alloc(0);
  const name = oid(id?.content ?? Buffer.alloc(0));
  const head = `                       critical(${critical}) `;
  const inner = der(value);
  if (name === basicConstraints) {
    return `${head}BasicConstraints: isCa(${children(inner.content)[0]?.tag === 1})\n`;
  }
  // a bit string's first byte counts its unused bits
  if (name === keyUsage) return `${head}KeyUsage: 0x${inner.content.subarray(1).toString("hex")}\n`;
  const parts = children(inner.content).map((part) =>
    part.tag === 6
      ? `    ObjectIdentifier(${oid(part.content)})`
      : `    [${part.tag & 0x1f}] ${part.content.toString("latin1")}`,
  );
  const readable = parts.every((part) => /^[\x20-\x7e]*$/.test(part));
  return `${head}${name} value = ${readable ? `Sequence\n${parts.join("\n")}\n` : `DER Octet String[${value.length}]`}\n`;
}

/** The object identifier of the algorithm that signed the certificate. */
export function signatureAlgorithmOf(bytes: Uint8Array): string {
  const [, algorithm] = children(der(Buffer.from(bytes)).content);
  return oid(children(algorithm?.content ?? Buffer.alloc(0))[0]?.content ?? Buffer.alloc(0));
}

/** The decoded part; serial numbers are decimal in this layout. */
export function printDecoded(shown: LabCertificate): string {
  const certificate = new X509Certificate(shown.pem);
  const [tbs, , signature] = children(der(Buffer.from(shown.der)).content);
  const extensions = children(tbs?.content ?? Buffer.alloc(0)).find((part) => part.tag === 0xa3);
  const id = signatureAlgorithmOf(shown.der);
  const listed = extensions === undefined ? [] : children(der(extensions.content).content);
  return [
    "  [0]         Version: 3\n",
    `         SerialNumber: ${BigInt(`0x${shown.serial}`)}\n`,
    `             IssuerDN: ${nameText(certificate.issuer)}\n`,
    `           Start Date: ${javaDate(Date.parse(shown.notBefore))}\n`,
    `           Final Date: ${javaDate(Date.parse(shown.notAfter))}\n`,
    `            SubjectDN: ${nameText(certificate.subject)}\n`,
    `           Public Key: ${publicKeyText(certificate)}\n`,
    `  Signature Algorithm: ${algorithms[id] ?? id}\n`,
    signatureText(signature?.content.subarray(1) ?? Buffer.alloc(0)),
    listed.length === 0 ? "" : "       Extensions: \n",
    ...listed.map(extensionText),
  ].join("");
}
