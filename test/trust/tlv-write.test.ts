// Trust lists written in CUCM's layout: the lengths of Cisco's own listings, byte by byte.
import { describe, expect, it } from "vitest";
import { verifyTrustList } from "../../src/trust/tlv-verify.ts";
import { writeTrustList } from "../../src/trust/tlv-write.ts";
import { list, read, renew } from "./cluster-lists.ts";
import { ecKey, identity, rsaKey } from "./pki.ts";

/** The names, serial length and key size of the 10.5 listing in Cisco document 118893. */
const krakow = identity({
  name: "L=Krakow,ST=Malopolska,CN=cucm-1051-a-pub,OU=TAC,O=Cisco,C=PL",
  serial: "70caf64e090751b9df22f49f754fc5bb",
  key: rsaKey(1024),
});

const walk = (bytes: Uint8Array, from: number, to: number): [tag: number, length: number][] => {
  const found: [number, number][] = [];
  for (let at = from; at < to; ) {
    const tag = bytes[at] ?? 0;
    if (tag === 13) {
      found.push([13, 1]);
      at += 1;
      continue;
    }
    const length = (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0);
    found.push([tag, length]);
    at += 3 + length;
  }
  return found;
};

describe("a written trust list", () => {
  const bytes = writeTrustList({
    kind: "CTL",
    signer: krakow,
    records: [
      { role: "SAST", dnsName: "cucm-1051-a-pub", certificate: krakow.certificate, address: "10.48.46.231" },
      { role: "CCM+TFTP", dnsName: "192.0.2.10", address: "192.0.2.10" },
    ],
    timestamp: Date.parse("2015-03-06T20:56:07.900Z"),
    digest: "sha1",
  });

  it("has the header of the listing: 336 = 5+5+(3+149)+(3+15)+(3+128)+(3+12)+(3+4)+3", () => {
    expect(walk(bytes, 0, 336)).toEqual([
      [1, 2],
      [2, 2],
      [3, 149],
      [7, 15],
      [12, 128],
      [14, 12],
      [15, 4],
      [13, 1],
      [13, 1],
      [13, 1],
    ]);
    expect(walk(bytes, 13, 13 + 149)).toEqual([
      [4, 62],
      [5, 16],
      [6, 62],
    ]);
    expect((bytes[8] ?? 0) * 256 + (bytes[9] ?? 0)).toBe(336);
  });

  it("has the record of the listing: 5+19+65+5+65+19+143+131+(3+certificate)+7", () => {
    const { length } = krakow.certificate.der;
    const end = 336 + 5 + 19 + 65 + 5 + 65 + 19 + 143 + 131 + 3 + length + 7;
    expect(walk(bytes, 336, end)).toEqual([
      [1, 2],
      [2, 16],
      [3, 62],
      [4, 2],
      [5, 62],
      [6, 16],
      [7, 140],
      [8, 128],
      [9, length],
      [10, 4],
    ]);
    expect((bytes[339] ?? 0) * 256 + (bytes[340] ?? 0)).toBe(end - 336);
    // The non-secure CTL's record: name, function and address only, 31 bytes for 192.0.2.10.
    expect(bytes.length - end).toBe(31);
  });

  it("reads back as what was written", () => {
    const back = read(bytes);
    expect(back).toMatchObject({
      kind: "CTL",
      fileName: "CTLFile.tlv",
      version: "1.2",
      digestAlgorithm: "sha1",
      timestamp: "2015-03-06T20:56:07.000Z",
      signer: {
        serial: krakow.certificate.serial,
        name: "CN=cucm-1051-a-pub;OU=TAC;O=Cisco;L=Krakow;ST=Malopolska;C=PL",
      },
    });
    expect(back.records).toHaveLength(2);
    expect(back.records[0]).toMatchObject({
      number: 1,
      role: 0,
      serial: krakow.certificate.serial,
      address: "10.48.46.231",
    });
    expect(Buffer.from(back.records[0]?.certificate ?? []).equals(krakow.certificate.der)).toBe(true);
    expect(back.records[1]).toEqual({
      number: 2,
      role: 2,
      dnsName: "192.0.2.10",
      subject: "",
      issuer: "",
      serial: "",
      address: "192.0.2.10",
    });
  });

  it.each(["sha1", "sha256", "sha512"] as const)("is signed so that it verifies with %s", (digest) => {
    const cluster = renew(undefined);
    const signed = list(cluster, "ITL", cluster.itlRecovery, { digest });
    expect(signed.digestAlgorithm).toBe(digest);
    expect(verifyTrustList(signed, cluster.itlRecovery.certificate.der)).toBe("valid");
  });

  it("pads its header to four bytes whatever the names' lengths are", () => {
    const key = rsaKey();
    for (const name of ["CN=a", "CN=ab", "CN=abc", "CN=abcd"]) {
      const signer = identity({ name, key });
      const made = writeTrustList({ kind: "ITL", signer, records: [], timestamp: 0 });
      expect(made.length % 4).toBe(0);
      expect(read(made).records).toEqual([]);
    }
  });

  it("carries EC certificates with their point as public key", () => {
    const ec = identity({ name: "CN=cucm-pub-EC", key: ecKey("P-256") });
    const made = read(
      writeTrustList({
        kind: "ITL",
        signer: krakow,
        records: [{ role: "CCM+TFTP", dnsName: "pub", certificate: ec.certificate }],
        timestamp: 0,
      }),
    );
    expect(Buffer.from(made.records[0]?.certificate ?? []).equals(ec.certificate.der)).toBe(true);
    expect(walk(made.bytes, made.bytes.length - 3 - ec.certificate.der.length, made.bytes.length)).toEqual([
      [9, ec.certificate.der.length],
    ]);
  });

  it("is never signed by an EC key or an RSA size that the format has no code for", () => {
    const ec = identity({ name: "CN=ec", key: ecKey() });
    const odd = identity({ name: "CN=odd", key: rsaKey(1536) });
    for (const signer of [ec, odd]) {
      expect(() => writeTrustList({ kind: "ITL", signer, records: [], timestamp: 0 })).toThrow("cannot be signed");
    }
  });
});
