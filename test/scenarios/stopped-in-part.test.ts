// Cisco CallManager is stopped on some nodes only, and phones refuse what is on offer: who has another call manager comes back, the others do not.
import { describe, expect, it } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import { byHand, carryOut } from "./variants.ts";
import { registered, remedy, world } from "./world.ts";

const callManager = "Cisco CallManager";
const tvs = "Cisco Trust Verification Service";
const small = { nodes: 2, phones: 4, pace: 400 } as const;

const sub = (lab: Lab) => {
  const name = lab.nodes[1]?.name;
  if (name === undefined) throw new Error("there is no second node");
  return name;
};

describe("Cisco CallManager is stopped on one node of every group, and phones are locked out", () => {
  it("brings them all back with localkey: they go to the other call manager", async () => {
    const { lab, verdict } = await world({ ...small, release: "12.5" });
    await lab.hands.stopService(callManager, [sub(lab)]);
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await lab.hands.restartService(tvs);
    await lab.hands.restartService("Cisco Tftp");
    lab.hands.resetPhones();
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    const localkey = remedy(report, "itl-localkey");
    expect(localkey?.feasibility).toBe("works");
    expect(localkey?.runbook.map(({ command }) => command)).not.toContain("utils service start Cisco CallManager");
    if (localkey?.plan === undefined) throw new Error("there is no plan");
    await carryOut(lab, localkey.plan, () => registered(lab, 4));
    await registered(lab, 4);
  });

  it("brings them all back with a start of TVS", async () => {
    const { lab, verdict } = await world({ ...small, release: "15SU2" });
    await lab.hands.stopService(tvs);
    await lab.hands.stopService(callManager, [sub(lab)]);
    await lab.cluster.phonesSettled();
    await lab.hands.renew(["ITLRecovery"]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "tvs-stopped" });
    const start = remedy(report, "start-tvs");
    expect(start?.feasibility).toBe("works");
    expect(start?.runbook.map(({ command }) => command)).not.toContain("utils service start Cisco CallManager");
    await byHand(lab, "start-tvs");
    await registered(lab, 4);
  });
});

describe("Cisco CallManager is stopped on the only node of a group, and phones are locked out", () => {
  const start = "utils service start Cisco CallManager";
  const branches = (lab: Lab) => lab.cluster.phones.filter(({ devicePool }) => devicePool.startsWith("Branch"));

  it("starts it there first: without it these phones stay away, whatever lists they take", async () => {
    const { lab, verdict } = await world({ ...small, phones: 8, release: "15SU2" });
    lab.hands.setCallManagerGroup("Branches", [sub(lab)]);
    lab.hands.resetPhones();
    await lab.cluster.phonesSettled();
    const there = branches(lab).length;
    expect(there).toBeGreaterThan(0);
    expect(there).toBeLessThan(8);

    await lab.hands.stopService(callManager, [sub(lab)]);
    await registered(lab, 8 - there);
    const alone = await verdict();
    expect(alone.cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    expect(alone.remedies[0]).toMatchObject({ id: "start-service", feasibility: "works", phones: there });
    await lab.hands.startService(callManager, [sub(lab)]);
    await registered(lab, 8);

    await lab.hands.stopService(tvs);
    await lab.hands.renew(["ITLRecovery"]);
    await registered(lab, 0);
    await lab.hands.stopService(callManager, [sub(lab)]);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "tvs-stopped" });
    const [first] = report.remedies;
    expect(first).toMatchObject({ id: "start-tvs", feasibility: "works" });
    expect(first?.runbook[0]).toMatchObject({ by: "person", command: start, text: { values: { node: sub(lab) } } });
    const localkey = remedy(report, "itl-localkey");
    expect(localkey?.runbook[0]?.command).toBe(start);
    expect(localkey?.plan?.steps[0]?.preconditions).toContainEqual({
      kind: "service-started",
      node: sub(lab),
      service: callManager,
    });
    await byHand(lab, "start-tvs");
    await registered(lab, 8 - there);
    await lab.hands.startService(callManager, [sub(lab)]);
    await registered(lab, 8);
  });

  it("names both where every lost phone is in that group, and promises nothing of the start alone", async () => {
    const { lab, verdict } = await world({ ...small, release: "12.5" });
    lab.hands.setCallManagerGroup("Branches", [sub(lab)]);
    lab.hands.setCallManagerGroup("Campus", [sub(lab)]);
    lab.hands.resetPhones();
    await lab.cluster.phonesSettled();
    await lab.hands.renew(["TVS", "ITLRecovery"]);
    await lab.hands.restartService(tvs);
    await lab.hands.restartService("Cisco Tftp");
    await lab.hands.stopService(callManager, [sub(lab)]);
    await registered(lab, 0);
    const report = await verdict();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    expect(report.cause?.statement.id).toBe("phones-lists.cause.both");
    expect(report.remedies[0]).toMatchObject({ id: "start-service", feasibility: "depends" });
    expect(remedy(report, "itl-localkey")?.runbook[0]?.command).toBe(start);
  });
});
