// Files made by other tools (certutils, and a writer in CUCM's layout) read and verified by ours.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { type TrustRole, trustRoles } from "../../src/domain/cluster.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import { isTrustList, readTrustList } from "../../src/trust/tlv-read.ts";
import { signerIn, verifyTrustList } from "../../src/trust/tlv-verify.ts";
import { writeTrustList } from "../../src/trust/tlv-write.ts";
import { read } from "./cluster-lists.ts";
import { identity, rsaKey } from "./pki.ts";

const folder = resolve(import.meta.dirname, "../../../shared/samples/tlv");
const missing = !existsSync(folder);
const files = (name: string): string[] =>
  missing ? [] : readdirSync(join(folder, name)).filter((file) => file.endsWith(".tlv"));
const bytesOf = (...path: string[]): Uint8Array => new Uint8Array(readFileSync(join(folder, ...path)));

/** As hexadecimal, the value of the header’s signature (tag 12, 256 bytes) left out. */
function unsigned(bytes: Uint8Array): string {
  const at = Buffer.from(bytes).indexOf(Buffer.of(12, 1, 0));
  return Buffer.concat([bytes.subarray(0, at + 3), bytes.subarray(at + 3 + 256)]).toString("hex");
}

describe.skipIf(missing)("trust lists of other tools (skipped where the sample folder is not there)", () => {
  it("of certutils and in CUCM's layout are read, and their signature is valid", () => {
    const whole = ["certutils", "cucm-layout"]
      .flatMap((name) => files(name).map((file) => [name, file] as const))
      .filter(([, file]) => !file.includes("truncated"));
    expect(whole.length).toBeGreaterThan(10);
    for (const [name, file] of whole) {
      const list = read(bytesOf(name, file));
      const signer = signerIn(list, list)?.certificate ?? new Uint8Array();
      expect(`${file} ${verifyTrustList(list, signer)}`).toBe(`${file} valid`);
      expect(list.kind).toBe(file.slice(0, 3));
    }
  });

  it("come out of our writer as the same records, whoever wrote them first", () => {
    const roleOf = new Map<number, TrustRole>(
      Object.entries(trustRoles).map(([name, number]) => [number, name as TrustRole]),
    );
    const signer = identity({ name: "CN=another signer", key: rsaKey() });
    const what = (list: ReturnType<typeof read>) =>
      list.records.map(({ role, dnsName, serial, certificate, address }) => ({
        role,
        dnsName,
        serial,
        certificate: Buffer.from(certificate ?? []).toString("hex"),
        address,
      }));
    for (const name of ["certutils", "cucm-layout"]) {
      for (const file of files(name).filter((one) => !one.includes("truncated"))) {
        const theirs = read(bytesOf(name, file));
        const records = theirs.records.map(({ role, dnsName, certificate, address }) => ({
          role: roleOf.get(role) ?? "SAST",
          dnsName,
          ...(certificate === undefined ? {} : { certificate: readCertificate(certificate) }),
          ...(address === undefined ? {} : { address }),
        }));
        const ours = read(writeTrustList({ kind: theirs.kind, signer, timestamp: 0, records }));
        expect({ file, records: what(ours) }).toEqual({ file, records: what(theirs) });
      }
    }
  });

  it("in CUCM’s layout, which certutils reads and verifies, come out of our writer byte for byte but for the signature", () => {
    const roleOf = new Map<number, TrustRole>(
      Object.entries(trustRoles).map(([name, number]) => [number, name as TrustRole]),
    );
    const { privateKeyPem } = identity({ name: "CN=another signer", key: rsaKey(2048) });
    for (const file of files("cucm-layout")) {
      const sample = bytesOf("cucm-layout", file);
      const theirs = read(sample);
      const signer = readCertificate(signerIn(theirs, theirs)?.certificate ?? new Uint8Array());
      const ours = writeTrustList({
        kind: theirs.kind,
        signer: { certificate: signer, privateKeyPem },
        timestamp: Date.parse(theirs.timestamp),
        digest: theirs.digestAlgorithm,
        records: theirs.records.map(({ role, dnsName, certificate, address }) => ({
          role: roleOf.get(role) ?? "SAST",
          dnsName,
          ...(certificate === undefined ? {} : { certificate: readCertificate(certificate) }),
          ...(address === undefined ? {} : { address }),
        })),
      });
      const [mine, sampled] = [unsigned(ours), unsigned(sample)];
      const differs = [...mine].findIndex((digit, at) => digit !== sampled[at]);
      expect({ file, length: mine.length, differs }).toEqual({ file, length: sampled.length, differs: -1 });
    }
  });

  it("that are truncated are called so", () => {
    const result = readTrustList(bytesOf("certutils", "ITLFile-truncated.tlv"));
    expect(isTrustList(result) ? "read" : result.fault).toBe("truncated");
  });

  it("print the same records as the `show itl` rendering beside them", () => {
    for (const file of files("cucm-layout")) {
      const list = read(bytesOf("cucm-layout", file));
      const shown = readFileSync(join(folder, "cucm-layout", `${file}.show.txt`), "utf8");
      const serials = [...shown.matchAll(/^6\tSERIALNUMBER\t\d+\t([0-9A-F:]+)/gm)].map(([, serial = ""]) =>
        serial.replaceAll(":", "").toLowerCase().replace(/^0+/, ""),
      );
      expect(list.records.map(({ serial }) => serial).filter((serial) => serial !== "")).toEqual(serials);
      expect(shown).toContain(`of ${list.kind} file: ${list.bytes.length}`.replace("of ", "Length of "));
    }
  });

  it("have records that our writer makes byte for byte from the same certificates", () => {
    const sample = bytesOf("cucm-layout", "ITLFile-v12-before.tlv");
    const certificate = (name: string) => readCertificate(bytesOf("certs", name));
    const theirs = read(sample);
    const names = [
      "itlrecovery-pub",
      "ccm-pub-old",
      "ccm-pub-old",
      "ccm-sub-old",
      "tvs-pub-old",
      "tvs-sub-old",
      "capf-old",
    ];
    const roleOf = new Map<number, TrustRole>(
      Object.entries(trustRoles).map(([name, number]) => [number, name as TrustRole]),
    );
    const signer = identity({ name: "CN=another signer", key: rsaKey() });
    const ours = writeTrustList({
      kind: "ITL",
      signer,
      timestamp: 0,
      records: theirs.records.map((record, index) => ({
        role: roleOf.get(record.role) ?? "SAST",
        dnsName: record.dnsName,
        certificate: certificate(`${names[index]}.crt`),
        ...(record.address === undefined ? {} : { address: record.address }),
      })),
    });
    const recordsOf = (bytes: Uint8Array): string =>
      Buffer.from(bytes.subarray((bytes[8] ?? 0) * 256 + (bytes[9] ?? 0))).toString("hex");
    expect(recordsOf(ours)).toBe(recordsOf(sample));
  });
});
