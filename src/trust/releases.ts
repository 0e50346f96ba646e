// What the release decides about trust lists: who signs, and with which key a reset signs.
import type { CertificateUnit, Release } from "../domain/cluster.ts";

/** True from 12.0 on, when ITLRecovery became the signer of ITL and CTL (Security Guide 15; Cisco document 117598 for 11.5). */
export const signsWithItlRecovery = (release: Release): boolean => release.major >= 12;

/** Whose key signs the ITL (and a tokenless CTL) in normal operation. */
export const listSigner = (release: Release): "ITLRecovery" | "CallManager" =>
  signsWithItlRecovery(release) ? "ITLRecovery" : "CallManager";

/** Whose key `utils itl reset localkey` and `utils ctl reset localkey` sign with: the other one. */
export const localkeySigner = (release: Release): "CallManager" | "ITLRecovery" =>
  signsWithItlRecovery(release) ? "CallManager" : "ITLRecovery";

export type Consequences = "before-14" | "14" | "14SU1-or-later" | "14-unknown-update";

/**
 * Which column of the restart tables holds. `14.0.1.10000-20` and its successors below 14.0.1.11900 are the first 14; from 14SU1
 * (14.0.1.11900) services and phones restart by themselves. A release without a build number stays undecided.
 */
export function consequences(release: Release): Consequences {
  if (release.major < 14) return "before-14";
  if (release.major > 14) return "14SU1-or-later";
  const build = /^14\.\d+\.\d+\.(\d{5})/.exec(release.full)?.[1];
  if (build === undefined) return "14-unknown-update";
  return Number(build) >= 11900 ? "14SU1-or-later" : "14";
}

/** Which certificate DRS uses (Administration Guide 15; Cisco document 215534 for 12.5). */
export function backupCertificate(release: Release): CertificateUnit {
  if (release.major < 14) return "ipsec";
  // 14SU2 is 14.0.1.12900; the other 14 releases and 15 use the RSA certificate.
  return /^14\.0\.1\.129/.test(release.full) ? "tomcat-ECDSA" : "tomcat";
}
