// Whose certificate a door shows: which unit it belongs to, and whether what is shown was replaced.
import type { Release } from "../../domain/cluster.ts";
import type { Evidence } from "../../domain/finding.ts";
import type { Certificate } from "../../trust/types.ts";

export type Offer = "rsa" | "ecdsa";

export const doorUnits = ["tomcat", "tomcat-ECDSA", "CallManager", "CallManager-ECDSA"] as const;

/** A node's own certificate, as it stores it. */
export interface Own {
  readonly unit: (typeof doorUnits)[number];
  readonly certificate: Certificate;
  readonly evidence: Evidence;
}

/** Tomcat’s; before 12.5 Cisco Tftp answers at 6972 itself, with CallManager’s (docs/fidelity.md). */
export function unitAt(port: 8443 | 6972, offer: Offer, release: Release | undefined): Own["unit"] {
  const service = port === 6972 && release !== undefined && release.major < 12 ? "CallManager" : "tomcat";
  return offer === "rsa" ? service : `${service}-ECDSA`;
}

/** Took the stored one the place of what is shown? It is no older and of the same name; whatever else is shown there is another matter. */
export function replaces({ certificate }: Own, shown: Certificate): boolean {
  const { commonName, names, notBefore } = certificate;
  const alike = commonName === shown.commonName || names.some((name) => shown.names.includes(name));
  return alike && Date.parse(shown.notBefore) <= Date.parse(notBefore);
}
