// AXL about the phones' security, over the wire against the practice cluster: what is read, what is changed, what is refused.
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cluster } from "../../../src/domain/cluster.ts";
import { clusterId } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { type Lab, startLab } from "../../../src/lab/index.ts";
import { receivedBy } from "../../../src/lab/received.ts";
import { createSoapClient } from "../../../src/systems/cucm-soap/client.ts";
import type { LscRequest, PhoneSecurityClient } from "../../../src/systems/phone-security.ts";
import { createHttpsClient, type HttpsClient } from "../../../src/transport/https.ts";
import { fingerprintOf, memoryPins, type Pin } from "../../../src/transport/https-pins.ts";

let lab: Lab;
let https: HttpsClient;
let security: PhoneSecurityClient;
let busy = false;
const names = () => lab.cluster.phones.map((phone) => phone.name);
const named = (index: number): string => names()[index] ?? "";
const request = (by: LscRequest["by"] = "null-string"): LscRequest => ({
  by,
  keyOrder: "RSA Only",
  keySize: 2048,
  until: lab.cluster.clock.now() + 86_400_000,
});

beforeAll(async () => {
  lab = await startLab({
    mode: "mixed",
    nodes: 1,
    phones: 130,
    securePhones: 5,
    seed: 5,
    pace: 100,
    axlBusy: () => busy,
  });
  const pin = (pem: string): Pin => ({ kind: "certificate", sha256: fingerprintOf(new X509Certificate(pem).raw) });
  const pins = memoryPins(new Map(lab.pins().map((one) => [`${one.address}:${one.port}`, one.pem.map(pin)])));
  https = createHttpsClient({ pins, confirmCertificate: async () => false, onPinMoved: () => undefined });
  const cluster: Cluster = { id: clusterId("lab"), name: "Lab", nodes: lab.nodes, practice: true };
  security = createSoapClient({ cluster, https, clock: systemClock, accounts: { read: lab.accounts.axl } }).security;
});
afterAll(async () => {
  https.close();
  await lab.close();
});

describe("reading", () => {
  it("gives the phones asked for, in order, one by one when few and by list when many; unknown ones are left out", async () => {
    const few = await security.phones([named(3), "SEPFFFFFFFFFFFF", named(1), "no device; name"]);
    expect(few.value.map((phone) => phone.name)).toEqual([named(3), named(1)]);
    expect(few.value[0]).toMatchObject({
      certificateOperation: "No Pending Operation",
      certificateStatus: "None",
      keySize: "2048",
    });
    const many = await security.phones(names());
    expect(many.value.map((phone) => phone.name)).toEqual(names());
    expect(many.evidence.excerpt).toContain("130 of 130 phones");
  });

  it("knows who has an LSC, of whom, until when", async () => {
    const { value } = await security.lscs();
    expect(value).toHaveLength(5);
    expect(value[0]?.issuer).toBe(lab.cluster.publisher.own.get("CAPF")?.subject);
    expect(Date.parse(value[0]?.validUntil ?? "")).toBeGreaterThan(lab.cluster.clock.now());
  });

  it("knows profiles with their mode and transport, and pools with their group", async () => {
    const { value } = await security.profiles();
    expect(value.find((one) => one.name === "Cisco 8841 - Standard SIP Secure Profile")).toMatchObject({
      phoneType: "Cisco 8841",
      mode: "Encrypted",
      transport: "TLS",
    });
    expect((await security.profile("nothing of that name")).value).toBeUndefined();
    const pools = await security.pools();
    expect(pools.value.map((pool) => pool.name)).toEqual(["Branch-North", "Branch-South", "HQ", "Warehouse"]);
    expect(new Set(pools.value.map((pool) => pool.group))).toEqual(new Set(["Branches", "Campus"]));
  });
});

describe("changing", () => {
  it("copies a profile as Non Secure, gives it to a phone and applies it, each sent once", async () => {
    const phone = lab.cluster.phones.find((one) => one.secure);
    if (phone === undefined) throw new Error("no secure phone");
    const source = (await security.profile(phone.securityProfile)).value;
    if (source === undefined) throw new Error("no profile");
    const name = "Temporary <copy> & co";
    let fenced = 0;
    const fence = async (): Promise<void> => void fenced++;
    await security.addNonSecureCopy(source, name, { fence });
    expect((await security.profile(name)).value).toMatchObject({
      mode: "Non Secure",
      transport: "TCP+UDP",
      phoneType: source.phoneType,
      fields: { sipPhonePort: "5060", description: `Non Secure copy of ${source.name}` },
    });
    await security.setProfile(phone.name, name, { fence });
    await security.apply(phone.name, { fence });
    await lab.cluster.phonesSettled();
    expect([phone.securityProfile, phone.secure, phone.registration?.status, fenced]).toEqual([
      name,
      false,
      "Registered",
      3,
    ]);
    expect(receivedBy(lab.cluster, "AXL").map(({ command }) => command)).toEqual([
      `AXL addPhoneSecurityProfile`,
      `AXL updatePhone ${phone.name} ${name}`,
      `AXL applyPhone ${phone.name}`,
    ]);
    // While a phone has it, and for CUCM’s own, the answer is no.
    for (const kept of [name, source.name]) {
      await expect(security.removeProfile(kept, {})).rejects.toMatchObject({ code: "server-fault" });
    }
  });

  it("orders an LSC and sees it pending, then installed", async () => {
    const phone = named(7);
    await security.requestLsc(phone, request());
    expect((await security.phones([phone])).value[0]).toMatchObject({
      certificateOperation: "Install/Upgrade",
      authenticationMode: "By Null String",
      certificateStatus: "Operation Pending",
    });
    await security.apply(phone);
    await lab.cluster.phonesSettled();
    expect((await security.phones([phone])).value[0]?.certificateStatus).toBe("Upgrade Success");
    expect((await security.lscs()).value.map((lsc) => lsc.name)).toContain(phone);
  });

  it("is refused with what is wrong, and nothing is sent for names that cannot be", async () => {
    await expect(security.setProfile("SEPFFFFFFFFFFFF", "x")).rejects.toMatchObject({ code: "not-found" });
    await expect(security.setProfile(named(0), "nothing of that name")).rejects.toMatchObject({ code: "server-fault" });
    const before = receivedBy(lab.cluster).length;
    await expect(security.setProfile("SEP%", "x")).rejects.toMatchObject({ code: "bad-input" });
    await expect(security.setProfile(named(0), "line\nbreak")).rejects.toMatchObject({ code: "bad-input" });
    await expect(security.apply("")).rejects.toMatchObject({ code: "bad-input" });
    expect(receivedBy(lab.cluster)).toHaveLength(before);
  });

  it("is not retried by itself when AXL answers 503", async () => {
    busy = true;
    const before = receivedBy(lab.cluster).length;
    await expect(security.requestLsc(named(9), request("existing-lsc"))).rejects.toMatchObject({
      code: "rate-limited",
    });
    busy = false;
    expect(receivedBy(lab.cluster)).toHaveLength(before + 1);
    expect((await security.phones([named(9)])).value[0]?.certificateStatus).toBe("None");
  });
});
