// The same output in every form in which chats, mails, editors and terminals hand it on is explained the same.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Explanation, ExplanationKind } from "../../src/domain/explanation.ts";
import { explainBytes, explainText } from "../../src/explain/explain.ts";
import { disguises } from "../signatures/forms.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const read = (path: string): string => readFileSync(new URL(`../fixtures/${path}.txt`, import.meta.url), "utf8");

const outputs: readonly (readonly [string, ExplanationKind])[] = [
  ["cli/show-itl", "show-itl"],
  ["cli/show-ctl-nonsecure", "show-ctl"],
  ["cli/show-ctl-absent", "show-ctl"],
  ["cli/show-cert-list-own", "show-cert-list"],
  ["cli/show-cert-own-old", "show-cert"],
  ["cli/show-cert-own-14su2", "show-cert"],
  ["cli/service-list", "service-list"],
  ["explain/service-restart", "service-restart"],
  ["explain/ctl-update", "ctl-update"],
  ["explain/itl-reset", "itl-reset"],
  ["explain/cert-regen", "cert-regen"],
  ["cli/sso-status", "sso-status"],
  ["cli/network-cluster", "network-cluster"],
  ["cli/replication-15", "dbreplication"],
  ["cli/ntp-good", "ntp"],
  ["cli/drs-history", "drs-backup"],
  ["explain/drs-status", "drs-backup"],
  ["cli/show-version", "version"],
  ["explain/sql-certificates", "sql-table"],
];

/** Broken at a width, as a terminal of that width shows it. */
const wrapped =
  (width: number) =>
  (text: string): string =>
    text
      .split("\n")
      .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, "g")) ?? [""])
      .join("\n");

const chats: Readonly<Record<string, (text: string) => string>> = {
  ...disguises,
  "a code fence": (text) => `\`\`\`\n${text}\n\`\`\``,
  "a code fence with a language": (text) => `what does this say?\n\`\`\`text\n${text}\n\`\`\`\nthanks`,
  "a quotation": (text) => text.replace(/^/gm, "> "),
  "no-break spaces": (text) => text.replaceAll(" ", "\u00a0"),
  "zero-width marks": (text) => text.replaceAll("\n", "\u200b\n"),
  "HTML entities": (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  "tabs turned to blanks": (text) => text.replaceAll("\t", "        "),
  "typographic characters": (text) => text.replaceAll("'", "’").replaceAll("...", "…"),
  "a terminal logger's time stamps": (text) => text.replace(/^/gm, "[2026-11-22 02:00:00] "),
  "paging marks": (text) =>
    text.replace(
      /((?:.*\n){4})/,
      "$1\u001b[1mPress <enter> for 1 line, <space> for one page, or <q> to quit\u001b[0m\u001b[K\n",
    ),
};

/** The facts that must not depend on the form; the command stands only where it was typed. */
function essence({ kind, facts }: Explanation): unknown {
  const { command: _, unit: __, store: ___, layout: ____, ...rest } = facts;
  return { kind, facts: rest };
}

describe.each(outputs)("%s", (path, kind) => {
  const text = read(path);

  it("is recognised, with facts and a finding that has a meaning, a next step and lines", async () => {
    const explained = await explainText(text, { now });
    expect(explained.kind).toBe(kind);
    expect(Object.keys(explained.facts).length).toBeGreaterThan(1);
    expect(explained.findings.length).toBeGreaterThan(0);
    const lines = text.split("\n");
    for (const { evidence } of explained.findings) {
      for (const { line, text: quoted } of evidence) {
        const first = quoted.split(" ")[0] ?? "";
        expect(lines[(line ?? 0) - 1]?.toLowerCase()).toContain(first.toLowerCase());
      }
    }
  });

  it.each(Object.keys(chats))("means the same in the form: %s", async (name) => {
    const expected = essence(await explainText(text, { now }));
    const changed = chats[name]?.(text) ?? "";
    expect(essence(await explainText(changed, { now }))).toEqual(expected);
  });

  it.each(["utf16le", "latin1", "utf8"] as const)(
    "means the same as a file in %s, with and without a mark",
    async (encoding) => {
      const expected = essence(await explainText(text, { now }));
      const bytes = (marked: string): Uint8Array => new Uint8Array(Buffer.from(marked, encoding));
      expect(essence(await explainBytes(bytes(text), { now }))).toEqual(expected);
      if (encoding !== "latin1") expect(essence(await explainBytes(bytes(`\ufeff${text}`), { now }))).toEqual(expected);
    },
  );

  it.each([60, 80])("keeps its kind when it was broken at %d columns", async (width) => {
    expect((await explainText(wrapped(width)(text), { now })).kind).toBe(kind);
  });
});

describe("broken lines", () => {
  it("are joined again: names and serial numbers stay whole", async () => {
    const whole = await explainText(read("cli/show-itl"), { now });
    for (const width of [57, 66, 80]) {
      const broken = await explainText(wrapped(width)(read("cli/show-itl").replaceAll("\t", "        ")), { now });
      expect(broken.facts.records, `${width} columns`).toEqual(whole.facts.records);
      expect(broken.facts.signer).toEqual(whole.facts.signer);
    }
  });
});
