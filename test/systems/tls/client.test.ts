// The certificates that a port presents, as certificates with evidence.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { createTlsClient } from "../../../src/systems/tls/client.ts";
import { TlsTap } from "../../../src/transport/tls-probe-records.ts";
import { namesAll, subjectDer } from "../../../src/trust/subject-der.ts";
import { type RawPort, startRawTls } from "../../fakes/raw-tls.ts";
import { makeIdentity, type TlsIdentity } from "../../fakes/tls-identity.ts";
import { nodeAt } from "../node.ts";

let rsa: TlsIdentity;
let ec: TlsIdentity;
beforeAll(async () => {
  rsa = await makeIdentity({ commonName: "cucm-pub", key: "rsa", names: ["cucm-pub.example.test"] });
  ec = await makeIdentity({ commonName: "cucm-pub-EC" });
});
const open: RawPort[] = [];
afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
});

describe("the served certificates of a port", () => {
  it("are read with their key type, and the evidence says what was offered", async () => {
    const port = await startRawTls(rsa, () => undefined, { cert: [rsa.pem, ec.pem], key: [rsa.keyPem, ec.keyPem] });
    open.push(port);
    const tls = createTlsClient({ clock: new ManualClock() });
    const one = await tls.served(nodeAt({}), port.port, { offer: "rsa" });
    const other = await tls.served(nodeAt({}), port.port, { offer: "ecdsa" });
    expect(one.value).toEqual([expect.objectContaining({ commonName: "cucm-pub", key: { type: "RSA", bits: 2048 } })]);
    expect(other.value).toEqual([expect.objectContaining({ commonName: "cucm-pub-EC", sha256: ec.sha256 })]);
    expect(one.evidence).toMatchObject({ system: "TLS", source: `127.0.0.1:${port.port} (RSA only)` });
    expect(one.evidence.excerpt).toContain(one.value[0]?.serial);
    expect(one.evidence.digest).toBe(rsa.sha256);
  });

  it("are an empty list when the port has none of the offered kind", async () => {
    const port = await startRawTls(rsa, () => undefined);
    open.push(port);
    const { value, evidence } = await createTlsClient({ clock: new ManualClock() }).served(nodeAt({}), port.port, {
      offer: "ecdsa",
    });
    expect(value).toEqual([]);
    expect(evidence.excerpt).toContain("refused: alert 40");
  });
});

describe("the CAs that a port accepts of its clients", () => {
  const accepts = async (options: Parameters<typeof startRawTls>[2]) => {
    const port = await startRawTls(rsa, () => undefined, { cert: [rsa.pem], key: [rsa.keyPem], ...options });
    open.push(port);
    return await createTlsClient({ clock: new ManualClock() }).accepts(nodeAt({}), port.port);
  };
  const named = (value: readonly Uint8Array[] | undefined, identity: TlsIdentity) => namesAll(value ?? [], [identity]);

  it("are the names that it gives, whoever refuses whom afterwards", async () => {
    const { value, evidence } = await accepts({ requestCert: true, rejectUnauthorized: true, ca: [ec.pem] });
    expect([named(value, ec), named(value, rsa)]).toEqual([true, false]);
    expect(evidence.excerpt).toContain("names 1 CAs");
  });

  it("are unknown where it asks for no certificate, or only in the encrypted part", async () => {
    expect((await accepts({})).value).toBeUndefined();
    expect((await accepts({ requestCert: true, ca: [ec.pem], minVersion: "TLSv1.3" })).value).toBeUndefined();
  });

  it("are read from a message that is cut, overlong or garbage without an invention", () => {
    const message = Buffer.from([13, 0, 0, 12, 1, 64, 0, 2, 4, 1, 0, 4, 0, 2, 48, 0]);
    const record = (body: Buffer) =>
      Buffer.concat([Buffer.from([22, 3, 3, body.length >> 8, body.length & 255]), body]);
    const seen = (body: Buffer) => {
      const tap = new TlsTap();
      tap.see(record(body));
      return tap.authorities?.map((name) => [...name]);
    };
    expect(seen(message)).toEqual([[48, 0]]);
    for (let at = 5; at < message.length; at += 1) {
      const cut = Buffer.concat([Buffer.from([13, 0, 0, at - 4]), message.subarray(4, at)]);
      expect(seen(cut)).toEqual([]);
    }
    expect(seen(Buffer.from([13, 0, 0, 12, 255, ...Array(11).fill(255)]))).toEqual([]);
  });

  it("have a subject to be compared with, or none", () => {
    expect(subjectDer({ der: new Uint8Array() })).toBeUndefined();
    for (let at = 1; at < 60; at += 1) expect(subjectDer({ der: rsa.der.slice(0, at) })).toBeUndefined();
    expect(Buffer.from(subjectDer(rsa) ?? []).toString("latin1")).toContain("cucm-pub");
  });
});
