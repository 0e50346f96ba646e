// PKCS#7 bundles as certificate authorities hand them out (made by OpenSSL's crl2pkcs7: one RSA and one EC certificate).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCertificates } from "../../src/trust/certificate.ts";
import { certificatesOfPkcs7 } from "../../src/trust/pkcs7.ts";

const fixture = (name: string): Buffer => readFileSync(join(import.meta.dirname, "../fixtures/trust", name));

describe("a PKCS#7 bundle", () => {
  it.each(["chain.p7b", "chain.der.p7b"])("gives RSA and EC certificates alike (%s)", (name) => {
    const certificates = readCertificates(fixture(name));
    expect(certificates.map((one) => `${one.commonName} ${one.key.type}`)).toEqual(["Root CA RSA", "EC CA EC"]);
  });

  it("is told apart from PEM certificates and from anything else", () => {
    expect(certificatesOfPkcs7("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).toBeUndefined();
    expect(certificatesOfPkcs7("hello")).toBeUndefined();
    expect(certificatesOfPkcs7(new Uint8Array([0x30, 0x03, 0x02, 0x01, 0x01]))).toBeUndefined();
  });

  it("is refused in linear time when bit strings are nested in bit strings, and unread when it is no chain's size", () => {
    const nested = (times: number): Uint8Array => {
      const inner = Buffer.alloc(times * 6, Buffer.from([0x03, 0x04, 0x00, 0x30, 0x80, 0x00]));
      const head = Buffer.from([0x30, 0x83, inner.length >> 16, (inner.length >> 8) & 0xff, inner.length & 0xff]);
      return new Uint8Array(Buffer.concat([head, inner]));
    };
    expect(certificatesOfPkcs7(nested(60_000))).toBeUndefined();
    expect(certificatesOfPkcs7(nested(600_000))).toBeUndefined();
  });

  it("never throws on bytes that are cut or made up", () => {
    const whole = fixture("chain.der.p7b");
    for (let length = 0; length < whole.length; length += 17) {
      const cut = certificatesOfPkcs7(new Uint8Array(whole.subarray(0, length)));
      expect(cut === undefined || Array.isArray(cut)).toBe(true);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        certificatesOfPkcs7(new Uint8Array([0x30, ...bytes]));
        return true;
      }),
      { numRuns: 300 },
    );
  });
});
