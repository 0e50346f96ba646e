// Commands about trust stores: listing them, and pasting a certificate into one.
import type { ClusterTrustStore } from "../../domain/trusted-certificate.ts";
import { type ListedCertificate, parseCertificateList } from "../../signatures/certificate-list.ts";
import { parseTrustImport } from "../../signatures/changes.ts";
import { readCertificate, toPem } from "../../trust/certificate.ts";
import { type CliCommand, command } from "./command.ts";

export const listTrustCertificates = (): CliCommand<readonly ListedCertificate[]> =>
  command("show cert list trust", parseCertificateList);

const units: Readonly<Record<ClusterTrustStore, string>> = {
  "tomcat-trust": "tomcat",
  "CallManager-trust": "CallManager",
};

/** `Paste the Certificate and Hit Enter` (as public scripts wait for it); an empty line ends the paste. */
const paste = /Paste the Certificate and Hit Enter\s*:?\s*$/i;

/**
 * Publisher or any node; the cluster spreads it. The PEM is made anew from the DER, so that nothing but base64 between its two
 * marks can be typed. Throws CertOpsError for text that is no certificate.
 */
export function importTrust(store: ClusterTrustStore, pem: string): CliCommand<unknown> {
  const unit = units[store];
  const clean = toPem(readCertificate(pem).der);
  return command(`set cert import trust ${unit}`, (answer) => parseTrustImport(unit, answer), {
    change: true,
    needsPrivilege: 1,
    answers: [{ question: paste, reply: clean }],
    deadlineMs: 180_000,
    idleMs: 120_000,
  });
}
