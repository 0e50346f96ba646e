// Every card as each platform gets it is valid by Microsoft's own definitions of its version, closed: 1.3 for Webex, 1.5 elsewhere.
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { jsonBytes, sizeBudget } from "../../cards/render/limits.ts";
import { formsOf, locales, platforms } from "./forms.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";
import { officialSchema } from "./official.ts";

const ajv = new Ajv({ discriminator: true, strict: false });
addFormats.default(ajv);
const valid = { "1.3": ajv.compile(officialSchema("1.3")), "1.5": ajv.compile(officialSchema("1.5")) };

/** Bytes. In Teams the list of people whose clients refresh the card comes on top of a page. */
const budgets = { web: sizeBudget.web, teams: sizeBudget.teams + 300, webex: sizeBudget.webex } as const;

function faults(drawn: object, version: "1.3" | "1.5"): string {
  return valid[version](drawn) ? "" : ajv.errorsText(valid[version].errors);
}

describe.each(Object.entries({ ...gallery, ...largest }))("the card %s", (_, card) => {
  it.each(locales)(
    "holds nothing that its version of Adaptive Cards does not define, within each size (%s)",
    (locale) => {
      for (const platform of platforms) {
        for (const { name, version, drawn } of formsOf(card, platform, locale)) {
          expect(drawn.version).toBe(version);
          expect(faults(drawn, version), `${platform} ${name}`).toBe("");
          expect(jsonBytes(drawn), `${platform} ${name}`).toBeLessThanOrEqual(budgets[platform]);
        }
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

  it("take no more than the schema files, where the library is more lenient", () => {
    const run = { type: "TextRun", text: "x" };
    const column = (more: object) => ({ type: "ColumnSet", columns: [{ type: "Column", items: [text], ...more }] });
    const submit = (more: object) => ({ type: "ActionSet", actions: [{ type: "Action.Submit", title: "x", ...more }] });
    const input = (more: object) => ({ type: "Input.Text", id: "a", ...more });
    const cell = (more: object) => ({
      type: "Table",
      rows: [{ type: "TableRow", cells: [{ type: "TableCell", items: [text], ...more }] }],
    });
    const lenient: readonly (readonly [object, version: "1.3" | "1.5"])[] = [
      [{ type: "Container" }, "1.5"],
      [{ type: "RichTextBlock" }, "1.5"],
      [{ type: "RichTextBlock", inlines: [{ type: "TextRun" }] }, "1.5"],
      [{ type: "ActionSet" }, "1.5"],
      [{ type: "Image", altText: "x" }, "1.5"],
      [{ type: "Input.Text", label: "x" }, "1.5"],
      [{ type: "Table", firstRowAsHeaders: true, rows: [] }, "1.5"],
      [cell({ id: "x" }), "1.5"],
      [cell({ spacing: "small" }), "1.5"],
      [{ type: "ActionSet", actions: [{ type: "Action.ToggleVisibility", title: "x" }] }, "1.5"],
      [submit({ fallback: text }), "1.5"],
      [submit({ id: "x" }), "1.3"],
      [submit({ tooltip: "x" }), "1.3"],
      [input({ style: "password" }), "1.3"],
      [column({ height: "stretch" }), "1.5"],
      [{ ...text, inlines: [{ ...run, id: "x" }] }, "1.5"],
      [{ type: "TextBlock", text: "nobody wrote down the facts about it yet" }, "1.5"],
    ];
    for (const [one, version] of lenient) expect(faults(card(one, version), version), JSON.stringify(one)).not.toBe("");
    for (const one of [cell({}), submit({ id: "x" }), input({ style: "Password" }), column({ bleed: true })])
      expect(faults(card(one), "1.5")).toBe("");
  });

  it("refuse a card that opens behind an element", () => {
    const open = { type: "Action.ShowCard", title: "x", card: { type: "AdaptiveCard", body: [] } };
    expect(faults(card({ type: "Container", items: [], selectAction: open }), "1.5")).not.toBe("");
  });
});
