// What the phones hold, worked out from snapshots: certain, likely, unknown, and why.
import { describe, expect, it } from "vitest";
import { type HoldingGroup, whatPhonesHold } from "../../src/snapshots/holdings.ts";
import type { NodeLists } from "../../src/snapshots/view.ts";
import { judgeForPhones } from "../../src/trust/remedies-for-phones.ts";
import type { TrustList } from "../../src/trust/types.ts";
import { list, renew, type TestCluster, tvsOf } from "../trust/cluster-lists.ts";
import { phone, snapshotFrom, viewFrom } from "./make.ts";

const changedAt = "2026-11-22T02:10:00Z";
const before = renew(undefined);
const allNew = renew(before, ["callManager", "tvs", "itlRecovery"], changedAt);
const callManagerNew = renew(before, ["callManager"], changedAt);

const oldItl = list(before, "ITL", before.itlRecovery, { at: "2026-06-01T00:00:00Z" });
const oldCtl = list(before, "CTL", before.itlRecovery, { at: "2026-06-01T00:00:00Z" });
const lostItl = list(allNew, "ITL", allNew.itlRecovery, { at: changedAt });
const nextItl = list(callManagerNew, "ITL", callManagerNew.itlRecovery, { at: changedAt });

const serve = (itl: TrustList, ctl: TrustList | "absent" = "absent"): NodeLists[] => [{ node: "cucm-pub", itl, ctl }];
const registered = "2026-11-20T07:00:00Z";
const yesterday = { at: "2026-11-21T01:00:00Z", lists: serve(oldItl), tvs: [tvsOf(before)] };
const today = (cluster: TestCluster, itl: TrustList) => ({
  at: "2026-11-22T14:00:00Z",
  lists: serve(itl),
  tvs: [tvsOf(cluster)],
});

const brief = (groups: readonly HoldingGroup[]) =>
  groups.map(({ phones, certainty, candidates, basis }) => ({
    phones: phones.join(),
    certainty,
    holds: candidates.map(({ itl, ctl }) => nameOf(itl) + (ctl === "none" ? "" : `+${nameOf(ctl)}`)).join(" or "),
    basis: basis.join(),
  }));

const named = new Map([
  [oldItl.sha256, "old"],
  [oldCtl.sha256, "old ctl"],
  [lostItl.sha256, "all new"],
  [nextItl.sha256, "callmanager new"],
]);
const nameOf = (held: TrustList | "none"): string => (held === "none" ? "none" : (named.get(held.sha256) ?? "other"));

describe("what the phones hold", () => {
  it("is certain for phones that went silent when every anchor was replaced: the list they had before", () => {
    const history = [
      snapshotFrom({
        ...yesterday,
        phones: [phone("SEP1", "Registered", registered), phone("SEP2", "Registered", registered)],
      }),
    ];
    const phones = [
      phone("SEP1", "UnRegistered", "2026-11-22T02:14:00Z"),
      phone("SEP2", "Registered", "2026-11-22T09:00:00Z"),
    ];
    const groups = whatPhonesHold(history, viewFrom({ ...today(allNew, lostItl), phones }));
    expect(brief(groups)).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "refuses-list-on-offer,registered-after-list" },
      {
        phones: "SEP2",
        certainty: "unknown",
        holds: "old or all new",
        basis: "registered-after-list,registered-though-it-refuses",
      },
    ]);
    expect(groups[0]).toMatchObject({ registered: 0, snapshots: ["snap_2026-11-21T01:00:00Z"] });
    const verdicts = judgeForPhones(
      {
        release: { full: "15.0.1", major: 15, minor: 0 },
        mode: "non-secure",
        callManagers: [allNew.callManager.certificate],
        itlRecovery: allNew.itlRecovery.certificate,
        tvs: [tvsOf(allNew)],
        recoveryKeyBackups: [before.itlRecovery.certificate],
        drsBackups: "unknown",
      },
      groups.slice(0, 1).map(({ phones: names, candidates }) => ({ phones: names.length, candidates })),
    );
    expect(verdicts.map(({ remedy, feasibility }) => `${remedy} ${feasibility}`)).toEqual(
      expect.arrayContaining(["itl-localkey cannot-work", "itl-remotekey works", "delete-lists works"]),
    );
  });

  it("is the new list for phones that registered after one they accept", () => {
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "Registered", "2026-11-22T02:20:00Z")];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "callmanager new", basis: "registered-after-list" },
    ]);
  });

  it("is still the old list for phones that are registered since before the new one: registering fetches nothing", () => {
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "Registered", registered)];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "not-started-since-list,registered-after-list" },
    ]);
  });

  it("is open for an unregistered phone that would accept the list: nobody knows whether it has started since", () => {
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "UnRegistered", "2026-11-22T02:20:00Z")];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))).toEqual([
      {
        phones: "SEP1",
        certainty: "unknown",
        holds: "old or callmanager new",
        basis: "not-known-whether-started,registered-after-list",
      },
    ]);
  });

  it("is unknown without a snapshot, except for phones that registered after the list of now", () => {
    const phones = [
      phone("SEP1", "UnRegistered", "2026-11-22T02:20:00Z"),
      phone("SEP2", "Registered", registered),
      phone("SEP3", "absent", ""),
      phone("SEP4", "Registered", "2026-11-22T09:00:00Z"),
    ];
    expect(brief(whatPhonesHold([], viewFrom({ ...today(allNew, lostItl), phones })))).toEqual([
      { phones: "SEP1,SEP2,SEP3", certainty: "unknown", holds: "", basis: "no-snapshot" },
      { phones: "SEP4", certainty: "certain", holds: "all new", basis: "registered-after-list" },
    ]);
  });

  it("is only likely when CallManager had just started: phones register anew then without starting", () => {
    const phones = [phone("SEP1", "Registered", "2026-11-22T02:20:00Z")];
    const now = viewFrom({ ...today(allNew, lostItl), phones, callManagerStarts: ["2026-11-22T02:18:00Z"] });
    // Whoever has not started for these lists holds older ones, and none of those leads to them.
    expect(brief(whatPhonesHold([], now))).toEqual([
      { phones: "SEP1", certainty: "unknown", holds: "", basis: "registered-after-callmanager-start" },
    ]);
    const back = (cluster: TestCluster, itl: TrustList, start: string, since: string) =>
      whatPhonesHold(
        [],
        viewFrom({
          ...today(cluster, itl),
          phones: [phone("SEP1", "Registered", since)],
          callManagerStarts: [start],
        }),
      ).map(({ certainty }) => certainty);
    expect(back(callManagerNew, nextItl, "2026-11-22T02:18:00Z", "2026-11-22T02:20:00Z")).toEqual(["likely"]);
    expect(back(before, oldItl, "2026-11-22T02:18:00Z", "2026-11-22T02:20:00Z")).toEqual(["likely"]);
    expect(back(allNew, lostItl, "2026-12-30T02:18:00Z", "2026-12-30T02:20:00Z")).toEqual(["likely"]);
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const accepted = viewFrom({
      ...today(callManagerNew, nextItl),
      phones,
      callManagerStarts: ["2026-11-22T02:18:00Z"],
    });
    expect(brief(whatPhonesHold(history, accepted))[0]).toMatchObject({
      certainty: "unknown",
      holds: "old or callmanager new",
    });
  });

  it("is likely the old list when CallManager was restarted after a renewal that the phone would refuse", () => {
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "Registered", "2026-11-22T02:20:00Z")];
    const now = viewFrom({ ...today(allNew, lostItl), phones, callManagerStarts: ["2026-11-22T02:18:00Z"] });
    expect(brief(whatPhonesHold(history, now))).toEqual([
      {
        phones: "SEP1",
        certainty: "likely",
        holds: "old",
        basis: "registered-after-callmanager-start,registered-after-list",
      },
    ]);
  });

  it("is open when CallManager was restarted after a list that was followed by another one: nobody knows whether phones took the first", () => {
    const history = [
      snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] }),
      snapshotFrom({
        ...today(callManagerNew, nextItl),
        at: "2026-11-22T20:00:00Z",
        phones: [phone("SEP1", "Registered", registered)],
      }),
    ];
    const now = viewFrom({
      at: "2026-11-23T14:00:00Z",
      lists: serve(lostItl, list(allNew, "CTL", allNew.itlRecovery, { at: "2026-11-23T10:00:00Z" })),
      tvs: [tvsOf(allNew)],
      phones: [phone("SEP1", "Registered", "2026-11-23T09:02:00Z")],
      callManagerStarts: ["2026-11-23T09:00:00Z"],
    });
    expect(brief(whatPhonesHold(history, now))).toEqual([
      {
        phones: "SEP1",
        certainty: "unknown",
        holds: "old or callmanager new",
        basis: "not-started-since-list,registered-after-callmanager-start,registered-after-list",
      },
    ]);
  });

  it("is open for a phone that went over to another server alone, and new for one that came back with all the others", () => {
    const elsewhere = { ...phone("SEP1", "Registered", "2026-11-22T02:20:00Z"), node: "cucm-sub1" };
    const steady = phone("SEP2", "Registered", registered);
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered), steady] })];
    const look = (...phones: (typeof steady)[]) =>
      brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))
        .filter(({ phones: names }) => names.includes("SEP1"))
        .map(({ certainty, holds, basis }) => `${certainty}: ${holds} (${basis})`);
    expect(look(elsewhere, steady)).toEqual([
      "unknown: old or callmanager new (registered-after-list,registered-elsewhere)",
    ]);
    expect(look(elsewhere, phone("SEP2", "Registered", "2026-11-22T02:21:00Z"))).toEqual([
      "certain: callmanager new (registered-after-list)",
    ]);
  });

  it("is only likely when certificates were renewed minutes apart: phones may have taken a list that no snapshot saw", () => {
    const first = renew(before, ["callManager"], "2026-11-22T01:00:00Z");
    const later = renew(first, ["tvs", "itlRecovery"], changedAt);
    const itl = list(later, "ITL", later.itlRecovery, { at: changedAt });
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "UnRegistered", "2026-11-22T02:14:00Z")];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(later, itl), phones })))).toEqual([
      {
        phones: "SEP1",
        certainty: "likely",
        holds: "old",
        basis: "lists-between-not-seen,refuses-list-on-offer,registered-after-list",
      },
    ]);
  });

  it("is undecided when the TVS server that decides was not read", () => {
    const recoveryNew = renew(before, ["itlRecovery"], changedAt);
    const itl = list(recoveryNew, "ITL", recoveryNew.itlRecovery, { at: changedAt });
    const history = [snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "Registered", "2026-11-22T03:00:00Z")];
    const unread = { node: "cucm-pub", vouchesFor: [], refuses: [] };
    const now = viewFrom({ ...today(recoveryNew, itl), tvs: [unread], phones });
    expect(brief(whatPhonesHold(history, now))[0]).toMatchObject({
      certainty: "unknown",
      holds: "old or other",
      basis: "registered-after-list,rule-undecided",
    });
    const asked = viewFrom({ ...today(recoveryNew, itl), phones });
    expect(brief(whatPhonesHold(history, asked))[0]).toMatchObject({ certainty: "certain", holds: "other" });
  });

  it("counts a CTL that did not change as the same, whatever happens to the ITL", () => {
    const history = [
      snapshotFrom({ ...yesterday, lists: serve(oldItl, oldCtl), phones: [phone("SEP1", "Registered", registered)] }),
    ];
    const phones = [phone("SEP1", "UnRegistered", "2026-11-22T02:14:00Z")];
    const now = viewFrom({ ...today(allNew, lostItl), lists: serve(lostItl, oldCtl), phones });
    expect(brief(whatPhonesHold(history, now))).toEqual([
      {
        phones: "SEP1",
        certainty: "certain",
        holds: "old+old ctl",
        basis: "refuses-list-on-offer,registered-after-list",
      },
    ]);
  });

  it("lists every TFTP server's file as a candidate, and stays certain about the generation", () => {
    const other = list(before, "ITL", before.itlRecovery, { at: "2026-06-01T00:00:07Z" });
    const lists = [...serve(oldItl), { node: "cucm-sub1", itl: other, ctl: "absent" as const }];
    const history = [snapshotFrom({ ...yesterday, lists, phones: [phone("SEP1", "Registered", registered)] })];
    const phones = [phone("SEP1", "UnRegistered", "2026-11-22T02:14:00Z")];
    const now = viewFrom({
      ...today(allNew, lostItl),
      lists: [...serve(lostItl), { node: "cucm-sub1", itl: lostItl, ctl: "absent" }],
      phones,
    });
    expect(brief(whatPhonesHold(history, now))[0]).toMatchObject({ certainty: "certain", holds: "old or other" });
  });

  it("does not take phones for empty because one node serves no list: it is no TFTP server for them", () => {
    const withIdleNode = (itl: TrustList): NodeLists[] => [
      ...serve(itl),
      { node: "cucm-sub1", itl: "absent", ctl: "absent" },
    ];
    const phones = [phone("SEP1", "Registered", registered)];
    const history = [snapshotFrom({ ...yesterday, lists: withIdleNode(oldItl), phones })];
    const lost = [phone("SEP1", "UnRegistered", "2026-11-22T02:14:00Z")];
    const now = viewFrom({ ...today(allNew, lostItl), lists: withIdleNode(lostItl), phones: lost });
    expect(brief(whatPhonesHold(history, now))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "refuses-list-on-offer,registered-after-list" },
    ]);
  });

  it("does not take a node that could not be read for a new list", () => {
    const unreadToday = { at: "2026-11-21T13:00:00Z", lists: [{ node: "cucm-pub" }], tvs: [] };
    const steady = [phone("SEP1", "Registered", registered)];
    const history = [snapshotFrom({ ...unreadToday, phones: steady }), snapshotFrom({ ...yesterday, phones: steady })];
    const now = viewFrom({ ...today(before, oldItl), phones: steady });
    expect(brief(whatPhonesHold(history, now))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "registered-after-list" },
    ]);
  });

  it("follows a phone that started between two snapshots, while the earlier list was on offer", () => {
    const history = [
      snapshotFrom({
        at: "2026-05-01T00:00:00Z",
        lists: serve(list(before, "ITL", before.itlRecovery, { at: "2026-01-01T00:00:00Z" })),
        tvs: [tvsOf(before)],
        phones: [phone("SEP1", "Registered", "2025-12-01T00:00:00Z")],
      }),
      snapshotFrom({ ...yesterday, phones: [phone("SEP1", "Registered", "2025-12-01T00:00:00Z")] }),
    ];
    const phones = [phone("SEP1", "Registered", "2026-11-21T12:00:00Z")];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "not-started-since-list,registered-after-list" },
    ]);
  });

  it("follows a phone whose registration an earlier snapshot could not read", () => {
    const history = [snapshotFrom({ ...yesterday, phones: null })];
    const phones = [phone("SEP1", "Registered", registered)];
    expect(brief(whatPhonesHold(history, viewFrom({ ...today(callManagerNew, nextItl), phones })))).toEqual([
      { phones: "SEP1", certainty: "certain", holds: "old", basis: "not-started-since-list,registered-after-list" },
    ]);
  });

  it("forgets the future, groups the largest first, and says nothing without registrations", () => {
    const later = snapshotFrom({ ...today(allNew, lostItl), at: "2026-12-01T00:00:00Z", phones: [] });
    const phones = ["SEP1", "SEP2", "SEP3"].map((name) => phone(name, "UnRegistered", registered));
    const view = viewFrom({
      ...today(allNew, lostItl),
      phones: [phone("SEP0", "Registered", "2026-11-22T09:00:00Z"), ...phones],
    });
    expect(whatPhonesHold([later], view).map((group) => group.phones.length)).toEqual([3, 1]);
    expect(whatPhonesHold([later], { ...view, registrations: null })).toEqual([]);
  });

  it("puts 10,000 phones with one history over 60 snapshots into one group", () => {
    const many = (status: string, since: string) =>
      Array.from({ length: 10_000 }, (_, index) => phone(`SEP${index}`, status, since));
    const steady = many("Registered", registered);
    const history = Array.from({ length: 60 }, (_, day) =>
      snapshotFrom({
        ...yesterday,
        at: new Date(Date.parse("2026-09-20T01:00:00Z") + day * 86_400_000).toISOString(),
        phones: steady,
      }),
    );
    const groups = whatPhonesHold(
      history,
      viewFrom({ ...today(allNew, lostItl), phones: many("UnRegistered", changedAt) }),
    );
    expect(groups).toHaveLength(1);
  });
});
