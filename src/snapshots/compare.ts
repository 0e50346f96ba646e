// What changed between two snapshots. Only what both could read is compared; the rest is named as not comparable.
import { type CertificateUnit, certificateUnits, type TrustListKind } from "../domain/cluster.ts";
import type { NodeName } from "../domain/ids.ts";
import type { Snapshot, SnapshotCertificate, SnapshotGap, SnapshotList, SnapshotNode } from "./snapshot.ts";

export type SnapshotChange =
  | { readonly kind: "release"; readonly from: string; readonly to: string }
  | { readonly kind: "mode"; readonly from: "non-secure" | "mixed"; readonly to: "non-secure" | "mixed" }
  | { readonly kind: "node"; readonly node: NodeName; readonly now: "added" | "removed" | "reachable" | "unreachable" }
  | {
      readonly kind: "certificate";
      readonly node: NodeName;
      readonly unit: CertificateUnit;
      /** Serials; absent when it was not there before, or is no longer. */
      readonly from?: string;
      readonly to?: string;
    }
  | {
      readonly kind: "list";
      readonly node: NodeName;
      readonly list: TrustListKind;
      readonly from: string;
      readonly to: string;
      /** The signer's serial, when it changed. */
      readonly signer?: { readonly from: string; readonly to: string };
    }
  | { readonly kind: "service-started"; readonly node: NodeName; readonly service: string; readonly at: string }
  | { readonly kind: "service-stopped"; readonly node: NodeName; readonly service: string }
  | { readonly kind: "tvs-presents"; readonly node: NodeName; readonly from: string; readonly to: string }
  | { readonly kind: "phones-lost"; readonly phones: readonly string[] }
  | { readonly kind: "phones-back"; readonly phones: readonly string[] }
  | { readonly kind: "phones-removed"; readonly phones: readonly string[] };

export interface SnapshotComparison {
  readonly changes: readonly SnapshotChange[];
  readonly registered: { readonly before: number | null; readonly after: number | null };
  /** Parts that one of the two could not read, so that nothing is said about them. */
  readonly notComparable: readonly { readonly what: SnapshotGap["what"]; readonly node?: NodeName }[];
}

/** Start times are worked out from whole-second up-times on two clocks: less apart is the same start. */
const sameStartMs = 5_000;

/** Compares two snapshots of one cluster; `a` is the older. */
export function compareSnapshots(a: Snapshot, b: Snapshot): SnapshotComparison {
  const changes: SnapshotChange[] = [];
  const notComparable: { what: SnapshotGap["what"]; node?: NodeName }[] = [];
  if (a.release === null || b.release === null) notComparable.push({ what: "release" });
  else if (a.release.full !== b.release.full) {
    changes.push({ kind: "release", from: a.release.full, to: b.release.full });
  }
  if (a.mode === null || b.mode === null) notComparable.push({ what: "mode" });
  else if (a.mode !== b.mode) changes.push({ kind: "mode", from: a.mode, to: b.mode });
  const older = new Map(a.nodes.map((node) => [node.node, node]));
  for (const node of b.nodes) {
    const before = older.get(node.node);
    if (before === undefined) changes.push({ kind: "node", node: node.node, now: "added" });
    else {
      compareNode(before, node, changes, notComparable);
      const whole = !hasCertificateGap(a, node.node) && !hasCertificateGap(b, node.node);
      compareCertificates(before, node, whole, changes, notComparable);
    }
  }
  const newer = new Set(b.nodes.map(({ node }) => node));
  for (const { node } of a.nodes) if (!newer.has(node)) changes.push({ kind: "node", node, now: "removed" });
  comparePhones(a, b, changes, notComparable);
  return { changes, registered: { before: countRegistered(a), after: countRegistered(b) }, notComparable };
}

const countRegistered = ({ phones }: Snapshot): number | null =>
  phones === null ? null : phones.filter(({ status }) => status === "Registered").length;

type Notes = { what: SnapshotGap["what"]; node?: NodeName }[];

function compareNode(a: SnapshotNode, b: SnapshotNode, changes: SnapshotChange[], notes: Notes): void {
  const { node } = b;
  if (a.reachable !== b.reachable) changes.push({ kind: "node", node, now: b.reachable ? "reachable" : "unreachable" });
  for (const list of ["ITL", "CTL"] as const) compareList(a.lists[list], b.lists[list], { node, list }, changes, notes);
  compareServices(a, b, changes, notes);
  if (a.tvs === null || b.tvs === null) notes.push({ what: "TVS", node });
  else if (a.tvs.presents !== b.tvs.presents) {
    changes.push({ kind: "tvs-presents", node, from: a.tvs.presents, to: b.tvs.presents });
  }
}

/** Without the database only trust-list units were read: a unit that is missing then says nothing. */
const hasCertificateGap = (snapshot: Snapshot, node: NodeName): boolean =>
  snapshot.gaps.some((gap) => gap.what === "certificates" && (gap.node === undefined || gap.node === node));

function compareCertificates(
  a: SnapshotNode,
  b: SnapshotNode,
  whole: boolean,
  changes: SnapshotChange[],
  notes: Notes,
): void {
  const { node } = b;
  if (a.certificates === null || b.certificates === null) {
    notes.push({ what: "certificates", node });
    return;
  }
  const byUnit = (all: readonly SnapshotCertificate[]) => new Map(all.map((one) => [one.unit, one]));
  const before = byUnit(a.certificates);
  const after = byUnit(b.certificates);
  for (const unit of certificateUnits) {
    const from = before.get(unit);
    const to = after.get(unit);
    if (from?.sha256 === to?.sha256) continue;
    if (!whole && (from === undefined || to === undefined)) continue;
    changes.push({
      kind: "certificate",
      node,
      unit,
      ...(from === undefined ? {} : { from: from.serial }),
      ...(to === undefined ? {} : { to: to.serial }),
    });
  }
}

function compareList(
  a: SnapshotList,
  b: SnapshotList,
  where: { readonly node: NodeName; readonly list: TrustListKind },
  changes: SnapshotChange[],
  notes: Notes,
): void {
  if (a.state === "unread" || b.state === "unread") {
    notes.push({ what: where.list, node: where.node });
    return;
  }
  const identity = (list: SnapshotList): string => (list.state === "present" ? list.sha256 : list.state);
  if (identity(a) === identity(b)) return;
  const signers =
    a.state === "present" && b.state === "present" ? { from: a.signerSerial, to: b.signerSerial } : undefined;
  changes.push({
    kind: "list",
    ...where,
    from: identity(a),
    to: identity(b),
    ...(signers !== undefined && signers.from !== signers.to ? { signer: signers } : {}),
  });
}

function compareServices(a: SnapshotNode, b: SnapshotNode, changes: SnapshotChange[], notes: Notes): void {
  const { node } = b;
  if (a.services === null || b.services === null) {
    notes.push({ what: "services", node });
    return;
  }
  const before = new Map(a.services.map((service) => [service.name, service]));
  for (const { name, startedAt } of b.services) {
    const earlier = before.get(name);
    if (earlier === undefined) continue;
    if (startedAt === undefined) {
      if (earlier.startedAt !== undefined) changes.push({ kind: "service-stopped", node, service: name });
    } else if (earlier.startedAt === undefined || Date.parse(startedAt) - Date.parse(earlier.startedAt) > sameStartMs) {
      changes.push({ kind: "service-started", node, service: name, at: startedAt });
    }
  }
}

function comparePhones(a: Snapshot, b: Snapshot, changes: SnapshotChange[], notes: Notes): void {
  if (a.phones === null || b.phones === null) {
    notes.push({ what: "phones" });
    return;
  }
  const after = new Map(b.phones.map(({ name, status }) => [name, status === "Registered"]));
  const before = new Map(a.phones.map(({ name, status }) => [name, status === "Registered"]));
  const lost = [...before].filter(([name, was]) => was && after.get(name) === false).map(([name]) => name);
  const back = [...after].filter(([name, is]) => is && before.get(name) === false).map(([name]) => name);
  const removed = [...before.keys()].filter((name) => !after.has(name));
  if (lost.length > 0) changes.push({ kind: "phones-lost", phones: lost });
  if (back.length > 0) changes.push({ kind: "phones-back", phones: back });
  if (removed.length > 0) changes.push({ kind: "phones-removed", phones: removed });
}
