// Cards drawn by Microsoft's renderer in Chromium, as Teams and Webex would: nothing overflows, nothing is lost, all can be read.
// CERTOPS_PICTURES=DIR also writes them as PNG files, to be looked at.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AdaptiveHost, adaptiveCard } from "../../cards/render/adaptive.ts";
import { adaptiveMeter } from "../../cards/render/meter.ts";
import { pagesOf } from "../../cards/render/pages.ts";
import { webexMessage } from "../../cards/render/webex.ts";
import type { Card } from "../../src/domain/card.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { chromiumPath, launch, needsChromium } from "../e2e/world.ts";
import { gallery } from "./gallery.ts";
import { largest } from "./largest.ts";

const library = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");
const hostFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/hosts/${name}.json`, import.meta.url), "utf8"));
const pictures = process.env.CERTOPS_PICTURES;

interface Look {
  readonly name: string;
  readonly host: AdaptiveHost;
  readonly config: unknown;
  readonly background: string;
  readonly locale: "en" | "zh-CN";
  readonly width: number;
}

const dark = hostFile("teams-dark");
const light = { background: "#ffffff" };
const looks: readonly Look[] = [
  { name: "teams-light-720", host: "teams", config: hostFile("teams-light"), ...light, locale: "en", width: 720 },
  { name: "teams-dark-360", host: "teams", config: dark, background: "#2d2c2c", locale: "zh-CN", width: 360 },
  { name: "webex-light-360", host: "webex", config: {}, ...light, locale: "en", width: 360 },
  { name: "webex-dark-720", host: "webex", config: dark, background: "#2d2c2c", locale: "zh-CN", width: 720 },
];

const chosen = [
  "report-finished",
  "report-questions",
  "approval-pending",
  "run-running",
  "certs",
  "impact-together",
  "notice",
];
const cards: Readonly<Record<string, Card>> = {
  ...Object.fromEntries(chosen.map((name) => [name, gallery[name] ?? missing(name)])),
  ...largest,
};

function missing(name: string): never {
  throw new Error(`no card ${name}`);
}

function drawnFor(card: Card, { host, locale }: Look): object {
  const writer = writerFor(locale, "UTC");
  if (host === "webex") return webexMessage(card, writer).card;
  const options = { writer, host } as const;
  return adaptiveCard(pagesOf(card, adaptiveMeter(options), 28_000)[0] ?? card, options);
}

interface Drawn {
  /** What the renderer did not know or take. */
  readonly events: readonly string[];
  readonly text: string;
  /** Elements that reach beyond the card, as `<class>: text`. */
  readonly beyond: readonly string[];
  /** Texts that do not stand out from what is behind them (WCAG 1.4.11: 3 to 1), as `ratio: text`. */
  readonly faint: readonly string[];
}

const page = `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; font-family: "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif; }
/* Chat windows break a word that is wider than its column; the bare renderer lets it run into the next one. */
#card { overflow-wrap: anywhere; }
.ac-pushButton { font: inherit; padding: 5px 12px; border: 1px solid #8888; border-radius: 4px; background: none; color: inherit; }
</style><div id="card"></div>`;

/** Runs in the browser. */
const draw = `(async ({ card, config, width, background }) => {
  const AC = AdaptiveCards;
  const place = document.getElementById("card");
  Object.assign(place.style, { width: width + "px", background, color: background === "#ffffff" ? "#252424" : "#ffffff" });
  const drawing = new AC.AdaptiveCard();
  drawing.hostConfig = new AC.HostConfig(config);
  const context = new AC.SerializationContext(AC.Versions.v1_5);
  AC.AdaptiveCard.langProperty.regEx.lastIndex = 0;
  drawing.parse(card, context);
  place.replaceChildren(drawing.render());
  for (const folded of place.querySelectorAll("[id^='s-'], #more-buttons")) folded.style.display = "flex";
  const edge = place.getBoundingClientRect().right + 0.5;
  const texts = [...place.querySelectorAll("span, button")].filter((one) => one.children.length === 0 && one.textContent.trim() !== "");
  const beyond = [...place.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > edge || one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0 && getComputedStyle(one).display !== "inline");
  const parse = (value) => { const [r, g, b, a = 1] = value.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = ([r, g, b, a], [x, y, z]) => [r * a + x * (1 - a), g * a + y * (1 - a), b * a + z * (1 - a), 1];
  const ground = (one) => { const own = parse(getComputedStyle(one).backgroundColor); return own[3] === 1 || one === place ? own : over(own, ground(one.parentElement)); };
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one) => { const behind = ground(one); const [a, b] = [light(over(parse(getComputedStyle(one).color), behind)), light(behind)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const short = (one) => one.textContent.trim().slice(0, 60);
  return {
    events: Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message),
    text: place.innerText,
    beyond: beyond.map((one) => one.className + ": " + short(one)),
    // A mark of one letter is colour for the eye; the words beside it say the same.
    faint: texts.filter((one) => short(one).length > 2).map((one) => [contrast(one), short(one)]).filter(([ratio]) => ratio < 3).map(([ratio, text]) => ratio.toFixed(1) + ": " + text),
  };
})`;

describe.skipIf(chromiumPath === undefined)(`cards drawn by the official renderer${needsChromium}`, () => {
  let browser: Browser;
  let tab: Page;
  beforeAll(async () => {
    browser = await launch();
    tab = await browser.newPage({ viewport: { width: 760, height: 900 } });
    await tab.setContent(page);
    await tab.addScriptTag({ path: library });
    if (pictures !== undefined) mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
  });

  describe.each(looks)("$name", (look) => {
    it.each(Object.entries(cards))("%s is whole, inside its width and readable", async (name, card) => {
      const { config, width, background } = look;
      const given = JSON.stringify({ card: drawnFor(card, look), config, width, background });
      const drawn = await tab.evaluate<Drawn>(`${draw}(${given})`);
      if (pictures !== undefined)
        await tab.locator("#card").screenshot({ path: join(pictures, `${name}.${look.name}.png`) });
      expect(drawn.events).toEqual([]);
      expect(drawn.beyond).toEqual([]);
      expect(drawn.faint).toEqual([]);
      const writer = writerFor(look.locale, "UTC");
      expect(drawn.text).toContain(writer.write(card.title));
      for (const action of card.actions) expect(drawn.text).toContain(writer.write(action.label));
    });
  });
});
