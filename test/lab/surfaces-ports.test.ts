// The lab's ports: what they present, when that changes, and when they are shut.
import { connect as connectTcp } from "node:net";
import { connect, type PeerCertificate } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { NodePorts } from "../../src/domain/cluster.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ nodes: 2, phones: 3, seed: 7, clockScale: 100, mode: "mixed" });
});
afterAll(() => lab.close());

const pub = () => lab.cluster.publisher;

/** The serial on a port, lower-case hex without leading zeros, as a client sees it. */
function served(port: keyof NodePorts, offer?: "rsa" | "ecdsa"): Promise<string> {
  const node = pub();
  const limits =
    offer === undefined ? {} : ({ maxVersion: "TLSv1.2", ciphers: offer === "rsa" ? "aRSA" : "aECDSA" } as const);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: node.address, port: node.ports[port], rejectUnauthorized: false, ...limits }, () => {
      const certificate: PeerCertificate = socket.getPeerCertificate();
      socket.destroy();
      resolve(certificate.serialNumber.toLowerCase().replace(/^0+/, ""));
    });
    socket.on("error", reject);
  });
}

const isOpen = (port: keyof NodePorts): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connectTcp({ host: pub().address, port: pub().ports[port] }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });

describe("certificates on ports", () => {
  it.each([
    ["https", "tomcat", "tomcat-ECDSA"],
    ["tftpHttps", "tomcat", "tomcat-ECDSA"],
    ["sipTls", "CallManager", "CallManager-ECDSA"],
  ] as const)("%s presents the RSA or the ECDSA certificate by what is offered", async (port, rsa, ecdsa) => {
    expect(await served(port, "rsa")).toBe(pub().own.get(rsa)?.serial);
    expect(await served(port, "ecdsa")).toBe(pub().own.get(ecdsa)?.serial);
  });

  it.each([
    ["tvs", "TVS"],
    ["capf", "CAPF"],
  ] as const)("%s presents the %s certificate", async (port, unit) => {
    expect(await served(port)).toBe(pub().own.get(unit)?.serial);
  });

  it("keeps the old certificate on 8443 after a renewal until Tomcat and HAProxy restart", async () => {
    const before = await served("https", "rsa");
    await lab.hands.renew(["tomcat"], { node: pub().name });
    const renewed = pub().own.get("tomcat")?.serial;
    expect(renewed).not.toBe(before);
    expect(await served("https", "rsa")).toBe(before);
    await lab.hands.restartService("Cisco Tomcat", [pub().name]);
    expect(await served("https", "rsa")).toBe(renewed);
  });

  it("names both certificates of 8443 as pins", () => {
    const pin = lab.pins().find(({ node }) => node === pub().name);
    expect(pin?.pem).toEqual([pub().own.get("tomcat")?.pem, pub().own.get("tomcat-ECDSA")?.pem]);
  });
});

describe("services and ports", () => {
  it("shuts a port when its service stops, cuts who is connected, and opens it again", async () => {
    const node = pub();
    const cut = new Promise<void>((resolve) => {
      const socket = connect({ host: node.address, port: node.ports.tvs, rejectUnauthorized: false });
      socket.on("close", () => resolve());
      socket.on("error", () => undefined);
      socket.on("secureConnect", () => {
        lab.hands.stopService("Cisco Trust Verification Service", [node.name]).catch(() => undefined);
      });
    });
    await cut;
    await lab.hands.stopService("Cisco Trust Verification Service", [node.name]).catch(() => undefined);
    expect(await isOpen("tvs")).toBe(false);
    expect(await isOpen("https")).toBe(true);
    await lab.hands.startService("Cisco Trust Verification Service", [node.name]);
    expect(await isOpen("tvs")).toBe(true);
  });

  it("shuts everything on a node that is switched off", async () => {
    lab.hands.powerNode(pub().name, false);
    const ports = Object.keys(pub().ports) as (keyof NodePorts)[];
    for (const port of ports) expect([port, await isOpen(port)]).toEqual([port, false]);
    lab.hands.powerNode(pub().name, true);
    await expect.poll(() => isOpen("ssh"), { timeout: 20_000 }).toBe(true);
  });
});

describe("6970", () => {
  const get = (name: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://${pub().address}:${pub().ports.tftpHttp}/${name}`, init);

  it("serves the trust lists and the phone's own copies and configuration", async () => {
    await expect.poll(() => isOpen("tftpHttp"), { timeout: 20_000 }).toBe(true);
    const phone = lab.cluster.phones[0]?.name ?? "";
    for (const name of [
      "ITLFile.tlv",
      "CTLFile.tlv",
      `ITL${phone}.tlv`,
      `CTL${phone}.tlv`,
      `${phone}.cnf.xml.sgn`,
      "ConfigFileCacheList.txt",
    ]) {
      const answer = await get(name);
      expect([name, answer.status]).toEqual([name, 200]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(50);
    }
    const itl = new Uint8Array(await (await get("ITLFile.tlv")).arrayBuffer());
    expect(Buffer.from(itl).equals(Buffer.from(pub().trustList("ITL") ?? []))).toBe(true);
  });

  it.each(["", "nothing.tlv", "..%2f..%2fetc%2fpasswd", "%E0%A4%A", "ITLFile.tlv/x", "a".repeat(500)])(
    "answers 404 to %j",
    async (name) => {
      expect((await get(name)).status).toBe(404);
    },
  );

  it("takes no upload", async () => {
    expect((await get("ITLFile.tlv", { method: "PUT", body: "x" })).status).toBe(405);
  });
});
