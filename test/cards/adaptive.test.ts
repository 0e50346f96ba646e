// Every card is a valid Adaptive Card for each host, and nothing that a device or a person wrote can act in it.
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { readActionData } from "../../cards/render/actions.ts";
import { type AdaptiveHost, adaptiveCard } from "../../cards/render/adaptive.ts";
import { textCard } from "../../cards/render/text.ts";
import { reportMarkdown } from "../../cards/report-text.ts";
import type { Card } from "../../src/domain/card.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { gallery } from "./gallery.ts";
import * as s from "./samples.ts";
import { cardSchema } from "./schema.ts";

const validate = new Ajv({ discriminator: true, allErrors: false }).compile(cardSchema);
const hosts: readonly AdaptiveHost[] = ["web", "teams", "webex"];

type Node = Readonly<Record<string, unknown>>;
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

describe.each(hosts)("for %s", (host) => {
  it.each(Object.entries(gallery))("the card %s is valid", (_, card) => {
    for (const locale of ["en", "zh-CN"] as const) {
      const drawn = adaptiveCard(card, { writer: writerFor(locale, "UTC"), host });
      expect(validate(drawn), JSON.stringify(validate.errors)).toBe(true);
      const ids = nodes(drawn).flatMap((node) =>
        typeof node.id === "string" && node.type !== "Input.Text" ? [node.id] : [],
      );
      expect(new Set(ids).size).toBe(ids.length);
      const targets = nodes(drawn).flatMap((node) => (Array.isArray(node.targetElements) ? node.targetElements : []));
      expect(targets.filter((target) => !ids.includes(String(target)))).toEqual([]);
    }
  });
});

it("Webex gets nothing that is newer than 1.3", () => {
  for (const card of Object.values(gallery)) {
    const drawn = adaptiveCard(card, { writer: writerFor("en"), host: "webex" });
    const types = nodes(drawn).map((node) => node.type);
    expect(types).not.toContain("Table");
    expect(types).not.toContain("Action.Execute");
    expect(types).not.toContain("Image");
  }
});

it("many buttons outside the web: the first five are shown, the rest is behind one, none is lost, no row has more than four", () => {
  const many: Card = {
    ...(gallery["report-finished"] as Card),
    actions: Array.from({ length: 9 }, (_, index) => ({ action: "x.y", label: verbatim(`b${index}`), payload: {} })),
  };
  const drawn = adaptiveCard(many, { writer: writerFor("en"), host: "webex" });
  const sets = nodes(drawn).filter((node) => node.type === "ActionSet");
  expect(sets.map((set) => (set.actions as unknown[]).length)).toEqual([4, 2, 4]);
  const titles = sets.flatMap((set) => (set.actions as Node[]).map(({ title }) => title));
  expect(titles).toEqual(["b0", "b1", "b2", "b3", "b4", "More (4)", "b5", "b6", "b7", "b8"]);
  const more = nodes(drawn).find((node) => node.id === "more-buttons");
  expect(more).toMatchObject({ type: "Container", isVisible: false });
});

it("the buttons that turn pages are never folded away", () => {
  const action = (name: string, index: number) => ({ action: name, label: verbatim(`b${index}`), payload: {} });
  const actions = [...Array.from({ length: 9 }, (_, index) => action("x.y", index)), action("certops.page", 99)];
  const card: Card = { ...(gallery["report-finished"] as Card), actions };
  const body = adaptiveCard(card, { writer: writerFor("en"), host: "teams" }).body as Node[];
  const shown = nodes(body.filter((node) => node.isVisible !== false)).map(({ title }) => title);
  expect(shown).toContain("b99");
  expect(shown).not.toContain("b8");
});

it("a row of buttons with long words is short enough for a phone", () => {
  const label = verbatim("Request approval for 12");
  const actions = Array.from({ length: 3 }, () => ({ action: "x.y", label, payload: {} }));
  const card: Card = { ...(gallery["report-finished"] as Card), actions };
  const sets = nodes(adaptiveCard(card, { writer: writerFor("en"), host: "teams" })).filter(
    (node) => node.type === "ActionSet",
  );
  expect(sets.map((set) => (set.actions as unknown[]).length)).toEqual([1, 1, 1]);
});

/** Control and direction characters, line breaks and tabs aside. */
const forbidden = /(?![\n\t])[\p{Cc}\p{Bidi_Control}]/u;

/** The hostile text in every place that can hold one. */
const text = verbatim(s.hostile);
const phrase = s.plain(s.hostile);
const hostileCard: Card = {
  title: text,
  subtitle: phrase,
  badge: { text, tone: "good" },
  tone: "danger",
  summary: text,
  body: [
    { kind: "text", text },
    { kind: "facts", facts: [{ label: text, value: text }] },
    { kind: "list", ordered: true, items: [{ text, detail: phrase, mark: "bot" }] },
    { kind: "table", columns: [text, phrase], rows: [{ cells: [text, phrase] }] },
    { kind: "code", code: s.hostile },
    { kind: "progress", label: text, done: 1, total: 2 },
    { kind: "curve", label: text, total: 2, points: [{ at: s.at(1), value: 1 }] },
    { kind: "section", id: s.hostile, title: text, blocks: [{ kind: "text", text }] },
    { kind: "section", id: s.hostile, title: text, blocks: [] },
  ],
  actions: [
    { action: "a.b", label: text, payload: { x: s.hostile }, confirm: text },
    { action: "a.c", label: text, payload: {}, input: { id: "reason", label: text, required: true } },
  ],
};

describe("hostile text", () => {
  it.each(hosts)("stays text on %s: no Markdown element, no link, no date function, no control character", (host) => {
    const drawn = adaptiveCard(hostileCard, { writer: writerFor("en"), host });
    expect(validate(drawn), JSON.stringify(validate.errors)).toBe(true);
    for (const node of nodes(drawn)) {
      expect(["TextBlock", "FactSet", "Action.OpenUrl", "Media"]).not.toContain(node.type);
      if (node.type !== "TextRun") continue;
      expect(String(node.text)).not.toMatch(forbidden);
      expect(String(node.text)).not.toMatch(/\{\{(?:DATE|TIME)\(/);
    }
  });

  it("is drawn whole: what a device printed is not rewritten", () => {
    const drawn = adaptiveCard(hostileCard, { writer: writerFor("en"), host: "web" });
    const written = nodes(drawn)
      .flatMap((node) => (node.type === "TextRun" ? [String(node.text)] : []))
      .join("");
    for (const line of s.hostile.split("\n").filter((one) => !one.includes("\u001b"))) expect(written).toContain(line);
  });

  it("cannot move a terminal's cursor or colour it", () => {
    const shown = textCard(hostileCard, { writer: writerFor("en"), full: true });
    expect(shown).not.toMatch(forbidden);
  });

  it("makes no link, image, heading, list or HTML in the report file, and cannot leave its fence", () => {
    const excerpt = `${s.hostile}\n\`\`\`\n[out](https://evil.example)\n\`\`\`\`\`\n# out`;
    const markdown = reportMarkdown(
      {
        ...s.finished,
        question: s.hostile,
        findings: [{ ...s.finding("x", "problem", s.hostile, excerpt), code: "x`y" }],
        remedies: [],
        corrections: [phrase],
      },
      s.context,
      writerFor("en", "UTC"),
    );
    const lines = markdown.split("\n");
    const open = lines.findIndex((line) => /^`{6,}text$/.test(line));
    const close = lines.findIndex((line, index) => index > open && /^`{6,}$/.test(line));
    expect(open).toBeGreaterThan(0);
    expect(lines.slice(open + 1, close).join("\n")).toContain("# out");
    const outside = [...lines.slice(0, open), ...lines.slice(close + 1)].join("\n");
    expect(outside).not.toMatch(/(?<!\\)\]\(|(?<!\\)!\[|(?<!\\)<|(?<!\\)https?:\/\/|(?<!\\)\*\*b/);
    expect(outside).not.toContain("www.");
    expect(outside).not.toMatch(forbidden);
  });
});

describe("what a host sends back", () => {
  const data = { certops: { action: "approval.deny", payload: { approval: "apr_1" } }, reason: "not now" };

  it("is the action with its payload and inputs", () => {
    expect(readActionData(data)).toEqual({
      action: "approval.deny",
      payload: { approval: "apr_1", reason: "not now" },
    });
  });

  it("cannot change the id in the payload by an input of the same name", () => {
    expect(readActionData({ ...data, approval: "apr_other" })?.payload.approval).toBe("apr_1");
  });

  it.each([
    undefined,
    null,
    "x",
    7,
    [],
    {},
    { certops: 1 },
    { certops: {} },
    { certops: { action: "A B" } },
    { certops: { action: "__proto__" } },
  ])("is refused when it is %j", (given) => {
    expect(readActionData(given)).toBeUndefined();
  });

  it("is cut to a sane size", () => {
    const big = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, "x".repeat(9000)]));
    const read = readActionData({ ...big, certops: { action: "a.b", payload: {} } });
    expect(Object.keys(read?.payload ?? {}).length).toBeLessThanOrEqual(24);
    expect(Math.max(...Object.values(read?.payload ?? {}).map((value) => value.length))).toBeLessThanOrEqual(4000);
  });
});
