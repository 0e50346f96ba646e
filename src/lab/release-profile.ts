// What may differ between CUCM releases, as one shape: who signs lists, what takes a new certificate by itself, how prints look.
import type { CertificateUnit, NodePorts, Release } from "../domain/cluster.ts";

/** Which services a port needs to listen, and at whose start the certificates shown there are loaded. */
export interface PortRule {
  readonly needs: readonly string[];
  readonly loadedAtStartOf: readonly string[];
  readonly rsa?: CertificateUnit;
  readonly ecdsa?: CertificateUnit;
}

export const releaseKeys = ["11.5", "12.5", "14", "14SU2", "15SU2", "15SU5"] as const;
export type ReleaseKey = (typeof releaseKeys)[number];

export interface ReleaseProfile {
  readonly key: ReleaseKey;
  readonly release: Release;
  /** 12.0+: ITLRecovery; up to 11.5: CallManager (Security Guide 15, default security; Cisco document 117598). */
  readonly listSigner: "ITLRecovery" | "CallManager";
  /** Whose key `utils itl|ctl reset localkey` signs with: the other one of the two. */
  readonly localkeySigner: "CallManager" | "ITLRecovery";
  /** 12.5+: one ITLRecovery for the cluster; before, each node has its own. */
  readonly recoveryOn: "publisher" | "all";
  readonly capfOn: "publisher" | "all";
  /** Services that restart themselves when a unit is regenerated, on every node that runs them. */
  readonly restartsByItself: Readonly<Partial<Record<CertificateUnit, readonly string[]>>>;
  /** Services that take the new certificate without a restart. */
  readonly reloadsByItself: Readonly<Partial<Record<CertificateUnit, readonly string[]>>>;
  /** Trust lists are built anew when a certificate in them changes, not only when TFTP starts. */
  readonly rebuildsListsByItself: boolean;
  /** The units that the enterprise parameter *Phone Interaction on Certificate Update* follows; none = there is no such parameter. */
  readonly phonesResetAfter: readonly CertificateUnit[];
  readonly ports: Readonly<Record<keyof NodePorts, PortRule>>;
  /** Services that this release does not have. */
  readonly without: readonly string[];
  /** One self-signed certificate for all nodes, and Tomcat's reused as CallManager's (14+). */
  readonly multiServer: boolean;
  /** The CTL may be signed by hardware tokens through the CTL Provider (until 14SU3). */
  readonly ctlTokens: boolean;
  /** Log collection's newer service hands files out by itself; else only the old DimeGetFileService does. */
  readonly filesByLogCollection: boolean;
  /** `show cert own`: BouncyCastle's print with decimal serials (14SU2+) or the older one. */
  readonly certificatePrint: "bouncycastle" | "classic";
  /** 15SU5 asks about `tomcat-client` as well. */
  readonly regenPrompt: "tomcat-client" | "yes-no";
  /** `Successfully regenerated certificate for tomcat.` (12.5) or `Successfully Regenerated Certificate for ...`, with advice. */
  readonly regenWording: "short" | "advice";
  /** What follows `CTL file Updated`. */
  readonly ctlUpdateTail: "reset-phones" | "restart-services";
  /** `utils itl reset localkey`: names the servers it was transferred to (12.5), or the key that signs (15). */
  readonly itlResetPrint: "transferred" | "signed";
  /** AXL versions that it takes, newest first: its own and the older ones back to two major releases. */
  readonly axl: readonly string[];
}
