// The releases that can be practised with, as data. What is fact, inference or ours: docs/fidelity.md, "Releases".
import { portsWithHaproxy, portsWithHaproxyForFiles, portsWithoutHaproxy } from "./release-ports.ts";
import { type ReleaseKey, type ReleaseProfile, releaseKeys } from "./release-profile.ts";

export type { PortRule, ReleaseKey, ReleaseProfile } from "./release-profile.ts";
export { releaseKeys } from "./release-profile.ts";

const capf = "Cisco Certificate Authority Proxy Function";
const tvs = "Cisco Trust Verification Service";

const release15su2: ReleaseProfile = {
  key: "15SU2",
  // The version in a real 15's backup history.
  release: { full: "15.0.1.12900-234", major: 15, minor: 0 },
  listSigner: "ITLRecovery",
  localkeySigner: "CallManager",
  recoveryOn: "publisher",
  capfOn: "publisher",
  // Security Guide 15, table for 14SU1+: "none (auto)" for CAPF, TVS and ITLRecovery.
  restartsByItself: { CAPF: [capf], TVS: [tvs], ITLRecovery: [tvs] },
  // The same table names HAProxy alone for CallManager, so CallManager and Tftp take that one up themselves.
  reloadsByItself: { CallManager: ["Cisco CallManager", "Cisco Tftp"] },
  rebuildsListsByItself: true,
  phonesResetAfter: ["CAPF", "CallManager", "CallManager-ECDSA", "TVS", "ITLRecovery"],
  ports: portsWithHaproxy,
  without: [],
  multiServer: true,
  ctlTokens: false,
  filesByLogCollection: true,
  certificatePrint: "bouncycastle",
  regenPrompt: "yes-no",
  regenWording: "advice",
  ctlUpdateTail: "reset-phones",
  itlResetPrint: "signed",
  axl: ["15.0", "14.0", "12.5", "12.0"],
};

const release15su5: ReleaseProfile = {
  ...release15su2,
  key: "15SU5",
  release: { full: "15.0.1.15900-14", major: 15, minor: 0 },
  // Security Guide 15: from SU4/SU5 server and client certificates are units of their own.
  regenPrompt: "tomcat-client",
};

const release14su2: ReleaseProfile = {
  ...release15su2,
  key: "14SU2",
  release: { full: "14.0.1.12900-161", major: 14, minor: 0 },
  // "14SU3: CTL Provider no longer supports tokens".
  ctlTokens: true,
  axl: ["14.0", "12.5", "12.0", "11.5"],
};

const release14: ReleaseProfile = {
  ...release14su2,
  key: "14",
  release: { full: "14.0.1.10000-20", major: 14, minor: 0 },
  // The first 14's column names Cisco CallManager, Cisco CTIManager and HAProxy for CallManager, but not Tftp.
  reloadsByItself: { CallManager: ["Cisco Tftp"] },
  certificatePrint: "classic",
};

const release125: ReleaseProfile = {
  ...release14,
  key: "12.5",
  release: { full: "12.5.1.10000-22", major: 12, minor: 5 },
  capfOn: "all",
  // 214231's long lists: TVS, Tftp and the phones are restarted by people, in this order.
  restartsByItself: {},
  reloadsByItself: {},
  rebuildsListsByItself: false,
  phonesResetAfter: [],
  ports: portsWithHaproxyForFiles,
  // Tomcat in several containers came with 14.
  without: ["Cisco SSOSP Tomcat"],
  multiServer: false,
  regenWording: "short",
  ctlUpdateTail: "restart-services",
  itlResetPrint: "transferred",
  axl: ["12.5", "12.0", "11.5", "11.0", "10.5"],
};

const release115: ReleaseProfile = {
  ...release125,
  key: "11.5",
  release: { full: "11.5.1.10000-6", major: 11, minor: 5 },
  listSigner: "CallManager",
  localkeySigner: "ITLRecovery",
  recoveryOn: "all",
  // Ours: that some release lacks it is why the old service is still asked; which one is not known.
  filesByLogCollection: false,
  ports: portsWithoutHaproxy,
  without: ["Cisco HAProxy", "Cisco SSOSP Tomcat"],
  axl: ["11.5", "11.0", "10.5", "10.0"],
};

export const releaseProfiles: Readonly<Record<ReleaseKey, ReleaseProfile>> = {
  "11.5": release115,
  "12.5": release125,
  "14": release14,
  "14SU2": release14su2,
  "15SU2": release15su2,
  "15SU5": release15su5,
};

export const defaultRelease: ReleaseKey = "15SU2";

/** `15` and `15SU` mean the default; case does not matter. Undefined for anything that is not there. */
export function releaseNamed(text: string): ReleaseKey | undefined {
  const wanted = text.trim().toUpperCase();
  if (wanted === "15" || wanted === "15SU") return defaultRelease;
  return releaseKeys.find((key) => key === wanted);
}
