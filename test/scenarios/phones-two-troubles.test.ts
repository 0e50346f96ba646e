// Silent phones with two troubles at once: what stands behind the first is named too, and no remedy promises more than it does.
import { describe, expect, it, vi } from "vitest";
import type { Remedy } from "../../src/domain/report.ts";
import type { Lab } from "../../src/lab/index.ts";
import { carryOut } from "./variants.ts";
import { codes, registered, remedy, world } from "./world.ts";

const callManager = "Cisco CallManager";
const tvs = "Cisco Trust Verification Service";
const tftp = "Cisco Tftp";
const inSeconds = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;
const small = { nodes: 1, phones: 4, pace: 400 } as const;

/** A runbook’s commands for people, in its order, as far as these remedies have some that the hands know. */
async function byRunbook(lab: Lab, { runbook }: Remedy): Promise<void> {
  for (const { by, command } of runbook) {
    if (by !== "person") continue;
    if (command === "utils service start Cisco CallManager") await lab.hands.startService(callManager);
    else if (command === "utils service restart Cisco Tftp") await lab.hands.restartService(tftp);
    else if (command === "utils ctl update CTLFile") await lab.hands.ctlUpdate();
    else if (command === "Settings > Admin settings > Reset settings > Security settings") lab.hands.deleteTrustLists();
  }
}

/** CUCM has missed their keepalives: until then it counts phones without power as registered. */
async function missed(lab: Lab, count: number): Promise<void> {
  const silent = () => lab.cluster.phones.filter(({ registration }) => registration?.status === "UnRegistered");
  await vi.waitFor(() => expect(silent()).toHaveLength(count), { timeout: 15_000 });
}

describe("Cisco CallManager is stopped, and phones refuse the list on offer", () => {
  it("names both, starts the service first, and what then helps brings the phones back", async () => {
    const { lab, verdict } = await world({ ...small, release: "12.5" });
    await lab.hands.stopService(callManager);
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await lab.hands.restartService(tvs);
    await lab.hands.restartService(tftp);
    await lab.cluster.phonesSettled();
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    expect(report.cause?.statement.id).toBe("phones-lists.cause.both");
    expect(report.remedies[0]).toMatchObject({ id: "start-service", feasibility: "depends" });
    const localkey = remedy(report, "itl-localkey");
    expect(localkey).toMatchObject({ feasibility: "works" });
    expect(localkey?.runbook[0]).toMatchObject({ by: "person", command: "utils service start Cisco CallManager" });
    expect(localkey?.plan?.steps[0]?.preconditions).toContainEqual({
      kind: "service-started",
      node: "cucm-pub",
      service: callManager,
    });
    expect(localkey?.plan?.steps[1]?.preconditions).not.toContainEqual(
      expect.objectContaining({ service: callManager }),
    );
    expect(remedy(report, "delete-lists")?.runbook[0]?.command).toBe("utils service start Cisco CallManager");
    await lab.hands.startService(callManager);
    await lab.cluster.phonesSettled();
    expect(lab.hands.status().phones.Registered).toBe(0);
    if (localkey?.plan === undefined) throw new Error("there is no plan");
    await carryOut(lab, localkey.plan, () => registered(lab, 4));
  });

  it("without a snapshot says that phones with the former lists stay silent, and names the moment", async () => {
    const { lab, verdict } = await world({ ...small, release: "15SU2", snapshot: false });
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    await lab.hands.stopService(callManager);
    const report = await verdict();
    expect(report.cause?.code).toBe("service-stopped");
    expect(report.findings.find(({ code }) => code === "lists.may-be-refused")).toMatchObject({
      verdict: "warning",
      title: { id: "phones-lists.cause.former-refused" },
      next: { id: "phones-lists.next.after-start" },
    });
    expect(report.remedies[0]).toMatchObject({ id: "start-service", feasibility: "depends" });
    const clear = remedy(report, "delete-lists");
    expect(clear?.feasibility).toBe("works");
    if (clear === undefined) throw new Error("it is not offered");
    await byRunbook(lab, clear);
    await registered(lab, 4);
  });

  it("without a snapshot promises the start where nothing was renewed, or where everything on offer can be trusted", async () => {
    const { lab, verdict } = await world({ ...small, release: "12.5", snapshot: false });
    await lab.hands.renew(["ITLRecovery"]);
    await lab.hands.restartService(tftp);
    await lab.hands.stopService(callManager);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause?.code).toBe("service-stopped");
    expect(codes(report)).not.toContain("lists.may-be-refused");
    expect(report.remedies.map(({ id, feasibility }) => [id, feasibility])).toEqual([["start-service", "works"]]);
    await lab.hands.startService(callManager);
    await registered(lab, 4);
  });

  it("is told from a lockout on a node whose phones could go to another call manager", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "15SU2" });
    const sub = lab.nodes[1]?.name;
    if (sub === undefined) throw new Error("there is no second node");
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await registered(lab, 0);
    lab.hands.deleteTrustLists({ node: lab.cluster.publisher.name });
    await registered(lab, 2);
    await lab.hands.stopService(callManager, [sub]);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    expect(codes(report)).toContain("service.stopped");
    expect(report.remedies[0]?.runbook.map(({ command }) => command)).not.toContain(
      "utils service start Cisco CallManager",
    );
  });
});

describe("mixed mode, the CTL updated and the ITLs not", () => {
  it("clearing phones works once Cisco Tftp has made the ITLs anew, as the runbook says, and not before", async () => {
    const { lab, verdict } = await world({
      ...small,
      nodes: 2,
      release: "12.5",
      mode: "mixed",
      securePhones: 0,
      snapshot: false,
    });
    await lab.hands.renew(["CallManager", "ITLRecovery", "TVS"]);
    await lab.hands.restartService(tvs);
    await lab.hands.ctlUpdate();
    lab.hands.resetPhones();
    await registered(lab, 0);
    lab.hands.deleteTrustLists();
    await lab.cluster.phonesSettled();
    expect(lab.hands.status().phones.Registered).toBe(0);
    const report = await verdict();
    const clear = remedy(report, "delete-lists");
    expect(clear).toMatchObject({ feasibility: "works", reason: { id: "phones-lists.reason.clears-once-lists-fit" } });
    expect(clear?.runbook.slice(0, 3).map(({ command }) => command)).toEqual([
      "utils service restart Cisco Tftp",
      "utils service restart Cisco Tftp",
      "Settings > Admin settings > Reset settings > Security settings",
    ]);
    expect(report.corrections.map(({ id }) => id)).not.toContain("trust.caution.stale-server");
    if (clear === undefined) throw new Error("it is not offered");
    await byRunbook(lab, clear);
    await registered(lab, 4);
  });
});

describe("a bot whose clock differs from the cluster’s", () => {
  it("still knows that registrations after a start of Cisco CallManager prove nothing about lists", async () => {
    // Registrations are told in whole seconds: at this pace they are later than the start by some.
    const { lab, verdict } = await world({ ...small, ...inSeconds, release: "11.5", aheadMs: 5 * 60_000 });
    await lab.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await lab.hands.restartService(tftp);
    await lab.hands.restartService(callManager);
    await registered(lab, 4);
    const { cause } = await verdict();
    expect(cause).toMatchObject({ code: "tvs-not-restarted", certainty: "likely" });
  });
});

describe("TVS does not answer, and no snapshot tells what phones hold", () => {
  it("finds that they would ask it about the new signer, and promises nothing", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "12.5", snapshot: false });
    await lab.hands.stopService(tvs);
    await lab.hands.renew(["ITLRecovery"]);
    await lab.hands.restartService(tftp);
    lab.hands.resetPhones();
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "likely", code: "tvs-stopped" });
    expect(report.remedies.find(({ id }) => id === "start-tvs")?.feasibility).toBe("depends");
    await lab.hands.startService(tvs);
    await registered(lab, 4);
  });

  it("knows from the moment in which they went silent that they had taken the list between two renewals", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "15SU2", pace: 100 });
    for (const { name } of lab.nodes) lab.hands.setFirewall(name, "tvs", "reject");
    await lab.hands.renew(["TVS"]);
    await lab.cluster.phonesSettled();
    lab.hands.setTime({ offsetMs: 600_000 });
    await lab.hands.renew(["ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "likely", code: "tvs-unreachable" });
    expect(report.cause?.qualifications.map(({ id }) => id)).toContain("phones-lists.prove.by-themselves");
    for (const { name } of lab.nodes) lab.hands.setFirewall(name, "tvs", "open");
    await registered(lab, 4);
  });

  it("says what that rests on: who resets phones by hand in that moment, after renewals that reset none, is misread", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "15SU2", pace: 100 });
    lab.hands.setPhoneInteraction("manual");
    for (const { name } of lab.nodes) lab.hands.setFirewall(name, "tvs", "reject");
    await lab.hands.renew(["TVS"]);
    lab.hands.setTime({ offsetMs: 600_000 });
    await lab.hands.renew(["ITLRecovery"]);
    lab.hands.resetPhones();
    await registered(lab, 0);
    const { cause, remedies } = await verdict();
    expect(cause).toMatchObject({ certainty: "likely", code: "tvs-unreachable" });
    expect(cause?.qualifications.map(({ id }) => id)).toContain("phones-lists.prove.by-themselves");
    expect(remedies.find(({ id }) => id === "open-tvs")).toMatchObject({
      feasibility: "depends",
      reason: { id: "phones-lists.reason.open-unsure" },
    });
    for (const { name } of lab.nodes) lab.hands.setFirewall(name, "tvs", "open");
    await lab.cluster.phonesSettled();
    expect(lab.hands.status().phones.Registered).toBe(0);
    expect(remedies).toContainEqual(expect.objectContaining({ id: "delete-lists", feasibility: "works" }));
  });
});

describe("what phones hold is reckoned by the server that they load from", () => {
  it("proves the lockout of those whose server alone was restarted, and starts with what helps them", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 3, release: "12.5" });
    const last = lab.nodes[2]?.name;
    if (last === undefined) throw new Error("there is no third node");
    await lab.hands.renew(["ITLRecovery", "TVS"]);
    await lab.hands.restartService(tvs);
    await lab.hands.restartService(tftp, [last]);
    lab.hands.resetPhones();
    await registered(lab, 3);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    expect(remedy(report, "itl-localkey")?.feasibility).toBe("works");
    await lab.hands.stopService(callManager);
    await registered(lab, 0);
    const both = await verdict();
    expect(both.cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    expect(both.cause?.statement.id).toBe("phones-lists.cause.both");
    expect(both.remedies[0]).toMatchObject({ id: "start-service", feasibility: "depends" });
  });
});

describe("no snapshot, and phones are silent after renewals more than a day apart", () => {
  it("finds that nothing which signs or vouches is as old as their lists may be", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "14SU2", snapshot: false });
    lab.hands.setPhoneInteraction("manual");
    await lab.hands.renew(["TVS"]);
    lab.hands.setTime({ offsetMs: 26 * 3_600_000 });
    await lab.hands.renew(["ITLRecovery"]);
    lab.hands.resetPhones();
    await registered(lab, 0);
    const { cause, remedies } = await verdict();
    expect(cause).toMatchObject({ certainty: "likely", code: "trust-anchor-lost" });
    expect(cause?.statement.id).toBe("phones-lists.cause.anchor-likely");
    expect(remedies.some(({ id, feasibility }) => id === "delete-lists" && feasibility === "works")).toBe(true);
  });

  it("finds that phones which were away during both renewals cannot follow, though the others did", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "14SU2", snapshot: false });
    lab.hands.powerPhones(false, { first: 1 });
    await missed(lab, 1);
    lab.hands.setTime({ offsetMs: 600_000 });
    await lab.hands.renew(["TVS"]);
    await lab.cluster.phonesSettled();
    await lab.hands.renew(["ITLRecovery"]);
    await lab.cluster.phonesSettled();
    lab.hands.powerPhones(true);
    await lab.cluster.phonesSettled();
    await registered(lab, 3);
    expect((await verdict()).cause).toMatchObject({ certainty: "likely", code: "trust-anchor-lost" });
  });

  it("blames no list for phones that went dark where another one followed", async () => {
    // Registrations and lists are told in whole seconds: at this pace the one is later than the other by some.
    const { lab, verdict } = await world({ ...small, ...inSeconds, release: "14SU2", snapshot: false });
    await lab.hands.renew(["TVS"]);
    await lab.cluster.phonesSettled();
    lab.hands.setTime({ offsetMs: 600_000 });
    await lab.hands.renew(["ITLRecovery"]);
    await lab.cluster.phonesSettled();
    await registered(lab, 4);
    lab.hands.powerPhones(false, { first: 3 });
    await missed(lab, 3);
    const { cause, remedies } = await verdict();
    expect(cause).toMatchObject({ certainty: "unknown", code: "not-explained" });
    expect(remedies).toEqual([]);
  });
});

describe("phones whose lists somebody deleted, in mixed mode, where the CTL does not name who signs their server’s ITL", () => {
  it("are explained by that, and come back once they have loaded from the publisher", async () => {
    const { lab, verdict } = await world({ ...small, nodes: 2, release: "11.5", mode: "mixed", securePhones: 0 });
    const [, second] = lab.nodes.map(({ name }) => name);
    if (second === undefined) throw new Error("there is no second node");
    lab.hands.powerPhones(false, { node: second, first: 1 });
    await missed(lab, 1);
    expect((await verdict()).cause?.code).toBe("not-explained");
    lab.hands.powerPhones(true);
    await registered(lab, 4);
    lab.hands.deleteTrustLists({ node: second });
    await registered(lab, 2);
    const { cause, remedies } = await verdict();
    expect(cause).toMatchObject({ certainty: "likely", code: "bound-by-ctl", statement: { values: { phones: 2 } } });
    expect(remedies.map(({ id, feasibility }) => `${id} ${feasibility}`)).toEqual([
      "load-from-publisher depends",
      "delete-lists depends",
      "factory-reset depends",
    ]);
    // Others that follow by a TVS with its old certificate alone do not hide it.
    await lab.hands.renew(["TVS"]);
    await lab.hands.renew(["CallManager"]);
    expect((await verdict()).cause?.code).toBe("bound-by-ctl");
    // The publisher is these phones’ second TFTP server: they ask it when the first is away.
    await lab.hands.stopService(tftp, [second]);
    await registered(lab, 4);
    await lab.hands.startService(tftp, [second]);
    lab.hands.rebootPhones();
    await lab.cluster.phonesSettled();
    await registered(lab, 4);
  });
});
