// What phones show, in a real TLS handshake with a call manager's port 5061: the answer on the wire beside the phones' own registration.
import { connect } from "node:tls";
import { expect, it, onTestFinished, vi } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import type { LabPhone } from "../../src/lab/model.ts";
import { toPem } from "../../src/trust/certificate.ts";

/** `accepted`, or the alert: what a phone of that name sees when it shows its certificate (phones speak TLS 1.2). */
async function shows(lab: Lab, name: string): Promise<string> {
  const { der, keyPem } = await lab.cluster.phoneSecurity.tlsIdentity(name);
  const { address, ports } = lab.cluster.publisher;
  return await new Promise((resolve) => {
    const socket = connect({
      host: address,
      port: ports.sipTls,
      maxVersion: "TLSv1.2",
      rejectUnauthorized: false,
      cert: toPem(der),
      key: keyPem,
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error("silence")));
    socket.on("secureConnect", () => {
      resolve("accepted");
      socket.destroy();
    });
    socket.on("error", (error) => {
      resolve("code" in error ? String(error.code) : error.message);
      socket.destroy();
    });
  });
}

const status = (phone: LabPhone) => [phone.registration?.status, phone.registration?.reason];

it("a call manager takes the LSC of a CAPF that it trusts, and refuses one of a CAPF that was deleted, as it refuses the phone", {
  timeout: 60_000,
}, async () => {
  const lab = await startLab({ nodes: 1, phones: 4, securePhones: 2, mode: "mixed", seed: 7, pace: 50 });
  onTestFinished(() => lab.close());
  await lab.cluster.phonesSettled();
  const [one, other] = lab.cluster.phones.filter((phone) => phone.secure);
  if (one === undefined || other === undefined) throw new Error("no secure phones");
  const former = lab.cluster.publisher.own.get("CAPF")?.serial ?? "";
  expect([await shows(lab, one.name), await shows(lab, other.name)]).toEqual(["accepted", "accepted"]);

  // Phones know the new CAPF by the CTL; the other one gets an LSC of it. Then the former is deleted, and the service reads its store.
  await lab.hands.renew(["CAPF"]);
  await lab.hands.ctlUpdate();
  await lab.hands.restartService("Cisco Tftp");
  lab.hands.rebootPhones();
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.installLsc({ names: [other.name] });
  await lab.cluster.phonesSettled();
  for (const store of ["CallManager-trust", "CAPF-trust"] as const) lab.hands.deleteCertificate(store, former);
  expect(await shows(lab, one.name)).toBe("accepted");
  await lab.hands.restartService("Cisco CallManager");
  await vi.waitFor(() => expect([status(one)[0], status(other)[0]]).toEqual(["Rejected", "Registered"]), {
    timeout: 15_000,
    interval: 20,
  });
  expect([await shows(lab, one.name), await shows(lab, other.name)]).toEqual([
    "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA",
    "accepted",
  ]);

  // Years later both are over.
  lab.hands.setTime({ offsetMs: 6 * 365 * 86_400_000 });
  expect(await shows(lab, other.name)).toMatch(/EXPIRED/);
});
