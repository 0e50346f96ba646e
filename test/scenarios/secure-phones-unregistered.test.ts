// Scenario 4.2 over the wire: what an administrator did is found, look-alikes are told apart, every remedy is judged.
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import { renewCapf, secureAre, securePhones } from "./secure-world.ts";
import { codes, remedy, type World, world } from "./world.ts";

const scenario = "secure-phones-unregistered";
const rejected = (report: Report) =>
  report.findings.filter(({ code }) => code === "phones.rejected").map(({ title }) => title.values);
const mixed = (more = {}): Promise<World> => world({ mode: "mixed", securePhones: 4, snapshot: false, ...more });

describe("secure-phones-unregistered", () => {
  it("calls a mixed cluster healthy whose secure phones are registered with LSCs of the present CAPF", async () => {
    const { verdict } = await mixed();
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "healthy", code: "secure-registered" });
    expect(report.remedies).toEqual([]);
    expect(report.questions).toEqual([]);
    expect(codes(report)).toEqual(
      expect.arrayContaining([
        "profiles.secure",
        "lsc.present",
        "capf.current",
        "ctl.capf-current",
        "trust-store.issuers-there",
        "phones.none-rejected",
        "control-group.registered",
      ]),
    );
  });

  it("proves that the issuer of the LSCs has left CallManager-trust, with serials, reasons and the control group", async () => {
    const { lab, verdict } = await mixed();
    await renewCapf(lab);
    await secureAre(lab, "Rejected");
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "proved", code: "lsc-issuer-not-trusted" });
    expect(report.impact).toBe("medium");
    expect(report.affected?.values).toMatchObject({ lost: 4, secure: 4 });
    expect(codes(report)).toEqual(
      expect.arrayContaining([
        "ctl.capf-former",
        "trust-store.issuer-missing",
        "phones.rejected",
        "control-group.registered",
      ]),
    );
    const rejected = report.findings.find((finding) => finding.code === "phones.rejected");
    expect(rejected?.title.values).toMatchObject({ count: 4, reason: "authenticationError", code: 10 });
    const ctl = report.findings.find((finding) => finding.code === "ctl.capf-former");
    expect(ctl?.evidence[0]?.excerpt).toContain("FUNCTION CAPF  SERIALNUMBER ");
  });

  it("plans the document’s way in its order, gives the profiles back by a restore step, and says why the short way cannot work", async () => {
    const { lab, verdict } = await mixed();
    await renewCapf(lab);
    await secureAre(lab, "Rejected");
    const report = await verdict(scenario);
    expect(report.remedies.map((one) => [one.id, one.feasibility, one.inSupportDocument])).toEqual([
      ["lsc-detour", "works", true],
      ["former-capf", "depends", false],
      ["lsc-existing", "cannot-work", false],
    ]);
    const plan = remedy(report, "lsc-detour")?.plan;
    const steps = (plan?.steps ?? []).map(({ change }) =>
      change.kind === "restart-service" ? `${change.service} @${change.node}` : change.kind,
    );
    const models = new Set(securePhones(lab).map((phone) => phone.model)).size;
    expect(steps).toEqual([
      "update-ctl",
      "Cisco Certificate Authority Proxy Function @cucm-pub",
      ...["cucm-pub", "cucm-sub1", "cucm-sub2"].map((node) => `Cisco Trust Verification Service @${node}`),
      ...["cucm-pub", "cucm-sub1", "cucm-sub2"].map((node) => `Cisco Tftp @${node}`),
      ...Array.from({ length: models }, () => "copy-security-profile"),
      "apply-security-profile",
      "wait-for-phones",
      "install-lsc",
      "apply-security-profile",
      "wait-for-phones",
    ]);
    const given = plan?.steps.find((step) => step.change.kind === "apply-security-profile");
    const back = plan?.steps.findLast((step) => step.change.kind === "apply-security-profile");
    expect(back?.restores).toEqual([given?.number]);
    expect(plan?.steps.slice(0, 8).map((step) => step.safePoint)).toEqual([
      ...Array.from({ length: 7 }, () => false),
      true,
    ]);
    expect(remedy(report, "former-capf")?.runbook.every((step) => step.by === "person")).toBe(true);
    expect(report.corrections.map((one) => one.id)).toEqual(["scenario.secure.correction.status"]);
  });

  it("leaves the CTL update out when show ctl names the present CAPF already, and says so", async () => {
    const { lab, verdict } = await mixed();
    await renewCapf(lab);
    await lab.hands.ctlUpdate();
    await secureAre(lab, "Rejected");
    const report = await verdict(scenario);
    expect(codes(report)).toContain("ctl.capf-current");
    expect(remedy(report, "lsc-detour")?.plan?.steps[0]?.change.kind).toBe("copy-security-profile");
    expect(report.corrections.map((one) => one.id)).toContain("scenario.secure.correction.ctl-current");
  });

  it("warns of LSCs of a former CAPF while all is well, and offers new ones without leaving TLS", async () => {
    const { lab, verdict } = await mixed();
    await renewCapf(lab, []);
    await secureAre(lab, "Registered");
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ code: "secure-registered-troubled" });
    expect(report.cause?.statement.id).toBe("scenario.secure.cause.registered-former");
    const [only, ...others] = report.remedies;
    expect([only?.id, only?.feasibility, others]).toEqual(["lsc-existing", "works", []]);
    expect(only?.plan?.steps.find((step) => step.change.kind === "install-lsc")?.change).toMatchObject({
      by: "existing-lsc",
    });
  });

  it("tells ciphers that do not meet, a foreign name in the certificate and a profile not applied apart, by the reason’s number", {
    timeout: 90_000,
  }, async () => {
    const { lab, verdict } = await mixed();
    const { hands, cluster } = lab;
    hands.setTlsCiphers("ecdsa-only");
    await hands.restartService("Cisco CallManager");
    await secureAre(lab, "Rejected");
    const cipher = await verdict(scenario);
    expect(cipher.cause).toMatchObject({ certainty: "proved", code: "no-common-cipher" });
    expect(rejected(cipher)).toMatchObject([{ count: 4, reason: "invalidTLSCipher", code: 12 }]);
    expect(cipher.remedies.map(({ id }) => id)).toEqual(["allow-cipher"]);
    hands.setTlsCiphers("all");
    await hands.restartService("Cisco CallManager");
    await secureAre(lab, "Registered");

    // The company’s own authority signs from now on, and its template writes one name into every LSC.
    const install = async (): Promise<void> => {
      const upgradeFinishTime = new Date(cluster.clock.now() + 7_200_000)
        .toISOString()
        .slice(0, 16)
        .replace(/[-T]/g, ":");
      for (const { name } of securePhones(lab))
        cluster.phoneSecurity.update(name, {
          certificateOperation: "Install/Upgrade",
          authenticationMode: "By Null String",
          upgradeFinishTime,
        });
      hands.resetPhones({ secure: true });
      await cluster.phonesSettled();
    };
    await hands.setEndpointIssuer({ subject: "IP Phone" });
    await install();
    await secureAre(lab, "Rejected");
    const name = await verdict(scenario);
    expect(name.cause).toMatchObject({ certainty: "proved", code: "name-mismatch" });
    expect(rejected(name)).toMatchObject([{ count: 4, reason: "invalidX509NameInCertificate", code: 11 }]);
    expect(name.remedies.map(({ id }) => id)).toEqual(["fix-name"]);

    // With a template that leaves the name alone it is a good certificate of another issuer.
    await hands.setEndpointIssuer({});
    await install();
    await secureAre(lab, "Registered");

    // Saved and not applied: the phones still come without TLS.
    const plain = cluster.phones.filter((phone) => !securePhones(lab).includes(phone)).slice(0, 3);
    for (const { name, model } of plain)
      hands.setSecurityProfile(`${model} - Standard SIP Secure Profile`, { names: [name] });
    await hands.restartService("Cisco CallManager");
    await secureAre(lab, "Rejected", 3);
    const mismatch = await verdict(scenario);
    expect(mismatch.cause).toMatchObject({ certainty: "proved", code: "security-mismatch" });
    expect(rejected(mismatch)).toMatchObject([{ count: 3, reason: "securityMismatch", code: 28 }]);
    expect(mismatch.remedies.map(({ id }) => id)).toEqual(["apply-config"]);
  });

  it("tells expired LSCs from untrusted ones", async () => {
    const { lab, verdict } = await mixed();
    // The certificates of the servers are renewed meanwhile; the phones’ are not.
    lab.hands.setTime({ offsetMs: 6 * 365 * 24 * 3_600_000 });
    await lab.hands.restartService("Cisco CallManager");
    await secureAre(lab, "Rejected");
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "proved", code: "lsc-expired" });
    expect(codes(report)).toContain("lsc.expired");
  });
});

describe("look-alikes", () => {
  it("a non-secure cluster has no CTL, which is normal; TLS profiles have no effect there", async () => {
    const { lab, verdict } = await world({ mode: "non-secure", snapshot: false });
    for (const phone of lab.cluster.phones.slice(0, 3))
      lab.hands.setSecurityProfile(`${phone.model} - Standard SIP Secure Profile`, { names: [phone.name] });
    lab.hands.powerPhones(false, { first: 3 });
    await secureAre(lab, "UnRegistered", 3);
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "unknown", code: "cluster-not-secure" });
    expect(codes(report)).toContain("ctl.none");
    expect(report.findings.find((finding) => finding.code === "ctl.none")?.verdict).toBe("ok");
    expect(report.remedies).toEqual([]);
  });

  it("without a phone that has a TLS profile it cannot be this trouble", async () => {
    const { verdict } = await mixed({ securePhones: 0 });
    expect((await verdict(scenario)).cause).toMatchObject({ code: "no-secure-phones", certainty: "unknown" });
  });

  it("plain phones that are silent as well point to another trouble", async () => {
    const { lab, verdict } = await mixed();
    await lab.hands.stopService("Cisco CallManager");
    await expect.poll(() => lab.hands.status().phones.Registered, { timeout: 20_000 }).toBe(0);
    expect((await verdict(scenario)).cause).toMatchObject({ code: "everybody-silent" });
  });

  it("asks what a phone shows, and believes a person who saw 802.1X fail", async () => {
    const { app, lab, verdict } = await mixed();
    lab.hands.powerPhones(false, { secure: true });
    await secureAre(lab, "UnRegistered");
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ code: "not-explained", certainty: "unknown" });
    expect(report.questions?.map((question) => question.id)).toEqual(["phone-display", "trial"]);
    expect(remedy(report, "trial")).toMatchObject({ feasibility: "depends", phones: 1, inSupportDocument: true });
    const [by] = app.services.policy().people;
    if (by === undefined) throw new Error("nobody");
    const signal = AbortSignal.timeout(30_000);
    let last = report;
    const answer = { id: report.id, question: "phone-display", option: "dot1x", by, signal };
    for await (const revision of app.services.diagnosis.answer(answer)) last = revision;
    expect(last.cause).toMatchObject({ code: "display-dot1x", because: ["answer:phone-display"] });
    expect(last.cause?.statement.values).toEqual({ scenario: "dot1x-failed" });
  });
});
