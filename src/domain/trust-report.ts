// What `trust` and `trust diff` answer with: every list on every node, who signed it, what it holds, what is stale; and what changed.
import type { CertificateUnit, Release, TrustListKind } from "./cluster.ts";
import type { ClusterId, NodeName, SnapshotId } from "./ids.ts";
import type { Phrase } from "./text.ts";

export interface TrustSigner {
  /** The common name, for example `ITLRECOVERY_cucm-pub.example.com`. */
  readonly name: string;
  readonly unit: "ITLRecovery" | "CallManager" | "token";
  readonly serial: string;
}

export interface TrustRecordLine {
  readonly number: number;
  /** `SAST`, `CCM+TFTP`, `TVS`...; a role number that has no name is printed as it is. */
  readonly role: string;
  readonly name: string;
  readonly dnsName: string;
  readonly serial: string;
  /** It names a certificate that was replaced since. */
  readonly stale: boolean;
}

/** One list as one node serves it. */
export interface TrustListLine {
  readonly node: NodeName;
  readonly kind: TrustListKind;
  readonly state: "served" | "absent" | "damaged" | "not-signed";
  /** Equal for nodes that serve the same generation (signed at the same time); 1 is the newest of its kind. */
  readonly version?: number;
  readonly signer?: TrustSigner;
  /** ISO 8601. */
  readonly signedAt?: string;
  readonly bytes?: number;
  /** Over 64 KB: phones cannot take it. */
  readonly tooLarge?: boolean;
  /** SHA-256 of the file. */
  readonly sha256?: string;
  readonly records: readonly TrustRecordLine[];
}

export interface TrustTvsLine {
  readonly node: NodeName;
  /** Serial of the certificate on its port. */
  readonly shows: string;
  /** False: another one is stored, and a restart would show it. */
  readonly current?: boolean;
  /** Serials of list signers, by its answer. */
  readonly vouchesFor: readonly string[];
  readonly refuses: readonly string[];
}

export interface TrustReport {
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly practice: boolean;
  readonly at: string;
  readonly release?: Release;
  readonly mode?: "non-secure" | "mixed";
  /** *Prepare Cluster for Rollback to pre 8.0*. */
  readonly rollback?: boolean;
  /** Whose key signs when Cisco Tftp next makes the ITL; absent when the release or the certificates were not read. */
  readonly signs?: { readonly unit: "ITLRecovery" | "CallManager"; readonly serials: readonly string[] };
  /** CallManager uses Tomcat's certificate. */
  readonly reused: boolean;
  readonly lists: readonly TrustListLine[];
  readonly tvs: readonly TrustTvsLine[];
  readonly unread: readonly Phrase[];
  readonly nodesAnswered: number;
  readonly nodesTotal: number;
}

export interface TrustDiffList {
  readonly node: NodeName;
  readonly kind: TrustListKind;
  readonly was: "absent" | "same" | "other";
  readonly signer?: { readonly was: TrustSigner; readonly now: TrustSigner };
  readonly gone: readonly TrustRecordLine[];
  readonly added: readonly TrustRecordLine[];
}

export interface TrustDiff {
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly from: { readonly id: SnapshotId; readonly takenAt: string };
  readonly to: { readonly id: SnapshotId; readonly takenAt: string };
  readonly lists: readonly TrustDiffList[];
  /** Certificates of trust-list units that changed; absent serials: it was not there. */
  readonly certificates: readonly {
    readonly node: NodeName;
    readonly unit: CertificateUnit;
    readonly was?: string;
    readonly now?: string;
  }[];
  /** Would a phone that held the former lists of this node have followed the later ones, by the trust rule? */
  readonly follows: readonly { readonly node: NodeName; readonly answer: "yes" | "no" | "unknown" }[];
  /** Nodes whose lists one of the two could not read. */
  readonly notComparable: readonly NodeName[];
}
