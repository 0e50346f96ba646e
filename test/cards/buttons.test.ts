// Buttons on a phone: no platform wraps a title, so one that is wider than the card loses its end.
import { describe, expect, it } from "vitest";
import { buttonPx, rowPx } from "../../cards/render/buttons.ts";
import { cleanLine } from "../../cards/render/clean.ts";
import { en, zhCN } from "../../src/i18n/catalogue.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { gallery } from "./gallery.ts";

const locales = ["en", "zh-CN"] as const;
/** Titles that stand on buttons wherever their card does; `how` says where to look and stands beside them. */
const titles =
  /^(?:buttons\.(?:ask|scenario)\.|(?:scenario\.\w+|mra)\.question\.(?!.*\.how$)\S+\.\S+|mra\.question\.(?:unknown-ca|verify-failed|name-missing|none|not-looked)$|scenario\.sso\.answer\.)/;

describe.each(locales)("no button is wider than a phone’s card (%s)", (locale) => {
  it("on any card of the gallery", () => {
    const writer = writerFor(locale, "UTC");
    const wide = Object.entries(gallery).flatMap(([name, { actions }]) =>
      actions
        .map(({ label }) => cleanLine(writer.write(label)))
        .filter((title) => buttonPx(title) > rowPx)
        .map((title) => `${name}: ${title}`),
    );
    expect(wide).toEqual([]);
  });

  it("among what a question can mean and what people can answer", () => {
    const texts = Object.entries(locale === "en" ? en : zhCN).filter(([id]) => titles.test(id));
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter(([, text]) => buttonPx(text) > rowPx)).toEqual([]);
  });
});
