// What `certs`, `impact` and `snapshot` answer with: certificates as they stand, the impact table, one snapshot in short.
import type { CertificateUnit, TrustListKind } from "./cluster.ts";
import type { ClusterId, NodeName, SnapshotId } from "./ids.ts";
import type { Impact, ImpactNote } from "./impact.ts";
import type { Phrase } from "./text.ts";

/** One certificate of one node: its own, or one in a trust store. */
export interface InventoryCertificate {
  readonly node: NodeName;
  /** `tomcat`, `CallManager`, `tomcat-trust`...: as the node spells it. */
  readonly unit: string;
  readonly store: "own" | "trust";
  readonly subject: string;
  readonly commonName: string;
  readonly issuer: string;
  /** DNS names and addresses of the SAN extension. */
  readonly names: readonly string[];
  readonly serial: string;
  /** For example `RSA 2048`. */
  readonly key: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly selfSigned: boolean;
  /** Is the stored certificate the one on the port? `not-served`: this unit has no port (ITLRecovery, trust stores). */
  readonly served: "same" | "different" | "unknown" | "not-served";
  /** The trust lists that hold it; absent when the lists could not be read. */
  readonly lists?: readonly TrustListKind[];
  readonly impact: Impact;
}

/** The certificates of a cluster, as the answers come in. */
export interface CertificateReport {
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly practice: boolean;
  /** The moment that days left are counted from, ISO 8601. */
  readonly at: string;
  readonly endedAt?: string;
  readonly nodesAnswered: number;
  readonly nodesTotal: number;
  readonly certificates: readonly InventoryCertificate[];
  readonly unreachable: readonly { readonly node: NodeName; readonly reason: Phrase }[];
  readonly revision: number;
}

/** One line of the impact table. What each unit touches is said by the card. */
export interface ImpactRow {
  readonly unit: CertificateUnit;
  readonly impact: Impact;
  readonly lists: readonly TrustListKind[];
  /** Which phones reset or restart when it is renewed. */
  readonly phones: "none" | "some" | "all";
  /** They reset two times in the procedure of the guide. */
  readonly twice?: boolean;
  /** Services to restart, in order: the longest list that a Cisco document gives. */
  readonly services: readonly string[];
  /** What else belongs to its renewal on this release. */
  readonly notes?: readonly ImpactNote[];
  /** The level stands in certops.yaml; else it is derived. */
  readonly configured?: boolean;
}

export interface SnapshotSummary {
  readonly id: SnapshotId;
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly takenAt: string;
  readonly nodes: readonly {
    readonly node: NodeName;
    readonly reachable: boolean;
    readonly certificates: number;
    readonly lists: readonly TrustListKind[];
  }[];
  readonly phonesRegistered: number;
  readonly phonesKnown: number;
  /** The snapshot before this one and what changed since; absent when this is the first. */
  readonly since?: { readonly takenAt: string; readonly changes: readonly Phrase[] };
}
