// Every card as the channels send it: whole on the page, in pages and as each person sees it in Teams, shortened with a file in Webex.
import { type AdaptiveCard, adaptiveCard } from "../../cards/render/adaptive.ts";
import { webexMessage } from "../../cards/render/webex.ts";
import { CardBook, hidden } from "../../src/channels/teams/cards.ts";
import type { Card } from "../../src/domain/card.ts";
import type { ChannelMemory } from "../../src/domain/chat.ts";
import { personId } from "../../src/domain/ids.ts";
import type { Locale } from "../../src/domain/text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { systemClock } from "../../src/kernel/clock.ts";

export interface Form {
  /** For example `everybody, page 2`; empty where there is one form only. */
  readonly name: string;
  readonly version: "1.3" | "1.5";
  readonly drawn: AdaptiveCard;
  /** The file with the whole, where the card is not all of it. */
  readonly file?: { readonly name: string; readonly text: string };
}

export type Platform = "web" | "teams" | "webex";
export const platforms: readonly Platform[] = ["web", "teams", "webex"];
export const locales = ["en", "zh-CN"] as const;

const none: ChannelMemory = {
  get: () => Promise.resolve(undefined),
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  prune: () => Promise.resolve(0),
};
const book = new CardBook({ memory: none, clock: systemClock, zone: "UTC" });
/** Ben is the one who may vote in the samples. */
const views = { everybody: "everybody", ben: { person: personId("ben") } } as const;

function* teamsForms(card: Card, locale: Locale): Generator<Form> {
  for (const [name, viewer] of Object.entries(views)) {
    if (name !== "everybody" && !hidden(card)) continue;
    let before = "";
    for (let page = 1; ; page++) {
      const drawn = book.draw({ card, locale }, { viewer, page, refreshFor: ["29:ben"] });
      const text = JSON.stringify(drawn);
      // Beyond the last page the last one is drawn again.
      if (text === before) break;
      before = text;
      const at = page === 1 ? name : `${name}, page ${page}`;
      yield { name: at, version: "1.5", drawn: JSON.parse(text) };
    }
  }
}

export function formsOf(card: Card, platform: Platform, locale: Locale): readonly Form[] {
  const writer = writerFor(locale, "UTC");
  if (platform === "web") return [{ name: "", version: "1.5", drawn: adaptiveCard(card, { writer, host: "web" }) }];
  if (platform === "teams") return [...teamsForms(card, locale)];
  const { card: drawn, whole } = webexMessage(card, writer);
  const file = whole && { name: whole.name, text: new TextDecoder().decode(whole.bytes) };
  return [{ name: "", version: "1.3", drawn, ...(file === undefined ? {} : { file }) }];
}
