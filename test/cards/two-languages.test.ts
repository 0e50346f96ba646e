// Every card, the largest too, with the button for the other language: it fits in both on each platform, and the button is there.
import { describe, expect, it } from "vitest";
import { adaptiveCard } from "../../cards/render/adaptive.ts";
import { jsonBytes, sizeBudget } from "../../cards/render/limits.ts";
import { slackMessage } from "../../cards/render/slack-fit.ts";
import { textCard } from "../../cards/render/text.ts";
import { webexMessage } from "../../cards/render/webex.ts";
import { CardBook } from "../../src/channels/teams/cards.ts";
import { languageAction, withLanguageButton } from "../../src/domain/language-button.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { blockErrors, viewErrors } from "../fakes/slack/check-blocks.ts";
import { refusal } from "../fakes/webex/rules.ts";
import { gallery } from "./gallery.ts";
import { large } from "./large.ts";
import { largest } from "./largest.ts";

const never = () => Promise.reject(new Error("no card is kept here"));
const memory = { get: never, put: never, remove: never, prune: never };
const book = new CardBook({ memory, clock: systemClock, zone: "UTC" });
/** Teams refuses beyond 100 KB of UTF-16; the pages stay far below. */
const teamsLimit = 45_000;

const labels = { en: "中文", "zh-CN": "English" } as const;

describe.each(Object.entries({ ...gallery, ...large, ...largest }))("the card %s", (_, card) => {
  it.each(["en", "zh-CN"] as const)("fits with the button for the other language, shown in %s", (locale) => {
    const writer = writerFor(locale, "UTC");
    const kept = withLanguageButton(card, { card: "crd_7k3m9q2v5x8n", shown: locale });
    for (const modern of [true, false]) {
      const { blocks } = slackMessage(kept, { writer, modern });
      expect(blockErrors(blocks)).toEqual([]);
      expect(JSON.stringify(blocks)).toContain(`certops:${languageAction}`);
    }
    const home = slackMessage(kept, { writer, modern: true, surface: "home" });
    expect(viewErrors({ type: "home", blocks: home.blocks })).toEqual([]);
    const webex = webexMessage(kept, writer);
    expect(jsonBytes(webex.card)).toBeLessThanOrEqual(sizeBudget.webex);
    expect(refusal({ text: webex.summary.slice(0, 1000), card: webex.card, files: 0 })).toBeUndefined();
    const own = withLanguageButton(card, {});
    const teams = book.draw({ card: own, locale }, { viewer: "all-buttons" });
    expect(jsonBytes(teams)).toBeLessThanOrEqual(teamsLimit);
    for (const drawn of [webex.card, teams, adaptiveCard(own, { writer, host: "web" })]) {
      expect(JSON.stringify(drawn)).toContain(languageAction);
    }
    expect(textCard(own, { writer, width: 400 })).toContain(`[${labels[locale]}]`);
  });
});
