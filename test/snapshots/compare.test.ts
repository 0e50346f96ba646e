// Comparing two snapshots: real changes, and silence about what was not read.
import { describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { compareSnapshots } from "../../src/snapshots/compare.ts";
import type { Snapshot, SnapshotNode } from "../../src/snapshots/snapshot.ts";
import { list, renew, tvsOf } from "../trust/cluster-lists.ts";
import { phone, snapshotFrom } from "./make.ts";

const before = renew(undefined);
const after = renew(before, ["itlRecovery"]);
const base = snapshotFrom({
  at: "2026-11-21T01:00:00Z",
  lists: [{ node: "cucm-pub", itl: list(before, "ITL"), ctl: "absent" }],
  tvs: [tvsOf(before)],
  phones: [phone("SEP1", "Registered", ""), phone("SEP2", "UnRegistered", ""), phone("SEP3", "Registered", "")],
  callManagerStarts: ["2026-11-01T00:00:00Z"],
});

const withNode = (snapshot: Snapshot, change: Partial<SnapshotNode>): Snapshot => ({
  ...snapshot,
  nodes: snapshot.nodes.map((node) => ({ ...node, ...change })),
});
const certificate = (serial: string, unit: "CallManager" | "tomcat" = "CallManager") => ({
  unit,
  serial,
  sha256: `digest of ${serial}`,
  subject: "",
  notBefore: "",
  notAfter: "",
});

describe("two snapshots", () => {
  it("that are equal show no change", () => {
    expect(compareSnapshots(base, base)).toEqual({
      changes: [],
      registered: { before: 2, after: 2 },
      notComparable: [],
    });
  });

  it("show a new list with its new signer", () => {
    const now = snapshotFrom({
      at: "2026-11-22T01:00:00Z",
      lists: [{ node: "cucm-pub", itl: list(after, "ITL"), ctl: list(after, "CTL") }],
      tvs: [tvsOf(after)],
      phones: [],
    });
    const { changes } = compareSnapshots(base, now);
    const signer = { from: before.itlRecovery.certificate.serial, to: after.itlRecovery.certificate.serial };
    expect(changes).toContainEqual({
      kind: "list",
      node: "cucm-pub",
      list: "ITL",
      from: list(before, "ITL").sha256,
      to: list(after, "ITL").sha256,
      signer,
    });
    expect(changes).toContainEqual({
      kind: "list",
      node: "cucm-pub",
      list: "CTL",
      from: "absent",
      to: list(after, "CTL").sha256,
    });
  });

  it("show renewed, added and removed certificates", () => {
    const a = withNode(base, { certificates: [certificate("aa"), certificate("bb", "tomcat")] });
    const b = withNode(base, { certificates: [certificate("cc")] });
    expect(compareSnapshots(a, b).changes).toEqual([
      { kind: "certificate", node: "cucm-pub", unit: "tomcat", from: "bb" },
      { kind: "certificate", node: "cucm-pub", unit: "CallManager", from: "aa", to: "cc" },
    ]);
  });

  it("show services that were started again or stopped, not clocks that disagree by seconds", () => {
    const started = (startedAt?: string) =>
      withNode(base, {
        services: [
          {
            name: "Cisco Tftp",
            status: startedAt === undefined ? "Stopped" : "Started",
            ...(startedAt === undefined ? {} : { startedAt }),
          },
        ],
      });
    const first = started("2026-11-01T00:00:00Z");
    const kinds = (b: Snapshot) => compareSnapshots(first, b).changes.map(({ kind }) => kind);
    expect(kinds(started("2026-11-01T00:00:03Z"))).toEqual([]);
    expect(kinds(started("2026-11-22T02:00:00Z"))).toEqual(["service-started"]);
    expect(kinds(started())).toEqual(["service-stopped"]);
    expect(compareSnapshots(started(), first).changes).toEqual([
      { kind: "service-started", node: "cucm-pub", service: "Cisco Tftp", at: "2026-11-01T00:00:00Z" },
    ]);
  });

  it("show phones that were lost, came back or are no longer configured", () => {
    const b = { ...base, phones: [phone("SEP1", "UnRegistered", ""), phone("SEP2", "Registered", "")] };
    const { changes, registered } = compareSnapshots(base, b);
    expect(changes).toEqual([
      { kind: "phones-lost", phones: ["SEP1"] },
      { kind: "phones-back", phones: ["SEP2"] },
      { kind: "phones-removed", phones: ["SEP3"] },
    ]);
    expect(registered).toEqual({ before: 2, after: 1 });
  });

  it("show release, mode, reachability, a TVS with another certificate, and nodes that come and go", () => {
    const other = nodeName("cucm-sub9");
    const b: Snapshot = {
      ...withNode(base, { reachable: false, tvs: { presents: "another", vouchesFor: [], refuses: [] } }),
      release: { full: "15.0.1.13900-1", major: 15, minor: 0 },
      mode: "mixed",
    };
    expect(compareSnapshots(base, b).changes.map(({ kind }) => kind)).toEqual([
      "release",
      "mode",
      "node",
      "tvs-presents",
    ]);
    expect(compareSnapshots(base, withNode(base, { node: other })).changes).toEqual([
      { kind: "node", node: other, now: "added" },
      { kind: "node", node: "cucm-pub", now: "removed" },
    ]);
  });

  it("say nothing about what either could not read, and name it", () => {
    const unread = withNode(
      { ...base, release: null, mode: null, phones: null },
      {
        certificates: null,
        services: null,
        tvs: null,
        lists: { ITL: { state: "unread" }, CTL: { state: "unread" } },
      },
    );
    for (const [a, b] of [
      [base, unread],
      [unread, base],
    ] as const) {
      const { changes, notComparable } = compareSnapshots(a, b);
      expect(changes).toEqual([]);
      expect(new Set(notComparable.map(({ what }) => what))).toEqual(
        new Set(["release", "mode", "certificates", "ITL", "CTL", "services", "TVS", "phones"]),
      );
    }
  });
});
