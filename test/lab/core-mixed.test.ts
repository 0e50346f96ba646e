// Mixed mode: the CTL changes only by its command, and secure phones look at the call manager's certificate.
import { afterEach, describe, expect, it } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import type { LabClusterView } from "../../src/lab/model.ts";
import { allRegistered, holdsServed, start, until } from "./core-world.ts";

let lab: Lab;
afterEach(() => lab.close());

async function begin(): Promise<LabClusterView> {
  lab = await start({ mode: "mixed", securePhones: 3 });
  return lab.cluster;
}

describe("a mixed-mode cluster", () => {
  it("serves one CTL on all nodes, and secure phones come back over TLS", async () => {
    const cluster = await begin();
    const [first, second] = cluster.nodes.map((node) => node.trustList("CTL"));
    expect(first).toBeDefined();
    expect(second).toEqual(first);
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.filter((phone) => phone.secure)).toHaveLength(3);
  });

  it("leaves the CTL as it is on a renewal, until utils ctl update CTLFile", async () => {
    const cluster = await begin();
    const before = cluster.publisher.trustList("CTL");
    await cluster.hands.renew(["CAPF"]);
    await cluster.phonesSettled();
    expect(cluster.publisher.trustList("CTL")).toEqual(before);
    await cluster.hands.ctlUpdate();
    expect(cluster.publisher.trustList("CTL")).not.toEqual(before);
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
  });

  it("keeps secure phones away when a call manager shows a certificate they do not hold", async () => {
    const cluster = await begin();
    cluster.hands.setPhoneInteraction("manual");
    await cluster.hands.renew(["CallManager"]);
    await cluster.hands.restartService("Cisco CallManager");
    const secure = cluster.phones.filter((phone) => phone.secure);
    // plain phones are back; secure ones refuse 5061, then start anew and learn the certificate from the ITL
    await until(cluster, () => allRegistered(cluster));
    expect(secure.every((phone) => holdsServed(cluster, phone))).toBe(true);
    const plain = cluster.phones.filter((phone) => !phone.secure);
    expect(plain.some((phone) => holdsServed(cluster, phone))).toBe(false);
  });

  it("refuses CTL commands in a non-secure cluster, and makes the first CTL when the mode changes", async () => {
    lab = await start();
    const { cluster } = lab;
    await expect(cluster.hands.ctlUpdate()).rejects.toThrow("non-secure mode");
    expect(cluster.publisher.listens("capf")).toBe(false);
    await cluster.hands.setMode("mixed");
    expect(cluster.publisher.listens("capf")).toBe(true);
    cluster.hands.resetPhones();
    await cluster.phonesSettled();
    expect(allRegistered(cluster)).toBe(true);
    expect(cluster.phones.every((phone) => phone.held.ctl !== undefined)).toBe(true);
  });
});
