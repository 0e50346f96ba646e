// Cards that are too large: they fit, say what was left out, and keep their buttons.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AdaptiveHost, adaptiveCard } from "../../cards/render/adaptive.ts";
import { fitCard, jsonBytes, sizeBudget } from "../../cards/render/limits.ts";
import { textCard } from "../../cards/render/text.ts";
import { columns, wrap } from "../../cards/render/width.ts";
import { reportCard } from "../../cards/report-card.ts";
import type { Card } from "../../src/domain/card.ts";
import { say } from "../../src/i18n/say.ts";
import { writerFor } from "../../src/i18n/write.ts";
import * as s from "./samples.ts";

const writer = writerFor("en", "UTC");
const size = (host: AdaptiveHost) => (card: Card) => jsonBytes(adaptiveCard(card, { writer, host }));
const huge = reportCard(
  {
    ...s.finished,
    findings: Array.from({ length: 200 }, (_, index) =>
      s.finding(`f${index}`, "problem", `finding ${index}`, "line of output\n".repeat(30)),
    ),
  },
  s.context,
);

describe("a card that is too large", () => {
  it.each([
    ["teams", sizeBudget.teams],
    ["webex", sizeBudget.webex],
  ] as const)("fits %s, names what it left out and keeps title, cause and buttons", (host, budget) => {
    const fitted = fitCard(huge, size(host), budget);
    expect(size(host)(fitted.card)).toBeLessThanOrEqual(budget);
    expect(fitted.shortened).toBe(true);
    const text = textCard(fitted.card, { writer, full: true, width: 400 });
    expect(text).toContain("“Evidence (200)” stands whole in the full report");
    expect(text).toContain("Cause (proved)");
    expect(fitted.card.actions).toEqual(huge.actions);
  });

  it("is left alone when it fits", () => {
    const card = reportCard(s.finished, s.context);
    expect(fitCard(card, size("web"), sizeBudget.web)).toEqual({ card, shortened: false });
  });

  it("says how many lines of a list, a table and a code block it left out", () => {
    const card: Card = {
      ...huge,
      body: [
        { kind: "list", items: Array.from({ length: 500 }, (_, index) => ({ text: { verbatim: `item ${index}` } })) },
        { kind: "code", code: "line\n".repeat(500) },
      ],
    };
    const fitted = fitCard(card, size("teams"), 15_000);
    expect(size("teams")(fitted.card)).toBeLessThanOrEqual(15_000);
    expect(textCard(fitted.card, { writer, width: 200 })).toMatch(/\d{3} more lines stand in the full report/);
  });

  it("leaves out facts too, and when not even its first block fits, all of the body", () => {
    const many = Array.from({ length: 300 }, (_, at) => ({
      label: { verbatim: `fact ${at}` },
      value: { verbatim: "value" },
    }));
    const facts = fitCard({ ...huge, body: [{ kind: "facts", facts: many }] }, size("webex"), sizeBudget.webex);
    expect(size("webex")(facts.card)).toBeLessThanOrEqual(sizeBudget.webex);
    expect(textCard(facts.card, { writer, width: 200 })).toMatch(/\d{3} more lines stand in the full report/);
    const words = say("card.plain", { text: "word ".repeat(10_000) });
    const text = fitCard({ ...huge, body: [{ kind: "text", text: words }] }, size("webex"), sizeBudget.webex);
    expect(size("webex")(text.card)).toBeLessThanOrEqual(sizeBudget.webex);
    expect(textCard(text.card, { writer, width: 200 })).toContain("The full report has everything");
    expect(text.card.actions).toEqual(huge.actions);
  });

  it("never fails, whatever the budget", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (budget) => {
        const fitted = fitCard(huge, size("teams"), budget);
        expect(fitted.card.actions).toEqual(huge.actions);
        expect(fitted.shortened).toBe(true);
      }),
      { numRuns: 12 },
    );
  });
});

describe("lines in a terminal", () => {
  it("are never wider than asked and lose no letter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 2, max: 60 }), (text, width) => {
        const line = text.replaceAll(/\s+/g, " ");
        const wrapped = wrap(line, width);
        for (const part of wrapped) expect(columns(part)).toBeLessThanOrEqual(width);
        expect(wrapped.join("").replaceAll(" ", "")).toBe(line.replaceAll(" ", ""));
      }),
      { numRuns: 300 },
    );
  });

  it("count Chinese characters as two columns", () => {
    expect(wrap("电话未注册", 4)).toEqual(["电话", "未注", "册"]);
  });

  it("are coloured only when asked", () => {
    const card = reportCard(s.finished, s.context);
    expect(textCard(card, { writer })).not.toContain("\u001b");
    expect(textCard(card, { writer, colour: true })).toContain("\u001b[31m");
  });
});
