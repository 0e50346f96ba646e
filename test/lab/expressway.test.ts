// The Expressway-C pair of the practice cluster: trust whole, apps registered; each break follows from what an administrator did.
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { performLabRequest } from "../../src/lab/control-requests.ts";
import type { ExpresswayPair } from "../../src/lab/expressway/pair.ts";
import { type Lab, type StartLabOptions, startLab } from "../../src/lab/index.ts";
import { readExpresswayLog } from "../../src/signatures/expressway.ts";

interface Here {
  readonly lab: Lab;
  readonly pair: ExpresswayPair;
}

async function here(options: StartLabOptions = {}): Promise<Here> {
  // Apps try by hand here: their own rhythm is far beyond the test.
  const lab = await startLab({ nodes: 2, phones: 0, seed: 31, expressways: 2, pace: 0.1, ...options });
  onTestFinished(() => lab.close());
  const pair = lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  return { lab, pair };
}

const standing = ({ pair }: Here) => pair.apps.map((app) => app.registered);
const kinds = ({ pair }: Here, peer = 0) => [
  ...new Set(
    readExpresswayLog((pair.peers[peer]?.log.lines ?? []).join("\n"))
      .filter(({ kind }) => kind !== "connect-failed" && kind !== "answered")
      .map(({ kind, port, reason }) => `${kind} ${port} ${reason}`),
  ),
];

async function restartDoors(lab: Lab): Promise<void> {
  lab.hands.setTime({ scale: 1 });
  lab.cluster.clock.setPace(100);
  await lab.hands.restartService("Cisco Tomcat");
  await lab.hands.restartService("Cisco HAProxy");
}

describe("an Expressway-C pair", () => {
  it("registers every app while each side trusts the other", async () => {
    const world = await here();
    await world.pair.signIn();
    expect(standing(world)).toEqual([true, true, true, true]);
    expect(kinds(world)).toEqual([]);
    expect(kinds(world, 1)).toEqual([]);
  });

  it("is refused by CUCM with OpenSSL's alert once its certificate comes from a CA that CUCM does not know", async () => {
    const world = await here();
    await world.pair.renewServer("expc1", "new");
    await world.pair.signIn();
    expect(standing(world)).toEqual([true, true, true, true]);
    world.lab.cluster.clock.setPace(1000);
    await world.pair.restart("expc1");
    await world.pair.signIn();
    expect(standing(world)).toEqual([false, true, false, true]);
    expect(kinds(world)).toEqual(["cucm-refuses-expressway 8443 tlsv1 alert unknown ca"]);
    expect(world.pair.peers[0]?.log.lines.join("\n")).toMatch(
      /error:0A000418: SSL routines:ssl3_read_bytes:tlsv1 alert unknown ca/,
    );
    // Stored is not loaded: the services read their trust stores when they start.
    for (const store of ["tomcat-trust", "CallManager-trust"] as const) {
      world.lab.hands.importTrust(store, world.pair.company.newRoot.pem);
    }
    await world.pair.signIn();
    expect(standing(world)).toEqual([false, true, false, true]);
    await restartDoors(world.lab);
    await world.pair.signIn();
    expect(standing(world)).toEqual([true, true, true, true]);
  });

  it("refuses CUCM at 6972 alone when only the ECDSA certificate was left self-signed", async () => {
    const world = await here({ tomcat: "ca-signed" });
    await world.lab.hands.renew(["tomcat-ECDSA"]);
    await restartDoors(world.lab);
    await world.pair.signIn();
    expect(standing(world)).toEqual([false, false, false, false]);
    expect(kinds(world)).toEqual([
      "expressway-refuses-cucm 6972 self signed certificate",
      "expressway-refuses-cucm 6972 certificate verify failed",
    ]);
  });

  it("asks for a node by its System > Server entry and refuses a certificate that does not name it", async () => {
    const world = await here();
    world.pair.setServerName(nodeName("cucm-pub"), world.lab.cluster.publisher.address);
    await world.pair.signIn();
    expect(standing(world)).toEqual([false, true, false, true]);
    expect(kinds(world)[0]).toBe("name-not-in-certificate 8443 not in certificate");
  });

  it("lacks an intermediate: CUCM holds the root and still cannot climb to it", async () => {
    const world = await here();
    expect(world.lab.hands.deleteTrust("CallManager-trust", "Issuing")).toBe(1);
    await restartDoors(world.lab);
    await world.pair.signIn();
    expect(kinds(world)).toEqual(["cucm-refuses-expressway 6972 tlsv1 alert unknown ca"]);
  });

  it("says that its own certificate expired when CUCM says so", async () => {
    const world = await here();
    world.lab.hands.setTime({ offsetMs: 731 * 86_400_000 });
    await world.pair.signIn();
    expect(kinds(world)).toEqual([
      expect.stringMatching(/^cucm-refuses-expressway 8443 (sslv3|ssl.tls) alert certificate expired$/),
    ]);
  });

  it("says nothing of certificates when HAProxy is stopped, and lets another peer take over when one is off", async () => {
    const world = await here();
    world.lab.cluster.clock.setPace(100);
    await world.lab.hands.stopService("Cisco HAProxy", [nodeName("cucm-pub")]);
    await world.pair.signIn();
    expect(standing(world)).toEqual([false, true, false, true]);
    expect(kinds(world)).toEqual([]);
    await world.lab.hands.startService("Cisco HAProxy", [nodeName("cucm-pub")]);
    await world.pair.power("expc1", false);
    await world.pair.signIn();
    expect(standing(world)).toEqual([true, true, true, true]);
  });

  it("is in an administrator’s hands from another process too", async () => {
    const { lab, pair } = await here();
    const ask = (more: object) => performLabRequest(lab.cluster, { do: "expressway", ...more });
    expect(await ask({ verb: "remove-ca", peer: "expc1", value: "cucm-pub" })).toEqual({ removed: 2 });
    expect(await ask({ verb: "sign-in" })).toMatchObject({
      apps: [{ registered: false }, {}, { registered: false }, {}],
    });
    await ask({ verb: "verify-origin", peer: "expc1", value: "off" });
    expect(await ask({ verb: "sign-in" })).toMatchObject({ apps: Array(4).fill({ registered: true }) });
    await ask({ verb: "verify-origin", peer: "expc1", value: "on" });
    await ask({ verb: "trust-cucm", peer: "expc1" });
    expect(await ask({ verb: "sign-in" })).toMatchObject({
      apps: [{ registered: true }, {}, { registered: true }, {}],
    });
    await ask({ verb: "renew", peer: "expc1", value: "new" });
    expect(pair.peers[0]?.stored).not.toBe(pair.peers[0]?.loaded);
    await expect(ask({ verb: "renew", peer: "expc9", value: "new" })).rejects.toThrow(/no Expressway peer expc9/);
    await expect(ask({ verb: "renew", peer: "expc1", value: "odd" })).rejects.toThrow(/issuing, new, self/);
    const plain = await startLab({ nodes: 1, phones: 0, seed: 31 });
    onTestFinished(() => plain.close());
    await expect(performLabRequest(plain.cluster, { do: "expressway", verb: "status" })).rejects.toThrow(
      /no Expressway/,
    );
  });

  it("cannot hold two certificates of one name, and what an upload replaces depends on its manner", async () => {
    const { pair } = await here();
    const [peer] = pair.peers;
    const before = peer?.list.held.length ?? 0;
    const [one, other] = await Promise.all(
      [1, 2].map(() => pair.company.serverFor("twin.example", "self", { now: Date.now() })),
    );
    pair.uploadCa("expc1", `${one?.pem}${other?.pem}`);
    expect(peer?.list.held.length).toBe(before + 1);
    if (peer !== undefined) peer.list.uploads = "replace";
    pair.uploadCa("expc1", one?.pem ?? "");
    expect(peer?.list.held.length).toBe(1);
    expect(() => pair.uploadCa("expc1", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")).toThrow(
      /cannot be read/,
    );
  });
});
