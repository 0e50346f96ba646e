// Signatures in logs: what each means, whose fault it is, and the look-alikes that mean nothing.
import { describe, expect, it } from "vitest";
import { explainBytes, explainText } from "../../src/explain/explain.ts";
import { logSignatures, sightings } from "../../src/signatures/log/table.ts";
import { logLines } from "./log-lines.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const explain = (text: string) => explainText(text, { now });
const verdicts = async (text: string): Promise<Record<string, string>> =>
  Object.fromEntries((await explain(text)).findings.map(({ code, verdict }) => [code, verdict]));

describe("every signature", () => {
  it("has an example, and no example is another's", () => {
    const codes = logSignatures.map(({ code }) => code);
    expect(Object.keys(logLines).sort()).toEqual([...codes].sort());
    for (const [code, line] of Object.entries(logLines)) {
      expect([...new Set(sightings(line).map(({ signature }) => signature.code))], line).toEqual([code]);
    }
  });

  it("is understood alike by ripgrep: no look-around, no back-reference, no class that differs", () => {
    const odd = logSignatures.filter(({ pattern }) => /\(\?[=!<]|\\[1-9dwsbDWSB]/.test(pattern));
    expect(odd.map(({ code }) => code)).toEqual([]);
  });

  it("repeats nothing without a bound: a hostile line costs linear time", () => {
    const endless = logSignatures.filter(({ pattern }) =>
      /(?<!\\)[*]|(?<!\\)\{\d+,\}|(?<![\]\\])\+/.test(pattern.replace("[0-9]+", "")),
    );
    expect(endless.map(({ code }) => code)).toEqual([]);
  });
});

describe("directions", () => {
  it("tells CUCM's refusal of Expressway-C from Expressway-C's refusal of CUCM", async () => {
    const [refused] = (await explain(logLines["expressway.cucm-refuses-client"])).findings;
    expect(refused).toMatchObject({
      code: "expressway.cucm-refuses-client",
      side: "cucm",
      scenario: "mra-registration-failed",
    });
    const [other] = (await explain(logLines["expressway.distrusts-cucm"])).findings;
    expect(other).toMatchObject({ code: "expressway.distrusts-cucm", side: "expressway" });
  });

  it("tells an IdP that encrypts for the old certificate from one whose own certificate changed", async () => {
    const text = `${logLines["sso.decrypt-failed"]}\n${logLines["sso.idp-signing-changed"]}\n`;
    const sides = (await explain(text)).findings.map(({ code, side }) => [code, side]);
    expect(sides).toEqual([
      ["sso.decrypt-failed", "idp"],
      ["sso.idp-signing-changed", "cucm"],
    ]);
  });
});

describe("negative controls", () => {
  it("SSL_ERROR_WANT_READ alone is well; with EAP-Failure the failure is named, and WANT_READ still is not it", async () => {
    const alone = `${logLines["dot1x.handshake-in-progress"]}\n`.repeat(3);
    expect(await verdicts(alone)).toEqual({ "dot1x.handshake-in-progress": "ok" });
    expect((await explain(alone)).findings.some(({ scenario }) => scenario !== undefined)).toBe(false);
    expect(await verdicts(`${alone}${logLines["dot1x.failed"]}`)).toEqual({
      "dot1x.failed": "problem",
      "dot1x.handshake-in-progress": "ok",
    });
  });

  const ask = (id: string): string =>
    `23:00:22.052 | debug CertificateDBCache::getCertificateInformation - Looking up the certificate cache using Unique MAP ID : ${id}cn=Some CA`;
  const miss =
    "23:00:22.052 | debug ERROR:CertificateDBCache::getCertificateInformation - Cannot find the certificate in the cache";
  const found = "23:00:22.053 | debug CertificateCTLCache::getCertificateInformation - Found entry {rolecount : 1}";
  const unknown = "23:00:22.054 | debug getCertificateInformation(cert) : certificate not found";

  it("a miss in one TVS cache that another one answers is well", async () => {
    const text = [ask("83E9"), miss, ask("83E9"), found].join("\n");
    expect(await verdicts(text)).toEqual({ "tvs.certificate-known": "ok" });
  });

  it("a miss that no cache answers is not, and an answer to another question does not clear it", async () => {
    expect(await verdicts([ask("83E9"), miss, ask("83E9"), miss, unknown].join("\n"))).toEqual({
      "tvs.certificate-unknown": "problem",
    });
    const crossed = [ask("83E9"), miss, ask("77AA"), found].join("\n");
    expect(await verdicts(crossed)).toEqual({ "tvs.cache-miss": "warning", "tvs.certificate-known": "ok" });
    expect((await explain(crossed)).findings.find(({ code }) => code === "tvs.cache-miss")?.evidence[0]?.line).toBe(2);
  });

  it("a header that is newer than the phone's parser is well, and so is a list that was taken", async () => {
    const text = `${logLines["phone.list-header-newer"]}\n${logLines["phone.list-accepted"]}`;
    expect(await verdicts(text)).toEqual({ "phone.list-header-newer": "ok", "phone.list-accepted": "ok" });
  });

  it("handshake errors of a phone that then succeeds are retries", async () => {
    const { "ios.capf-handshake-error": error, "ios.capf-handshake-ok": good } = logLines;
    expect(await verdicts([error, error, good].join("\n"))).toEqual({ "ios.capf-handshake-ok": "ok" });
    expect(await verdicts([good, error, error].join("\n"))).toMatchObject({ "ios.capf-handshake-error": "warning" });
  });

  it("an IdP's own refusal and a wrong clock point to no certificate diagnosis", async () => {
    const text = `${logLines["sso.idp-refused"]}\n${logLines["sso.clock-skew"]}`;
    const { findings } = await explain(text);
    expect(findings.map(({ verdict, scenario }) => [verdict, scenario])).toEqual([
      ["warning", undefined],
      ["warning", undefined],
    ]);
  });

  it("a log with nothing known in it is not called well", async () => {
    const text = "2026-11-22 02:00:00,000 INFO [main] - IN -- CertMgr.java - doOp(info) -\n".repeat(4);
    expect(await verdicts(text)).toEqual({ "log.nothing-known": "unknown" });
  });
});

describe("what is shown of a log", () => {
  it("is the line with its number; secrets in it are gone", async () => {
    const line = `${logLines["sso.decrypt-failed"]} password=Sesame1234 JSESSIONID=ABCDEF`;
    const [found] = (await explain(`first\n${line}\n`)).findings;
    expect(found?.evidence).toEqual([{ line: 2, text: expect.stringContaining("Failed to decrypt the secret key") }]);
    expect(JSON.stringify(found)).not.toMatch(/Sesame|ABCDEF/);
  });

  it("is cut around the match in a line of a megabyte", async () => {
    const line = `${"x ".repeat(500_000)}${logLines["sso.decrypt-failed"]}${" y".repeat(1000)}`;
    const explained = await explainBytes(new Uint8Array(Buffer.from(line)), { now });
    const text = explained.findings[0]?.evidence[0]?.text ?? "";
    expect(text).toContain("Failed to decrypt the secret key");
    expect(text.length).toBeLessThan(420);
  });

  it("counts all, keeps a few", async () => {
    const [found] = (await explain(`${logLines["drf.certificate-refused"]}\n`.repeat(500))).findings;
    expect(found?.count).toBe(500);
    expect(found?.evidence.length).toBeLessThanOrEqual(8);
  });
});
