// What people see of a cluster's certificates: the inventory as it is read, and the business impact of renewing one.
import type { TrustListKind } from "./cluster.ts";
import type { ClusterId, NodeName } from "./ids.ts";
import type { Impact } from "./impact.ts";
import type { Phrase, Text } from "./text.ts";

/** Is the stored certificate the one that the node's port presents? `no-port`: this unit is not served on a port. */
export type ServedState = "same" | "different" | "no-port" | "unknown";

/** How a trust list stands to the certificate. `not-listed` is normal for units that are in no trust list. */
export type ListedState = "current" | "outdated" | "not-listed" | "no-list" | "unknown";

export interface CertificateRow {
  readonly node: NodeName;
  /** Unit or trust store as CUCM prints it: `CallManager`, `tomcat-trust`. */
  readonly unit: string;
  readonly store: "own" | "trust";
  readonly commonName: string;
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hexadecimal, whole. */
  readonly serial: string;
  /** DNS names and addresses of the SAN. */
  readonly names: readonly string[];
  /** For example `RSA 2048`. */
  readonly key: string;
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days until it expires; negative when it has. */
  readonly daysLeft: number;
  readonly signing: "self-signed" | "ca-signed" | "unknown";
  readonly served: ServedState;
  /** What the port presents, when it is another certificate. */
  readonly servedSerial?: string;
  readonly lists: Readonly<Record<TrustListKind, ListedState>>;
  readonly impact: Impact;
}

export interface CertificateNode {
  readonly node: NodeName;
  readonly state: "reading" | "done" | "partial" | "unreachable";
  /** Why it could not be read, and what to do. */
  readonly why?: Phrase;
  readonly next?: Phrase;
}

/** The inventory as it grows; rows come sorted by urgency (soonest end first, own before trust). */
export interface CertificateReport {
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly nodes: readonly CertificateNode[];
  readonly rows: readonly CertificateRow[];
  /** Starts at 1. */
  readonly revision: number;
}

/** One line of the business-impact table. */
export interface ImpactRow {
  /** Unit as CUCM prints it. */
  readonly unit: string;
  readonly impact: Impact;
  /** The level's colour is not in Cisco's text; it was derived. */
  readonly derived: boolean;
  readonly lists: readonly TrustListKind[];
  /** What it touches. */
  readonly touches: Text;
  readonly phones: "none" | "some" | "all";
  /** Service names as CUCM prints them, in restart order. */
  readonly services: readonly string[];
  /** Where Cisco's documents disagree, pitfalls. */
  readonly notes: readonly Phrase[];
}

export interface ImpactTable {
  readonly cluster?: ClusterId;
  readonly clusterName?: string;
  /** As the node prints it, when it was read. */
  readonly release?: string;
  readonly rows: readonly ImpactRow[];
  /** Set when the named certificates must never be renewed together. */
  readonly danger?: Phrase;
  readonly phonesRegistered?: number;
  readonly phonesKnown?: number;
}

/** A snapshot in a few words. */
export interface SnapshotSummary {
  readonly id: string;
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly takenAt: string;
  readonly nodesRead: number;
  readonly nodesTotal: number;
  readonly certificates: number;
  readonly trustLists: number;
  readonly phonesRegistered: number;
  readonly phonesKnown: number;
  /** What could not be read. */
  readonly gaps: readonly Phrase[];
  /** What is different from the one before. */
  readonly changes: readonly Phrase[];
}
