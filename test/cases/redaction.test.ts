// What leaves with a case file: planted secrets of every kind do not, and what a reader needs stays.
import { describe, expect, it } from "vitest";
import { Redaction } from "../../src/cases/redaction.ts";
import type { RemovedKind } from "../../src/domain/case-file.ts";

const planted: readonly (readonly [RemovedKind, string, string])[] = [
  [
    "private-key",
    "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----",
    "MIIEpAIBAAKCAQEA",
  ],
  ["private-key", "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg", "MIIEvQIBADANBg"],
  ["token", "Authorization: Bearer abcdefghijkl.mnop", "abcdefghijkl"],
  ["token", "posted with xoxb-1234567890-abcdefghij", "xoxb-1234567890"],
  ["token", "id_token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl", "eyJzdWIiOiJhZGEifQ"],
  ["password", 'password: "correct horse, battery"', "correct horse"],
  ["password", "CUCM_PASSWORD=hunter2hunter2", "hunter2"],
  ["password", "密码：春天来了123", "春天来了"],
  ["cookie", "Set-Cookie: JSESSIONIDSSO=0123456789ABCDEF; Path=/; Secure", "0123456789ABCDEF"],
  ["saml", '<saml2:Assertion ID="_a"><saml2:Subject>ada</saml2:Subject></saml2:Assertion>', "ada"],
  ["saml", "<EncryptedAssertion><EncryptedData>QUJD</EncryptedData>", "QUJD"],
  ["saml", "SAMLResponse=PHNhbWxwOlJlc3BvbnNlIHhtbG5z", "PHNhbWxwOlJlc3BvbnNl"],
  ["saml", 'SAML Response is ::<samlp:Response ID="s2a" Destination="https://x">', "s2a"],
  ["user", '<saml:NameID Format="x">jdoe</saml:NameID>', "jdoe"],
  ["user", "userid=jdoe failed to authenticate", "jdoe"],
  ["user", "Login: administrator", "administrator"],
  ["user", "用户名：zhangsan", "zhangsan"],
  ["user", "sent to jane.doe@example.com", "jane.doe"],
  ["phone-number", "call from +49 30 1234567 rejected", "1234567"],
  ["phone-number", "DN: 4711 23", "4711"],
  ["phone-number", "sip:4711@10.0.0.10", "4711"],
  ["phone-number", "分机 80012345", "80012345"],
];

describe("what must not leave", () => {
  it.each(planted)("%s: %s", (kind, text, secret) => {
    const redaction = new Redaction();
    const clean = redaction.text(`before ${text} `);
    expect(clean).not.toContain(secret);
    expect(clean).toContain("before ");
    const found = Object.keys(redaction.removed);
    // A bearer token or a cookie may be caught as a secret of another name; it is gone and it is counted.
    expect(found.some((one) => one === kind || (kind === "token" && one === "password"))).toBe(true);
  });

  it("is found wherever it stands in a value, and counted once for each", () => {
    const redaction = new Redaction();
    const clean = redaction.value({ a: ["userid=jdoe", { b: "x userid=asmith y" }], n: 3, deep: { ok: true } });
    expect(clean).toEqual({
      a: ["userid=[user removed]", { b: "x userid=[user removed] y" }],
      n: 3,
      deep: { ok: true },
    });
    expect(redaction.removed).toEqual({ user: 2 });
  });
});

describe("what a reader needs", () => {
  it.each([
    "SerialNumber: 5F3A9C21AB0044",
    "5f:3a:9c:21:ab:00:44:10",
    "SEP001122334455 Registered since 2026-11-22T02:14:00.000Z",
    "CN=cucm-pub.example.com, OU=Voice, O=Example, L=Berlin, ST=Berlin, C=DE",
    "utils service restart Cisco Tftp",
    "15.0.1.12900-234",
    "X509v3 extension 2.5.29.15 critical",
    "10.0.0.10:8443",
    "812 of 830 phones since 02:14",
    "tlsv1 alert unknown ca:s3_pkt.c:1498:SSL alert number 48",
    "2026-11-22 02:14:00,123 ERROR [http-bio-443-exec-9]",
  ])("stays: %s", (text) => {
    const redaction = new Redaction();
    expect(redaction.text(text)).toBe(text);
    expect(redaction.removed).toEqual({});
  });
});

it("a long text of half-begun shapes comes to an end", () => {
  const redaction = new Redaction();
  const long = "user user: ".repeat(40_000) + "<Assertion ".repeat(2000) + "+1 ".repeat(50_000);
  expect(redaction.text(long).length).toBeGreaterThan(0);
});
