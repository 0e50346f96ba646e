// Secure phones: LSCs that CAPF really issued, call managers that check them, enrolment that follows from the trust lists.
import { X509Certificate } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import type { Lab, StartLabOptions } from "../../src/lab/index.ts";
import type { LabClusterView, LabPhone, RegistrationStatus, TrustStore } from "../../src/lab/model.ts";
import { allRegistered, lastMessage, start, until } from "./core-world.ts";

let lab: Lab;
afterEach(() => lab.close());

async function begin(options: StartLabOptions = {}): Promise<LabClusterView> {
  lab = await start({ mode: "mixed", securePhones: 3, ...options });
  return lab.cluster;
}

const secure = (cluster: LabClusterView): readonly LabPhone[] =>
  cluster.phones.filter((phone) => phone.securityProfile.endsWith("SIP Secure Profile"));
const status = (phone: LabPhone | undefined): [RegistrationStatus | undefined, number | undefined] => [
  phone?.registration?.status,
  phone?.registration?.reason,
];
const first = (cluster: LabClusterView): LabPhone => {
  const [phone] = secure(cluster);
  if (phone === undefined) throw new Error("no secure phone");
  return phone;
};

/** What an administrator does who tidies up after a renewal: the former CAPF leaves the stores, the call managers restart. */
async function renewAndTidy(
  cluster: LabClusterView,
  stores: readonly TrustStore[] = ["CallManager-trust", "CAPF-trust"],
) {
  const former = cluster.publisher.own.get("CAPF")?.serial ?? "";
  await cluster.hands.renew(["CAPF"]);
  await cluster.phonesSettled();
  for (const store of stores) cluster.hands.deleteCertificate(store, former);
  await cluster.hands.restartService("Cisco CallManager");
}

const order = (cluster: LabClusterView, phone: LabPhone, authenticationMode = "By Null String", hours = 2): void => {
  const upgradeFinishTime = new Date(cluster.clock.now() + hours * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .replace(/[-T]/g, ":");
  cluster.phoneSecurity.update(phone.name, {
    certificateOperation: "Install/Upgrade",
    authenticationMode,
    upgradeFinishTime,
  });
};
const capfStatus = (cluster: LabClusterView, phone: LabPhone) =>
  cluster.phoneSecurity.capfOf(phone.name)?.certificateStatus;

describe("a secure phone", () => {
  it("holds an LSC that the cluster’s CAPF key really signed, made out to its name", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    const read = new X509Certificate(phone.lsc?.der ?? new Uint8Array());
    const capf = new X509Certificate(cluster.publisher.own.get("CAPF")?.pem ?? "");
    expect(read.verify(capf.publicKey)).toBe(true);
    expect(read.subject).toContain(`CN=${phone.model.replace("Cisco ", "CP-")}-${phone.name}`);
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
  });

  it("keeps registering after a CAPF renewal as long as the former CAPF is in CallManager-trust", async () => {
    const cluster = await begin();
    await renewAndTidy(cluster, []);
    await until(cluster, () => allRegistered(cluster));
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
  });

  it("is rejected with authenticationError once the former CAPF is deleted and the service restarted; plain phones are not", async () => {
    const cluster = await begin();
    await renewAndTidy(cluster);
    await until(cluster, () => secure(cluster).every((phone) => phone.registration?.status === "Rejected"));
    expect(status(first(cluster))).toEqual(["Rejected", 10]);
    await until(cluster, () =>
      cluster.phones.filter((phone) => !phone.secure).every((phone) => phone.registration?.status === "Registered"),
    );
  });

  it("is rejected when its LSC has run out", async () => {
    const cluster = await begin();
    cluster.hands.setTime({ offsetMs: 6 * 365 * 24 * 3_600_000 });
    cluster.hands.resetPhones({ secure: true });
    await until(cluster, () => first(cluster).registration?.status === "Rejected");
    expect(status(first(cluster))).toEqual(["Rejected", 10]);
  });

  it("without an LSC shows its MIC, which CUCM trusts from the start", async () => {
    const cluster = await begin({ securePhones: 0 });
    const [phone] = cluster.phones;
    if (phone === undefined) throw new Error("no phones");
    cluster.hands.setSecurityProfile(`${phone.model} - Standard SIP Secure Profile`, { names: [phone.name] });
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect([phone.secure, phone.lsc, ...status(phone)]).toEqual([true, undefined, "Registered", 0]);
  });
});

describe("a profile that was saved and not applied", () => {
  it("makes the call manager reject the phone for its security mode, until the phone has fetched its configuration", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    const seen: unknown[] = [];
    cluster.onChange((change) => {
      if (change.kind === "phone" && change.phone === phone.name) seen.push(`${status(phone)}`);
    });
    cluster.hands.setSecurityProfile(`${phone.model} - Standard SIP Non-Secure Profile`, { names: [phone.name] });
    await cluster.hands.restartService("Cisco CallManager");
    await until(cluster, () => seen.includes("Rejected,28"));
    await until(cluster, () => phone.registration?.status === "Registered");
    expect(phone.secure).toBe(false);
  });

  it("is refused for another model and for a name that is not there", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    expect(() => cluster.hands.setSecurityProfile("Cisco 9999 - Secure", { names: [phone.name] })).toThrow("not found");
    const other = cluster.phoneSecurity.profiles().find((profile) => profile.phoneType !== phone.model)?.name ?? "";
    expect(() => cluster.hands.setSecurityProfile(other, { names: [phone.name] })).toThrow("is not a profile for");
  });
});

describe("an LSC operation", () => {
  it("ends in a new LSC when the phone restarts and knows CAPF", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    const before = phone.lsc?.serial;
    order(cluster, phone);
    expect(capfStatus(cluster, phone)).toBe("Operation Pending");
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, phone)).toBe("Upgrade Success");
    expect(phone.lsc?.serial).not.toBe(before);
    expect(status(phone)).toEqual(["Registered", 0]);
  });

  it("stays pending while the phone’s CTL names the former CAPF: the CTL must be updated first", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    await cluster.hands.renew(["CAPF"]);
    await cluster.phonesSettled();
    order(cluster, phone);
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect([capfStatus(cluster, phone), lastMessage(phone)]).toEqual(["Operation Pending", "LSC Connection Failed"]);
    await cluster.hands.ctlUpdate();
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, phone)).toBe("Upgrade Success");
  });

  it("by the existing LSC works while CAPF trusts its issuer, and fails as Invalid LSC afterwards", async () => {
    const cluster = await begin();
    const [phone, other] = secure(cluster);
    if (phone === undefined || other === undefined) throw new Error("two secure phones are needed");
    await renewAndTidy(cluster, []);
    await cluster.hands.ctlUpdate();
    await until(cluster, () => allRegistered(cluster));
    order(cluster, phone, "By Existing Certificate (precedence to LSC)");
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, phone)).toBe("Upgrade Success");
    const former = other.lsc?.issuer;
    const serial = cluster.publisher.trust.get("CAPF-trust")?.find((one) => one.subject === former)?.serial ?? "";
    cluster.hands.deleteCertificate("CAPF-trust", serial);
    order(cluster, other, "By Existing Certificate (precedence to LSC)");
    cluster.hands.resetPhones({ names: [other.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, other)).toBe("Upgrade Failed: Invalid LSC");
    order(cluster, other, "By Existing Certificate (precedence to MIC)");
    cluster.hands.resetPhones({ names: [other.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, other)).toBe("Upgrade Success");
  });

  it("stays pending while CAPF does not run, and has failed when its time is over", async () => {
    const cluster = await begin();
    const phone = first(cluster);
    await cluster.hands.stopService("Cisco Certificate Authority Proxy Function");
    order(cluster, phone, "By Null String", 1);
    cluster.hands.resetPhones({ names: [phone.name] });
    await cluster.phonesSettled();
    expect(capfStatus(cluster, phone)).toBe("Operation Pending");
    cluster.hands.setTime({ offsetMs: 2 * 3_600_000 });
    expect(capfStatus(cluster, phone)).toBe("Upgrade Failed: User Initiated Request Late/Timedout");
  });

  it("needs a time until when, as the page does", async () => {
    const cluster = await begin();
    const update = () => cluster.phoneSecurity.update(first(cluster).name, { certificateOperation: "Install/Upgrade" });
    expect(update).toThrow("Operation Completes By is required");
  });
});

describe("a trust store", () => {
  it("loses a deleted certificate on every node, and says so when there is none", async () => {
    const cluster = await begin();
    const serial = cluster.publisher.own.get("CAPF")?.serial ?? "";
    cluster.hands.deleteCertificate("CAPF-trust", serial);
    for (const node of cluster.nodes)
      expect(node.trust.get("CAPF-trust")?.some((one) => one.serial === serial)).toBe(false);
    expect(cluster.publisher.trust.get("CallManager-trust")?.some((one) => one.serial === serial)).toBe(true);
    expect(() => cluster.hands.deleteCertificate("CAPF-trust", serial)).toThrow("There is no certificate");
  });
});
