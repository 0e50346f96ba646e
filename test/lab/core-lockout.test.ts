// What phones do after renewals in a non-secure cluster, over real HTTP and TLS: the practice cluster's reason to be.
import { afterEach, describe, expect, it } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import type { LabClusterView } from "../../src/lab/model.ts";
import {
  allRegistered,
  anyPhone,
  holdsServed,
  lastMessage,
  noneRegistered,
  servedItl,
  start,
  until,
} from "./core-world.ts";

let lab: Lab;
afterEach(() => lab.close());

async function begin(): Promise<LabClusterView> {
  lab = await start();
  return lab.cluster;
}

/** Lets an automatic reset and the starts that follow it come to an end. */
async function settle(cluster: LabClusterView): Promise<void> {
  await cluster.phonesSettled();
}

describe("a healthy cluster", () => {
  it("has every phone registered, holding what its TFTP server serves", async () => {
    const cluster = await begin();
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => holdsServed(cluster, phone))).toBe(true);
  });

  it("lets phones that reset come back with the list they had", async () => {
    const cluster = await begin();
    const before = cluster.phones.map((phone) => phone.registration?.since ?? 0);
    expect(cluster.hands.resetPhones()).toBe(6);
    expect(noneRegistered(cluster)).toBe(true);
    expect(anyPhone(cluster).registration?.reason).toBe(9);
    await settle(cluster);
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone, at) => (phone.registration?.since ?? 0) > (before[at] ?? 0))).toBe(true);
  });
});

describe("CallManager, TVS and ITLRecovery renewed together", () => {
  it("ends with every phone refusing the list and unregistered", async () => {
    const cluster = await begin();
    const held = cluster.phones.map((phone) => phone.held.itl);
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await settle(cluster);
    expect(noneRegistered(cluster)).toBe(true);
    expect(cluster.phones.map((phone) => phone.held.itl)).toEqual(held);
    expect(cluster.phones.map(lastMessage)).toEqual(cluster.phones.map(() => "Trust List update failed"));
    // they try again by themselves, and go on refusing
    const tries = anyPhone(cluster).messages.at(-1)?.at ?? 0;
    await until(cluster, () => (anyPhone(cluster).messages.at(-1)?.at ?? 0) > tries);
    expect(noneRegistered(cluster)).toBe(true);
  });

  it("is not mended by localkey, since the phones do not hold the new CallManager certificate", async () => {
    const cluster = await begin();
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await settle(cluster);
    await cluster.hands.itlReset("localkey");
    expect(servedItl(cluster, anyPhone(cluster)).signer.name).toContain("CN=cucm-");
    const tries = anyPhone(cluster).messages.at(-1)?.at ?? 0;
    await until(cluster, () => cluster.phones.every((phone) => (phone.messages.at(-1)?.at ?? 0) > tries + 60_000));
    expect(noneRegistered(cluster)).toBe(true);
  });

  it("is mended by deleting the lists on the phones", async () => {
    const cluster = await begin();
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await settle(cluster);
    const [one, ...others] = cluster.phones;
    expect(cluster.hands.deleteTrustLists({ names: [one?.name ?? ""] })).toBe(1);
    await until(cluster, () => one?.registration?.status === "Registered");
    expect(lastMessage(one)).toBe("ITL installed");
    expect(others.every((phone) => phone.registration?.status === "UnRegistered")).toBe(true);
  });

  it("is mended by remotekey with the ITLRecovery key that signed before, and the phones then follow a TFTP restart", async () => {
    const cluster = await begin();
    const backup = cluster.hands.exportRecoveryKey();
    await cluster.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await settle(cluster);
    await cluster.hands.itlReset("remotekey", backup);
    await until(cluster, () => allRegistered(cluster));
    await cluster.hands.restartService("Cisco Tftp");
    cluster.hands.resetPhones();
    await settle(cluster);
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => holdsServed(cluster, phone))).toBe(true);
    expect(servedItl(cluster, anyPhone(cluster)).signer.serial).toBe(cluster.publisher.own.get("ITLRecovery")?.serial);
  });
});

describe("ITLRecovery renewed alone", () => {
  it("is followed by every phone, because TVS vouches for the new signer", async () => {
    const cluster = await begin();
    await cluster.hands.renew(["ITLRecovery"]);
    await settle(cluster);
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => holdsServed(cluster, phone))).toBe(true);
    expect(cluster.phones.map(lastMessage)).toEqual(cluster.phones.map(() => "Trust List updated"));
  });

  it("locks phones out while no TVS answers", async () => {
    const cluster = await begin();
    await cluster.hands.stopService("Cisco Trust Verification Service");
    await cluster.hands.renew(["ITLRecovery"]);
    await settle(cluster);
    expect(noneRegistered(cluster)).toBe(true);
    await cluster.hands.startService("Cisco Trust Verification Service");
    await until(cluster, () => allRegistered(cluster));
  });
});

describe("TVS and ITLRecovery renewed together", () => {
  it("locks phones out; localkey brings them back by themselves; after a TFTP restart they follow ITLRecovery again", async () => {
    const cluster = await begin();
    await cluster.hands.renew(["TVS", "ITLRecovery"]);
    await settle(cluster);
    expect(noneRegistered(cluster)).toBe(true);
    await cluster.hands.itlReset("localkey");
    await until(cluster, () => allRegistered(cluster));
    const phone = anyPhone(cluster);
    expect(servedItl(cluster, phone).signer.serial).toBe(cluster.node(phone.home)?.own.get("CallManager")?.serial);
    await cluster.hands.restartService("Cisco Tftp");
    expect(servedItl(cluster, phone).signer.serial).toBe(cluster.publisher.own.get("ITLRecovery")?.serial);
    cluster.hands.resetPhones();
    await settle(cluster);
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((each) => holdsServed(cluster, each))).toBe(true);
  });
});

describe("CallManager renewed alone", () => {
  it("is followed: ITLRecovery still signs the list, and the list brings the new file signer", async () => {
    const cluster = await begin();
    await cluster.hands.renew(["CallManager"]);
    await settle(cluster);
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => holdsServed(cluster, phone))).toBe(true);
  });
});
