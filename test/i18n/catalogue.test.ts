// The two catalogues say the same: same placeholders, well-formed messages, and Chinese that is Chinese.
import { readdirSync, readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { en, type MessageId, zhCN } from "../../src/i18n/catalogue.ts";
import { writerFor } from "../../src/i18n/write.ts";

interface Part {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** Names of the values that a message takes; text (type 0) and the `#` of plurals (type 7) are none. */
function placeholders(source: string, locale: string): string[] {
  const names = new Set<string>();
  const walk = (parts: readonly Part[]): void => {
    for (const part of parts) {
      if (part.type !== 0 && part.type !== 7) names.add(part.value);
      for (const option of Object.values(part.options ?? {})) walk(option.value);
    }
  };
  const format = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
  walk(format.getAst() as unknown as readonly Part[]);
  return [...names].sort();
}

const ids = Object.keys(en) as MessageId[];

describe("the catalogues", () => {
  it("take the same values in both languages", () => {
    const different = ids.filter(
      (id) => placeholders(en[id], "en-GB").join() !== placeholders(zhCN[id], "zh-CN").join(),
    );
    expect(different).toEqual([]);
  });

  it("leave no message empty, and none in English where a sentence stands", () => {
    expect(ids.filter((id) => en[id].trim() === "" || zhCN[id].trim() === "")).toEqual([]);
    const sentence = (text: string): boolean => /[a-z]+ [a-z]+ [a-z]+/.test(text.replaceAll(/\{[^}]*\}/g, ""));
    const english = ids.filter((id) => sentence(en[id]) && !/[\u4e00-\u9fff]/.test(zhCN[id]));
    expect(english).toEqual([]);
  });

  it("give each message one place: of two files with the same id, one would silently win", () => {
    const named = readdirSync("src/i18n/en").flatMap((file) =>
      [...readFileSync(`src/i18n/en/${file}`, "utf8").matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1] ?? ""),
    );
    expect(named.filter((id, at) => named.indexOf(id) < at)).toEqual([]);
    expect(new Set(named).size).toBeGreaterThan(1000);
  });

  it("write no apostrophe that ICU would take for quoting", () => {
    expect(ids.filter((id) => /'/.test(en[id]) || /'/.test(zhCN[id]))).toEqual([]);
  });
});

describe("a writer", () => {
  it("writes plurals, numbers and times as the language does, times with their zone", () => {
    const values = { registered: 0, known: 1200, lost: 812, absent: 0, since: { time: "2026-11-22T02:14:00Z" } };
    const text = { id: "checks.registrations.lost", values };
    expect(writerFor("en", "Europe/Berlin").write(text)).toBe(
      "0 of 1,200 phones registered; 812 lost since 22 Nov, 03:14 CET",
    );
    expect(writerFor("zh-CN", "Asia/Shanghai").write(text)).toMatch(/自 11月22日.*10:14.*起有 812 部失去注册/);
  });

  it("groups the digits of every count, and of nothing else", () => {
    const count = { id: "card.and-more", values: { shown: "a, b", rest: 12_000 } };
    expect(writerFor("en").write(count)).toContain("12,000");
    expect(writerFor("zh-CN").write(count)).toContain("12,000");
    const served = {
      id: "mra.log.name-not-in-certificate",
      values: { peer: "exp", server: "s", ports: 8443, count: 1200 },
    };
    expect(writerFor("en").write(served)).toContain("8443");
    expect(writerFor("en").write({ id: "phones.tally.waiting", values: { count: "many" } })).toContain("many");
  });

  it("shows an unknown message as its id and never fails on a missing value", () => {
    expect(writerFor("en").write({ id: "no.such.message" })).toBe("no.such.message");
    expect(() => writerFor("en").write({ id: "error.deadline" })).not.toThrow();
  });

  it("gives what is verbatim back untouched", () => {
    expect(writerFor("zh-CN").write({ verbatim: "utils itl reset {localkey}" })).toBe("utils itl reset {localkey}");
  });
});
