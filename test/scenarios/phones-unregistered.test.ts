// Scenario 1 over the wire: what an administrator did is found, and every remedy is judged.
import { describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { codes, registered, remedy, world } from "./world.ts";

describe("phones-unregistered", () => {
  it("calls a cluster healthy when all phones are registered and can follow", async () => {
    const { verdict } = await world();
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "healthy", code: "phones-registered" });
    expect(report.remedies).toEqual([]);
    expect(report.impact).toBeUndefined();
    expect(codes(report)).toEqual(expect.arrayContaining(["itl.current", "tvs.vouches", "holdings.current"]));
  });

  it("proves that CallManager, TVS and ITLRecovery together leave phones nothing to trust, and that localkey cannot help", async () => {
    const { lab, verdict } = await world();
    await lab.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    expect(report.impact).toBe("high");
    expect(remedy(report, "itl-localkey")).toMatchObject({ feasibility: "cannot-work", inSupportDocument: true });
    expect(remedy(report, "itl-localkey")?.plan).toBeUndefined();
    expect(remedy(report, "factory-reset")).toMatchObject({ feasibility: "works", inSupportDocument: true });
    expect(remedy(report, "delete-lists")?.feasibility).toBe("works");
    expect(remedy(report, "drs-restore")?.feasibility).toBe("last-resort");
    expect(remedy(report, "drs-restore")?.plan).toBeUndefined();
    expect(report.corrections.map((one) => one.id)).toContain("scenario.phones.correction.localkey");
  });

  it("finds that localkey works when CallManager was left alone, and plans it in the release's order", async () => {
    const { lab, verdict } = await world();
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause?.certainty).toBe("proved");
    const [first] = report.remedies;
    expect(first).toMatchObject({ id: "itl-localkey", feasibility: "works" });
    expect(first?.plan?.diagnosis).toBe(report.id);
    expect(first?.plan?.steps.map((step) => step.change.kind)).toEqual([
      "reset-itl",
      "wait-for-phones",
      "restart-service",
      "restart-service",
      "restart-service",
      "reset-phones",
      "wait-for-phones",
    ]);
    expect(first?.plan?.steps[2]?.change).toMatchObject({ node: "cucm-pub" });
  });

  it("brings the CTL up to date before the restarts in mixed mode", async () => {
    const { lab, verdict } = await world({ mode: "mixed" });
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    const kinds = remedy(report, "itl-localkey")?.plan?.steps.map((step) => step.change.kind) ?? [];
    expect(kinds.indexOf("update-ctl")).toBeGreaterThan(kinds.indexOf("reset-itl"));
    expect(kinds.indexOf("update-ctl")).toBeLessThan(kinds.indexOf("restart-service"));
  });

  it("finds nothing wrong after ITLRecovery alone, because phones follow through TVS", async () => {
    const { lab, verdict } = await world();
    await lab.hands.renew(["ITLRecovery"]);
    await lab.cluster.phonesSettled();
    await registered(lab, 12);
    expect((await verdict()).cause?.certainty).toBe("healthy");
  });

  it("warns of phones that are still registered but go silent at their next restart", async () => {
    const { lab, verdict } = await world();
    lab.hands.setPhoneInteraction("manual");
    await lab.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await registered(lab, 12);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost-latent" });
    expect(remedy(report, "itl-localkey")?.feasibility).toBe("cannot-work");
  });

  it("calls the cause only likely without a snapshot, and says what would prove it", async () => {
    const { lab, verdict } = await world({ snapshot: false });
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "likely", code: "trust-anchor-lost" });
    expect(report.cause?.qualifications.map((one) => one.id)).toContain("scenario.phones.prove.hash");
    expect(remedy(report, "itl-localkey")).toMatchObject({ feasibility: "depends" });
    expect(codes(report)).toContain("holdings.unknown");
  });

  it("does not blame a renewal for phones that are off, when most others have followed it, snapshot or not", async () => {
    const { lab, verdict } = await world({ snapshot: false });
    lab.hands.powerPhones(false, { first: 2 });
    await lab.hands.renew(["CallManager", "ITLRecovery"]);
    await lab.cluster.phonesSettled();
    await registered(lab, 10);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "unknown", code: "not-explained" });
    expect(report.remedies).toEqual([]);
  });

  it("does not blame a renewal that left the signer alone for phones that are off (11.5: CallManager signs)", async () => {
    const { lab, verdict } = await world({ release: "11.5", nodes: 2, snapshot: false });
    lab.hands.powerPhones(false, { first: 10 });
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await lab.hands.restartService("Cisco Trust Verification Service");
    await lab.hands.restartService("Cisco Tftp");
    await lab.cluster.phonesSettled();
    await registered(lab, 2);
    const report = await verdict();
    expect(report.cause?.certainty).toBe("unknown");
    expect(report.cause?.code).not.toBe("trust-anchor-lost");
    expect(report.remedies).toEqual([]);
  });

  it("tells a stopped Cisco CallManager apart from a trust problem", async () => {
    const { lab, verdict } = await world({ nodes: 1 });
    await lab.hands.stopService("Cisco CallManager");
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    expect(report.remedies.map((one) => one.id)).toEqual(["start-service"]);
  });

  it("does not promise that a start of the service is enough where phones are locked out as well", async () => {
    const { lab, verdict } = await world({ nodes: 1, phones: 4 });
    await lab.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await registered(lab, 0);
    await lab.hands.stopService("Cisco CallManager");
    const report = await verdict();
    expect(report.cause?.code).toBe("service-stopped");
    expect(report.remedies[0]).toMatchObject({ id: "start-service", feasibility: "depends" });
    expect(remedy(report, "delete-lists")?.feasibility).toBe("works");
    expect(remedy(report, "itl-localkey")?.feasibility).toBe("cannot-work");
  });

  it("sends somebody to a handful of phones rather than reset all the others twice", async () => {
    const { lab, verdict } = await world({ release: "15SU2", nodes: 2, pace: 200 });
    lab.hands.powerPhones(false, { first: 1 });
    for (const unit of ["ITLRecovery", "TVS"] as const) {
      await lab.hands.renew([unit]);
      await lab.cluster.phonesSettled();
    }
    lab.hands.powerPhones(true);
    await lab.cluster.phonesSettled();
    await registered(lab, 11);
    const { cause, remedies } = await verdict();
    expect(cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    expect(remedies.slice(0, 2).map(({ id, feasibility }) => [id, feasibility])).toEqual([
      ["delete-lists", "works"],
      ["itl-localkey", "works"],
    ]);
    expect(remedies[0]?.reason).toMatchObject({ id: "trust.reason.few", values: { phones: 1, others: 11 } });
  });

  it("does not count phones that are switched off as locked out", async () => {
    const { lab, verdict } = await world();
    lab.hands.powerPhones(false, { first: 3 });
    await registered(lab, 9);
    const report = await verdict();
    expect(report.cause?.code).not.toBe("trust-anchor-lost");
    expect(report.remedies).toEqual([]);
  });

  it("shows a node that refuses connections as unknown and lets the other nodes' findings stand", async () => {
    const { lab, verdict } = await world();
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    lab.hands.setNetwork(nodeName("cucm-sub2"), "refuse");
    const report = await verdict();
    const unknown = report.findings.filter((finding) => finding.verdict === "unknown");
    expect(unknown.length).toBeGreaterThan(0);
    expect(unknown.every((finding) => finding.next !== undefined)).toBe(true);
    expect(new Set(unknown.flatMap((finding) => finding.node ?? []))).toEqual(new Set(["cucm-sub2"]));
    expect(report.nodesAnswered).toBe(2);
    expect(report.cause?.code).toBe("trust-anchor-lost");
  });

  it.each(["garbage", "flood"] as const)(
    "bears a node that answers with %s, and says what it could not read",
    async (weather) => {
      const { lab, verdict } = await world({ diagnosisMs: 15_000 });
      lab.hands.setNetwork(nodeName("cucm-sub1"), weather);
      const report = await verdict();
      const unread = report.findings.filter((finding) => finding.node === "cucm-sub1" && finding.verdict === "unknown");
      expect(unread.length).toBeGreaterThan(0);
      expect(unread.every((finding) => finding.next !== undefined)).toBe(true);
      expect(unread.every((finding) => finding.evidence.every(({ excerpt }) => excerpt.length < 4_000))).toBe(true);
      expect(report.findings.some((finding) => finding.node === "cucm-sub2" && finding.verdict === "ok")).toBe(true);
    },
  );

  it("ends at its deadline when a node hangs, with what the others said", async () => {
    const { lab, verdict } = await world({ diagnosisMs: 3_000 });
    lab.hands.setNetwork(nodeName("cucm-sub1"), "hang");
    const report = await verdict();
    expect(codes(report)).toContain("read.deadline-exceeded");
    expect(report.findings.some((finding) => finding.node === "cucm-pub" && finding.verdict === "ok")).toBe(true);
    expect(report.endedAt).toBeDefined();
  });

  it("says so when a host key has changed, and sends no password there", async () => {
    const { lab, verdict } = await world();
    lab.hands.changeHostKey(nodeName("cucm-sub1"));
    const report = await verdict();
    expect(codes(report)).toContain("read.host-key-changed");
  });

  it("grows finding by finding, and never lowers its revision", async () => {
    const { diagnose } = await world();
    const revisions = await diagnose();
    expect(revisions.length).toBeGreaterThan(3);
    expect(revisions.map((one) => one.revision)).toEqual(
      revisions.map((one) => one.revision).toSorted((a, b) => a - b),
    );
    expect(revisions.slice(0, -1).every((one) => one.endedAt === undefined)).toBe(true);
  });
});
