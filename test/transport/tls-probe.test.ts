// The TLS probe against real servers: RSA and ECDSA side by side, client authentication, TLS 1.3 only, no TLS at all.
import { randomBytes } from "node:crypto";
import type tls from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { probeTls } from "../../src/transport/tls-probe.ts";
import { TlsTap } from "../../src/transport/tls-probe-records.ts";
import { type RawPort, startRawTcp, startRawTls } from "../fakes/raw-tls.ts";
import { makeIdentity, type TlsIdentity } from "../fakes/tls-identity.ts";

let rsa: TlsIdentity;
let ec: TlsIdentity;
let ca: TlsIdentity;
let signed: TlsIdentity;
beforeAll(async () => {
  rsa = await makeIdentity({ commonName: "rsa", key: "rsa" });
  ec = await makeIdentity({ commonName: "ec" });
  ca = await makeIdentity({ commonName: "ca", key: "rsa", ca: true });
  signed = await makeIdentity({ commonName: "signed", issuer: ca });
});
const open: RawPort[] = [];
afterEach(async () => {
  for (const port of open.splice(0)) await port.close();
});

async function serve(options: tls.TlsOptions, identity = rsa): Promise<RawPort> {
  const port = await startRawTls(identity, () => undefined, options);
  open.push(port);
  return port;
}
const both = (): tls.TlsOptions => ({ cert: [rsa.pem, ec.pem], key: [rsa.keyPem, ec.keyPem] });
const probe = (port: RawPort, offer?: "rsa" | "ecdsa", deadlineMs = 5000) =>
  probeTls({
    endpoint: { node: "cucm-pub", address: "127.0.0.1", port: port.port },
    deadlineMs,
    ...(offer === undefined ? {} : { offer }),
  });
const hex = (der: Uint8Array): string => Buffer.from(der).toString("hex");

describe.each(["TLSv1.2", "TLSv1.3"] as const)("a port that speaks %s only", (version) => {
  const only = { minVersion: version, maxVersion: version } as const;

  it("shows its RSA certificate to an RSA offer and its ECDSA certificate to an ECDSA offer", async () => {
    const port = await serve({ ...both(), ...only });
    expect((await probe(port, "rsa")).chain.map(hex)).toEqual([hex(rsa.der)]);
    expect((await probe(port, "ecdsa")).chain.map(hex)).toEqual([hex(ec.der)]);
  });

  it("has nothing for an ECDSA offer when it has RSA alone, which is an answer and no error", async () => {
    const port = await serve(only);
    expect((await probe(port, "ecdsa")).chain).toEqual([]);
    expect((await probe(port, "rsa")).chain).toHaveLength(1);
  });

  it("shows an ECDSA certificate that an RSA CA signed, with its chain", async () => {
    const port = await serve({ ...only, cert: signed.pem + ca.pem, key: signed.keyPem });
    expect((await probe(port, "ecdsa")).chain.map(hex)).toEqual([hex(signed.der), hex(ca.der)]);
  });
});

describe("the TLS probe", () => {
  it("sees the certificate of a port that demands one from us and then refuses", async () => {
    const port = await serve({ requestCert: true, rejectUnauthorized: true, ca: [ca.pem], maxVersion: "TLSv1.2" });
    expect((await probe(port)).chain.map(hex)).toEqual([hex(rsa.der)]);
  });

  it("gives the chain in the order in which it was served, strays included", async () => {
    const port = await serve({ cert: signed.pem + rsa.pem + ca.pem, key: signed.keyPem });
    expect((await probe(port)).chain.map(hex)).toEqual([signed, rsa, ca].map((one) => hex(one.der)));
  });

  it("sends the server name it was given", async () => {
    const names: string[] = [];
    const port = await serve({
      SNICallback: (name, done) => {
        names.push(name);
        done(null);
      },
    });
    const endpoint = { node: "cucm-pub", address: "127.0.0.1", port: port.port };
    await probeTls({ endpoint, deadlineMs: 5000, serverName: "cucm-pub.example.test" });
    expect(names).toEqual(["cucm-pub.example.test"]);
  });

  it("gives up on a port that accepts and says nothing", async () => {
    const port = await startRawTcp(() => undefined);
    open.push(port);
    await expect(probe(port, undefined, 200)).rejects.toMatchObject({ code: "deadline-exceeded" });
  });

  it("says that a port is no TLS, or that nobody listens", async () => {
    const port = await startRawTcp((socket) => socket.write("220 ready\r\n".repeat(100)), true);
    open.push(port);
    await expect(probe(port)).rejects.toMatchObject({ code: "output-not-understood" });
    const closed = await startRawTcp(() => undefined);
    await closed.close();
    await expect(probe(closed)).rejects.toMatchObject({ code: "node-unreachable" });
  });

  it("survives any bytes that claim to be a handshake", () => {
    for (let run = 0; run < 500; run += 1) {
      const tap = new TlsTap();
      const body = randomBytes(run % 200);
      const record = Buffer.from([22, 3, 3, body.length >> 8, body.length & 255]);
      for (const byte of Buffer.concat([record, body])) tap.see(Buffer.of(byte));
      tap.see(randomBytes(300_000));
      expect(tap.certificates?.length ?? 0).toBeLessThan(100);
    }
  });
});
