// What the renewal of a certificate touches: impact, trust lists, restarts, phones; per release, with sources. Pure data.
import type { CertificateUnit, Release, TrustListKind } from "../domain/cluster.ts";
import { gravest, type Impact, type ImpactNote } from "../domain/impact.ts";
import { backupCertificate, consequences, signsWithItlRecovery } from "./releases.ts";

/** Cisco documents, as named in docs: 225746 (support document), 214231, 217138, Security Guide 15, Administration Guide 15. */
export type SourceId = "225746" | "214231" | "217138" | "sec15" | "drs15" | "215534";

export interface ServiceRestart {
  /** As `utils service restart` takes it; `ipsec` stands for `utils ipsec restart`. */
  readonly service: string;
  readonly where: "publisher" | "every-node";
  /** Only when this holds; always when left out. */
  readonly when?: "sso-or-oauth" | "sip-oauth" | "service-is-active";
}

export interface RestartList {
  readonly source: SourceId;
  readonly services: readonly ServiceRestart[];
}

export interface CertificateImpact {
  readonly unit: CertificateUnit;
  readonly impact: Impact;
  /** The document's colours survive in no text copy: the level is derived from its columns and other Cisco texts. */
  readonly impactDerived: true;
  readonly lists: readonly TrustListKind[];
  readonly phones: "none" | "some" | "all";
  /** ITLRecovery by the guide's procedure: phones are reset twice. */
  readonly phonesTwice: boolean;
  /** The long list of 214231: the safe superset. */
  readonly safe: RestartList;
  /** The short list of the Security Guide, for 14 and later; undefined before 14. Empty = services restart by themselves. */
  readonly short?: RestartList;
  readonly notes: readonly ImpactNote[];
}

interface Facts {
  readonly impact: Impact;
  readonly lists: readonly TrustListKind[];
  readonly phones: CertificateImpact["phones"];
  readonly long: readonly ServiceRestart[];
  readonly notes: readonly ImpactNote[];
}

const every = (...services: string[]): ServiceRestart[] =>
  services.map((service) => ({ service, where: "every-node" }));
const drf: readonly ServiceRestart[] = [
  { service: "Cisco DRF Master", where: "publisher" },
  { service: "Cisco DRF Local", where: "every-node" },
];
const haproxy: ServiceRestart = { service: "Cisco HAProxy", where: "every-node" };
const tvsAndTftp = every("Cisco Trust Verification Service", "Cisco Tftp");
const both: readonly TrustListKind[] = ["CTL", "ITL"];

const ssosp: ServiceRestart = { service: "Cisco SSOSP Tomcat", where: "every-node", when: "sso-or-oauth" };

const tomcat: Facts = {
  impact: "low",
  lists: [],
  phones: "none",
  long: [...every("Cisco Tomcat"), ssosp],
  notes: [
    "sp-metadata-when-sso-uses-it",
    "restart-tftp-when-multi-san",
    "changes-trust-lists-when-reused-for-callmanager",
    "repeat-emcc-exchange",
  ],
};
const callManager: Facts = {
  impact: "high",
  lists: both,
  phones: "all",
  long: [...every("Cisco CallManager", "Cisco CTIManager"), ...tvsAndTftp, haproxy],
  notes: ["ctl-update-before-restarts", "never-with-tvs", "sip-trunks-and-cti", "repeat-emcc-exchange"],
};

const facts: Readonly<Record<CertificateUnit, Facts>> = {
  tomcat,
  "tomcat-ECDSA": { ...tomcat, notes: [] },
  ipsec: {
    impact: "low",
    lists: [],
    phones: "none",
    long: [...drf, ...every("Cisco Tomcat")],
    notes: ["no-backup-or-restore-meanwhile"],
  },
  CAPF: {
    impact: "medium",
    lists: both,
    phones: "all",
    long: [
      { service: "Cisco Certificate Authority Proxy Function", where: "publisher", when: "service-is-active" },
      ...tvsAndTftp,
    ],
    notes: ["ctl-update-before-restarts", "lscs-must-be-renewed", "keep-old-capf-until-new-lscs"],
  },
  CallManager: callManager,
  "CallManager-ECDSA": callManager,
  TVS: { impact: "medium", lists: ["ITL"], phones: "some", long: tvsAndTftp, notes: ["never-with-callmanager"] },
  ITLRecovery: {
    impact: "high",
    lists: both,
    phones: "all",
    long: tvsAndTftp,
    notes: ["ctl-update-before-restarts", "back-up-the-key", "sp-metadata-when-sso-uses-it"],
  },
};

/** The impact of renewing one certificate on this release. */
export function impactOf(unit: CertificateUnit, release: Release): CertificateImpact {
  const { impact, lists, phones, long, notes } = facts[unit];
  const short = shortList(unit, release);
  const drs = backupCertificate(release) === unit;
  const automatic = lists.length > 0 && release.major >= 14;
  const signs = unit === (signsWithItlRecovery(release) ? "ITLRecovery" : "CallManager");
  return {
    unit,
    impact,
    impactDerived: true,
    lists,
    phones,
    phonesTwice: unit === "ITLRecovery" && signs,
    safe: { source: "214231", services: withoutUnknown(drs && unit !== "ipsec" ? [...long, ...drf] : long, release) },
    ...(short === undefined ? {} : { short: { source: "sec15", services: short } }),
    notes: [
      ...notes,
      ...(signs ? (["signs-the-lists"] as const) : []),
      ...(drs ? (["drs-uses-this-certificate"] as const) : []),
      ...(automatic ? (["phones-may-reset-at-once"] as const) : []),
      ...(unit === "CAPF" && release.major >= 14 ? (["publisher-only"] as const) : []),
    ],
  };
}

/**
 * HAProxy stands before Tomcat and TFTP from 14 on and has to be restarted only there; SSOSP Tomcat is there only since Tomcat runs in several
 * containers.
 */
const withoutUnknown = (services: readonly ServiceRestart[], release: Release): readonly ServiceRestart[] =>
  release.major >= 14
    ? services
    : services.filter(({ service }) => service !== haproxy.service && service !== ssosp.service);

function shortList(unit: CertificateUnit, release: Release): readonly ServiceRestart[] | undefined {
  const era = consequences(release);
  if (era === "before-14") return undefined;
  const first14 = era !== "14SU1-or-later";
  switch (unit) {
    case "tomcat":
      return [
        ...every("Cisco Tomcat", "Cisco Intercluster Lookup Service", "Cisco Location Bandwidth Manager"),
        ...drf,
        ...every("Cisco Extension Mobility", "Cisco AXL Tomcat"),
      ];
    case "tomcat-ECDSA":
      return [...every("Cisco Tomcat"), ...drf, ...every("Cisco UDS Tomcat", "Cisco AXL Tomcat")];
    case "ipsec":
      return every("ipsec");
    case "CAPF":
      return [{ ...haproxy, when: "sip-oauth" }];
    case "CallManager":
      return first14 ? [...every("Cisco CallManager", "Cisco CTIManager"), haproxy] : [haproxy];
    case "CallManager-ECDSA":
      return first14
        ? [...every("Cisco CallManager", "Cisco CTIManager"), haproxy]
        : [...every("Cisco CallManager"), haproxy];
    case "TVS":
    case "ITLRecovery":
      return [];
  }
}

export type Danger =
  /** Signer, the other signing key and every voucher are new: phones have nothing left to follow. */
  | "all-anchors-replaced"
  /** 214231 limits it to 8.x-11.5 or an ITL signed by CallManager; 217138 gives no limit. The stricter reading is kept. */
  | "callmanager-and-tvs"
  /** The lists' signer and the service that could vouch for it; only `localkey` with the other key is left. */
  | "signer-and-tvs"
  /** "One trust-list certificate at a time": both Cisco documents agree on that much. */
  | "more-than-one";

export interface DangerousCombination {
  readonly danger: Danger;
  readonly units: readonly CertificateUnit[];
  readonly impact: Impact;
  readonly sources: readonly SourceId[];
}

/** The gravest danger of renewing these together (no phone resets and no waiting between); undefined when there is none. */
export function dangerousCombination(
  units: Iterable<CertificateUnit>,
  release: Release,
): DangerousCombination | undefined {
  const given = new Set(units);
  const has = (...wanted: CertificateUnit[]): boolean => wanted.every((unit) => given.has(unit));
  const signer: CertificateUnit = signsWithItlRecovery(release) ? "ITLRecovery" : "CallManager";
  if (has("CallManager", "TVS", "ITLRecovery")) {
    const sources: readonly SourceId[] = ["225746", "214231"];
    return { danger: "all-anchors-replaced", units: ["CallManager", "TVS", "ITLRecovery"], impact: "high", sources };
  }
  if (has("CallManager", "TVS")) {
    const sources: readonly SourceId[] = ["214231", "217138"];
    return { danger: "callmanager-and-tvs", units: ["CallManager", "TVS"], impact: "high", sources };
  }
  if (has(signer, "TVS")) {
    return { danger: "signer-and-tvs", units: [signer, "TVS"], impact: "high", sources: ["sec15"] };
  }
  const listed = [...given].filter((unit) => facts[unit].lists.length > 0);
  if (listed.length < 2) return undefined;
  return { danger: "more-than-one", units: listed, impact: "high", sources: ["214231", "sec15"] };
}

/** The impact of renewing several certificates at one time: the gravest, and high when they endanger each other. */
export const impactOfAll = (units: readonly CertificateUnit[], release: Release): Impact =>
  dangerousCombination(units, release)?.impact ?? gravest(units.map((unit) => facts[unit].impact));

/** The trust lists that carry this certificate. */
export const listsWith = (unit: CertificateUnit): readonly TrustListKind[] => facts[unit].lists;
