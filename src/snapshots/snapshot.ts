// A snapshot: what a cluster was at one time, as plain JSON. What could not be read is null or named, never guessed.
import type { CertificateUnit, NodeRole, Release, TrustListKind } from "../domain/cluster.ts";
import type { ErrorCode } from "../domain/errors.ts";
import type { ClusterId, NodeName, SnapshotId } from "../domain/ids.ts";
import type { TrustListFault } from "../trust/types.ts";

export type SnapshotReason = "daily" | "before-run" | "after-run" | "asked" | "start";

export interface SnapshotCertificate {
  readonly unit: CertificateUnit;
  readonly serial: string;
  readonly sha256: string;
  readonly subject: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

export type SnapshotList =
  | {
      readonly state: "present";
      /** SHA-256 of the file; its bytes are in `blobs`. */
      readonly sha256: string;
      readonly timestamp: string;
      readonly signerSerial: string;
      readonly records: number;
    }
  | { readonly state: "absent" }
  | { readonly state: "fault"; readonly fault: TrustListFault["fault"] }
  | { readonly state: "unread" };

export interface SnapshotService {
  readonly name: string;
  readonly status: string;
  /** ISO 8601, worked out from the up-time (the node's own start time has no zone); absent when stopped. */
  readonly startedAt?: string;
}

export interface SnapshotTvs {
  /** SHA-256 of the certificate on the port; its DER is in `blobs`. */
  readonly presents: string;
  /** SHA-256 of list signers it was asked about. */
  readonly vouchesFor: readonly string[];
  readonly refuses: readonly string[];
}

export interface SnapshotNode {
  readonly node: NodeName;
  readonly role: NodeRole;
  /** At least one of its systems answered. */
  readonly reachable: boolean;
  /** Own certificates; null when neither the database nor the command line told. */
  readonly certificates: readonly SnapshotCertificate[] | null;
  readonly lists: Readonly<Record<TrustListKind, SnapshotList>>;
  readonly services: readonly SnapshotService[] | null;
  readonly tvs: SnapshotTvs | null;
}

export interface SnapshotPhone {
  readonly name: string;
  readonly status: string;
  /** When this status began, ISO 8601; empty when the cluster did not say. */
  readonly since: string;
  readonly node: string;
}

export interface SnapshotGap {
  readonly what: "release" | "mode" | "certificates" | "ITL" | "CTL" | "services" | "TVS" | "phones";
  readonly node?: NodeName;
  readonly code: ErrorCode;
}

export interface Snapshot {
  readonly format: 1;
  readonly id: SnapshotId;
  readonly cluster: ClusterId;
  /** When the reading began, ISO 8601. */
  readonly takenAt: string;
  readonly reason: SnapshotReason;
  readonly release: Release | null;
  readonly mode: "non-secure" | "mixed" | null;
  readonly nodes: readonly SnapshotNode[];
  readonly phones: readonly SnapshotPhone[] | null;
  readonly gaps: readonly SnapshotGap[];
  /** SHA-256 -> base64: trust-list files and certificates (DER) of trust-list units. Equal files are kept once. */
  readonly blobs: Readonly<Record<string, string>>;
}

/** A snapshot without its contents. */
export interface SnapshotStamp {
  readonly id: SnapshotId;
  readonly takenAt: string;
  readonly reason: SnapshotReason;
}

/** Where snapshots are kept; implemented by the store. */
export interface SnapshotStore {
  save(snapshot: Snapshot): Promise<void>;
  get(id: SnapshotId): Promise<Snapshot | undefined>;
  latest(cluster: ClusterId): Promise<Snapshot | undefined>;
  /** Newest first, taken at `since` or later (ISO 8601); all when it is left out. */
  list(cluster: ClusterId, since?: string): Promise<readonly Snapshot[]>;
  /** All that are kept, newest first, without their contents. */
  stamps(cluster: ClusterId): Promise<readonly SnapshotStamp[]>;
  /** Ids that are not there are no trouble. */
  remove(ids: readonly SnapshotId[]): Promise<void>;
}
