// Every card as Block Kit, in both languages, with the newest blocks and without: golden files, Slack's documented limits, and the
// types of @slack/types themselves.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { buttonGroups } from "../../cards/render/rows.ts";
import { readSlackButton, reasonDialog } from "../../cards/render/slack-actions.ts";
import { slackMessage } from "../../cards/render/slack-fit.ts";
import { slackLoad } from "../../cards/render/slack-limits.ts";
import { pieces } from "../../cards/render/slack-text.ts";
import { textCard } from "../../cards/render/text.ts";
import type { Card } from "../../src/domain/card.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { blockErrors, readable, viewErrors } from "../fakes/slack/check-blocks.ts";
import { gallery } from "./gallery.ts";
import { large } from "./large.ts";

const locales = ["en", "zh-CN"] as const;
const all = { ...gallery, ...large };
const drawn = (card: Card, locale: "en" | "zh-CN", modern: boolean, surface: "message" | "home" = "message") =>
  slackMessage(card, { writer: writerFor(locale, "UTC"), modern, surface });

describe.each(Object.entries(all))("the card %s on Slack", (name, card) => {
  it("is drawn as before", async () => {
    const lines: string[] = [];
    for (const [form, locale, modern] of [
      ["newest", "en", true],
      ["newest zh-CN", "zh-CN", true],
      ["plain", "en", false],
    ] as const) {
      const { blocks, text, report } = drawn(card, locale, modern);
      const head = { text, ...(report === undefined ? {} : { report: report.name }) };
      lines.push(`# ${form} ${JSON.stringify(head)}`, ...blocks.map((block) => JSON.stringify(block)));
    }
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(`golden/slack/${name}.golden.jsonl`);
  });

  it("is inside Slack’s limits in every form", () => {
    for (const locale of locales) {
      for (const modern of [true, false]) {
        const { blocks, text } = drawn(card, locale, modern);
        expect(blockErrors(blocks), `${locale} ${modern}`).toEqual([]);
        expect(slackLoad(blocks)).toBeLessThanOrEqual(1);
        expect(text.length).toBeGreaterThan(0);
        expect(viewErrors({ type: "home", blocks: drawn(card, locale, modern, "home").blocks })).toEqual([]);
      }
    }
  });

  it("loses no word: what is not in the message is in the report, and the message says so", () => {
    for (const modern of [true, false]) {
      const { blocks, report } = drawn(card, "en", modern);
      const words = (text: string) => new Set(text.split(/[\s│|]+/).filter((word) => /^[\p{L}\p{N}]{4,}$/u.test(word)));
      const shown = words(`${readable(blocks)}\n${report === undefined ? "" : new TextDecoder().decode(report.bytes)}`);
      const whole = words(
        textCard({ ...card, actions: [] }, { writer: writerFor("en", "UTC"), width: 400, full: true }),
      );
      expect([...whole].filter((word) => !shown.has(word))).toEqual([]);
      if (report !== undefined) expect(readable(blocks)).toContain("full report");
    }
  });

  it("has its buttons, which say nothing but the handler’s name and its payload", () => {
    const { blocks } = drawn(card, "en", true);
    const buttons = blocks.flatMap((block) =>
      block.type === "actions" ? (block.elements as Record<string, string>[]) : [],
    );
    expect(buttons.map((button) => readSlackButton(button.action_id, button.value))).toEqual(
      buttonGroups(card.actions)
        .flatMap(({ actions }) => actions)
        .map(({ action, payload, input }) =>
          input === undefined
            ? { action, payload }
            : expect.objectContaining({ action, payload, ask: expect.anything() }),
        ),
    );
    for (const button of buttons) {
      const click = readSlackButton(button.action_id, button.value);
      if (click?.ask === undefined) continue;
      const place = { c: "C0123456789", t: "1700000000.000100", m: "1700000000.000200" };
      expect(viewErrors(reasonDialog(click, place, "Reason", writerFor("zh-CN", "UTC")))).toEqual([]);
    }
  });
});

describe("the blocks", () => {
  it("are what @slack/types says they are", { timeout: 120_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), "certops-blocks-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const types = resolve("node_modules/@slack/types/dist/index");
    const blocks = Object.values(all).flatMap((card) =>
      locales.flatMap((locale) => [true, false].flatMap((modern) => drawn(card, locale, modern).blocks)),
    );
    // Each form once: the compiler checks structure, not words.
    const forms = new Map(blocks.map((block) => [JSON.stringify(shape(block)), block]));
    const source = [
      `import type { KnownBlock } from ${JSON.stringify(types)};`,
      ...[...forms.values()].map((block, index) => `export const b${index}: KnownBlock = ${JSON.stringify(block)};`),
    ];
    await writeFile(join(folder, "blocks.ts"), source.join("\n"));
    const typo = `export const wrong: KnownBlock = { type: "section", txt: { type: "mrkdwn", text: "x" } };`;
    await writeFile(join(folder, "wrong.ts"), [source[0], typo].join("\n"));
    const tsc = async (file: string): Promise<string | undefined> => {
      const args = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "nodenext",
        "--types",
        "",
        join(folder, file),
      ];
      const ran = promisify(execFile)(resolve("node_modules/.bin/tsc"), args, { cwd: folder });
      return (await ran.catch((error: { stdout?: string }) => error)).stdout;
    };
    expect(await tsc("blocks.ts")).toBe("");
    expect(await tsc("wrong.ts")).toContain("txt");
  });

  it("would be found wrong by that check: it is no empty one", () => {
    expect(blockErrors([{ type: "section", txt: {} }])).not.toEqual([]);
    expect(blockErrors([{ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }])).not.toEqual([]);
    expect(blockErrors(Array.from({ length: 51 }, () => ({ type: "divider" })))).not.toEqual([]);
  });

  it("fit whatever a card holds", () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: "grapheme", maxLength: 7000 })).map(verbatim);
    const block = fc.oneof(
      fc.record({ kind: fc.constant("text" as const), text, subtle: fc.boolean(), strong: fc.boolean() }),
      fc.record({ kind: fc.constant("code" as const), code: fc.string({ maxLength: 9000 }) }),
      fc.record({
        kind: fc.constant("list" as const),
        ordered: fc.boolean(),
        items: fc.array(fc.record({ text, detail: text }), { maxLength: 80 }),
      }),
      fc.record({
        kind: fc.constant("table" as const),
        columns: fc.constant([verbatim("a"), verbatim("b")]),
        rows: fc.array(fc.record({ cells: fc.tuple(text, text) }), { maxLength: 150 }),
      }),
    );
    const card = fc.record({
      title: text,
      tone: fc.constant("neutral" as const),
      body: fc.array(block, { maxLength: 30 }),
      actions: fc.constant([]),
      summary: text,
    });
    fc.assert(
      fc.property(card, fc.boolean(), (one, modern) => {
        const { blocks } = drawn(one, "en", modern);
        expect(blockErrors(blocks)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("break a long text between lines and never inside a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), fc.integer({ min: 4, max: 50 }), (text, most) => {
        const parts = pieces(text, most);
        expect(parts.every((part) => part.length <= most)).toBe(true);
        expect(parts.every((part) => !/[\ud800-\udbff]$/.test(part))).toBe(true);
        expect(parts.join("").replaceAll("\n", "")).toBe(text.replaceAll("\n", ""));
      }),
    );
  });
});

/** The value with every word and number the same, so that equal structures count once. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((one) => JSON.stringify(shape(one))))];
  if (typeof value !== "object" || value === null) return typeof value;
  const kept = ["type", "style", "level", "status"];
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      kept.includes(key) && typeof member === "string" ? member : shape(member),
    ]),
  );
}
