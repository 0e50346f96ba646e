// The SSO log: the samples’ lines and the live ones give the same findings, in every shape a paste can have, and nothing personal leaves.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readSsoLog, type SsoEntry, SsoLogReader, ssoSignatures } from "../../src/signatures/sso-log.ts";
import { readSamlResponse, type SamlResponse } from "../../src/transport/saml.ts";
import { ownText, samplesThere, sampleTexts, ssoTwins } from "../fakes/log-twins.ts";
import { processorMs } from "../fakes/processor-time.ts";

const samples = resolve(import.meta.dirname, "../../../shared/samples");
const read = (text: string): readonly SsoEntry<SamlResponse>[] => readSsoLog(text, readSamlResponse);
const codes = (text: string): string[] => read(text).map((entry) => (entry.kind === "event" ? entry.code : entry.kind));

/** A response as AD FS writes it, cut down to what is read; the serial is the one of Cisco's lab log. */
const response = (keyInfo: string, status = "Success"): string =>
  `<samlp:Response ID="_a" Version="2.0" xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">http://idp.example/adfs/services/trust</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}" /></samlp:Status><EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><e:EncryptedKey xmlns:e="http://www.w3.org/2001/04/xmlenc#"><KeyInfo>${keyInfo}</KeyInfo></e:EncryptedKey></KeyInfo></xenc:EncryptedData></EncryptedAssertion></samlp:Response>`;
const bySerial = response(
  '<ds:X509Data xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509IssuerSerial><ds:X509IssuerName>CN=ITLRECOVERY_cucm-pub.lab.example</ds:X509IssuerName><ds:X509SerialNumber>134936034077075913073301272679344692053</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data>',
);
const base64 = (xml: string): string => Buffer.from(xml).toString("base64");
const serial = BigInt("134936034077075913073301272679344692053").toString(16);

const debugLog = `2026-01-10 06:06:31,201 DEBUG [http-nio-81-exec-157]  authentication.SAMLAuthenticator - SAML Response is ::${base64(bySerial)}
2026-01-10 06:06:31,215 DEBUG [http-nio-81-exec-157]  fappend.SamlLogger - SPACSUtils.getResponse: got response=${bySerial}
2026-01-10 06:06:31,274 ERROR [http-nio-81-exec-157]  cpi.sso.saml.sp.security.authentication.SAMLAuthenticator - Error while processing saml response Failed to decrypt the secret key.
com.sun.identity.saml2.common.SAML2Exception: Failed to decrypt the secret key.
              at com.sun.identity.saml2.xmlenc.FMEncProvider.getEncryptionKey(FMEncProvider.java:724) ~[?:?]
`;

describe("a log at DEBUG", () => {
  it("names the certificate by serial, once, and what the login came to", () => {
    const [first, second, ...rest] = read(debugLog);
    expect(first).toMatchObject({
      kind: "response",
      at: "2026-01-10 06:06:31,201",
      response: { status: "Success", encryptedFor: { kind: "serial", serial } },
    });
    expect(second).toMatchObject({ kind: "event", code: "sso.decrypt-failed" });
    expect(rest).toEqual([]);
  });

  it.each([
    ["CRLF", (text: string) => text.replaceAll("\n", "\r\n")],
    ["lost line breaks", (text: string) => text.replaceAll("\n", " ")],
    ["a quotation", (text: string) => text.replaceAll(/^/gm, "> ")],
    ["its first half cut off", (text: string) => text.slice(text.indexOf("SAML Response is ::"))],
  ])("says the same with %s", (_name, change) => {
    const found = read(change(debugLog));
    expect(found[0]).toMatchObject({ kind: "response", response: { encryptedFor: { serial } } });
    expect(found.at(-1)).toMatchObject({ code: "sso.decrypt-failed" });
  });

  it.each([1, 7, 64, 1000])("says the same in pieces of %i characters", (size) => {
    const reader = new SsoLogReader(readSamlResponse);
    for (let at = 0; at < debugLog.length; at += size) reader.write(debugLog.slice(at, at + size));
    expect(reader.end()).toEqual(read(debugLog));
  });

  it("goes on behind an entry that has no end, and holds nothing of it", () => {
    const reader = new SsoLogReader(readSamlResponse);
    reader.write("2026-01-10 06:06:00,000 DEBUG [a] x - dump ");
    for (let piece = 0; piece < 40; piece += 1) reader.write("y".repeat(100_000));
    for (let at = 0; at < debugLog.length; at += 500) reader.write(debugLog.slice(at, at + 500));
    expect(reader.end()).toEqual(read(debugLog));
  });

  it("tells the way in from the ways out, in order", () => {
    const line = (second: number, level: string, what: string) =>
      `2026-01-10 06:07:0${second},000 ${level} [http-nio-81-exec-1] ${what}\n`;
    const text =
      line(
        1,
        "ERROR",
        "x - Error while processing saml response The signing certificate does not match what's defined in the entity metadata.",
      ) +
      line(2, "DEBUG", "authentication.SAMLAuthenticator - Time Valid?:false") +
      line(3, "DEBUG", "authentication.SAMLAuthenticator - Time Valid?:true") +
      line(4, "DEBUG", "authentication.SAMLAuthenticator - userid is ::somebody") +
      line(5, "INFO ", "servlet.RelayToOriginalAppServlet - redirecting to ::/ccmadmin/showHome.do::") +
      line(6, "ERROR", "x - Error while processing saml response");
    expect(codes(text)).toEqual([
      "sso.signing-mismatch",
      "sso.time-invalid",
      "sso.signed-in",
      "sso.signed-in",
      "sso.response-refused",
    ]);
  });

  it("shows no name, no assertion and no rest of a line", () => {
    const text = `${debugLog}2026-01-10 06:07:04,000 DEBUG [a] authentication.SAMLAuthenticator - userid is ::jane.doe@corp.example
2026-01-10 06:07:05,000 ERROR [a] x - Error while processing saml response Failed to decrypt the secret key. for jane.doe@corp.example JSESSIONIDSSO=ABCDEF
`;
    const shown = JSON.stringify(read(text));
    for (const word of ["jane", "JSESSIONIDSSO", "CipherValue", "EncryptedAssertion"])
      expect(shown).not.toContain(word);
  });
});

describe("the samples", () => {
  const sample = (name: string): string => readFileSync(join(samples, name), "utf8");
  const there = existsSync(samples);
  const reason = there ? "" : " (skipped: the collected samples are not beside the clone)";

  it.each(Object.entries(ssoTwins))("of our own give the finding of the live log (%s)", (_break, twin) => {
    expect(codes(ownText(twin))).toEqual(twin.codes);
  });

  it.skipIf(!samplesThere).each(Object.entries(ssoTwins))(
    `of each error give the finding of the live log (%s)${reason}`,
    (_break, twin) => {
      for (const text of sampleTexts(twin)) expect(codes(text)).toEqual(twin.codes);
    },
  );

  it.skipIf(!there)(`of a real response gives the serial of Cisco’s lab${reason}`, () => {
    const found = readSamlResponse(sample("api/saml/01b-encrypted-response.closed.xml"));
    expect(found).toMatchObject({ status: "Success", encryptedFor: { kind: "serial", serial } });
    const cut = `2021-04-30 09:01:03,986 DEBUG [x] authentication.SAMLAuthenticator - SAML Response is ::${base64(sample("api/saml/01-encrypted-response.head.xml"))}`;
    expect(read(cut)).toMatchObject([{ kind: "unreadable-response", at: "2021-04-30 09:01:03,986" }]);
  });
});

describe("hostile input", () => {
  const wrapped = (xml: string): string =>
    `2026-01-10 06:06:31,201 DEBUG [x] authentication.SAMLAuthenticator - SAML Response is ::${base64(xml)}\n`;
  it.each([
    ["own entities", `<!DOCTYPE r [<!ENTITY a "x">]>${bySerial}`],
    ["an external entity", `<!DOCTYPE r SYSTEM "http://127.0.0.1/x">${bySerial}`],
    ["nesting", `${"<a>".repeat(5_000)}${"</a>".repeat(5_000)}`],
    ["size", `<samlp:Response xmlns:samlp="x">${"y".repeat(1_500_000)}</samlp:Response>`],
    ["many elements", `<Response>${"<a/>".repeat(30_000)}</Response>`],
    ["another encoding", Buffer.from(bySerial, "utf16le").toString("latin1")],
    ["nothing", ""],
    ["no XML", "\u0000\u0001\u0002"],
    [
      "a serial that is none",
      response("<X509Data><X509IssuerSerial><X509SerialNumber>9e999</X509SerialNumber></X509IssuerSerial></X509Data>"),
    ],
    [
      "an endless serial",
      response(
        `<X509Data><X509IssuerSerial><X509SerialNumber>${"9".repeat(5_000)}</X509SerialNumber></X509IssuerSerial></X509Data>`,
      ),
    ],
  ])("of a response (%s) is refused or names nobody, and the rest of the log is read", (_name, xml) => {
    const [first, second] = read(`${wrapped(xml)}${debugLog.slice(debugLog.indexOf("2026-01-10 06:06:31,274"))}`);
    if (first?.kind === "response") expect(first.response.encryptedFor.kind).not.toBe("serial");
    else expect(first).toMatchObject({ kind: "unreadable-response" });
    expect(second).toMatchObject({ code: "sso.decrypt-failed" });
  });

  it("costs time in proportion to its length, whatever it holds", async () => {
    const parts = [
      "2026-01-10 06:06:31,201 DEBUG ",
      "SAML Response is ::",
      "got response=<",
      "A".repeat(50),
      "</Response",
      "Error while processing saml response ",
    ];
    for (const part of parts) {
      const took = await processorMs(() => read(part.repeat(Math.floor(4_000_000 / part.length))));
      expect(took, part).toBeLessThan(5_000);
    }
  });

  it("of many logins keeps the newest", () => {
    const many = Array.from(
      { length: 12_000 },
      (_, at) =>
        `2026-01-10 06:${String(Math.floor(at / 3_600) + 10).padStart(2, "0")}:${String(at % 60).padStart(2, "0")},${String(at % 1_000).padStart(3, "0")} ERROR [x] Error while processing saml response ${at}\n`,
    );
    const found = read(`${many.join("")}2026-01-10 23:00:00,000 ERROR [x] Failed to decrypt the secret key.`);
    expect(found.length).toBeLessThanOrEqual(5_000);
    expect(found.at(-1)).toMatchObject({ code: "sso.decrypt-failed" });
  });
});

it("every signature finds what it shows, and only the one before it can take it away", () => {
  for (const [index, { pattern, shows }] of ssoSignatures.entries()) {
    expect(pattern.test(shows), shows).toBe(true);
    expect(ssoSignatures.findIndex((one) => one.pattern.test(shows))).toBeLessThanOrEqual(index);
  }
});
