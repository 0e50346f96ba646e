// Which snapshots are kept: every change of what phones could take, all of the last weeks, the rest ever thinner.
import type { SnapshotId } from "../domain/ids.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";
import type { Snapshot, SnapshotStamp } from "./snapshot.ts";

const day = 86_400_000;
/** Everything: who asks about last month gets every day of it. */
const wholeDays = 35;
/** Snapshots around runs and those that people asked for: as long as audits usually look back. */
const meantDays = 400;
/** Between changes: one a week for a year, then one a month. */
const weeklyDays = 365;

/** What decides about phones: lists, TVS, trust certificates, mode and release. Parts that were not read count as they were left: unread. */
export const trustFingerprint = ({ nodes, mode, release }: Snapshot): string =>
  sha256(
    canonicalJson({
      mode,
      release: release?.full ?? null,
      nodes: nodes.map(({ node, lists, tvs, certificates }) => ({
        node,
        lists: (["ITL", "CTL"] as const).map((kind) => {
          const list = lists[kind];
          return list.state === "present" ? list.sha256 : list.state;
        }),
        tvs: tvs === null ? null : { ...tvs, vouchesFor: [...tvs.vouchesFor].sort(), refuses: [...tvs.refuses].sort() },
        certificates:
          certificates === null ? null : certificates.map(({ unit, sha256: digest }) => `${unit} ${digest}`).sort(),
      })),
    }),
  );

export interface Fingerprinted extends SnapshotStamp {
  readonly fingerprint: string;
}

/**
 * The snapshots that may go, oldest first. Both sides of every change stay (the last before, the first after), however old: what phones hold
 * is computed from them. Within an unchanged stretch a phone that registered and vanished again between two kept looks is lost to
 * the computation, which then says `unknown`.
 */
export function prunable(all: readonly Fingerprinted[], now: number): SnapshotId[] {
  const oldestFirst = [...all].sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1));
  const spans = new Set<string>();
  return oldestFirst.flatMap((one, at) => {
    const age = (now - Date.parse(one.takenAt)) / day;
    const before = oldestFirst[at - 1];
    const after = oldestFirst[at + 1];
    const edge = before?.fingerprint !== one.fingerprint || after?.fingerprint !== one.fingerprint;
    const span = age <= weeklyDays ? `week ${weekOf(one.takenAt)}` : `month ${one.takenAt.slice(0, 7)}`;
    const firstOfSpan = !spans.has(span);
    spans.add(span);
    const meant = one.reason !== "daily" && one.reason !== "start" && age <= meantDays;
    return age <= wholeDays || edge || meant || firstOfSpan ? [] : [one.id];
  });
}

const weekOf = (at: string): number => Math.floor(Date.parse(at) / (7 * day));
