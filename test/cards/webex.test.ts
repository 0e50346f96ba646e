// Every card as Webex gets it: one card, within 22 KB, nothing newer than 1.3 by the judgement of the official library, and nothing
// left out without saying so and handing it over as a file.
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { sizeBudget } from "../../cards/render/limits.ts";
import { textCard } from "../../cards/render/text.ts";
import { webexMessage } from "../../cards/render/webex.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { refusal } from "../fakes/webex/rules.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";

// The package's module form has imports without file endings, which Node does not resolve; the bundle is the same code.
const library: typeof import("adaptivecards") = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js");

/** What Microsoft's own parser does not take in a card that says it is 1.3. */
function complaints({ lang: _, ...card }: { readonly lang?: unknown; readonly [key: string]: unknown }): string[] {
  // Without `lang`: the library's pattern for it (`/^[a-z]{2,3}$/gi`) remembers its place and refuses every second right value.
  const context = new library.SerializationContext(library.Versions.v1_3);
  new library.AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}

const all = { ...gallery, ...largest };
const locales = ["en", "zh-CN"] as const;

describe.each(Object.entries(all))("the card %s", (_, card) => {
  it.each(locales)("is taken by Webex (%s)", (locale) => {
    const message = webexMessage(card, writerFor(locale, "UTC"));
    expect(complaints(message.card)).toEqual([]);
    expect(message.card.lang).toMatch(/^[a-z]{2,3}$/);
    expect(refusal({ text: message.summary.slice(0, 1000), card: message.card, files: 0 })).toBeUndefined();
    expect(message.summary).not.toBe("");
  });
});

it("the official parser would complain about something newer", () => {
  const newer = { type: "AdaptiveCard", version: "1.3", body: [{ type: "Table", columns: [], rows: [] }] };
  expect(complaints(newer)).toHaveLength(1);
});

describe.each(Object.entries(largest))("%s", (_, card) => {
  it.each(locales)("names what it leaves out and brings all of it as a file (%s)", (locale) => {
    const writer = writerFor(locale, "UTC");
    const { card: drawn, whole } = webexMessage(card, writer);
    expect(Buffer.byteLength(JSON.stringify(drawn))).toBeLessThanOrEqual(sizeBudget.webex);
    const file = new TextDecoder().decode(whole?.bytes);
    const words = textCard({ ...card, actions: [] }, { writer, full: true, width: 110 });
    for (const line of words.split("\n").filter((one) => /step|finding|certificate/.test(one))) {
      for (const word of line.match(/(?:certificate|finding|step)[ -]\d+/g) ?? []) expect(file).toContain(word);
    }
    expect(JSON.stringify(drawn)).toMatch(/full report|完整报告/);
  });

  it("keeps every button", () => {
    const { card: drawn } = webexMessage(card, writerFor("en", "UTC"));
    for (const { action } of card.actions) expect(JSON.stringify(drawn)).toContain(action);
  });
});
