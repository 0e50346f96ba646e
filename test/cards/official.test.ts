// Every card as each platform gets it is valid by Microsoft's own definitions of its version, closed: 1.3 for Webex, 1.5 elsewhere.
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { adaptiveCard } from "../../cards/render/adaptive.ts";
import { adaptiveMeter } from "../../cards/render/meter.ts";
import { pagesOf } from "../../cards/render/pages.ts";
import { webexMessage } from "../../cards/render/webex.ts";
import type { Card } from "../../src/domain/card.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";
import { officialSchema } from "./official.ts";

const ajv = new Ajv({ discriminator: true, strict: false });
addFormats.default(ajv);
const valid = { "1.3": ajv.compile(officialSchema("1.3")), "1.5": ajv.compile(officialSchema("1.5")) };

function faults(drawn: object, version: "1.3" | "1.5"): string {
  return valid[version](drawn) ? "" : ajv.errorsText(valid[version].errors);
}

/** As the channels send it: whole on the page, in pages in Teams, shortened with a file in Webex. */
function sent(card: Card, locale: "en" | "zh-CN") {
  const writer = writerFor(locale, "UTC");
  const teams = { writer, host: "teams" } as const;
  return [
    { version: "1.5", drawn: adaptiveCard(card, { writer, host: "web" }) },
    ...pagesOf(card, adaptiveMeter(teams), 28_000).map((page) => ({
      version: "1.5" as const,
      drawn: adaptiveCard(page, teams),
    })),
    { version: "1.3", drawn: webexMessage(card, writer).card },
  ] as const;
}

describe.each(Object.entries({ ...gallery, ...largest }))("the card %s", (_, card) => {
  it.each(["en", "zh-CN"] as const)(
    "holds nothing that its version of Adaptive Cards does not define (%s)",
    (locale) => {
      for (const { version, drawn } of sent(card, locale)) {
        expect(drawn.version).toBe(version);
        expect(faults(drawn, version)).toBe("");
      }
    },
  );
});

describe("the definitions", () => {
  const card = (body: object, version = "1.5") => ({ type: "AdaptiveCard", version, body: [body] });
  const text = { type: "RichTextBlock", inlines: [{ type: "TextRun", text: "x" }] };

  it("refuse an element, a property or a value that nobody defined", () => {
    expect(faults(card(text), "1.5")).toBe("");
    expect(faults(card({ ...text, type: "RichText" }), "1.5")).not.toBe("");
    expect(faults(card({ ...text, colour: "good" }), "1.5")).not.toBe("");
    expect(faults(card({ ...text, spacing: "huge" }), "1.5")).not.toBe("");
    expect(faults(card({ ...text, isVisible: "no" }), "1.5")).not.toBe("");
    expect(faults({ type: "AdaptiveCard", body: [] }, "1.5")).not.toBe("");
  });

  it("refuse what is newer than the card’s version", () => {
    const table = { type: "Table", columns: [{ width: 1 }], rows: [] };
    const execute = { type: "ActionSet", actions: [{ type: "Action.Execute", title: "x", verb: "y" }] };
    const secondary = { type: "ActionSet", actions: [{ type: "Action.Submit", title: "x", mode: "secondary" }] };
    for (const one of [table, execute, secondary]) {
      expect(faults(card(one), "1.5")).toBe("");
      expect(faults(card(one, "1.3"), "1.3")).not.toBe("");
    }
  });

  it("refuse a card that opens behind an element", () => {
    const open = { type: "Action.ShowCard", title: "x", card: { type: "AdaptiveCard", body: [] } };
    expect(faults(card({ type: "Container", items: [], selectAction: open }), "1.5")).not.toBe("");
  });
});
