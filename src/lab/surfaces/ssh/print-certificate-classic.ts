// `show cert own` up to 14SU1: the decoded certificate with its older labels (Cisco document 200180, public parsers), then the PEM.
import { X509Certificate } from "node:crypto";
import type { LabCertificate } from "../../model.ts";
import { databaseName } from "../../stores.ts";
import { javaDate } from "./dates.ts";
import { signatureAlgorithmOf } from "./print-certificate.ts";

const names: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.5": "SHA1withRSA",
  "1.2.840.113549.1.1.11": "SHA256withRSA",
  "1.2.840.10045.4.3.2": "SHA256withECDSA",
  "1.2.840.10045.4.3.3": "SHA384withECDSA",
};

/** Labels and first lines are real; what follows the key is shortened (docs/fidelity.md). Serials are hexadecimal here. */
export function printClassic(shown: LabCertificate): string {
  const certificate = new X509Certificate(shown.pem);
  const algorithm = signatureAlgorithmOf(shown.der);
  const name = (text: string): string => databaseName(text).replaceAll(",", ", ");
  const key =
    shown.keyType === "RSA"
      ? ["RSA (1.2.840.113549.1.1.1)", certificate.publicKey.export({ type: "pkcs1", format: "der" })]
      : ["EC (1.2.840.10045.2.1)", certificate.publicKey.export({ type: "spki", format: "der" })];
  return [
    `Serial Number: ${shown.serial.toUpperCase()}\n`,
    `SignatureAlgorithm: ${names[algorithm] ?? "unknown"} (${algorithm})\n`,
    `Issuer Name: ${name(shown.issuer)}\n`,
    `Validity From: ${javaDate(Date.parse(shown.notBefore))}\n`,
    `           To:   ${javaDate(Date.parse(shown.notAfter))}\n`,
    `Subject Name: ${name(shown.subject)}\n`,
    `Key: ${key[0]}\n`,
    `  Key value: ${Buffer.from(key[1] ?? "").toString("hex")}\n`,
  ].join("");
}
