// A small cluster's certificates, and its trust lists before and after renewals: what the trust tests reason about.
import type { TrustListKind } from "../../src/domain/cluster.ts";
import { isTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import { type TrustListEntry, writeTrustList } from "../../src/trust/tlv-write.ts";
import type { TvsView } from "../../src/trust/trust-rule.ts";
import type { TrustList } from "../../src/trust/types.ts";
import { identity, rsaKey, type TestIdentity } from "./pki.ts";

export interface TestCluster {
  readonly callManager: TestIdentity;
  readonly tvs: TestIdentity;
  readonly itlRecovery: TestIdentity;
  readonly capf: TestIdentity;
}

// One key for certificates whose key plays no part keeps the suite fast; signers get their own.
const sharedKey = rsaKey();

/** New certificates for the given units (all when none is named), the others kept. `notBefore` marks when. */
export function renew(
  cluster: TestCluster | undefined,
  units: readonly (keyof TestCluster)[] = ["callManager", "tvs", "itlRecovery", "capf"],
  notBefore = "2026-01-01T00:00:00Z",
): TestCluster {
  const fresh = (unit: keyof TestCluster, name: string, key = rsaKey()): TestIdentity => {
    const kept = cluster?.[unit];
    return kept === undefined || units.includes(unit) ? identity({ name, key, notBefore }) : kept;
  };
  return {
    callManager: fresh("callManager", "L=Dallas,CN=cucm-pub.example.com,OU=Voice,O=Example,C=US"),
    tvs: fresh("tvs", "L=Dallas,CN=cucm-pub.example.com,OU=Voice,O=Example,C=US", sharedKey),
    itlRecovery: fresh("itlRecovery", "L=Dallas,CN=ITLRECOVERY_cucm-pub.example.com,OU=Voice,O=Example,C=US"),
    capf: fresh("capf", "L=Dallas,CN=CAPF-0bc17206,OU=Voice,O=Example,C=US", sharedKey),
  };
}

const dnsName = "cucm-pub.example.com";

export function list(
  cluster: TestCluster,
  kind: TrustListKind,
  signer: TestIdentity = cluster.itlRecovery,
  options: { readonly at?: string; readonly rollback?: boolean; readonly digest?: TrustList["digestAlgorithm"] } = {},
): TrustList {
  const entry = (role: TrustListEntry["role"], { certificate }: TestIdentity): TrustListEntry => ({
    role,
    dnsName,
    certificate,
    address: "192.0.2.10",
  });
  const { callManager, tvs, itlRecovery, capf } = cluster;
  const records = [entry("SAST", itlRecovery), entry("SAST", callManager)];
  if (![itlRecovery, callManager].some(({ certificate }) => certificate.serial === signer.certificate.serial)) {
    records.push(entry("SAST", signer));
  }
  if (options.rollback !== true) {
    records.push(entry("CCM+TFTP", callManager));
    if (kind === "ITL") records.push(entry("TVS", tvs));
  }
  records.push(entry("CAPF", capf));
  const timestamp = Date.parse(options.at ?? "2026-01-01T00:00:00Z");
  return read(writeTrustList({ kind, signer, records, timestamp, digest: options.digest ?? "sha512" }));
}

export function read(bytes: Uint8Array): TrustList {
  const result = readTrustList(bytes);
  if (!isTrustList(result)) throw new Error(`not readable: ${result.detail}`);
  return result;
}

/** A TVS server that presents the cluster's TVS certificate and vouches for its CallManager and ITLRecovery certificates. */
export function tvsOf(cluster: TestCluster, node = "cucm-pub"): TvsView {
  const vouchesFor = [cluster.callManager.certificate.sha256, cluster.itlRecovery.certificate.sha256];
  return { node, presents: cluster.tvs.certificate, vouchesFor, refuses: [] };
}
