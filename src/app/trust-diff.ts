// What changed in the trust lists between two snapshots, and whether phones with the former lists could follow the later ones.
import type { Cluster, TrustListKind } from "../domain/cluster.ts";
import { CertOpsError } from "../domain/errors.ts";
import type { NodeName } from "../domain/ids.ts";
import type { TrustDiff, TrustDiffList } from "../domain/trust-report.ts";
import { say } from "../i18n/say.ts";
import { compareSnapshots } from "../snapshots/compare.ts";
import type { Snapshot, SnapshotStore } from "../snapshots/snapshot.ts";
import { type ClusterView, type NodeLists, viewOf } from "../snapshots/view.ts";
import { listsWith } from "../trust/impact.ts";
import { afterBoot, type HeldLists } from "../trust/trust-rule.ts";
import type { TrustList } from "../trust/types.ts";
import { recordKey, recordLine, signerOf } from "./trust-lines.ts";

/** By id or the beginning of one. Throws CertOpsError `not-found` when none, or more than one, is meant. */
export async function namedSnapshot(store: SnapshotStore, cluster: Cluster, name: string): Promise<Snapshot> {
  const all = await store.stamps(cluster.id);
  const exact = all.find(({ id }) => id === name);
  const begins = all.filter(({ id }) => id.startsWith(name) || id.replace(/^snap_/, "").startsWith(name));
  const found = exact ?? (begins.length === 1 ? begins[0] : undefined);
  const snapshot = found === undefined ? undefined : await store.get(found.id);
  if (snapshot !== undefined) return snapshot;
  throw new CertOpsError({
    code: "not-found",
    message: `no snapshot ${name} of ${cluster.id}`,
    say: say(begins.length > 1 ? "trust.diff.several" : "trust.diff.none", { name: name.slice(0, 40) }),
    next: say("trust.diff.which", {
      ids:
        all
          .slice(0, 5)
          .map(({ id }) => id)
          .join(", ") || "-",
    }),
    retry: "never",
  });
}

/** The older one comes first, whatever the order of the words. */
export function trustDiff(cluster: Cluster, one: Snapshot, other: Snapshot): TrustDiff {
  const [from, to] = one.takenAt <= other.takenAt ? [one, other] : [other, one];
  const before = viewOf(from);
  const after = viewOf(to);
  const nodes = after.lists.flatMap((now) => {
    const was = before.lists.find(({ node }) => node === now.node);
    return was === undefined ? [] : [{ was, now }];
  });
  const { changes } = compareSnapshots(from, to);
  return {
    cluster: cluster.id,
    clusterName: cluster.name,
    from: { id: from.id, takenAt: from.takenAt },
    to: { id: to.id, takenAt: to.takenAt },
    lists: nodes.flatMap(({ was, now }) => (["ITL", "CTL"] as const).flatMap((kind) => compareList(kind, was, now))),
    certificates: changes.flatMap((change) =>
      change.kind === "certificate" && listsWith(change.unit).length > 0
        ? [
            {
              node: change.node,
              unit: change.unit,
              ...(change.from === undefined ? {} : { was: change.from }),
              ...(change.to === undefined ? {} : { now: change.to }),
            },
          ]
        : [],
    ),
    follows: nodes.flatMap(({ was, now }) => follows(was, now, after)),
    notComparable: nodes
      .filter(({ was, now }) => was.itl === undefined || now.itl === undefined)
      .map(({ now }) => now.node as NodeName),
  };
}

const listIn = (lists: NodeLists, kind: TrustListKind): TrustList | "absent" | undefined =>
  kind === "ITL" ? lists.itl : lists.ctl;

function compareList(kind: TrustListKind, was: NodeLists, now: NodeLists): TrustDiffList[] {
  const a = listIn(was, kind);
  const b = listIn(now, kind);
  if (a === undefined || b === undefined || b === "absent") return [];
  const node = now.node as NodeName;
  if (a === "absent") {
    return [{ node, kind, was: "absent", gone: [], added: b.records.map((record) => recordLine(record)) }];
  }
  const held = new Set(a.records.map(recordKey));
  const offered = new Set(b.records.map(recordKey));
  return [
    {
      node,
      kind,
      was: a.sha256 === b.sha256 ? "same" : "other",
      ...(a.signer.serial === b.signer.serial ? {} : { signer: { was: signerOf(a), now: signerOf(b) } }),
      gone: a.records.filter((record) => !offered.has(recordKey(record))).map((record) => recordLine(record)),
      added: b.records.filter((record) => !held.has(recordKey(record))).map((record) => recordLine(record)),
    },
  ];
}

/** One start of a phone that held what this node served then, with what it serves now. */
function follows(was: NodeLists, now: NodeLists, after: ClusterView): TrustDiff["follows"] {
  if (was.itl === undefined || now.itl === undefined || now.itl === "absent") return [];
  const held: HeldLists = {
    itl: was.itl === "absent" ? "none" : was.itl,
    ctl: was.ctl === undefined || was.ctl === "absent" ? "none" : was.ctl,
  };
  const ctl = now.ctl === undefined || now.ctl === "absent" ? {} : { ctl: now.ctl };
  const { itl: answer } = afterBoot(held, { itl: now.itl, ...ctl }, after.tvs);
  return [{ node: now.node as NodeName, answer: answer?.accepts ?? "unknown" }];
}
