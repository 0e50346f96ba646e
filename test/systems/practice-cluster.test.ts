// The clients against the practice cluster's real ports, and a Tomcat renewal that must not blind them.
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cluster, ClusterNode } from "../../src/domain/cluster.ts";
import type { ClusterId } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { createSoapClient } from "../../src/systems/cucm-soap/client.ts";
import type { SoapClient } from "../../src/systems/ports.ts";
import { createTftpClient } from "../../src/systems/tftp/client.ts";
import { createTlsClient } from "../../src/systems/tls/client.ts";
import { createTvsClient } from "../../src/systems/tvs/client.ts";
import { createHttpsClient, type HttpsClient } from "../../src/transport/https.ts";
import { fingerprintOf, memoryPins, type Pin, type PinMove } from "../../src/transport/https-pins.ts";

let lab: Lab;
let https: HttpsClient;
let soap: SoapClient;
let node: ClusterNode;
const moves: PinMove[] = [];
const clock = systemClock;

beforeAll(async () => {
  lab = await startLab({ mode: "mixed", nodes: 1, phones: 12, seed: 5, pace: 100 });
  const pin = (pem: string): Pin => ({ kind: "certificate", sha256: fingerprintOf(new X509Certificate(pem).raw) });
  const pins = memoryPins(new Map(lab.pins().map((one) => [`${one.address}:${one.port}`, one.pem.map(pin)])));
  https = createHttpsClient({
    pins,
    // What the bot does over SSH: is it one of the node's own Tomcat certificates?
    confirmCertificate: async (_, der) =>
      [...lab.cluster.publisher.own.values()].some((own) => Buffer.compare(own.der, der) === 0),
    onPinMoved: (move) => {
      moves.push(move);
    },
  });
  const [first] = lab.nodes;
  if (first === undefined) throw new Error("the lab has no node");
  node = first;
  const cluster: Cluster = { id: "lab" as ClusterId, name: "Lab", nodes: lab.nodes, practice: true };
  soap = createSoapClient({ cluster, https, clock, accounts: { read: lab.accounts.axl } });
});
afterAll(async () => {
  https.close();
  await lab.close();
});

describe("the clients, against the practice cluster", () => {
  it("list the phones and their registrations", async () => {
    const phones = await soap.phones();
    expect(phones.value).toHaveLength(12);
    const names = phones.value.map((phone) => phone.name);
    expect((await soap.registrations(names)).value.map((phone) => phone.name)).toEqual(names);
  });

  it("agree about a certificate in the database, on the port, in the trust list and at TVS", async () => {
    const stored = (await soap.certificates()).value.find((one) => one.unit === "CallManager");
    const served = (await createTlsClient({ clock }).served(node, node.ports.sipTls, { offer: "rsa" })).value[0];
    const list = (await createTftpClient({ clock }).trustList(node, "ITL")).value;
    expect(served?.sha256).toBe(stored?.certificate.sha256);
    expect("list" in list && list.list.records.map((record) => record.serial)).toContain(served?.serial);
    const answer = await createTvsClient({ clock }).vouchesFor(node, served?.der ?? new Uint8Array());
    expect(answer.value.vouches).toBe(true);
  });

  it("read a service's start time", async () => {
    const { value } = await soap.serviceStatus(node, ["Cisco Tftp"]);
    expect(value).toEqual([expect.objectContaining({ name: "Cisco Tftp", status: "Started" })]);
    expect(value[0]?.startTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  });

  it("follow a renewed Tomcat certificate once the node's own session confirms it", async () => {
    await lab.hands.renew(["tomcat", "tomcat-ECDSA"]);
    await lab.hands.restartService("Cisco Tomcat");
    await expect
      .poll(
        () =>
          soap.phones().then(
            (phones) => phones.value.length,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBe(12);
    const shown = await Promise.all(
      (["rsa", "ecdsa"] as const).map((offer) => createTlsClient({ clock }).served(node, node.ports.https, { offer })),
    );
    expect(moves).toHaveLength(1);
    expect(shown.map(({ value }) => value[0]?.sha256)).toContain(moves[0]?.to);
  });
});
