// Cards that do not fit into one message: pages within the limit, nothing lost, numbers that go on, buttons on the first.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AdaptiveHost, adaptiveCard } from "../../cards/render/adaptive.ts";
import { jsonBytes, sizeBudget } from "../../cards/render/limits.ts";
import { adaptiveMeter } from "../../cards/render/meter.ts";
import { pageAction, pagesOf } from "../../cards/render/pages.ts";
import { textCard } from "../../cards/render/text.ts";
import type { Card, CardBlock } from "../../src/domain/card.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { contractCard } from "../contracts/channel.ts";
import { gallery } from "./gallery.ts";

const hosts = [
  ["teams", sizeBudget.teams],
  ["webex", sizeBudget.webex],
] as const satisfies readonly (readonly [AdaptiveHost, number])[];
const locales = ["en", "zh-CN"] as const;
const button = { action: "a.b", label: verbatim("Do"), payload: {} };

const rows = Array.from({ length: 400 }, (_, row) => ({
  cells: [verbatim(`node-${row}`), verbatim(`certificate ${row} 电话`), verbatim("22 Nov 2027 · 365 days")],
}));
const steps = Array.from({ length: 60 }, (_, step) => ({
  text: verbatim(`utils service restart step-${step}`),
  detail: verbatim(`on node ${step}: ${"why ".repeat(30)}`),
  mark: "bot" as const,
}));
const nodes: CardBlock[] = Array.from({ length: 20 }, (_, node) => ({
  kind: "section",
  id: `node-${node}`,
  title: verbatim(`cucm-${node}`),
  blocks: [{ kind: "code", code: Array.from({ length: 120 }, (__, line) => `cucm-${node} line-${line}`).join("\n") }],
}));
const largest: Readonly<Record<string, Card>> = {
  "400 certificates": contractCard("t", {
    body: [{ kind: "table", columns: [verbatim("Node"), verbatim("Certificate"), verbatim("Expires")], rows }],
    actions: [button],
  }),
  "60 runbook steps": contractCard("t", { body: [{ kind: "list", ordered: true, items: steps }], actions: [button] }),
  "20 nodes": contractCard("t", { body: nodes, actions: [button] }),
  "one line that never ends": contractCard("t", { body: [{ kind: "code", code: "x😀".repeat(30_000) }] }),
  "one item that never ends": contractCard("t", {
    body: [{ kind: "list", items: [{ text: verbatim("y".repeat(60_000)) }] }],
  }),
};

const words = (card: Card): string => textCard(card, { writer: writerFor("en", "UTC"), full: true, width: 100_000 });

describe.each(hosts)("on %s", (host, budget) => {
  const pages = (card: Card, locale: "en" | "zh-CN" = "en"): readonly Card[] =>
    pagesOf(card, adaptiveMeter({ writer: writerFor(locale, "UTC"), host }), budget);

  it.each(Object.entries({ ...largest, ...gallery }))("%s stays within the limit, in both languages", (_, card) => {
    for (const locale of locales) {
      for (const page of pages(card, locale)) {
        expect(jsonBytes(adaptiveCard(page, { writer: writerFor(locale, "UTC"), host }))).toBeLessThanOrEqual(budget);
      }
    }
  });

  it("loses no row, no step, no line, and numbers on", () => {
    const table = pages(largest["400 certificates"] ?? never())
      .map(words)
      .join("\n");
    for (let row = 0; row < 400; row++) expect(table).toContain(`certificate ${row} 电话`);
    const list = pages(largest["60 runbook steps"] ?? never())
      .map(words)
      .join("\n");
    for (let step = 0; step < 60; step++) expect(list).toMatch(new RegExp(`${step + 1} .*step-${step}\\b`));
    const code = pages(largest["20 nodes"] ?? never())
      .map(words)
      .join("\n");
    for (let node = 0; node < 20; node++) expect(code).toContain(`cucm-${node} line-119`);
    for (const name of ["one line that never ends", "one item that never ends"]) {
      const all = pages(largest[name] ?? never())
        .map(words)
        .join("");
      expect(all.replaceAll(/[^xy]/g, "").length).toBeGreaterThanOrEqual(name.includes("line") ? 30_000 : 60_000);
      expect(all).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
    }
  });

  it("keeps a card that fits as it is, and its buttons on the first page", () => {
    const small = gallery["approval-pending"] ?? never();
    expect(pages(small)).toEqual([small]);
    const many = pages(largest["400 certificates"] ?? never());
    expect(many.length).toBeGreaterThan(1);
    const actions = many.map((page) => page.actions.map(({ action, payload }) => [action, payload.page]));
    expect(actions[0]).toEqual([
      ["a.b", undefined],
      [pageAction, "2"],
    ]);
    expect(actions[1]?.[0]).toEqual([pageAction, "1"]);
    expect(actions.at(-1)).toEqual([[pageAction, String(many.length - 1)]]);
  });

  it("never loses a letter of running text, whatever the limit", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 200 }), { maxLength: 60 }),
        fc.integer({ min: 5_000, max: 30_000 }),
        (lines, limit) => {
          const code = lines.map((line, at) => `${at}:${line.replaceAll(/[\p{C}\s]/gu, "")}`).join("\n");
          const card = contractCard("t", { body: [{ kind: "code", code }] });
          const meter = adaptiveMeter({ writer: writerFor("en", "UTC"), host });
          const all = pagesOf(card, meter, limit).flatMap(({ body }) =>
            body.flatMap((one) => (one.kind === "code" ? [one.code] : [])),
          );
          expect(all.join("\n").replaceAll("\n", "")).toBe(code.replaceAll("\n", ""));
        },
      ),
      { numRuns: 40 },
    );
  });
});

function never(): never {
  throw new Error("no such card");
}
