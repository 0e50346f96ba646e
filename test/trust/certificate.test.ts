// Certificates read from PEM and DER, RSA and EC, whole and damaged.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CertOpsError } from "../../src/domain/errors.ts";
import { readCertificate, readCertificates, toPem } from "../../src/trust/certificate.ts";
import { ecKey, identity, rsaKey } from "./pki.ts";

const rsa = identity({ name: "L=Dallas,CN=cucm-pub.example.com,O=Example", serial: "00c0ffee", key: rsaKey(2048) });
const ec = identity({ name: "CN=cucm-pub-EC.example.com", key: ecKey("P-384") });

const codeWhenRead = (given: string | Uint8Array): string => {
  try {
    readCertificate(given);
    return "read";
  } catch (error) {
    return error instanceof CertOpsError ? error.code : `not typed: ${String(error)}`;
  }
};

describe("a certificate", () => {
  it("tells serial, names, validity and key of an RSA certificate", () => {
    expect(rsa.certificate).toMatchObject({
      serial: "c0ffee",
      subject: "L=Dallas,CN=cucm-pub.example.com,O=Example",
      commonName: "cucm-pub.example.com",
      notBefore: "2026-01-01T00:00:00.000Z",
      notAfter: "2031-01-01T00:00:00.000Z",
      key: { type: "RSA", bits: 2048 },
      selfSigned: true,
      ca: false,
      names: [],
    });
  });

  it("tells the curve's size of an EC certificate", () => {
    expect(ec.certificate).toMatchObject({ key: { type: "EC", bits: 384 }, selfSigned: true });
  });

  it("is not self-signed when a CA signed it, nor when it only copies the CA's name", () => {
    const key = rsaKey();
    const signed = identity({ name: "CN=tomcat", issuer: { name: "CN=Example CA", key } });
    const forged = identity({ name: "CN=Example CA", issuer: { name: "CN=Example CA", key } });
    expect(signed.certificate).toMatchObject({ selfSigned: false, issuer: "CN=Example CA" });
    expect(forged.certificate.selfSigned).toBe(false);
  });

  it("keeps a DNS name with a comma in one piece, so that it cannot pass for two names", () => {
    const odd = identity({ name: "CN=x", names: ["a.example.com", "b, DNS:cucm-pub.example.com"], ca: true });
    expect(odd.certificate.names).toEqual(["a.example.com", "b, DNS:cucm-pub.example.com"]);
    expect(odd.certificate.ca).toBe(true);
  });

  it("reads alike as DER, PEM text, PEM bytes, and PEM with CRLF inside other text", () => {
    const pem = toPem(ec.certificate.der);
    const printed = `admin:show cert own CallManager-ECDSA\r\n${pem.replaceAll("\n", "\r\n")}admin:`;
    for (const form of [ec.certificate.der, pem, Buffer.from(pem), printed]) {
      expect(readCertificate(form)).toEqual(ec.certificate);
    }
  });

  it("reads a bundle in its order, and nothing from a text without certificates", () => {
    const bundle = `# chain\n${toPem(rsa.certificate.der)}between\n${toPem(ec.certificate.der)}`;
    expect(readCertificates(bundle).map(({ sha256 }) => sha256)).toEqual([
      rsa.certificate.sha256,
      ec.certificate.sha256,
    ]);
    expect(readCertificates("nothing here")).toEqual([]);
  });

  it.each([
    ["nothing", ""],
    ["no bytes", new Uint8Array()],
    ["text", "certificate has expired"],
    ["a private key", rsa.privateKeyPem],
    ["a PEM without end", toPem(rsa.certificate.der).slice(0, -30)],
    ["a truncated DER", rsa.certificate.der.slice(0, 300)],
    ["a PEM with a damaged body", toPem(rsa.certificate.der.slice(5))],
    ["too many bytes", new Uint8Array(5 * 1024 * 1024)],
  ])("made of %s is a typed error", (_, given) => {
    expect(codeWhenRead(given)).toBe("output-not-understood");
  });

  it("made of random bytes, or with one byte changed, is read or a typed error, never anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(codeWhenRead(bytes)).toBe("output-not-understood");
        expect(["read", "output-not-understood"]).toContain(codeWhenRead(new Uint8Array([0x30, ...bytes])));
      }),
    );
    fc.assert(
      fc.property(fc.nat(ec.certificate.der.length - 1), fc.nat(255), (at, value) => {
        const changed = ec.certificate.der.slice();
        changed[at] = value;
        expect(["read", "output-not-understood"]).toContain(codeWhenRead(changed));
      }),
      { numRuns: 400 },
    );
  });

  it("survives a flood of BEGIN lines in linear time", () => {
    expect(readCertificates("-----BEGIN CERTIFICATE-----\nAAAA\n".repeat(100_000))).toEqual([]);
  });
});
