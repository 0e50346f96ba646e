// Chains by OpenSSL's rules, held against a verifier that was written apart from this one.
import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/lab/expressway/client-check.ts";
import { foundCompany } from "../../src/lab/expressway/company.ts";
import { KeyPool } from "../../src/lab/keys.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import { chainAbove, judgeChain, namesHost } from "../../src/trust/chain.ts";
import { trustRoad, verifiesAlways } from "../../src/trust/trust-import.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const keys = new KeyPool({ spare: 0 });
const company = await foundCompany(5, now, () => keys.take("RSA"));
const issued = await company.serverFor("expc1.example.com", "issuing", { now });
const own = await company.serverFor("expc1.example.com", "self", { now });
const short = await company.serverFor("old.example.com", "issuing", { now: now - 10 * 86_400_000, days: 5 });
const certificate = Object.fromEntries(
  Object.entries({
    root: company.root,
    issuing: company.issuing,
    newRoot: company.newRoot,
    issued,
    own,
    short,
  }).map(([name, { pem }]) => [name, readCertificate(pem)]),
);
const all = (...names: readonly string[]) => names.map((name) => certificate[name] ?? readCertificate(""));

const cases: readonly [string, readonly string[], readonly string[], string][] = [
  ["whole store", ["issued"], ["root", "issuing"], "ok"],
  ["intermediate shown", ["issued", "issuing"], ["root"], "ok"],
  ["intermediate nowhere", ["issued"], ["root"], "issuer-missing"],
  ["root missing", ["issued", "issuing"], ["issuing"], "issuer-missing"],
  ["another root", ["issued", "issuing"], ["newRoot"], "issuer-missing"],
  ["root shown, not trusted", ["issued", "issuing", "root"], [], "self-signed"],
  ["self-signed, trusted", ["own"], ["own"], "ok"],
  ["self-signed, not trusted", ["own"], ["root", "issuing"], "self-signed"],
  ["expired", ["short"], ["root", "issuing"], "expired"],
  ["nothing shown", [], ["root"], "empty"],
];

describe("a chain", () => {
  it.each(cases)("%s", (_name, shown, trusted, expected) => {
    const verdict = judgeChain(all(...shown), all(...trusted), now);
    expect(verdict.ok ? "ok" : verdict.why).toBe(expected);
    const alert = refusalOf(
      all(...shown).map(({ der }) => der),
      all(...trusted),
      now,
    );
    // What the practice cluster's own verifier says; it has nothing against a client that shows no certificate.
    expect(alert === undefined).toBe(verdict.ok || expected === "empty");
    if (expected === "expired") expect(alert).toBe(45);
  });

  it("is climbed to its root, or not at all", () => {
    const [leaf] = all("issued");
    if (leaf === undefined) throw new Error("no leaf");
    expect(chainAbove(leaf, all("root", "issuing"))?.map(({ commonName }) => commonName)).toEqual([
      "Example Co Issuing CA 1",
      "Example Co Root CA",
    ]);
    expect(chainAbove(leaf, all("issuing"))).toBeUndefined();
  });

  it("names its host as a TLS client checks it", () => {
    const [leaf] = all("issued");
    if (leaf === undefined) throw new Error("no leaf");
    expect(namesHost(leaf, "expc1.example.com")).toBe(true);
    expect(namesHost(leaf, "expc2.example.com")).toBe(false);
    expect(namesHost(leaf, "192.0.2.1")).toBe(false);
  });
});

describe("what a release offers", () => {
  it("is the API from 14 on, the command line before", () => {
    expect(trustRoad({ full: "14.0.1.10000-20", major: 14, minor: 0 })).toBe("api");
    expect(trustRoad({ full: "12.5.1.10000-22", major: 12, minor: 5 })).toBe("cli");
  });

  it.each([
    ["X15.0.2", true],
    ["X14.2", true],
    ["X14.0.9", true],
    ["X14.0.8", false],
    ["X14.1", false],
    ["X12.7.1", false],
    ["odd", undefined],
    [undefined, undefined],
  ] as const)("Expressway %s verifies always: %s", (version, expected) => {
    expect(verifiesAlways(version)).toBe(expected);
  });
});
