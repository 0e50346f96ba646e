// Which question does a "Yes" answer? On every renderer its words stand right above the buttons that answer it.
import { describe, expect, it } from "vitest";
import { blockKit } from "../../cards/render/block-kit.ts";
import { textCard } from "../../cards/render/text.ts";
import type { Card, CardAction } from "../../src/domain/card.ts";
import { verbatim } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { readable } from "../fakes/slack/check-blocks.ts";
import { formsOf, platforms } from "./forms.ts";
import { outline } from "./outline.ts";

const writer = writerFor("en", "UTC");
const button = (label: string, about?: string): CardAction => ({
  action: "x.y",
  label: verbatim(label),
  payload: {},
  ...(about === undefined ? {} : { about: verbatim(about) }),
});
const asking = (actions: readonly CardAction[]): Card => ({
  title: verbatim("HQ"),
  tone: "neutral",
  body: [],
  actions,
  summary: verbatim("HQ"),
});
const two = asking([
  button("Request"),
  button("Yes", "Was it restarted by hand?"),
  button("Old list", "What does a phone show?"),
  button("No", "Was it restarted by hand?"),
  button("New list", "What does a phone show?"),
  button("Check again"),
]);
const order = ["Was it restarted by hand?", "Yes", "No", "What does a phone show?", "Old list", "New list", "Request"];

/** Where each word stands, in the order of reading; each must be there. */
function places(text: string, words: readonly string[]): number[] {
  const found = words.map((word) => text.indexOf(word));
  expect(found).not.toContain(-1);
  return found;
}
const inOrder = (text: string): void => {
  const found = places(text, [...order, "Check again"]);
  expect(found).toEqual([...found].sort((a, b) => a - b));
};

describe("answers to several questions", () => {
  it.each(platforms)("stand under their questions on %s, apart from the card’s other buttons", (platform) => {
    const [form] = formsOf(two, platform, "en");
    inOrder(outline(form?.drawn).join("\n"));
    const rows = JSON.stringify(form?.drawn.body).split('"ActionSet"').slice(1);
    expect(rows.filter((row) => row.includes('"Yes"') && row.includes('"Request"'))).toEqual([]);
  });

  it.each([true, false])("stand under their questions in Slack (newest blocks: %s)", (modern) => {
    const blocks = blockKit(two, { writer, modern });
    inOrder(readable(blocks));
    expect(blocks.filter(({ type }) => type === "actions")).toHaveLength(3);
    const ids = blocks.flatMap(({ elements }) => (Array.isArray(elements) ? elements : [])).map((one) => one.action_id);
    const given = ids.filter((id) => id !== undefined);
    expect(new Set(given).size).toBe(6);
  });

  it("stand under their questions in a terminal", () => {
    inOrder(textCard(two, { writer }));
  });

  it("are never folded behind “More” and never pushed out by the card’s other buttons", () => {
    const many = asking([...Array.from({ length: 9 }, (_, at) => button(`b${at}`)), button("Yes", "By hand?")]);
    const [form] = formsOf(many, "teams", "en");
    const body: unknown = form?.drawn.body;
    const shown = (Array.isArray(body) ? body : []).filter((one) => one.isVisible !== false);
    const text = JSON.stringify(shown);
    const found = places(text, ["By hand?", '"Yes"', "b0", "More"]);
    expect(found).toEqual([...found].sort((a, b) => a - b));
  });

  it("whose words try to be markup stay words", () => {
    const hostile = asking([
      button("Yes", "<!channel> [x](https://evil.example) {{DATE(2026-01-01T00:00:00Z,SHORT)}}"),
    ]);
    expect(JSON.stringify(blockKit(hostile, { writer, modern: true }))).not.toContain("mrkdwn");
    for (const platform of platforms) {
      const drawn = JSON.stringify(formsOf(hostile, platform, "en")[0]?.drawn);
      expect(drawn).not.toContain('"type":"TextBlock"');
      expect(drawn).not.toContain("{{DATE(");
    }
  });
});
