// Snapshots and views made by hand: lists, phones and TVS servers as a test wants them.
import { clusterId, nodeName, snapshotId } from "../../src/domain/ids.ts";
import { sha256 } from "../../src/kernel/ids.ts";
import type { Snapshot, SnapshotList, SnapshotNode, SnapshotPhone } from "../../src/snapshots/snapshot.ts";
import type { ClusterView, NodeLists } from "../../src/snapshots/view.ts";
import type { TvsView } from "../../src/trust/trust-rule.ts";
import type { TrustList } from "../../src/trust/types.ts";

export interface Wish {
  readonly at: string;
  readonly lists: readonly NodeLists[];
  readonly phones: readonly SnapshotPhone[] | null;
  readonly tvs?: readonly TvsView[];
  readonly callManagerStarts?: readonly string[];
}

export const phone = (name: string, status: string, since: string): SnapshotPhone => ({
  name,
  status,
  since,
  node: "cucm-pub",
});

export const viewFrom = (wish: Wish): ClusterView => ({
  at: wish.at,
  lists: wish.lists,
  registrations: wish.phones,
  tvs: wish.tvs ?? [],
  callManagerStarts: wish.callManagerStarts ?? [],
});

/** The same as it would be stored. */
export function snapshotFrom(wish: Wish): Snapshot {
  const blobs: Record<string, string> = {};
  const keep = (bytes: Uint8Array): string => {
    const digest = sha256(bytes);
    blobs[digest] = Buffer.from(bytes).toString("base64");
    return digest;
  };
  const stored = (list: TrustList | "absent" | undefined): SnapshotList => {
    if (list === undefined) return { state: "unread" };
    if (list === "absent") return { state: "absent" };
    return {
      state: "present",
      sha256: keep(list.bytes),
      timestamp: list.timestamp,
      signerSerial: list.signer.serial,
      records: list.records.length,
    };
  };
  const nodes = wish.lists.map(({ node, itl, ctl }, index): SnapshotNode => {
    const tvs = wish.tvs?.find((view) => view.node === node);
    return {
      node: nodeName(node),
      role: index === 0 ? "publisher" : "subscriber",
      reachable: true,
      certificates: [],
      lists: { ITL: stored(itl), CTL: stored(ctl) },
      services: (wish.callManagerStarts ?? []).map((startedAt) => ({
        name: "Cisco CallManager",
        status: "Started",
        startedAt,
      })),
      tvs:
        tvs?.presents === undefined
          ? null
          : { presents: keep(tvs.presents.der), vouchesFor: tvs.vouchesFor, refuses: tvs.refuses },
    };
  });
  return {
    format: 1,
    id: snapshotId(`snap_${wish.at}`),
    cluster: clusterId("hq"),
    takenAt: wish.at,
    reason: "daily",
    release: { full: "15.0.1.12900-234", major: 15, minor: 0 },
    mode: "non-secure",
    nodes,
    phones: wish.phones,
    gaps: [],
    blobs,
  };
}
