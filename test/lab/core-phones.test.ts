// Phones at the edges: switched off, not reset, without TFTP, secure, with the roll-back parameter; and other servers that fail them.
import { afterEach, describe, expect, it } from "vitest";
import type { Lab, StartLabOptions } from "../../src/lab/index.ts";
import type { LabClusterView } from "../../src/lab/model.ts";
import { allRegistered, anyPhone, holdsServed, lastMessage, noneRegistered, start, until } from "./core-world.ts";

let lab: Lab;
afterEach(() => lab.close());

async function begin(options: StartLabOptions = {}): Promise<LabClusterView> {
  lab = await start(options);
  return lab.cluster;
}

describe("phones that are not reset", () => {
  it("stay registered with the old list while the cluster changes under them", async () => {
    const cluster = await begin();
    cluster.hands.setPhoneInteraction("manual");
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.some((phone) => holdsServed(cluster, phone))).toBe(false);
    cluster.hands.resetPhones({ first: 1 });
    await cluster.phonesSettled();
    expect(cluster.phones.map((phone) => phone.registration?.status)).toEqual([
      "UnRegistered",
      ...Array.from({ length: 5 }, () => "Registered"),
    ]);
  });

  it("cannot be reset from CUCM once they are unregistered, but by hand", async () => {
    const cluster = await begin({ phones: 1 });
    await cluster.hands.renew(["TVS", "ITLRecovery"]);
    await cluster.phonesSettled();
    expect(cluster.hands.resetPhones()).toBe(0);
    expect(cluster.hands.rebootPhones()).toBe(1);
    await cluster.phonesSettled();
    expect(noneRegistered(cluster)).toBe(true);
  });
});

describe("a phone that was off", () => {
  it("keeps its list over two renewals in turn and is locked out, while the others followed each", async () => {
    const cluster = await begin();
    const [off, ...others] = cluster.phones;
    const name = off?.name ?? "";
    expect(cluster.hands.powerPhones(false, { names: [name] })).toBe(1);
    const held = off?.held.itl;
    await until(cluster, () => off?.registration?.reason === 13);
    await cluster.hands.renew(["ITLRecovery"]);
    await cluster.phonesSettled();
    await cluster.hands.renew(["TVS"]);
    await cluster.phonesSettled();
    expect(others.every((phone) => phone.registration?.status === "Registered")).toBe(true);
    expect(off?.held.itl).toBe(held);
    expect(cluster.hands.deleteTrustLists({ names: [name] })).toBe(0);
    cluster.hands.powerPhones(true, { names: [name] });
    await cluster.phonesSettled();
    expect(lastMessage(off)).toBe("Trust List update failed");
    expect(off?.registration?.status).toBe("UnRegistered");
  });
});

describe("the roll-back parameter", () => {
  it("gives phones an empty list while they still trust the cluster, and then they take anything", async () => {
    const cluster = await begin();
    cluster.hands.setPhoneInteraction("manual");
    cluster.hands.setRollback(true);
    await cluster.hands.restartService("Cisco Trust Verification Service");
    await cluster.hands.restartService("Cisco Tftp");
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    cluster.hands.setRollback(false);
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await cluster.hands.restartService("Cisco Tftp");
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => holdsServed(cluster, phone))).toBe(true);
  });
});

describe("servers that fail a phone", () => {
  it("lets it go on with what it holds when no TFTP answers", async () => {
    const cluster = await begin();
    await cluster.hands.stopService("Cisco Tftp");
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(lastMessage(anyPhone(cluster))).toBe("TFTP timeout");
  });

  it("moves it to another call manager when its own stops, and back when it returns", async () => {
    const cluster = await begin();
    const phone = anyPhone(cluster);
    await cluster.hands.stopService("Cisco CallManager", [phone.home]);
    expect(phone.registration?.status).toBe("UnRegistered");
    await until(cluster, () => phone.registration?.status === "Registered" && phone.registration.node !== phone.home);
    const held = phone.held.itl;
    await cluster.hands.startService("Cisco CallManager", [phone.home]);
    await until(cluster, () => phone.registration?.node === phone.home);
    expect(phone.held.itl).toBe(held);
  });

  it("makes it use the other node's TFTP and call manager while its own node is off", async () => {
    const cluster = await begin();
    const phone = anyPhone(cluster);
    cluster.hands.powerNode(phone.home, false);
    await until(cluster, () => phone.registration?.status === "Registered" && phone.registration.node !== phone.home);
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(lastMessage(phone)).toBe("Trust List updated");
  });

  it("makes it refuse garbage from TFTP and keep its list", async () => {
    const cluster = await begin();
    const held = cluster.phones.map((phone) => phone.held.itl);
    for (const node of cluster.nodes) cluster.hands.setNetwork(node.name, "garbage");
    await until(cluster, () => cluster.phones.every((phone) => lastMessage(phone) === "Trust List update failed"));
    expect(cluster.phones.map((phone) => phone.held.itl)).toEqual(held);
    for (const node of cluster.nodes) cluster.hands.setNetwork(node.name, "ok");
    await until(cluster, () => allRegistered(cluster));
  });
});
