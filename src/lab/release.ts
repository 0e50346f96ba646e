// What differs between CUCM releases, as data: who signs lists, what takes a new certificate by itself, how prints look.
import type { CertificateUnit, NodePorts, Release } from "../domain/cluster.ts";

/** Which services a port needs to listen, and at whose start the certificates shown there are loaded. */
export interface PortRule {
  readonly needs: readonly string[];
  readonly loadedAtStartOf: readonly string[];
  readonly rsa?: CertificateUnit;
  readonly ecdsa?: CertificateUnit;
}

export interface ReleaseProfile {
  readonly key: "15";
  readonly release: Release;
  /** 12.0+: ITLRecovery; up to 11.5: CallManager (Security Guide 15, default security). */
  readonly listSigner: "ITLRecovery" | "CallManager";
  /** Whose key `utils itl|ctl reset localkey` signs with: the other one of the two. */
  readonly localkeySigner: "CallManager" | "ITLRecovery";
  readonly capfOn: "publisher" | "all";
  /** Services that restart themselves when a unit is regenerated, on every node that runs them. */
  readonly restartsByItself: Readonly<Partial<Record<CertificateUnit, readonly string[]>>>;
  /** Services that take the new certificate without a restart. */
  readonly reloadsByItself: Readonly<Partial<Record<CertificateUnit, readonly string[]>>>;
  /** Trust lists are built anew when a certificate in them changes, not only when TFTP starts. */
  readonly rebuildsListsByItself: boolean;
  /** Has the enterprise parameter *Phone Interaction on Certificate Update*, and which units it follows. */
  readonly phonesResetAfter: readonly CertificateUnit[];
  readonly ports: Readonly<Record<keyof NodePorts, PortRule>>;
  /** `show cert own`: BouncyCastle's print with decimal serials (14SU2+) or the older one. */
  readonly certificatePrint: "bouncycastle" | "classic";
  /** 15 asks about `tomcat-client` as well. */
  readonly regenPrompt: "tomcat-client" | "yes-no";
  readonly ctlUpdateTail: "reset-phones" | "restart-services";
}

const plain: PortRule = { needs: [], loadedAtStartOf: [] };

const release15: ReleaseProfile = {
  key: "15",
  release: { full: "15.0.1.12900-234", major: 15, minor: 0 },
  listSigner: "ITLRecovery",
  localkeySigner: "CallManager",
  capfOn: "publisher",
  // Security Guide 15, table for 14SU1+: "none (auto)" for CAPF, TVS and ITLRecovery.
  restartsByItself: {
    CAPF: ["Cisco Certificate Authority Proxy Function"],
    TVS: ["Cisco Trust Verification Service"],
    ITLRecovery: ["Cisco Trust Verification Service"],
  },
  // The same table names HAProxy alone for CallManager, so CallManager and Tftp take that one up themselves.
  reloadsByItself: { CallManager: ["Cisco CallManager", "Cisco Tftp"] },
  rebuildsListsByItself: true,
  phonesResetAfter: ["CAPF", "CallManager", "CallManager-ECDSA", "TVS", "ITLRecovery"],
  ports: {
    ssh: plain,
    https: {
      needs: ["Cisco HAProxy", "Cisco Tomcat"],
      loadedAtStartOf: ["Cisco Tomcat", "Cisco HAProxy"],
      rsa: "tomcat",
      ecdsa: "tomcat-ECDSA",
    },
    sipTls: {
      needs: ["Cisco CallManager"],
      loadedAtStartOf: ["Cisco CallManager"],
      rsa: "CallManager",
      ecdsa: "CallManager-ECDSA",
    },
    tvs: {
      needs: ["Cisco Trust Verification Service"],
      loadedAtStartOf: ["Cisco Trust Verification Service"],
      rsa: "TVS",
    },
    capf: {
      needs: ["Cisco Certificate Authority Proxy Function"],
      loadedAtStartOf: ["Cisco Certificate Authority Proxy Function"],
      rsa: "CAPF",
    },
    tftpHttp: { needs: ["Cisco Tftp"], loadedAtStartOf: [] },
    tftpHttps: {
      needs: ["Cisco HAProxy", "Cisco Tftp"],
      loadedAtStartOf: ["Cisco Tomcat", "Cisco HAProxy"],
      rsa: "tomcat",
      ecdsa: "tomcat-ECDSA",
    },
  },
  certificatePrint: "bouncycastle",
  regenPrompt: "tomcat-client",
  ctlUpdateTail: "reset-phones",
};

/** The releases that can be practised with. 11.5, 12.5, 14 and 14SU2 would be further entries here. */
export const releaseProfiles: Readonly<Record<ReleaseProfile["key"], ReleaseProfile>> = { "15": release15 };
