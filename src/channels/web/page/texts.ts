// The page's own texts in the chosen language, and how it writes times.
import type { PageState } from "./shapes.ts";

let texts: Readonly<Record<string, string>> = {};
let locale: PageState["locale"] = "en";

export function useTexts(state: PageState): void {
  texts = state.texts;
  locale = state.locale;
  document.documentElement.lang = state.locale;
  document.title = t("title");
  for (const element of document.querySelectorAll<HTMLElement>("[data-text]")) {
    element.textContent = t(element.dataset.text ?? "");
  }
}

/** The text `web.page.<id>`; a missing one shows its id. */
export const t = (id: string): string => texts[`web.page.${id}`] ?? id;

/** Hours and minutes as the reader's own clock has them; the whole moment is in the title. */
export const clockTime = (at: string): string =>
  new Intl.DateTimeFormat(tag(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));

export const wholeTime = (at: string, zone?: string): string =>
  new Intl.DateTimeFormat(tag(), {
    dateStyle: "medium",
    timeStyle: "long",
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(at));

export const number = (value: number): string => new Intl.NumberFormat(tag()).format(value);

const tag = (): string => (locale === "zh-CN" ? "zh-CN" : "en-GB");
