// Which certificate stands in which store of which node: the registry that database replication spreads.
import { createHash } from "node:crypto";
import type { CertificateUnit } from "../domain/cluster.ts";
import type { DatabaseCertificateRow, LabCertificate, TrustStore } from "./model.ts";

/** One certificate that the cluster's database knows. */
export interface RegistryEntry {
  readonly certificate: LabCertificate;
  readonly unit: CertificateUnit | "ca" | "maker";
  /** The node it was made for. */
  readonly node: string;
  /** Somebody put it into exactly these; where its unit goes counts otherwise. */
  readonly stores?: readonly TrustStore[];
  /** Stores that somebody deleted it from. */
  readonly notIn?: readonly TrustStore[];
}

/**
 * Where copies go. CAPF in CallManager-trust and CAPF-trust: Cisco documents 200860 and 212214. Old copies stay: 214231 tells people to
 * delete expired trust certificates themselves.
 */
const storesOf: Readonly<Record<RegistryEntry["unit"], readonly TrustStore[]>> = {
  tomcat: ["tomcat-trust"],
  "tomcat-ECDSA": ["tomcat-trust"],
  CallManager: ["CallManager-trust"],
  "CallManager-ECDSA": ["CallManager-trust"],
  CAPF: ["CallManager-trust", "CAPF-trust"],
  TVS: ["TVS-trust"],
  ITLRecovery: ["CallManager-trust"],
  ipsec: ["ipsec-trust"],
  ca: ["tomcat-trust", "CallManager-trust"],
  // Cisco's manufacturing CA comes with CUCM: phones show their MICs to CAPF and to Cisco CallManager (200860).
  maker: ["CallManager-trust", "CAPF-trust"],
};

export const trustStores: readonly TrustStore[] = [
  "tomcat-trust",
  "CallManager-trust",
  "CAPF-trust",
  "TVS-trust",
  "ipsec-trust",
];

/** The trust stores that follow from what the database knows; each certificate once per store. */
export function trustStoresFrom(registry: readonly RegistryEntry[]): Map<TrustStore, LabCertificate[]> {
  const stores = new Map<TrustStore, LabCertificate[]>(trustStores.map((store) => [store, []]));
  for (const { certificate, unit, stores: given, notIn } of registry) {
    for (const name of given ?? storesOf[unit]) {
      if (notIn?.includes(name) === true) continue;
      const store = stores.get(name);
      // one multi-SAN certificate belongs to every node, and is one file
      if (store !== undefined && !store.some((other) => other.serial === certificate.serial)) {
        store.push(withoutKey(certificate));
      }
    }
  }
  return stores;
}

/** What a trust store keeps: never the key. */
export function withoutKey(certificate: LabCertificate): LabCertificate {
  const { keyPem: _, ...rest } = certificate;
  return rest;
}

/** A row of the database; `pkid` follows from what it stands for, in the form of Informix's GUIDs. */
export function databaseRow(
  node: { readonly name: string; readonly address: string },
  service: string,
  certificate: LabCertificate,
): DatabaseCertificateRow {
  const hex = createHash("sha256").update(`${node.name}|${service}|${certificate.serial}`).digest("hex");
  const pkid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
  return {
    pkid,
    serialnumber: certificate.serial,
    servername: node.name,
    ipv4address: node.address,
    service,
    subjectname: databaseName(certificate.subject),
    issuername: databaseName(certificate.issuer),
    pem: certificate.pem,
  };
}

const databaseOrder = ["L", "ST", "CN", "OU", "O", "C"];

/** `CN=..,OU=..,O=..,L=..,ST=..,C=..` in the database's order, L,ST,CN,OU,O,C (Cisco document 210541). */
export function databaseName(subject: string): string {
  const parts = subject.split(/,(?=[A-Z]{1,2}=)/);
  return databaseOrder.flatMap((type) => parts.filter((part) => part.startsWith(`${type}=`))).join(",");
}
