// Our own mention is taken off a question; nothing we write can mention, link or format.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { askedText, escaped, withinBytes } from "../../../src/channels/webex/text.ts";
import type { WebexMessage, WebexPerson } from "../../../src/channels/webex/wire.ts";
import { processorMs } from "../../fakes/processor-time.ts";
import { webexIdOf } from "../../fakes/webex/world.ts";

const uuid = "f06d71a5-0833-4fa5-a72a-cc89b25eeeb2";
const me: WebexPerson = { id: webexIdOf("PEOPLE", uuid), displayName: "CertOps Bot", type: "bot" };
const message = (more: Partial<WebexMessage>): WebexMessage => ({
  id: "m",
  roomId: "r",
  roomType: "group",
  personId: "p",
  text: "",
  files: [],
  mentionedPeople: [me.id],
  ...more,
});
const mention = (id: string, name = "CertOps") =>
  `<spark-mention data-object-type="person" data-object-id="${id}">${name}</spark-mention>`;

describe("what was asked", () => {
  it.each([me.id, uuid])("loses our mention, wherever it stands and however it names us: %s", (id) => {
    const html = `<p>please ${mention(id)} restart <b>Cisco&nbsp;Tftp</b> on &lt;sub1&gt; &amp; sub2</p>`;
    expect(askedText(message({ html }), me)).toBe("please  restart Cisco Tftp on <sub1> & sub2");
  });

  it("keeps the mention of somebody else", () => {
    const html = `<p>${mention(me.id)} ask ${mention(webexIdOf("PEOPLE"), "Julie")}</p>`;
    expect(askedText(message({ html }), me)).toBe("ask Julie");
  });

  it("keeps lines, and reads entities without making characters that are none", () => {
    const html = `<p>${mention(me.id)} one<br/>two</p><p>three &#8212; &#0; &#x41; &bogus;</p>`;
    expect(askedText(message({ html }), me)).toBe("one\ntwo\nthree —   A &bogus;");
  });

  it.each(["CertOps Bot: help", "certops bot, help", "CertOps help", "help"])("without HTML: %s", (text) => {
    expect(askedText(message({ text }), me)).toBe("help");
  });

  it("is untouched in a direct room", () => {
    expect(askedText(message({ roomType: "direct", text: " CertOps Bot help " }), me)).toBe("CertOps Bot help");
  });

  it("never hangs on hostile HTML", async () => {
    const html = `${"<spark-mention ".repeat(3000)}${"<".repeat(20_000)}`;
    expect(await processorMs(() => askedText(message({ html }), me))).toBeLessThan(5_000);
  });
});

describe("what is written as Markdown", () => {
  it("cannot mention, link, format or break out of its line", () => {
    const hostile = "<@all> **x** [a](https://evil.example) `c` # h\n> q\n- l & <b>b</b> http://evil.example";
    const out = escaped(hostile);
    expect(out).not.toMatch(/<|>|\n/);
    expect(out).not.toMatch(/(?<!\\)[*_`[\]()#]/);
    expect(out).not.toMatch(/https?:\/\//);
  });

  it("for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>\n]|(?<!\\)[*_`[\]()#]/);
      }),
    );
  });
});

it("is cut to bytes between characters", () => {
  expect(withinBytes("短".repeat(4000))).toMatch(/^短+…$/);
  expect(Buffer.byteLength(withinBytes("短".repeat(4000)))).toBeLessThanOrEqual(7439);
  expect(withinBytes("👩‍🔧".repeat(5), 10)).toBe("👩‍…");
  expect(withinBytes("as it is")).toBe("as it is");
});
