// A certificate that somebody uploads into a trust store of the practice cluster.
import { CertOpsError } from "../../domain/errors.ts";
import { readCertificates, toPem } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";
import type { LabCertificate } from "../model.ts";
import { LabRefusal } from "../refusal.ts";

/** Takes one certificate in PEM, as the page and the command line do. Throws LabRefusal with CUCM's sentence for anything else. */
export function importedCertificate(pem: string): LabCertificate {
  let read: readonly Certificate[];
  try {
    read = readCertificates(pem);
  } catch (error) {
    if (!(error instanceof CertOpsError)) throw error;
    read = [];
  }
  const [one] = read;
  if (one === undefined) throw LabRefusal.printed("Error reading the certificate");
  const text = toPem(one.der);
  return {
    serial: one.serial,
    subject: one.subject,
    issuer: one.issuer,
    commonName: one.commonName,
    notBefore: one.notBefore,
    notAfter: one.notAfter,
    keyType: one.key.type === "EC" ? "EC" : "RSA",
    selfSigned: one.selfSigned,
    description: one.selfSigned ? "Self-signed certificate" : `Certificate Signed by ${one.issuer}`,
    der: one.der,
    pem: text,
    chainPem: text,
    roles: [],
  };
}
