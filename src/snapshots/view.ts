// One look at a cluster, with its trust lists as lists again: a stored snapshot, or what was read just now.
import { trustRoles } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { SnapshotId } from "../domain/ids.ts";
import { readCertificate } from "../trust/certificate.ts";
import { isTrustList, readTrustList } from "../trust/tlv-read.ts";
import type { TvsView } from "../trust/trust-rule.ts";
import type { Certificate, TrustList } from "../trust/types.ts";
import type { Snapshot, SnapshotList, SnapshotPhone } from "./snapshot.ts";

/** What one node serves. Left out = not read (or damaged); `absent` = it serves none. */
export interface NodeLists {
  readonly node: string;
  readonly itl?: TrustList | "absent";
  readonly ctl?: TrustList | "absent";
}

export interface ClusterView {
  readonly snapshot?: SnapshotId;
  /** ISO 8601. */
  readonly at: string;
  readonly lists: readonly NodeLists[];
  /** Null = not read. */
  readonly registrations: readonly SnapshotPhone[] | null;
  /** Left out for nodes whose TVS was not asked: the rule then says `unknown` where it matters. */
  readonly tvs: readonly TvsView[];
  /** When Cisco CallManager started on each node, ISO 8601: phones register anew after that without having restarted. */
  readonly callManagerStarts: readonly string[];
}

/** A stored snapshot as a view. Damaged blobs (a store from elsewhere) count as not read. */
export function viewOf(snapshot: Snapshot): ClusterView {
  return {
    snapshot: snapshot.id,
    at: snapshot.takenAt,
    lists: snapshot.nodes.map(({ node, lists }) => {
      const itl = listFrom(snapshot, lists.ITL);
      const ctl = listFrom(snapshot, lists.CTL);
      return { node, ...(itl === undefined ? {} : { itl }), ...(ctl === undefined ? {} : { ctl }) };
    }),
    registrations: snapshot.phones,
    tvs: snapshot.nodes.map(({ node, tvs }) => {
      const presents = tvs === null ? undefined : certificateFrom(snapshot, tvs.presents);
      return {
        node,
        ...(presents === undefined ? {} : { presents }),
        vouchesFor: tvs?.vouchesFor ?? [],
        refuses: tvs?.refuses ?? [],
      };
    }),
    callManagerStarts: snapshot.nodes.flatMap(({ services }) =>
      (services ?? []).flatMap(({ name, startedAt }) =>
        name === "Cisco CallManager" && startedAt !== undefined ? [startedAt] : [],
      ),
    ),
  };
}

function listFrom(snapshot: Snapshot, list: SnapshotList): TrustList | "absent" | undefined {
  if (list.state === "absent") return "absent";
  if (list.state !== "present") return undefined;
  const read = readTrustList(new Uint8Array(Buffer.from(snapshot.blobs[list.sha256] ?? "", "base64")));
  return isTrustList(read) && read.sha256 === list.sha256 ? read : undefined;
}

/** A certificate kept in a snapshot, by its SHA-256; undefined when it is not there or damaged. */
export function certificateFrom(snapshot: Snapshot, sha256: string): Certificate | undefined {
  const base64 = snapshot.blobs[sha256];
  return base64 === undefined ? undefined : certificateOrNone(new Uint8Array(Buffer.from(base64, "base64")));
}

/** The certificates that a list carries, each once. */
export function certificatesIn(list: TrustList): Certificate[] {
  const found = new Map<string, Certificate>();
  for (const { certificate, role } of list.records) {
    if (certificate === undefined || role === trustRoles["APP-SERVER"]) continue;
    const read = certificateOrNone(certificate);
    if (read !== undefined) found.set(read.sha256, read);
  }
  return [...found.values()];
}

function certificateOrNone(der: Uint8Array): Certificate | undefined {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof CertOpsError) return undefined;
    throw error;
  }
}
