// docs/seed-coverage.md: every carrier exists in the code, every quotation stands in the support documents.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../commands/index.ts";
import { checkList } from "../src/checks/index.ts";
import { certificateUnits } from "../src/domain/cluster.ts";
import { restartableServices } from "../src/domain/plan.ts";
import { en } from "../src/i18n/catalogue.ts";
import { dot1xRemedyIds } from "../src/scenarios/dot1x/remedies.ts";
import { mraRemedyIds } from "../src/scenarios/mra/parts.ts";
import { phoneRemedyIds } from "../src/scenarios/phones/remedies.ts";
import { secureRemedyIds } from "../src/scenarios/secure/remedies.ts";
import { ssoRemedyIds } from "../src/scenarios/sso/remedies.ts";
import { ssoSignatures } from "../src/signatures/sso-log.ts";

const root = resolve(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/seed-coverage.md"), "utf8");
const seeds = resolve(root, "../shared/seeds");

const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("|---"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const findingCodes = new Set([
  ...ssoSignatures.map(({ code }): string => code),
  ...readdirSync(join(root, "src/checks"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(join(root, "src/checks", file), "utf8").matchAll(/"([a-z0-9-]+\.[a-z-]+)"/g)])
    .map((match) => match[1] ?? ""),
]);

const exists: Readonly<Record<string, (name: string) => boolean>> = {
  check: (name) => checkList.some((check) => check.id === name),
  finding: (name) => findingCodes.has(name),
  remedy: (name) =>
    [...phoneRemedyIds, ...ssoRemedyIds, ...mraRemedyIds, ...dot1xRemedyIds, ...secureRemedyIds].includes(name),
  message: (name) => name in en,
  impact: (name) => certificateUnits.some((unit) => unit === name),
  command: (name) => commands.some((command) => command.name === name),
  service: (name) => restartableServices.some((service) => service === name),
};

/** `check:a service:Cisco Tftp` -> pairs; a name ends where the next kind begins. */
const carriers = (text: string): [string, string][] =>
  [
    ...text.matchAll(
      /\b(check|finding|remedy|message|impact|command|service):(.+?)(?=\s+(?:check|finding|remedy|message|impact|command|service):|[,.]?\s+and\s|,|\.?$)/g,
    ),
  ].map((match) => [match[1] ?? "", (match[2] ?? "").trim()]);

describe("docs/cli.md", () => {
  it("documents every code that a finding can have", () => {
    const documented = readFileSync(join(root, "docs/cli.md"), "utf8");
    const made = readdirSync(join(root, "src/checks"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("check.ts"))
      .flatMap((file) => {
        const text = readFileSync(join(root, "src/checks", file), "utf8");
        const codes = [...text.matchAll(/code:([^,;]*)[,;]/g)].flatMap(([, expression = ""]) => [
          ...expression.matchAll(/"([a-z0-9-]+\.[a-z-]+)"/g),
        ]);
        const prefixed = [...text.matchAll(/code: `\$\{prefix\}\.([a-z-]+)`/g)].flatMap(([, name]) => [
          `itl.${name}`,
          `ctl.${name}`,
        ]);
        return [...codes.map((match) => match[1] ?? ""), ...prefixed];
      });
    expect(made.length).toBeGreaterThan(20);
    expect(made.filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
  });
});

describe("seed coverage", () => {
  const table = rows.filter((cells) => cells.length >= 2 && !["the document says", "step"].includes(cells[0] ?? ""));

  it("gives every step at least one carrier", () => {
    expect(table.length).toBeGreaterThan(15);
    expect(table.filter((cells) => carriers(cells.at(-1) ?? "").length === 0)).toEqual([]);
  });

  it("names only carriers that exist", () => {
    const named = page
      .split("\n")
      .flatMap((line) =>
        line.startsWith("A carrier is written") || line.startsWith("`command:")
          ? []
          : carriers(line.split("|").at(-2) ?? line),
      );
    const missing = named.filter(([kind, name]) => exists[kind]?.(name) !== true);
    expect(missing.map(([kind, name]) => `${kind}:${name}`)).toEqual([]);
  });

  it("carries every unit and every restart of the impact table", () => {
    const all = page.split("## Scenario 1")[0] ?? "";
    for (const unit of ["tomcat", "ipsec", "CAPF", "CallManager", "TVS", "ITLRecovery"]) {
      expect(all).toContain(`impact:${unit} `);
    }
  });

  const there = existsSync(seeds);
  it.skipIf(!there)(
    `quotes the support documents word for word${there ? "" : " (skipped: they are not at hand)"}`,
    () => {
      const squeeze = (text: string): string => text.replaceAll(/[\s*`>]+/g, "");
      const [english = "", chinese = ""] = ["en", "zh"].map((language) =>
        squeeze(readFileSync(join(seeds, `troubleshoot-certificate-renewal.${language}.txt`), "utf8")),
      );
      const quotes = rows.filter((cells) => cells.length === 4 && cells[0] !== "step");
      expect(quotes.length).toBeGreaterThan(8);
      for (const [, inEnglish = "", inChinese = ""] of quotes) {
        expect(english).toContain(squeeze(inEnglish));
        expect(chinese).toContain(squeeze(inChinese));
      }
    },
  );
});
