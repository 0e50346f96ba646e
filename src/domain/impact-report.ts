// What the renewal of certificates would do to one cluster: the table, what stands there now, in which order it is restarted, what
// phones would make of it. Figures that nobody could read say why.
import type { CertificateUnit } from "./cluster.ts";
import type { NodeName } from "./ids.ts";
import type { ImpactRow } from "./inventory.ts";
import type { Phrase } from "./text.ts";

export type Figure<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: Phrase };

/** Read in one go; `at` is when, ISO 8601. */
export interface LiveNumbers {
  readonly at: string;
  readonly phones: Figure<{
    readonly registered: number;
    readonly known: number;
    /** As the cluster names them, most phones first. */
    readonly nodes: readonly { readonly node: string; readonly registered: number }[];
  }>;
  /** Phones whose security profile is authenticated or encrypted. */
  readonly secure: Figure<{ readonly secure: number; readonly known: number }>;
  readonly groups: Figure<{
    readonly groups: number;
    /** Groups with one call manager: their phones have nowhere else to go. */
    readonly single: readonly {
      readonly group: string;
      readonly node: string;
      readonly pools: readonly string[];
      readonly phones: number;
    }[];
  }>;
  readonly mode: Figure<"non-secure" | "mixed">;
  readonly sso: Figure<{ readonly enabled: boolean }>;
  /** Peers in certops.yaml, and the apps that come through them or are in the office: CUCM does not tell these apart. */
  readonly mra: Figure<{ readonly peers: number; readonly apps: number; readonly registered: number }>;
  readonly trunks: Figure<{ readonly trunks: number; readonly secure: readonly string[] }>;
}

/** Seconds for one node; `runs`: measured in so many earlier restarts on this cluster, else a typical value. */
export interface Duration {
  readonly seconds: number;
  readonly runs?: number;
}

export interface RestartOrder {
  /** On the publisher, before anything is restarted; `mixed`: only if the cluster is in mixed mode, which could not be read. */
  readonly first?: { readonly command: string; readonly node: NodeName; readonly mixed?: boolean };
  /** In this order, each on the publisher first; without a duration where nobody has one. */
  readonly steps: readonly {
    readonly service: string;
    readonly nodes: readonly NodeName[];
    readonly each?: Duration;
    /** So often, as certificates of the trust lists go one at a time; once when absent. */
    readonly times?: number;
  }[];
  /** Until the phones are back after their reset; absent when none resets. */
  readonly phonesBack?: Duration;
  /** So often they reset; once when absent. */
  readonly resets?: number;
  /** Of everything that has a duration, one after the other, as often as it is done. */
  readonly seconds: number;
  /** Nodes whose services could not be read: taken to run everything. */
  readonly assumed: readonly NodeName[];
}

/** Would phones that hold the lists served now accept the list of afterwards? By the trust rule. */
export interface Foretold {
  /** `held`: its signer stays. `vouched`: a TVS that they trust knows the new signer. `lost`: neither. */
  readonly outcome: "held" | "vouched" | "lost";
  /** Who will sign the ITL. */
  readonly signer: CertificateUnit;
  /** The other key can sign a list that they accept (`utils itl reset localkey`). */
  readonly localkey: boolean;
  /** Phones that are registered since before the ITL served now was made (ISO 8601): what they hold may be older. */
  readonly older?: { readonly phones: number; readonly since: string };
}

export interface ImpactTable {
  readonly rows: readonly ImpactRow[];
  /** As the node prints it, when a cluster was named and could be read. */
  readonly release?: string;
  readonly clusterName?: string;
  /** The node alone on which they would be renewed; all nodes when absent. */
  readonly node?: NodeName;
  /** Units among the named ones that must never be renewed together; empty or absent when there are none. */
  readonly together?: readonly CertificateUnit[];
  /** Why not, in a sentence that names them. */
  readonly danger?: Phrase;
  /** What else goes wrong here when it is done carelessly. */
  readonly warnings?: readonly Phrase[];
  /** Where Cisco's documents say different things about these units on this release; each names both. */
  readonly disagreements?: readonly Phrase[];
  readonly live?: LiveNumbers;
  readonly order?: RestartOrder;
  readonly foretold?: Figure<Foretold>;
}
