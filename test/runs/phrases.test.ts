// Sentences that are built without the catalogue (runs, store, audit) stand in both catalogues and can be written.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { en, zhCN } from "../../src/i18n/catalogue.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { phrase, runPhrases } from "../../src/runs/phrases.ts";

const source = resolve(import.meta.dirname, "../../src");
const folders = ["runs", "store", "audit", "approvals"];
const named = folders.flatMap((folder) =>
  readdirSync(join(source, folder)).flatMap((name) =>
    [...readFileSync(join(source, folder, name), "utf8").matchAll(/"((?:changes|store|audit)\.[a-z.-]+)"/g)].map(
      (match) => match[1] ?? "",
    ),
  ),
);

/** `store.pg` is the beginning of several, put together where it is used. */
const ids = named.filter((id) => !Object.keys(en).some((known) => known.startsWith(`${id}.`) && !(id in en)));

describe("sentences of changes", () => {
  it("are found in the sources at all", () => {
    expect(ids.length).toBeGreaterThan(Object.keys(runPhrases).length);
  });

  it.each([...new Set(ids)])("%s stands in both languages", (id) => {
    expect(Object.keys(en)).toContain(id);
    expect(Object.keys(zhCN)).toContain(id);
  });

  it.each(["en", "zh-CN"] as const)("are written in %s with everything that runs put into them", (locale) => {
    const values = {
      step: 1,
      by: "Ada",
      last: 1,
      minutes: 61,
      reference: "err_1",
      what: phrase("noAnswer"),
      until: "22:00",
    };
    for (const name of Object.keys(runPhrases) as (keyof typeof runPhrases)[]) {
      const text = writerFor(locale).write(phrase(name, values));
      expect(text).not.toMatch(/[{}]/);
      expect(text).not.toContain("changes.");
    }
  });

  it("of the changes area use the same values in both languages", () => {
    const names = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? "").sort();
    const mine = (Object.keys(en) as (keyof typeof en)[]).filter((id) => /^(changes|store|audit)\./.test(id));
    for (const id of mine) expect([id, [...new Set(names(zhCN[id]))]]).toEqual([id, [...new Set(names(en[id]))]]);
  });
});
