// Which snapshots stay: both sides of every change, the last weeks, and ever fewer of what did not change.
import { describe, expect, it } from "vitest";
import { SnapshotKeeper } from "../../src/app/snapshots.ts";
import { clusterId, snapshotId } from "../../src/domain/ids.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type Fingerprinted, prunable, trustFingerprint } from "../../src/snapshots/retention.ts";
import type { SnapshotReason } from "../../src/snapshots/snapshot.ts";
import { list, renew } from "../trust/cluster-lists.ts";
import { snapshotFrom } from "./make.ts";

const day = 86_400_000;
const now = Date.parse("2026-11-22T02:00:00Z");

const stamp = (ago: number, fingerprint: string, reason: SnapshotReason = "daily"): Fingerprinted => ({
  id: snapshotId(`snap_${ago}_${reason}`),
  takenAt: new Date(now - ago * day).toISOString(),
  reason,
  fingerprint,
});

const daily = (days: number, of: (ago: number) => string): Fingerprinted[] =>
  Array.from({ length: days }, (_, ago) => stamp(ago, of(ago)));

const kept = (all: readonly Fingerprinted[]): Fingerprinted[] => {
  const gone = new Set(prunable(all, now));
  return all.filter(({ id }) => !gone.has(id));
};

describe("retention of snapshots", () => {
  it("keeps both sides of every change, however old", () => {
    const all = daily(1500, (ago) => (ago > 1200 ? "a" : ago > 600 ? "b" : "c"));
    const ids = new Set(kept(all).map(({ id }) => id));
    for (const ago of [1499, 1201, 1200, 601, 600, 0]) expect(ids.has(stamp(ago, "").id), `${ago} days`).toBe(true);
  });

  it("keeps every day of five weeks, one a week of a year, one a month before", () => {
    const all = daily(1500, () => "a");
    const left = kept(all);
    const ages = left.map(({ takenAt }) => (now - Date.parse(takenAt)) / day);
    expect(ages.filter((age) => age <= 35)).toHaveLength(36);
    const aYear = ages.filter((age) => age > 35 && age <= 365).length;
    expect(aYear).toBeGreaterThanOrEqual(46);
    expect(aYear).toBeLessThanOrEqual(49);
    expect(ages.filter((age) => age > 365).length).toBeLessThanOrEqual(40);
    expect(left.length).toBeLessThan(130);
  });

  it("keeps what people asked for and what stands around runs for over a year", () => {
    const all = [
      ...daily(500, () => "a"),
      stamp(200.5, "a", "before-run"),
      stamp(200.4, "a", "asked"),
      stamp(450.5, "a", "asked"),
    ];
    const ids = kept(all).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(["snap_200.5_before-run", "snap_200.4_asked"]));
    expect(ids).not.toContain("snap_450.5_asked");
  });

  it("comes to rest: what was kept once is kept the next day", () => {
    const all = daily(900, (ago) => (ago > 300 ? "a" : "b"));
    const first = kept(all);
    expect(prunable(first, now)).toEqual([]);
  });

  it("lets nothing go where there is little", () => {
    expect(prunable([], now)).toEqual([]);
    expect(prunable([stamp(4000, "a")], now)).toEqual([]);
  });
});

describe("what counts as a change", () => {
  const lists = (cluster: ReturnType<typeof renew>) => [{ node: "cucm-pub", itl: list(cluster, "ITL") }];

  it("is another list, not another registration", () => {
    const cluster = renew(undefined);
    const at = "2026-01-01T00:00:00Z";
    const one = snapshotFrom({ at, lists: lists(cluster), phones: [] });
    const same = snapshotFrom({ at: "2026-01-02T00:00:00Z", lists: lists(cluster), phones: null });
    const other = snapshotFrom({ at, lists: lists(renew(cluster, ["itlRecovery"])), phones: [] });
    expect(trustFingerprint(same)).toBe(trustFingerprint(one));
    expect(trustFingerprint(other)).not.toBe(trustFingerprint(one));
  });
});

describe("the keeper", () => {
  const hq = clusterId("hq");

  it("reads each snapshot once, lets old ones go, and bears a store that fails", async () => {
    const made = snapshotFrom({ at: "2026-01-01T00:00:00Z", lists: [], phones: [] });
    let stamps = daily(120, () => "").map(({ id, takenAt, reason }) => ({ id, takenAt, reason }));
    let reads = 0;
    let broken = false;
    const keeper = new SnapshotKeeper({
      clusters: [],
      systems: () => {
        throw new Error("nothing is taken here");
      },
      store: {
        save: async () => undefined,
        latest: async () => undefined,
        list: async () => [],
        get: async (id) => {
          reads += 1;
          return { ...made, id };
        },
        stamps: async () => {
          if (broken) throw new Error("the disk is gone");
          return stamps;
        },
        remove: async (ids) => {
          stamps = stamps.filter(({ id }) => !ids.includes(id));
        },
      },
      clock: { now: () => now, sleep: () => Promise.reject(new Error("no waiting")) },
      logger: silentLogger,
      record: async () => undefined,
    });
    const removed = await keeper.prune(hq);
    expect(removed).toBeGreaterThan(60);
    expect(stamps).toHaveLength(120 - removed);
    expect(reads).toBe(120);
    expect(await keeper.prune(hq)).toBe(0);
    expect(reads).toBe(120);
    broken = true;
    expect(await keeper.prune(hq)).toBe(0);
    keeper.close();
  });
});
