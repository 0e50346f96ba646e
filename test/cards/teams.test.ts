// Cards for Teams: accepted by Microsoft's own parser as version 1.5, and the same as before; a change is a difference that somebody reads.
import { AdaptiveCard, SerializationContext, Versions } from "adaptivecards";
import { describe, expect, it } from "vitest";
import { CardBook } from "../../src/channels/teams/cards.ts";
import type { ChannelMemory } from "../../src/domain/chat.ts";
import { personId } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { gallery } from "./gallery.ts";

const none: ChannelMemory = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  prune: () => Promise.resolve(0),
};
const book = new CardBook({ memory: none, clock: systemClock, zone: "UTC" });
const views = { everybody: "everybody", ben: { person: personId("ben") } } as const;
const locales = ["en", "zh-CN"] as const;
const refreshFor = ["29:ben"];

/** From the smallest card to the largest of the gallery. */
const kept = ["notice", "approval-pending", "report-questions", "run-running", "certs"];

describe.each(Object.entries(gallery))("the card %s", (_, card) => {
  it("is what the official parser of version 1.5 knows, for everybody and for one person, in both languages", () => {
    for (const locale of locales) {
      for (const viewer of Object.values(views)) {
        // The parser's own expression keeps its place between two cards.
        if (AdaptiveCard.langProperty.regEx !== undefined) AdaptiveCard.langProperty.regEx.lastIndex = 0;
        const context = new SerializationContext(Versions.v1_5);
        const parsed = new AdaptiveCard();
        parsed.parse(book.draw({ card, locale }, { viewer, refreshFor }), context);
        const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
        expect(events).toEqual([]);
        expect(parsed.getItemCount()).toBeGreaterThan(0);
      }
    }
  });
});

it.each(kept)("the card %s looks the same as before", async (name) => {
  const card = gallery[name];
  if (card === undefined) throw new Error(`no card ${name}`);
  const golden = Object.fromEntries(
    locales.flatMap((locale) =>
      Object.entries(views).map(([who, viewer]) => [
        `${locale} ${who}`,
        book.draw({ card, locale }, { viewer, refreshFor }),
      ]),
    ),
  );
  await expect(`${JSON.stringify(golden, null, 1)}\n`).toMatchFileSnapshot(`golden/teams/${name}.golden.json`);
});
