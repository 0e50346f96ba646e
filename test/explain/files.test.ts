// Certificates, chains, requests and PKCS#12 files in every packing, whatever they are called; and damaged ones.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../src/domain/explanation.ts";
import { explainBytes, explainText } from "../../src/explain/explain.ts";
import { processorMs } from "../fakes/processor-time.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
// The authority of these tests dates its certificates to the second in which they are made.
const now = Date.now() + 3600_000;
const folder = mkdtempSync(join(tmpdir(), "certops-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const openssl = (...args: string[]): void => {
  execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
};
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));
const explain = (bytes: Uint8Array | string, password?: string): Promise<Explanation> => {
  const options = { now, ...(password === undefined ? {} : { password }) };
  return typeof bytes === "string" ? explainText(bytes, options) : explainBytes(bytes, options);
};
const codes = ({ findings }: Explanation): string[] => findings.map(({ code }) => code);

/** A root, an intermediate and a server, as a company's authority makes them. */
function makeChain(): void {
  const config =
    "[ca]\nbasicConstraints=critical,CA:TRUE\n[srv]\nsubjectAltName=DNS:cucm-pub.lab.example,IP:192.0.2.11\nextendedKeyUsage=serverAuth,clientAuth\n";
  writeFileSync(join(folder, "x.cnf"), config);
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "root.key",
    "-out",
    "root.pem",
    "-days",
    "400",
    "-subj",
    "/CN=Lab Root",
  );
  openssl(
    "req",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "mid.key",
    "-out",
    "mid.csr",
    "-subj",
    "/CN=Lab Issuing CA",
  );
  openssl(
    "x509",
    "-req",
    "-in",
    "mid.csr",
    "-CA",
    "root.pem",
    "-CAkey",
    "root.key",
    "-CAcreateserial",
    "-out",
    "mid.pem",
    "-days",
    "300",
    "-extfile",
    "x.cnf",
    "-extensions",
    "ca",
  );
  openssl(
    "req",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-keyout",
    "srv.key",
    "-out",
    "srv.csr",
    "-subj",
    "/CN=cucm-pub.lab.example/O=Lab",
    "-addext",
    "subjectAltName=DNS:cucm-pub.lab.example,IP:192.0.2.11",
    "-addext",
    "extendedKeyUsage=serverAuth,clientAuth",
  );
  openssl(
    "x509",
    "-req",
    "-in",
    "srv.csr",
    "-CA",
    "mid.pem",
    "-CAkey",
    "mid.key",
    "-CAcreateserial",
    "-out",
    "srv.pem",
    "-days",
    "100",
    "-extfile",
    "x.cnf",
    "-extensions",
    "srv",
  );
  openssl("x509", "-in", "srv.pem", "-outform", "der", "-out", "srv.der");
  openssl(
    "crl2pkcs7",
    "-nocrl",
    "-certfile",
    "srv.pem",
    "-certfile",
    "mid.pem",
    "-certfile",
    "root.pem",
    "-out",
    "chain.p7b",
  );
  openssl(
    "crl2pkcs7",
    "-nocrl",
    "-certfile",
    "srv.pem",
    "-certfile",
    "mid.pem",
    "-outform",
    "der",
    "-out",
    "chain.p7c",
  );
  openssl("req", "-in", "srv.csr", "-outform", "der", "-out", "srv.csr.der");
  writeFileSync(
    join(folder, "chain.pem"),
    ["root.pem", "srv.pem", "mid.pem"].map((name) => readFileSync(join(folder, name), "utf8")).join("\n"),
  );
  for (const [name, password, ...more] of [
    ["new.p12", "Sesame öffne"],
    ["old.p12", "sesame", "-legacy", "-certpbe", "PBE-SHA1-RC2-40"],
    ["des.p12", "sesame", "-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"],
    ["open.p12", "", "-certpbe", "NONE", "-keypbe", "NONE"],
  ] as const) {
    openssl(
      "pkcs12",
      "-export",
      "-in",
      "srv.pem",
      "-inkey",
      "srv.key",
      "-certfile",
      "mid.pem",
      "-out",
      name,
      "-passout",
      `pass:${password}`,
      ...more,
    );
  }
}

describe.skipIf(!hasOpenssl)("files that OpenSSL makes (skipped where there is no openssl)", () => {
  if (hasOpenssl) makeChain();
  const serial = hasOpenssl
    ? execFileSync("openssl", ["x509", "-in", "srv.pem", "-noout", "-serial"], { cwd: folder, encoding: "utf8" })
    : "";
  const wanted = serial.trim().replace("serial=", "").toLowerCase().replace(/^0+/, "");

  it.each(["srv.pem", "srv.der"])("%s is a certificate with its serial number, names and dates", async (name) => {
    const explained = await explain(bytesOf(name));
    expect(explained).toMatchObject({
      kind: "certificate",
      facts: {
        format: name === "srv.pem" ? "pem" : "der",
        serial: wanted,
        commonName: "cucm-pub.lab.example",
        names: ["cucm-pub.lab.example", "192.0.2.11"],
        key: "EC 256",
        selfSigned: false,
      },
    });
    expect(codes(explained)).toEqual(["certificate.valid", "certificate.chain-open"]);
  });

  it.each(["chain.pem", "chain.p7b"])("%s is a chain that is complete, in whatever order it stands", async (name) => {
    const explained = await explain(bytesOf(name));
    expect(explained.facts).toMatchObject({ chain: { complete: true, missing: null } });
    expect(explained.facts.certificates).toHaveLength(3);
    expect(codes(explained)).toContain("certificate.chain-complete");
  });

  it("a PKCS#7 file in DER without the root names what is missing", async () => {
    const explained = await explain(bytesOf("chain.p7c"));
    expect(explained.facts).toMatchObject({ format: "pkcs7", chain: { complete: false, missing: "CN=Lab Root" } });
  });

  it("a chain in which a name fits and the signature does not is called broken", async () => {
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-keyout",
      "o.key",
      "-out",
      "other.pem",
      "-days",
      "30",
      "-subj",
      "/CN=Lab Issuing CA",
      "-extensions",
      "ca",
      "-config",
      "x.cnf",
      "-section",
      "ca",
    );
    const text = `${Buffer.from(bytesOf("srv.pem")).toString()}${Buffer.from(bytesOf("other.pem")).toString()}`;
    expect(codes(await explain(text))).toContain("certificate.chain-broken");
  });

  it.each([
    ["srv.csr", "pem"],
    ["srv.csr.der", "der"],
  ])("%s is a request that is whole", async (name, format) => {
    const explained = await explain(bytesOf(name));
    expect(explained).toMatchObject({
      kind: "csr",
      facts: { format, signatureValid: true, key: "EC 256", names: ["cucm-pub.lab.example", "192.0.2.11"] },
    });
    expect(codes(explained)).toEqual(["csr.ready"]);
  });

  it("a request that was altered, or asks for too little, is told apart", async () => {
    const der = bytesOf("srv.csr.der");
    der[der.length - 5] = (der[der.length - 5] ?? 0) ^ 1;
    expect(codes(await explain(der))).toContain("csr.signature-invalid");
    expect(codes(await explain(bytesOf("mid.csr")))).toEqual(["csr.ready", "csr.usage-missing", "csr.no-names"]);
  });

  it("a mail that quotes a chain, or lost its line breaks, or only its BEGIN and END, is still read", async () => {
    const pem = Buffer.from(bytesOf("srv.pem")).toString();
    for (const text of [
      `Hello,\n\nhere is the new one:\n\n${pem.replace(/^/gm, "> ")}\nRegards`,
      `\`\`\`\n${pem}\`\`\``,
      pem.replaceAll("\n", " "),
      pem.replaceAll("\n", "\r\n"),
      pem.replace(/-----[A-Z ]+-----/g, ""),
      JSON.stringify({ certificate: pem }),
    ]) {
      expect(await explain(text), text.slice(0, 60)).toMatchObject({ kind: "certificate", facts: { serial: wanted } });
    }
  });

  describe("a PKCS#12 file", () => {
    it.each([
      ["new.p12", "Sesame öffne"],
      ["old.p12", "sesame"],
      ["des.p12", "sesame"],
    ])("%s asks for its password, refuses another, and opens with the right one", async (name, password) => {
      expect(await explain(bytesOf(name))).toMatchObject({ kind: "unknown", facts: { reason: "password-needed" } });
      const wrong = await explain(bytesOf(name), "something else");
      expect(wrong).toMatchObject({ kind: "unknown", facts: { reason: "wrong-password" } });
      const explained = await explain(bytesOf(name), password);
      expect(explained).toMatchObject({
        kind: "certificate",
        facts: { format: "pkcs12", serial: wanted, privateKeys: 1 },
      });
      expect(explained.facts.certificates).toHaveLength(2);
      expect(codes(explained)).toContain("file.private-key");
      expect(JSON.stringify(explained)).not.toContain(password);
    });

    it("without a password is opened at once", async () => {
      expect(await explain(bytesOf("open.p12"))).toMatchObject({ kind: "certificate", facts: { serial: wanted } });
    });

    it("that asks for years of key derivation is refused in no time", async () => {
      const bytes = Buffer.from(bytesOf("new.p12"));
      // 2048 rounds (02 02 08 00) become some two thousand million (02 04 ...): the lengths around it must stay, so the salt gives two bytes.
      const at = bytes.indexOf(Buffer.from([0x02, 0x02, 0x08, 0x00]));
      expect(at).toBeGreaterThan(0);
      // OpenSSL 3 salts with 16 bytes, older ones with 8. The bytes are random: only its header's place tells the salt from a 04 within.
      const length =
        [16, 8].find((bytesOfSalt) => bytes.readUInt16BE(at - bytesOfSalt - 2) === 0x0400 + bytesOfSalt) ?? 0;
      expect(length).toBeGreaterThan(0);
      const salt = at - length - 2;
      const rebuilt = Buffer.concat([
        bytes.subarray(0, salt),
        Buffer.from([0x04, length - 2]),
        bytes.subarray(salt + 2, salt + length),
        Buffer.from([0x02, 0x04, 0x7f, 0xff, 0xff, 0xff]),
        bytes.subarray(at + 4),
      ]);
      let explained: Explanation | undefined;
      const took = await processorMs(async () => {
        explained = await explain(new Uint8Array(rebuilt), "Sesame öffne");
      });
      expect(took).toBeLessThan(5_000);
      expect(explained && codes(explained)).toContain("certificate.damaged");
    });
  });

  it("what is cut, altered or full of absurd lengths is called damaged, or not recognised, and never hangs", async () => {
    const der = Buffer.from(bytesOf("srv.der"));
    const pem = Buffer.from(bytesOf("srv.pem")).toString();
    expect(codes(await explain(pem.replace(/\n.{20}/, "\n")))).toEqual(["certificate.damaged"]);
    for (const bytes of [
      der.subarray(0, 200),
      Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]),
      Buffer.from([0x30, 0x80, ...Array.from({ length: 5000 }, () => 0x30)]),
      Buffer.from(Array.from({ length: 20_000 }, () => [0x30, 0x80]).flat()),
    ]) {
      expect((await explain(new Uint8Array(bytes))).kind).toBe("unknown");
    }
  });
});

it.each([
  ["a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], "image"],
  ["a JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46], "image"],
  ["a program", [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0], "not-recognised"],
  ["nothing", [], "empty"],
])("%s gets a clear answer", async (_, bytes, reason) => {
  const explained = await explainBytes(Uint8Array.from(bytes), { now });
  expect(explained).toMatchObject({ kind: "unknown", facts: { reason } });
});
