// Language and theme: the reader's choice, kept in this browser, else what the system says.
import { byId } from "./dom.ts";
import type { Locale } from "./server.ts";

type Theme = "light" | "dark";

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off: choices last as long as the page
  }
};

const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
};

export function preferredLocale(): Locale {
  const kept = read("locale");
  if (kept === "en" || kept === "zh-CN") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export const keepLocale = (locale: Locale): void => keep("locale", locale);

/** Sets up the theme button; without a choice the page follows the system, also when that changes. */
export function setUpTheme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const current = (): Theme => {
    const kept = read("theme");
    if (kept === "light" || kept === "dark") return kept;
    return system.matches ? "dark" : "light";
  };
  const apply = (theme: Theme): void => {
    document.documentElement.dataset.theme = theme;
  };
  apply(current());
  system.addEventListener("change", () => apply(current()));
  byId("theme", HTMLButtonElement).addEventListener("click", () => {
    const next = current() === "dark" ? "light" : "dark";
    keep("theme", next);
    apply(next);
  });
}
