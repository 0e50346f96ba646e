// Cards for Teams: accepted by Microsoft's own parser as version 1.5, as everybody and as one person sees them, page by page.
import { AdaptiveCard, SerializationContext, Versions } from "adaptivecards";
import { describe, expect, it } from "vitest";
import { formsOf, locales } from "./forms.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";

describe.each(Object.entries({ ...gallery, ...largest }))("the card %s", (_, card) => {
  it("is what the official parser of version 1.5 knows, for everybody and for one person, in both languages", () => {
    for (const { drawn } of locales.flatMap((locale) => formsOf(card, "teams", locale))) {
      // The parser's own expression keeps its place between two cards.
      if (AdaptiveCard.langProperty.regEx !== undefined) AdaptiveCard.langProperty.regEx.lastIndex = 0;
      const context = new SerializationContext(Versions.v1_5);
      const parsed = new AdaptiveCard();
      parsed.parse(drawn, context);
      const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
      expect(events).toEqual([]);
      expect(parsed.getItemCount()).toBeGreaterThan(0);
    }
  });
});
