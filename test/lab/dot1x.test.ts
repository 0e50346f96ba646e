// 802.1X in the practice cluster: what follows for phones behind switch ports from what administrators did.
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";

const day = 86_400_000;

async function behindPorts(): Promise<Lab> {
  const lab = await startLab({ nodes: 2, phones: 6, seed: 7, pace: 50, mode: "non-secure" });
  onTestFinished(() => lab.close());
  await lab.cluster.phonesSettled();
  expect(await lab.hands.dot1x.alreadySetUp(90 * day)).toBe(6);
  return lab;
}

const here = (lab: Lab): number => lab.hands.status().phones.Registered;
const registered = (lab: Lab, count: number): Promise<void> =>
  vi.waitFor(() => expect(here(lab)).toBe(count), { timeout: 15_000, interval: 20 });
const capfPem = (lab: Lab): string => lab.cluster.publisher.own.get("CAPF")?.pem ?? "";
const lastMessage = (lab: Lab): string | undefined => lab.cluster.phones[0]?.messages.at(-1)?.text;

describe("phones behind ports that ask for 802.1X", () => {
  it("stay in the network with LSCs of a CAPF that the server trusts, also after CAPF was renewed", async () => {
    const lab = await behindPorts();
    expect(await lab.hands.dot1x.reauthenticate()).toBe(0);
    await lab.hands.renew(["CAPF"]);
    await lab.cluster.phonesSettled();
    lab.hands.rebootPhones();
    await lab.cluster.phonesSettled();
    await registered(lab, 6);
    expect(lab.hands.dot1x.portOf(lab.cluster.phones[0]?.name ?? "")).toBe("dot1x");
  });

  it("lose it when they get LSCs of a new CAPF that the server does not know; they say so, and reach nothing", async () => {
    const lab = await behindPorts();
    await lab.hands.renew(["CAPF"]);
    await lab.cluster.phonesSettled();
    lab.hands.dot1x.installLsc({ first: 2 });
    await lab.cluster.phonesSettled();
    expect(await lab.hands.dot1x.reauthenticate()).toBe(2);
    await registered(lab, 4);
    expect(lastMessage(lab)).toBe("802.1X Authentication: Failed");
    const asked = lab.cluster.phones[0]?.held.itl;
    lab.hands.rebootPhones({ first: 1 });
    await lab.cluster.phonesSettled();
    expect([lab.cluster.phones[0]?.registration?.status, lab.cluster.phones[0]?.held.itl]).toEqual([
      "UnRegistered",
      asked,
    ]);
    lab.hands.dot1x.trust(capfPem(lab));
    await registered(lab, 6);
  });

  it("with an old LSC lose it when the new CAPF took the place of the old one, and get in through a bypass", async () => {
    const lab = await behindPorts();
    const former = lab.cluster.publisher.own.get("CAPF")?.serial ?? "";
    await lab.hands.renew(["CAPF"]);
    await lab.cluster.phonesSettled();
    lab.hands.dot1x.trust(capfPem(lab));
    expect(lab.hands.dot1x.distrust(former)).toBe(1);
    expect(await lab.hands.dot1x.reauthenticate()).toBe(6);
    await registered(lab, 0);
    expect(lab.hands.dot1x.bypass()).toBe(6);
    await registered(lab, 6);
    lab.hands.dot1x.installLsc();
    await lab.cluster.phonesSettled();
    await registered(lab, 6);
    expect(await lab.hands.dot1x.endBypass()).toBe(0);
    expect(here(lab)).toBe(6);
  });

  it("without an LSC show the certificate of their maker, which the server trusts or not", async () => {
    const lab = await behindPorts();
    lab.hands.dot1x.deleteLsc({ first: 1 });
    await lab.cluster.phonesSettled();
    expect(lab.cluster.phones[0]?.lsc).toBeUndefined();
    expect(await lab.hands.dot1x.reauthenticate()).toBe(1);
  });

  it("cannot get in while the server is off, whatever they show", async () => {
    const lab = await behindPorts();
    lab.hands.dot1x.powerServer(false);
    expect(await lab.hands.dot1x.reauthenticate()).toBe(6);
    await registered(lab, 0);
    lab.hands.dot1x.powerServer(true);
    await registered(lab, 6);
  });

  it("are not those with an expired LSC", async () => {
    const lab = await behindPorts();
    lab.hands.setTime({ offsetMs: 6 * 365 * day });
    expect(await lab.hands.dot1x.reauthenticate()).toBe(6);
  });
});
