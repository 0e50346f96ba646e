// Remedies judged on both sides of release 12.0, for known, unknown and mixed holdings.
import { describe, expect, it } from "vitest";
import type { Release } from "../../src/domain/cluster.ts";
import { judgeRemedies, judgeRemedy, type TrustRemedyId, type TrustSituation } from "../../src/trust/remedies.ts";
import { judgeForPhones } from "../../src/trust/remedies-for-phones.ts";
import type { HeldLists } from "../../src/trust/trust-rule.ts";
import { list, renew, type TestCluster, tvsOf } from "./cluster-lists.ts";
import { identity, rsaKey } from "./pki.ts";

const release15: Release = { full: "15.0.1.12900-234", major: 15, minor: 0 };
const release11: Release = { full: "11.5.1.22900-28", major: 11, minor: 5 };

const before = renew(undefined);
const renewed = (...units: (keyof TestCluster)[]): TestCluster => renew(before, units);
const recoveryNew = renewed("itlRecovery");
const recoveryAndTvsNew = renewed("itlRecovery", "tvs");
const allNew = renewed("callManager", "tvs", "itlRecovery");
const callManagerAndTvsNew = renewed("callManager", "tvs");

const held: HeldLists = { itl: list(before, "ITL"), ctl: "none" };
const heldMixed: HeldLists = { itl: list(before, "ITL"), ctl: list(before, "CTL") };
const held11: HeldLists = { itl: list(before, "ITL", before.callManager), ctl: "none" };

const sub1 = "L=Dallas,CN=cucm-sub1.example.com,OU=Voice,O=Example,C=US";
const subs = [identity({ name: sub1, key: rsaKey() }), identity({ name: sub1, key: rsaKey() })] as const;

const situation = (now: TestCluster, more: Partial<TrustSituation> = {}): TrustSituation => ({
  release: release15,
  mode: "non-secure",
  callManagers: [now.callManager.certificate],
  itlRecovery: now.itlRecovery.certificate,
  tvs: [tvsOf(now)],
  recoveryKeyBackups: "unknown",
  drsBackups: "unknown",
  ...more,
});

const judged = (remedy: TrustRemedyId, given: TrustSituation, phones: HeldLists | "unknown"): string => {
  const { feasibility, reason, condition } = judgeRemedy(remedy, given, phones);
  return `${feasibility} ${reason} ${condition.code}=${condition.holds}`;
};

describe("utils itl reset localkey", () => {
  it.each<[string, TrustSituation, HeldLists | "unknown", string]>([
    [
      "on 15 works when the phones hold the current CallManager certificate",
      situation(recoveryAndTvsNew),
      held,
      "works signer-held phones-hold-current-callmanager=yes",
    ],
    [
      "on 15 cannot work after CallManager, TVS and ITLRecovery together",
      situation(allNew),
      held,
      "cannot-work no-anchor phones-hold-current-callmanager=no",
    ],
    [
      "on 15 works through a TVS that the phones still trust",
      situation(renewed("callManager", "itlRecovery")),
      held,
      "works tvs-vouches phones-hold-current-callmanager=no",
    ],
    [
      "on 11.5 works when the phones hold the current ITLRecovery certificate",
      situation(callManagerAndTvsNew, { release: release11 }),
      held11,
      "works signer-held phones-hold-current-itlrecovery=yes",
    ],
    [
      "on 11.5 cannot work when ITLRecovery was renewed as well",
      situation(allNew, { release: release11 }),
      held11,
      "cannot-work no-anchor phones-hold-current-itlrecovery=no",
    ],
    [
      "depends when it is not known what the phones hold",
      situation(allNew),
      "unknown",
      "depends holdings-unknown phones-hold-current-callmanager=unknown",
    ],
    [
      "works for phones that hold nothing",
      situation(allNew),
      { itl: "none", ctl: "none" },
      "works nothing-held phones-hold-current-callmanager=no",
    ],
  ])("%s", (_, given, phones, expected) => {
    expect(judged("itl-localkey", given, phones)).toBe(expected);
  });

  it("depends on TVS servers that were not read, and names them", () => {
    const given = situation(allNew, { tvs: [{ node: "cucm-sub1", vouchesFor: [], refuses: [] }] });
    const verdict = judgeRemedy("itl-localkey", given, held);
    expect(verdict).toMatchObject({ feasibility: "depends", reason: "tvs-not-asked", tvsNodes: ["cucm-sub1"] });
  });

  it("depends when the CallManager certificates could not be read", () => {
    const { callManagers: _, ...rest } = situation(allNew);
    expect(judged("itl-localkey", rest, held)).toBe(
      "depends certificate-unread phones-hold-current-callmanager=unknown",
    );
  });

  it("helps phones whose ITL names any TFTP server's current CallManager certificate as signer", () => {
    const given = situation(recoveryAndTvsNew, {
      callManagers: [allNew.callManager.certificate, before.callManager.certificate],
      tvs: [],
    });
    expect(judgeRemedy("itl-localkey", given, held).feasibility).toBe("works");
  });

  it("in mixed mode depends when the CTL on offer would be refused first", () => {
    const mixed = situation(recoveryAndTvsNew, { mode: "mixed", servedCtl: list(recoveryAndTvsNew, "CTL") });
    expect(judged("itl-localkey", mixed, heldMixed)).toBe("depends ctl-refused-first cluster-is-mixed=yes");
    const unchanged = { ...mixed, servedCtl: list(before, "CTL") };
    expect(judged("itl-localkey", unchanged, heldMixed)).toBe("works signer-held phones-hold-current-callmanager=yes");
  });
});

describe("utils ctl reset localkey", () => {
  it("is judged like the ITL's, in mixed mode only", () => {
    expect(judged("ctl-localkey", situation(recoveryAndTvsNew), held)).toBe(
      "cannot-work not-mixed-mode cluster-is-mixed=no",
    );
    expect(judged("ctl-localkey", situation(recoveryAndTvsNew, { mode: "mixed" }), heldMixed)).toBe(
      "works signer-held phones-hold-current-callmanager=yes",
    );
    expect(judged("ctl-localkey", situation(allNew, { mode: "mixed" }), heldMixed)).toBe(
      "cannot-work no-anchor phones-hold-current-callmanager=no",
    );
    expect(judged("ctl-localkey", situation(recoveryAndTvsNew, { mode: "unknown" }), heldMixed)).toBe(
      "depends mode-unknown cluster-is-mixed=unknown",
    );
  });
});

describe("utils itl reset remotekey", () => {
  it("works only with the key whose certificate the phones hold", () => {
    const withBackup = (backup: TestCluster) =>
      situation(allNew, { recoveryKeyBackups: [backup.itlRecovery.certificate] });
    expect(judged("itl-remotekey", withBackup(before), held)).toBe("works signer-held key-backup-that-phones-hold=yes");
    expect(judged("itl-remotekey", withBackup(recoveryNew), held)).toBe(
      "cannot-work key-backup-not-held key-backup-that-phones-hold=no",
    );
    expect(judged("itl-remotekey", situation(allNew, { recoveryKeyBackups: [] }), held)).toBe(
      "cannot-work no-key-backup key-backup-that-phones-hold=no",
    );
  });

  it("depends while nobody has said whether there is a backup, and names the serial that is needed", () => {
    const verdict = judgeRemedy("itl-remotekey", situation(allNew), held);
    expect(verdict).toMatchObject({ feasibility: "depends", reason: "key-backup-unknown" });
    expect(verdict.neededSerials).toEqual([before.itlRecovery.certificate.serial]);
    expect(judged("itl-remotekey", situation(allNew), "unknown")).toBe(
      "depends holdings-unknown key-backup-that-phones-hold=unknown",
    );
  });
});

describe("the other remedies", () => {
  it("deleting the lists and a factory reset work whatever the phones hold", () => {
    for (const remedy of ["delete-lists", "factory-reset"] as const) {
      for (const phones of [held, heldMixed, "unknown"] as const) {
        expect(judged(remedy, situation(allNew), phones)).toBe(
          "works clears-what-phones-hold phones-within-reach=unknown",
        );
      }
    }
  });

  it("a cleared phone is bound by the CTL on offer: by an old one, and up to 11.5 on every server but the publisher", () => {
    const mixed = (now: TestCluster, served: TestCluster, more: Partial<TrustSituation> = {}) =>
      judged("delete-lists", situation(now, { mode: "mixed", servedCtl: list(served, "CTL"), ...more }), heldMixed);
    const works = "works clears-what-phones-hold phones-within-reach=unknown";
    const bound = "depends cleared-phone-bound-by-ctl cluster-is-mixed=yes";
    expect(mixed(allNew, allNew)).toBe(works);
    expect(mixed(allNew, before)).toBe("works clears-once-lists-fit phones-within-reach=unknown");
    const old = { release: release11 };
    const publisher = allNew.callManager.certificate;
    expect(mixed(allNew, allNew, { ...old, callManagers: [publisher] })).toBe(works);
    const both = [publisher, before.callManager.certificate];
    expect(mixed(allNew, allNew, { ...old, callManagers: both })).toBe(bound);
  });

  it.each<[string, TestCluster, TestCluster, readonly string[] | undefined]>([
    ["nothing when both lists are current", allNew, allNew, undefined],
    [
      "both when both are former ones: they fit together, and phones would refuse the next ones",
      before,
      before,
      ["update-ctl", "restart-tftp"],
    ],
    ["a start of Cisco Tftp when only the CTL was updated", allNew, before, ["restart-tftp"]],
    ["an update of the CTL when only the ITL is current", before, allNew, ["update-ctl"]],
    ["both when neither is current and they do not fit", before, recoveryNew, ["update-ctl", "restart-tftp"]],
  ])("before phones are cleared in mixed mode there is to do: %s", (_what, ctl, itl, first) => {
    const given = situation(allNew, { mode: "mixed", servedCtl: list(ctl, "CTL"), servedItls: [list(itl, "ITL")] });
    const verdict = judgeRemedy("delete-lists", given, heldMixed);
    expect([verdict.feasibility, verdict.listsFirst]).toEqual(["works", first]);
  });

  it("a cleared phone is not given a former list that it could not follow from: Cisco Tftp makes it anew first", () => {
    const former = { servedItls: [list(before, "ITL")] };
    const verdict = (now: TestCluster, more: Partial<TrustSituation> = former) =>
      judgeRemedy("delete-lists", situation(now, more), held).listsFirst;
    expect(verdict(allNew)).toEqual(["restart-tftp"]);
    expect(verdict(renewed("callManager", "tvs"))).toBeUndefined();
    expect(verdict(recoveryNew)).toBeUndefined();
    // The TVS that vouches now will show another certificate when it has started anew.
    const old = [{ ...tvsOf(recoveryAndTvsNew), presents: before.tvs.certificate }];
    const onLoan = { ...former, tvs: old, tvsRestarted: [tvsOf(recoveryAndTvsNew)] };
    expect(verdict(recoveryAndTvsNew, onLoan)).toEqual(["restart-tftp"]);
    expect(verdict(allNew, { servedItls: [list(allNew, "ITL")] })).toBeUndefined();
  });

  it("a DRS restore is a last resort, and none without a backup from before the change", () => {
    const at = (...days: string[]) => ({
      drsBackups: days.map((completedAt) => ({ completedAt })),
      trustChangedAt: "2026-11-22T02:10:00Z",
    });
    const verdict = (more: Partial<TrustSituation>) => judged("drs-restore", situation(allNew, more), held);
    expect(verdict(at("2026-11-20T01:00:00Z", "2026-11-22T03:00:00Z"))).toBe(
      "last-resort restores-old-certificates backup-from-before-the-change=yes",
    );
    const none = "cannot-work no-backup-before-change backup-from-before-the-change=no";
    expect(verdict(at("2026-11-22T03:00:00Z"))).toBe(none);
    expect(verdict(at())).toBe(none);
    const unknown = "last-resort restores-old-certificates backup-from-before-the-change=unknown";
    expect(verdict({})).toBe(unknown);
    expect(verdict({ drsBackups: [{ completedAt: "2026-11-20T01:00:00Z" }] })).toBe(unknown);
  });

  it("the rollback parameter does not reach phones that refuse the signer, and no phone in mixed mode", () => {
    expect(judged("rollback-parameter", situation(allNew), held)).toBe(
      "cannot-work no-anchor phones-hold-current-itlrecovery=no",
    );
    expect(judged("rollback-parameter", situation(renewed("callManager")), held)).toBe(
      "works signer-held phones-hold-current-itlrecovery=yes",
    );
    expect(judged("rollback-parameter", situation(renewed("callManager"), { mode: "mixed" }), heldMixed)).toBe(
      "cannot-work ctl-still-binds cluster-is-mixed=yes",
    );
    expect(judged("rollback-parameter", situation(renewed("callManager"), { mode: "unknown" }), held)).toBe(
      "depends mode-unknown cluster-is-mixed=unknown",
    );
  });

  it("utils ctl reset localkey signs with the publisher’s key, whatever another server’s is", () => {
    const publisherCallManager = allNew.callManager.certificate;
    const both = [publisherCallManager, before.callManager.certificate];
    const given = { mode: "mixed", callManagers: both } as const;
    expect(judged("ctl-localkey", situation(allNew, given), heldMixed)).toMatch(/^works signer-held/);
    expect(judged("ctl-localkey", situation(allNew, { ...given, publisherCallManager }), heldMixed)).toMatch(
      /^cannot-work no-anchor/,
    );
  });

  it("utils itl reset localkey is judged by the server whose ITL a phone holds, not by another one that it happens to know", () => {
    // The publisher’s certificate stands in the CTL of every phone; this phone’s own server has a new one.
    const sub = (one: TestCluster): TestCluster => ({ ...one, callManager: subs[one === before ? 0 : 1] });
    const phones: HeldLists = { itl: list(sub(before), "ITL"), ctl: list(before, "CTL") };
    const now = renewed("tvs", "itlRecovery");
    const both = [before.callManager.certificate, subs[1].certificate];
    const given = { mode: "mixed", servedCtl: list(before, "CTL"), callManagers: both } as const;
    expect(judged("itl-localkey", situation(now, given), phones)).toMatch(/^cannot-work no-anchor/);
    const kept = { ...given, callManagers: [before.callManager.certificate, subs[0].certificate] };
    expect(judged("itl-localkey", situation(now, kept), phones)).toMatch(/^works signer-held/);
  });

  it("the rollback parameter helps against a list over 64 KB, in mixed mode too, as long as it is on", () => {
    const large: Partial<TrustSituation> = { itlBytes: 70_000, servedCtl: list(before, "CTL") };
    const meanwhile = "depends fits-while-empty list-fits-phones=no";
    expect(judged("rollback-parameter", situation(renewed("tvs"), large), held)).toBe(meanwhile);
    expect(judged("rollback-parameter", situation(renewed("tvs"), { ...large, mode: "mixed" }), heldMixed)).toBe(
      meanwhile,
    );
    expect(judged("rollback-parameter", situation(allNew, large), held)).toBe(
      "cannot-work no-anchor phones-hold-current-itlrecovery=no",
    );
    const otherCtl = { ...large, mode: "mixed", servedCtl: list(allNew, "CTL") } as const;
    expect(judged("rollback-parameter", situation(allNew, otherCtl), heldMixed)).toBe(
      "cannot-work ctl-still-binds cluster-is-mixed=yes",
    );
  });

  it("the rollback parameter restarts TVS first: one with its old certificate vouches no more, one that was stopped does", () => {
    const anchorsGone = renewed("itlRecovery", "tvs");
    const onLoan = {
      tvs: [{ ...tvsOf(anchorsGone), presents: before.tvs.certificate }],
      tvsRestarted: [tvsOf(anchorsGone)],
    };
    expect(judged("rollback-parameter", situation(anchorsGone, onLoan), held)).toBe(
      "cannot-work no-anchor phones-hold-current-itlrecovery=no",
    );
    expect(
      judged("rollback-parameter", situation(recoveryNew, { tvs: [], tvsRestarted: [tvsOf(recoveryNew)] }), held),
    ).toBe("works tvs-vouches phones-hold-current-itlrecovery=no");
  });

  it("utils itl reset localkey depends on a start of Cisco Tftp while that signs files with the former CallManager key", () => {
    const now = renewed("callManager", "tvs");
    const old = { release: release11, filesByFormerKey: true };
    expect(judged("itl-localkey", situation(now, old), held11)).toMatch(/^depends files-by-former-key/);
    expect(judged("itl-localkey", situation(now, { release: release11 }), held11)).toMatch(/^works signer-held/);
    expect(judged("itl-localkey", situation(allNew, old), held11)).toMatch(/^cannot-work/);
  });

  it("are all judged, each once, with the command as it is typed", () => {
    const verdicts = judgeRemedies(situation(allNew), held);
    expect(new Set(verdicts.map(({ remedy }) => remedy)).size).toBe(verdicts.length);
    expect(verdicts.flatMap(({ command }) => command ?? [])).toEqual([
      "utils itl reset localkey",
      "utils ctl reset localkey",
      "utils itl reset remotekey",
    ]);
  });
});

describe("groups of phones", () => {
  const localkey = (groups: Parameters<typeof judgeForPhones>[1], given = situation(recoveryAndTvsNew)) =>
    judgeForPhones(given, groups).find(({ remedy }) => remedy === "itl-localkey");
  const foreign: HeldLists = { itl: list(allNew, "ITL"), ctl: "none" };

  it("that agree give one verdict and its count", () => {
    expect(localkey([{ phones: 800, candidates: [held] }])).toMatchObject({
      feasibility: "works",
      counts: { works: 800, cannotWork: 0, undecided: 0 },
    });
  });

  it("that differ make it depend, with the phones counted on each side", () => {
    const verdict = localkey([
      { phones: 800, candidates: [held] },
      { phones: 12, candidates: [foreign] },
      { phones: 3, candidates: [] },
      { phones: 0, candidates: [] },
    ]);
    expect(verdict).toMatchObject({ feasibility: "depends", reason: "phones-differ" });
    expect(verdict?.counts).toEqual({ works: 800, cannotWork: 12, undecided: 3 });
  });

  it("with several candidates are decided when every candidate leads to the same verdict", () => {
    expect(localkey([{ phones: 5, candidates: [held, heldMixed] }])?.feasibility).toBe("works");
    expect(localkey([{ phones: 5, candidates: [held, foreign] }])).toMatchObject({
      feasibility: "depends",
      reason: "holdings-unknown",
    });
  });

  it("of nobody are judged as unknown", () => {
    expect(localkey([])).toMatchObject({ feasibility: "depends", reason: "holdings-unknown" });
  });
});
