// Where a certificate is to be found: which port presents which unit, which trust list holds it.
import { type CertificateUnit, type ClusterNode, certificateUnits, type TrustListKind } from "../../domain/cluster.ts";
import { sha256 } from "../../kernel/ids.ts";
import type { CertificateListEntry, ServedList } from "../../systems/ports.ts";

export interface Door {
  readonly unit: CertificateUnit;
  readonly port: number;
  readonly offer: "rsa" | "ecdsa";
}

/** Port to unit: facts cucm.md section 5. CAPF listens on the publisher only (14+). */
export function servedDoors(node: ClusterNode): readonly Door[] {
  const doors: Door[] = [
    { unit: "tomcat", port: node.ports.https, offer: "rsa" },
    { unit: "tomcat-ECDSA", port: node.ports.https, offer: "ecdsa" },
    { unit: "CallManager", port: node.ports.sipTls, offer: "rsa" },
    { unit: "CallManager-ECDSA", port: node.ports.sipTls, offer: "ecdsa" },
    { unit: "TVS", port: node.ports.tvs, offer: "rsa" },
  ];
  if (node.role === "publisher") doors.push({ unit: "CAPF", port: node.ports.capf, offer: "rsa" });
  return doors;
}

/** The units that a node's own list names; unknown ones (newer releases) are left to the database. */
export const unitsOn = (listed: readonly CertificateListEntry[]): readonly CertificateUnit[] =>
  certificateUnits.filter((unit) => listed.some((entry) => entry.unit === unit));

/** SHA-256 of a certificate -> the lists that hold it. */
export type Membership = ReadonlyMap<string, ReadonlySet<TrustListKind>>;

export function membershipOf(served: readonly ServedList[]): Membership {
  const membership = new Map<string, Set<TrustListKind>>();
  for (const one of served) {
    if (!("list" in one)) continue;
    for (const record of one.list.records) {
      if (record.certificate === undefined) continue;
      const digest = sha256(record.certificate);
      const kinds = membership.get(digest) ?? new Set<TrustListKind>();
      membership.set(digest, kinds.add(one.list.kind));
    }
  }
  return membership;
}
