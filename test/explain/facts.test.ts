// What each kind's facts and findings say: the contract of docs/cli.md.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scenariosIn } from "../../src/domain/explanation.ts";
import { explainText } from "../../src/explain/explain.ts";
import { written } from "../../src/explain/written.ts";
import { writerFor } from "../../src/i18n/write.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const read = (path: string): string => readFileSync(new URL(`../fixtures/${path}.txt`, import.meta.url), "utf8");
const explain = (path: string) => explainText(read(path), { now });
const codes = (of: { readonly findings: readonly { readonly code: string }[] }): string[] =>
  of.findings.map(({ code }) => code);

describe("the facts", () => {
  it("of a trust list hold its signer and every record, serial numbers without separators or leading zeros", async () => {
    const { facts } = await explain("cli/show-itl");
    expect(facts).toMatchObject({
      list: "ITL",
      present: true,
      md5: "8d5d069e7d578204f57be1baaf7b8e55",
      verified: true,
      complete: true,
      modified: "2026-03-02T00:00:00.000Z",
      signer: { serial: "2352e663c1f347df0dca2297e73a120d" },
    });
    expect(facts.records).toHaveLength(5);
    expect(facts.records).toContainEqual(
      expect.objectContaining({ number: 4, role: "TVS", serial: "923276d1054875b6a43953d3b1d531e" }),
    );
  });

  it("of a certificate in the new layout turn its decimal serial number into hexadecimal", async () => {
    const { facts } = await explain("cli/show-cert-own-14su2");
    expect(facts.layout).toBe("bouncycastle");
    expect(facts.serial).toMatch(/^[1-9a-f][0-9a-f]+$/);
    expect(String(facts.notAfter)).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/);
  });

  it("mark times whose zone is ambiguous: they stand without one, and the printed letters beside them", async () => {
    const text = (read("cli/show-cert-own-old").split("-----BEGIN")[0] ?? "").replaceAll(
      /(\d{2}:\d{2}:\d{2}) [A-Z]{2,4} (\d{4})/g,
      "$1 CST $2",
    );
    const { facts } = await explainText(text, { now });
    expect(facts.notAfterZone).toBe("CST");
    expect(facts.notAfter).toMatch(/T\d{2}:\d{2}:\d{2}$/);
  });

  it("of services name each with its state and what follows it", async () => {
    const explained = await explain("cli/service-list");
    expect(explained.facts).toMatchObject({ started: 7, stopped: 2, primaryNode: true });
    expect(explained.findings.find((one) => one.code === "service.down")?.evidence[0]?.text).toContain(
      "Cisco DRF Master[STOPPED]",
    );
    expect(explained.findings.some(({ means }) => means.values?.service === "Cisco CTIManager")).toBe(false);
  });

  it("of a database table keep serial numbers comparable", async () => {
    const { facts } = await explain("explain/sql-certificates");
    expect(facts.rows).toEqual([
      expect.objectContaining({ serialnumber: "59dacc01be1dbe84541bc8193a09267e", servername: "CUCM-PUB" }),
      expect.objectContaining({ serialnumber: "f325a657ab1316fbd8334b565e55033" }),
    ]);
  });

  it("of changes say what was done and what is still to do", async () => {
    expect((await explain("explain/cert-regen")).facts).toMatchObject({
      operation: "regen",
      units: ["CallManager"],
      done: true,
    });
    expect(codes(await explain("explain/cert-regen"))).toEqual(["cert.renewed-in-list"]);
    expect((await explain("explain/itl-reset")).facts).toMatchObject({
      operation: "localkey",
      signedWith: "CallManager",
      done: true,
    });
    expect((await explain("explain/ctl-update")).facts).toMatchObject({ operation: "update", done: true });
    expect((await explain("explain/service-restart")).facts).toMatchObject({ service: "Cisco Tomcat", done: true });
    const cut = read("explain/cert-regen").split("Successfully")[0] ?? "";
    expect(codes(await explainText(cut, { now }))).toEqual(["cert.not-renewed"]);
    const hung = read("explain/service-restart").replace("Cisco Tomcat[STARTED]", "");
    expect(codes(await explainText(hung, { now }))).toEqual(["service.not-done"]);
  });
});

describe("a session", () => {
  it("has its parts, each by itself, and shows what only shows side by side: by serial numbers, not dates", async () => {
    const explained = await explain("explain/session");
    expect(explained.kind).toBe("session");
    expect(explained.facts).toMatchObject({ banner: true });
    expect(explained.parts?.map(({ kind, command }) => [kind, command])).toEqual([
      ["version", "show version active"],
      ["show-cert", "show cert own CallManager"],
      ["show-ctl", "show ctl"],
      ["service-list", "utils service list"],
      ["unknown", "shwo itl"],
    ]);
    expect(explained.parts?.map(({ lines }) => lines[0])).toEqual([12, 16, 23, 58, 68]);
    const [old] = explained.findings;
    expect(old).toMatchObject({ code: "list.names-old", verdict: "problem", scenario: "secure-phones-unregistered" });
    expect(old?.evidence.map(({ line }) => line)).toEqual([16, 23]);
    expect(codes(explained)).toContain("cli.refused");
    expect(scenariosIn(explained.findings)).toEqual(["secure-phones-unregistered", "phones-unregistered"]);
  });

  it("with the same serial number in list and certificate is well", async () => {
    const text = read("explain/session").replace("44:CA:F6", "70:CA:F6");
    const explained = await explainText(text, { now });
    expect(codes(explained)).toContain("list.names-current");
    expect(codes(explained)).not.toContain("list.names-old");
  });

  it("is also found in outputs that stand one after the other without any prompt", async () => {
    const text = `${read("cli/ntp-good")}\n${read("cli/show-cert-list-own")}\n${read("cli/sso-status")}`.replaceAll(
      /^admin:.*\n/gm,
      "",
    );
    const explained = await explainText(text, { now });
    expect(explained.parts?.map(({ kind }) => kind)).toEqual(["ntp", "show-cert-list", "sso-status"]);
  });

  it("is written as the contract has it: kind, facts with the parts, findings in words", async () => {
    const json = written(await explain("explain/session"), writerFor("en"));
    expect(Object.keys(json)).toEqual(["kind", "facts", "findings"]);
    expect(json.facts.parts).toHaveLength(5);
    expect(json.findings[0]).toMatchObject({
      code: "list.names-old",
      means: expect.stringContaining("still names an older certificate of CallManager"),
      next: expect.any(String),
      evidence: [
        { line: 16, text: expect.any(String) },
        { line: 23, text: expect.any(String) },
      ],
    });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });
});

describe("what is not known", () => {
  it.each([
    ["", "empty"],
    ["   \r\n\t\n", "empty"],
    ["Hello, our phones have been silent since this morning, what can we do?", "not-recognised"],
    ["<html><body>It works!</body></html>", "not-recognised"],
  ])("%j is said to be unknown, with the reason", async (text, reason) => {
    const explained = await explainText(text, { now });
    expect(explained).toMatchObject({ kind: "unknown", facts: { reason }, findings: [{ verdict: "unknown" }] });
  });

  it("a private key is warned of, and nothing of it is shown", async () => {
    const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEsecretsecret\n-----END RSA PRIVATE KEY-----\n";
    const explained = await explainText(key, { now });
    expect(explained).toMatchObject({ kind: "unknown", facts: { reason: "private-key" } });
    expect(JSON.stringify(explained)).not.toContain("MIIEsecret");
  });
});
