// What every card says, in both languages: changes show up as a difference that somebody reads.
import { describe, expect, it } from "vitest";
import { textCard } from "../../cards/render/text.ts";
import { columns } from "../../cards/render/width.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { gallery } from "./gallery.ts";

describe.each(Object.entries(gallery))("the card %s", (name, card) => {
  it("says the same as before, in both languages", async () => {
    const text = (locale: "en" | "zh-CN", full: boolean) =>
      textCard(card, { writer: writerFor(locale, "UTC"), width: 100, full }).split("\n");
    const golden = {
      en: text("en", true),
      "zh-CN": text("zh-CN", true),
      folded: text("en", false),
    };
    await expect(`${JSON.stringify(golden, null, 1)}\n`).toMatchFileSnapshot(`golden/${name}.golden.json`);
  });

  it("has every word in both languages", () => {
    for (const locale of ["en", "zh-CN"] as const) {
      const text = textCard(card, { writer: writerFor(locale, "UTC"), full: true });
      expect(text).not.toMatch(/\b(?:card|web|impact|verdict|error)\.[a-z]+[.-]/);
    }
  });

  it.each([40, 80])("keeps within %i columns, code aside", (width) => {
    for (const locale of ["en", "zh-CN"] as const) {
      const lines = textCard(card, { writer: writerFor(locale, "UTC"), width, full: true }).split("\n");
      for (const line of lines.filter((one) => !one.includes("| ") && !one.includes("█") && !one.includes("░"))) {
        expect(columns(line), line).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe("a finished report", () => {
  const text = textCard(gallery["report-finished"] ?? never(), { writer: writerFor("en", "UTC"), width: 100 });

  it("reads in the order of ten seconds: cause, affected, checked, remedies, runbook", () => {
    const order = [
      "Cause (proved)",
      "Affected: 812",
      "Checked",
      "utils itl reset localkey",
      "Runbook for",
      "Evidence (3)",
    ];
    const at = order.map((words) => text.indexOf(words));
    expect(at).not.toContain(-1);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  it("keeps the evidence folded and shows a remedy that cannot work with its reason", () => {
    expect(text).not.toContain("ITLRECOVERY_cucm-pub");
    expect(text).toContain("cannot work here · the phones do not hold the current CallManager certificate");
  });

  it("offers approval for what can be done by the bot only, and not twice", () => {
    const actions = (name: string): string[] => (gallery[name] ?? never()).actions.map((action) => action.action);
    expect(actions("report-finished")).toEqual([
      "approval.request",
      "diagnosis.tick",
      "diagnosis.tick",
      "diagnosis.tick",
      "diagnosis.again",
      "diagnosis.share",
      "diagnosis.map",
      "diagnosis.why",
    ]);
    expect(actions("report-requested")).not.toContain("approval.request");
    expect(actions("report-running")).toEqual([]);
  });
});

describe("buttons", () => {
  const actions = (name: string): string[] => (gallery[name] ?? never()).actions.map((action) => action.action);

  it("are gone from every approval that has ended", () => {
    for (const state of ["denied", "expired", "withdrawn", "superseded", "unused", "started"]) {
      expect(actions(`approval-${state}`), state).toEqual([]);
    }
  });

  it("let a run be stopped only while it can be", () => {
    expect(actions("run-running")).toEqual(["run.pause", "run.abort"]);
    expect(actions("run-pausing")).toEqual(["run.resume", "run.abort"]);
    expect(actions("run-uncertain")).toEqual(["run.settle", "run.settle", "run.pause", "run.abort"]);
    expect(actions("run-aborting")).toEqual([]);
    expect(actions("run-failed")).toEqual(["diagnosis.again", "run.share", "run.picture"]);
    for (const over of ["run-failed", "run-verified", "run-aborted"]) {
      expect(actions(over)[0], over).toBe("diagnosis.again");
      expect(
        actions(over).filter((action) => /pause|resume|abort|settle/.test(action)),
        over,
      ).toEqual([]);
    }
  });

  it("carry an id and nothing that is believed: no command, no digest, no person", () => {
    for (const card of Object.values(gallery)) {
      for (const action of card.actions) {
        expect(JSON.stringify(action.payload)).not.toMatch(/utils |3f2a9b7c1d5e|alex|ada|ben/);
      }
    }
  });
});

it("an error that is a bug shows its reference and nothing of the inside", () => {
  const text = textCard(gallery["error-bug"] ?? never(), { writer: writerFor("en", "UTC"), full: true });
  expect(text).toContain("err_1");
  expect(text).not.toMatch(/secret internals|TypeError|app\.ts/);
});

function never(): never {
  throw new Error("no such card in the gallery");
}
