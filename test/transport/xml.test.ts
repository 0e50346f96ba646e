// Reading untrusted XML and writing XML that stays what it was meant to be.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childrenOf, escapeXml, parseXml, textAt, writeXml, XmlRefused } from "../../src/transport/xml.ts";
import { readEnvelope, soapEnvelope } from "../../src/transport/xml-soap.ts";

describe("reading XML", () => {
  it("matches elements by their local names, whatever prefix a release uses", () => {
    const root = parseXml(`<s:a xmlns:s="u"><ns1:b>1</ns1:b><b>2</b><x:b/></s:a>`);
    expect(root.name).toBe("a");
    expect(childrenOf(root, "b").map((b) => b.text)).toEqual(["1", "2", ""]);
  });

  it("decodes the five entities and character references, and leaves CDATA as it is", () => {
    const root = parseXml("<a>R&amp;D &lt;x&gt; &#65;&#x4e2d; <![CDATA[&amp; <b>]]></a>");
    expect(root.text).toBe("R&D <x> A中 &amp; <b>");
  });

  it("keeps text that looks like a number as text", () => {
    expect(textAt(parseXml("<a><b>007</b><c>1e5</c></a>"), "b")).toBe("007");
  });

  it.each([
    ["nothing", ""],
    ["text", "hello"],
    ["a document type", `<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`],
    ["a lower-case document type", `<!doctype a><a/>`],
    ["an entity bomb", `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><l>&b;</l>`],
    ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>`],
    ["a cut document", "<a><b>1</b>"],
    ["a tag cut in two", "<a><b>1</b></"],
    ["crossed tags", "<a><b></a></b>"],
    ["two roots", "<a/><b/>"],
    ["a prototype's name", "<a><__proto__>1</__proto__></a>"],
  ])("refuses %s", (_, text) => {
    expect(() => parseXml(text)).toThrow(XmlRefused);
  });

  it("refuses what is too deep, too long or has too many tags, before it costs anything", () => {
    expect(() => parseXml("<a>".repeat(5000) + "</a>".repeat(5000))).toThrow(XmlRefused);
    expect(() => parseXml(`<a>${"x".repeat(2000)}</a>`, { size: 1000, tags: 10, depth: 5 })).toThrow(/longer/);
    expect(() => parseXml(`<a>${"<b/>".repeat(20)}</a>`, { size: 1000, tags: 10, depth: 5 })).toThrow(/tags/);
  });

  it("neither crashes nor hangs on any text", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom("<a>", "</a>", "<![CDATA[", "]]>", "<!--", "-->", "&", "<?", "'"),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        try {
          parseXml(`<a>${parts.join("")}</a>`);
        } catch (error) {
          expect(error).toBeInstanceOf(XmlRefused);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("writing XML", () => {
  it("brings any text back as it was, and never as markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        let written: string;
        try {
          written = writeXml([["a", [["b", text]]]]);
        } catch {
          return;
        }
        expect(parseXml(written).children).toHaveLength(1);
        expect(textAt(parseXml(written), "b")).toBe(text.trim());
      }),
    );
  });

  it("cannot be broken out of", () => {
    const written = writeXml([["name", `x</name><sql>delete from device</sql><name a="'`]]);
    expect(written).not.toContain("<sql>");
  });

  it("refuses control characters as a person's mistake", () => {
    expect(() => escapeXml("SEP\u0000")).toThrow(expect.objectContaining({ code: "bad-input" }));
    expect(() => escapeXml("\uFFFE")).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});

describe("a SOAP envelope", () => {
  it("is read back as it was written", () => {
    const text = soapEnvelope({ prefix: "axl", namespace: "urn:x", content: [["axl:getPhone", [["name", "R&D"]]]] });
    const read = readEnvelope(parseXml(text));
    expect("body" in read && [read.body.name, textAt(read.body, "name")]).toEqual(["getPhone", "R&D"]);
  });

  it("gives AXL's code and message of a fault, in the layouts of old and new releases", () => {
    const fault = (detail: string): string =>
      `<e:Envelope xmlns:e="u"><e:Body><e:Fault><faultcode>e:Server</faultcode><faultstring>No</faultstring><detail>${detail}</detail></e:Fault></e:Body></e:Envelope>`;
    const expected = { code: "e:Server", text: "No", axlCode: "5007", axlMessage: "not found" };
    const now = "<axl:axlError><axlcode>5007</axlcode><axlmessage>not found</axlmessage></axl:axlError>";
    const before = "<axl:error><axl:code>5007</axl:code><axl:message><![CDATA[not found]]></axl:message></axl:error>";
    expect(readEnvelope(parseXml(fault(now)))).toEqual({ fault: expected });
    expect(readEnvelope(parseXml(fault(before)))).toEqual({ fault: expected });
  });

  it("that is none, or has nothing in it, is refused", () => {
    expect(() => readEnvelope(parseXml("<html><body/></html>"))).toThrow(XmlRefused);
    expect(() => readEnvelope(parseXml("<Envelope><Body/></Envelope>"))).toThrow(XmlRefused);
  });
});
