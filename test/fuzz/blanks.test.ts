// Long runs of blanks, and long names: nothing looks at a run again from each of its characters.
import { describe, expect, it } from "vitest";
import { cleanLine } from "../../cards/render/clean.ts";
import { withLines } from "../../src/channels/teams/layout.ts";
import { askedText } from "../../src/channels/webex/text.ts";
import { SignIns } from "../../src/explain/stream/sign-ins.ts";
import { parseCertificateList } from "../../src/signatures/certificate-list.ts";
import { readExpresswayLog } from "../../src/signatures/expressway.ts";
import { commonNameOf } from "../../src/systems/authentication-server/names.ts";
import { cucmDialect } from "../../src/systems/cucm-cli/dialect.ts";
import { processorMs } from "../fakes/processor-time.ts";

/** Quadratic, a hundred thousand blanks cost many seconds of work; linear, a few milliseconds. */
const bound = 2_000;
const many = 100_000;

describe("one line of a text", () => {
  it("has one blank for each break with the blanks around it, and keeps other blanks", () => {
    expect(cleanLine("a \n\n b")).toBe("a b");
    expect(cleanLine("a  b\tc")).toBe("a  b\tc");
    expect(cleanLine("\n a\r\n")).toBe(" a ");
  });

  it.each([" ", "\t", "\n", " \n"])("with a flood of %j costs linear time", async (piece) => {
    const text = `x${piece.repeat(many)}\u0000!`;
    expect(await processorMs(() => cleanLine(text))).toBeLessThan(bound);
  });
});

describe("a message of Teams", () => {
  it("has at most one empty line between two others", () => {
    const html = "<p>a</p> \n<p>b</p><br><br><br>  <p>c</p>";
    expect(withLines("a b c", [{ contentType: "text/html", content: html }])).toMatch(/^a\s*\n\s*b\n\n ?c$/);
  });

  it.each([" ", "\t", "&nbsp;", "<br>", "<br> "])("with a flood of %j costs linear time", async (piece) => {
    const html = `<pre>x</pre>${piece.repeat(many)}y`;
    expect(await processorMs(() => withLines("x y", [{ contentType: "text/html", content: html }]))).toBeLessThan(
      bound,
    );
  });
});

describe("a message of Webex", () => {
  it.each([" ", "\t", "&nbsp;", "<br>"])("with a flood of %j costs linear time", async (piece) => {
    // As much HTML as the bot reads of one message (src/channels/webex/wire.ts).
    const html = `x${piece.repeat(Math.floor(199_000 / piece.length))}y`;
    const me = { id: "bot", displayName: "CertOps", type: "bot" };
    const message = { id: "m", roomId: "r", roomType: "group", personId: "p", text: "", html } as const;
    expect(await processorMs(() => askedText({ ...message, files: [], mentionedPeople: [] }, me))).toBeLessThan(bound);
  });
});

describe("a record of an Expressway’s log", () => {
  it.each([
    "SSL connection failed for",
    "Core server certificate verification failed for (",
    "SNI (",
    'Event="Inbound TLS Negotiation Error" Dst-ip="',
    'Event="Inbound TLS Negotiation Error" Dst-ip="a" Dst-port="1" Detail="',
  ])("that goes on with nothing but blanks after %j is read at once", async (head) => {
    const record = `2026-01-10T06:06:31.274+00:00 expc1 traffic_server[1]: ${head}${" ".repeat(8_000)}x\n`;
    expect(await processorMs(() => readExpresswayLog(record.repeat(3)))).toBeLessThan(bound);
  });
});

describe("what a node or an authentication server prints", () => {
  it("loses its paging marks in linear time, wherever they stand", async () => {
    const mark = "options: q=quit, n=next, p=prev, b=begin, e=end (lines 1 - 20 of 40) :";
    expect(`a  ${mark}  b \t${mark}c`.replace(cucmDialect.pageMarks, "|")).toBe("a|b|c");
    const flood = `${" ".repeat(many)}x`;
    expect(await processorMs(() => flood.replace(cucmDialect.pageMarks, ""))).toBeLessThan(bound);
  });

  it("names its subject in linear time", async () => {
    expect(["CN=a,O=b", "o=b, cn = a", "o=b\n  cn=a", "o=b;\n\n cn=a"].map(commonNameOf)).toEqual(["a", "a", "a", "a"]);
    expect(await processorMs(() => commonNameOf(`${"\n".repeat(many)}x`))).toBeLessThan(bound);
  });
});

describe("the list of certificates that a node prints", () => {
  it("with a flood of blanks behind a name costs linear time", async () => {
    const printed = `tomcat/tomcat.pem: x${" ".repeat(many)}y\n`;
    expect(await processorMs(() => parseCertificateList(printed))).toBeLessThan(bound);
  });
});

describe("a file’s long name in an archive", () => {
  it("costs linear time to be split into folder and name", async () => {
    const head = new TextEncoder().encode(
      "2026-01-10 06:06:31,274 ERROR x authentication.SAMLAuthenticator - Failed to decrypt\n",
    );
    const logins = new SignIns(undefined);
    expect(await processorMs(() => logins.begin(`${"a".repeat(many)}!`, "utf-8", head))).toBeLessThan(bound);
  });
});
