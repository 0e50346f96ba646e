// Large cards are drawn in short turns: the same forms as at once, and everybody else's turn comes in between.
import { describe, expect, it } from "vitest";
import { adaptiveCard, adaptiveForm } from "../../cards/render/adaptive.ts";
import { blockKit, blockKitForm } from "../../cards/render/block-kit.ts";
import { atOnce, inTurns, type Turns } from "../../cards/render/turns.ts";
import { webexForms, webexMessage } from "../../cards/render/webex.ts";
import { warmRenderers } from "../../src/app/warm.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { largest } from "./largest.ts";

const card = largest["largest-report"];
if (card === undefined) throw new Error("no largest report");
const writer = writerFor("en", "UTC");

/** Pauses `count` times after so many milliseconds of work. */
function* busy(count: number, ms: number): Turns<string> {
  for (let at = 0; at < count; at++) {
    const until = performance.now() + ms;
    while (performance.now() < until);
    yield;
  }
  return "made";
}

/** How many turns others had while `work` went on. */
async function othersDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let over = false;
  const tick = (): void => {
    turns += 1;
    if (!over) setImmediate(tick);
  };
  setImmediate(tick);
  await work;
  over = true;
  return turns;
}

describe("drawing in turns", () => {
  it("gives the form that drawing at once gives", async () => {
    expect(await inTurns(adaptiveForm(card, { writer, host: "web" }))).toEqual(
      adaptiveCard(card, { writer, host: "web" }),
    );
    expect(await inTurns(blockKitForm(card, { writer, modern: true }))).toEqual(
      blockKit(card, { writer, modern: true }),
    );
    const [one, other] = [await inTurns(webexForms(card, writer)), webexMessage(card, writer)];
    expect(one.card).toEqual(other.card);
    expect(one.whole).toEqual(other.whole);
  });

  it("lets others have their turn when it lasts", async () => {
    expect(await othersDuring(inTurns(busy(5, 6)))).toBeGreaterThanOrEqual(4);
    expect(await inTurns(busy(2, 0))).toBe("made");
    expect(atOnce(busy(2, 6))).toBe("made");
  });

  it("may pause at each of the many parts of a largest card", () => {
    let pauses = 0;
    for (const _ of webexForms(card, writer)) pauses += 1;
    expect(pauses).toBeGreaterThan(100);
  });

  it("is tried out for every platform and language before somebody waits for it", async () => {
    await warmRenderers({ platforms: ["web", "teams", "webex", "slack", "terminal"], zone: "UTC" });
    for (const host of ["web", "teams", "webex"] as const)
      expect(() => adaptiveCard(card, { writer: writerFor("zh-CN", "UTC"), host })).not.toThrow();
  });
});
