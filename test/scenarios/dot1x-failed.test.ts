// Scenario 4.1 over the wire: what administrators did to CAPF, LSCs and the authentication server is found; look-alikes are told apart.
import { describe, expect, it, vi } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import type { AuthenticationServerKind } from "../../src/lab/dot1x/server.ts";
import type { Lab } from "../../src/lab/index.ts";
import { codes, remedy, type World, world } from "./world.ts";

const scenario = "dot1x-failed";
const behind = (kind: AuthenticationServerKind, more = {}): Promise<World> =>
  world({ nodes: 2, phones: 6, authenticationServer: kind, snapshot: false, ...more });

const capf = (lab: Lab) => {
  const found = lab.cluster.publisher.own.get("CAPF");
  if (found === undefined) throw new Error("no CAPF");
  return found;
};
const registered = (lab: Lab, count: number): Promise<void> =>
  vi.waitFor(() => expect(lab.hands.status().phones.Registered).toBe(count), { timeout: 15_000, interval: 20 });

/** CAPF renewed, new LSCs for some phones, and the switch asks them all again. */
async function renewAndInstall(lab: Lab, phones: number): Promise<void> {
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.installLsc({ first: phones });
  await lab.cluster.phonesSettled();
  await lab.hands.dot1x.reauthenticate();
  await registered(lab, lab.cluster.phones.length - phones);
}

async function answer({ app }: World, report: Report, question: string, option: string): Promise<Report> {
  const [by] = app.services.policy().people;
  if (by === undefined) throw new Error("nobody");
  const signal = AbortSignal.timeout(20_000);
  let last = report;
  for await (const next of app.services.diagnosis.answer({ id: report.id, question, option, by, signal })) last = next;
  return last;
}

describe("dot1x-failed", () => {
  it("calls phones healthy that are in, with LSCs of a CAPF that the server trusts", async () => {
    const { verdict } = await behind("ise");
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "healthy", code: "all-in" });
    expect([report.remedies, report.questions, report.affected]).toEqual([[], [], undefined]);
    expect(codes(report)).toEqual(expect.arrayContaining(["dot1x.lscs", "dot1x.trusts-all"]));
  });

  it.each(["ise", "asa", "freeradius"] as const)(
    "proves from the list of %s that the new CAPF was never added",
    async (kind) => {
      const { lab, verdict } = await behind(kind);
      await renewAndInstall(lab, 2);
      const report = await verdict(scenario);
      expect(report.cause).toMatchObject({ certainty: "proved", code: "present-not-trusted" });
      expect(report.cause?.statement.values).toMatchObject({ out: 2, lost: 2, servers: `${kind}-1` });
      expect(report.affected?.values).toEqual({ lost: 2, later: 0, former: 4 });
      const missing = report.findings.find((finding) => finding.code === "dot1x.issuer-missing");
      expect(missing?.evidence[0]).toMatchObject({ system: "Authentication server", node: `${kind}-1` });
      expect(report.remedies.map((one) => [one.id, one.feasibility, one.plan === undefined])).toEqual([
        ["dot1x-add-capf", "works", true],
        // New LSCs for the others would lock them out: held back.
        ["dot1x-reissue", "depends", true],
      ]);
      lab.hands.dot1x.trust(capf(lab).pem);
      await registered(lab, 6);
      const mended = await verdict(scenario);
      expect(mended.cause).toMatchObject({ code: "all-in" });
      expect(codes(mended)).toContain("dot1x.trusts-all");
      expect(remedy(mended, "dot1x-reissue")?.plan?.steps.map((step) => step.change.kind)).toEqual([
        "install-lsc",
        "wait-for-phones",
      ]);
    },
  );

  it("proves that the former CAPF left the server too early, once somebody has seen a phone fail", async () => {
    const made = await behind("ise");
    const { lab, verdict } = made;
    const former = capf(lab).serial;
    await lab.hands.renew(["CAPF"]);
    await lab.cluster.phonesSettled();
    lab.hands.dot1x.trust(capf(lab).pem);
    lab.hands.dot1x.distrust(former);
    await lab.hands.dot1x.reauthenticate();
    await registered(lab, 0);
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "likely", code: "former-not-trusted" });
    expect(report.questions?.map(({ id }) => id)).toEqual([
      "dot1x-status",
      "dot1x-log",
      "dot1x-server",
      "dot1x-bypass",
    ]);
    const told = await answer(made, report, "dot1x-status", "failed");
    expect(told.cause).toMatchObject({ certainty: "proved", code: "former-not-trusted" });
    expect(told.cause?.because).toContain("answer:dot1x-status");
    expect(told.remedies.map((one) => [one.id, one.feasibility])).toEqual([
      ["dot1x-restore-former", "works"],
      ["dot1x-reissue", "works"],
    ]);
    const bypassed = await answer(made, told, "dot1x-bypass", "on");
    expect(bypassed.affected?.id).toBe("scenario.dot1x.affected.bypassed");
    const ended = await answer(made, bypassed, "dot1x-bypass", "ended");
    expect(ended.affected?.id).toBe("scenario.dot1x.affected");
  });

  it("is not led astray by a phone that is off besides", async () => {
    const { lab, verdict } = await behind("ise");
    const former = capf(lab).serial;
    await renewAndInstall(lab, 0);
    lab.hands.dot1x.trust(capf(lab).pem);
    lab.hands.dot1x.installLsc({ first: 3 });
    await lab.cluster.phonesSettled();
    lab.hands.dot1x.distrust(former);
    await lab.hands.dot1x.reauthenticate();
    await registered(lab, 3);
    lab.hands.powerPhones(false, { first: 1 });
    const [off] = lab.cluster.phones;
    await vi.waitFor(() => expect(off?.registration?.status).toBe("UnRegistered"), { timeout: 15_000, interval: 20 });
    const report = await verdict(scenario);
    expect(report.cause?.code).toBe("former-not-trusted");
    expect(report.cause?.statement.values).toMatchObject({ out: 3, lost: 4 });
  });

  it("warns before a phone is out: the server’s list changed and nobody authenticated since", async () => {
    const { lab, verdict } = await behind("asa");
    lab.hands.dot1x.distrust(capf(lab).serial);
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "proved", code: "refused-later" });
    expect(report.affected?.values).toEqual({ lost: 0, later: 6, former: 0 });
    expect(remedy(report, "dot1x-add-capf")?.feasibility).toBe("works");
  });

  it("does not blame certificates when the server is off: it says who could not be asked, and asks what the phone shows", async () => {
    const made = await behind("freeradius");
    const { lab, verdict } = made;
    lab.hands.dot1x.powerServer(false);
    await lab.hands.dot1x.reauthenticate();
    await registered(lab, 0);
    const report = await verdict(scenario);
    expect(report.cause).toMatchObject({ certainty: "unknown", code: "server-silent" });
    expect(report.cause?.missing?.length).toBeGreaterThan(0);
    const told = await answer(made, report, "dot1x-log", "timeout");
    expect(told.cause).toMatchObject({ certainty: "likely", code: "server-silent" });
    expect(told.remedies.map((one) => one.id)).toEqual(["dot1x-server"]);
  });

  it("tells phones without an LSC apart when somebody saw them fail", async () => {
    const made = await behind("ise");
    const { lab, verdict } = made;
    lab.hands.dot1x.deleteLsc({ first: 1 });
    await lab.cluster.phonesSettled();
    await lab.hands.dot1x.reauthenticate();
    await registered(lab, 5);
    const report = await verdict(scenario);
    expect(report.cause?.certainty).not.toBe("proved");
    const told = await answer(made, report, "dot1x-log", "failed");
    expect(told.cause).toMatchObject({ certainty: "likely", code: "maker-not-trusted" });
  });

  it.each([
    ["dot1x-log", "server-certificate", "server-certificate"],
    ["dot1x-server", "accepted", "let-in"],
    ["dot1x-server", "nothing", "not-asked"],
    ["dot1x-status", "none", "not-dot1x"],
    ["dot1x-log", "want-read", "not-explained"],
  ])("does not take other trouble for CAPF’s: %s %s", async (question, option, code) => {
    const made = await behind("ise", { phones: 3 });
    made.lab.hands.powerPhones(false, { first: 1 });
    const [off] = made.lab.cluster.phones;
    await vi.waitFor(() => expect(off?.registration?.status).toBe("UnRegistered"), { timeout: 15_000, interval: 20 });
    const report = await made.verdict(scenario);
    expect(report.cause?.code).toBe("not-explained");
    const told = await answer(made, report, question, option);
    expect(told.cause?.code).toBe(code);
    expect(told.cause?.certainty).not.toBe("proved");
  });

  it("says in a cluster without a configured server what it would need", async () => {
    const { verdict } = await world({ nodes: 1, phones: 2, snapshot: false });
    const report = await verdict(scenario);
    expect(codes(report)).toContain("dot1x.none");
    expect(report.cause?.certainty).toBe("unknown");
  });

  it("plans no new LSCs and blames no server while none could be read", async () => {
    const { lab, verdict } = await world({ nodes: 1, phones: 2, snapshot: false });
    await lab.hands.dot1x.alreadySetUp(0);
    await lab.hands.renew(["CAPF"]);
    await lab.cluster.phonesSettled();
    await registered(lab, 2);
    const reissue = remedy(await verdict(scenario), "dot1x-reissue");
    expect([reissue?.feasibility, reissue?.plan, reissue?.reason.id]).toEqual([
      "depends",
      undefined,
      "scenario.dot1x.reason.reissue-unread",
    ]);
  });
});
