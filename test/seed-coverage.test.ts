// docs/seed-coverage.md: every carrier exists in the code, every quotation stands in the support documents.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { impactCard } from "../cards/impact-card.ts";
import { textCard } from "../cards/render/text.ts";
import { commands } from "../commands/index.ts";
import { impactTable } from "../src/app/impact.ts";
import { checkList } from "../src/checks/index.ts";
import { certificateUnits } from "../src/domain/cluster.ts";
import { restartableServices } from "../src/domain/plan.ts";
import { en, type MessageId, zhCN } from "../src/i18n/catalogue.ts";
import { writerFor } from "../src/i18n/write.ts";
import { systemClock } from "../src/kernel/clock.ts";
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

type Row = [
  unit: string,
  lists: string,
  phones: string,
  zhPhones: string,
  both: readonly string[],
  en: string,
  zh: string,
];

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

  const capf = "Cisco Certificate Authority Proxy Function";
  const tvs = "Cisco Trust Verification Service";
  const callManager = ["Cisco CallManager", "Cisco CTIManager", "Cisco Tftp", "CTI"];
  /** The table of the document: what a reader of either language finds in the answer about each certificate. */
  const table225746: readonly Row[] = [
    ["tomcat", "–", "none", "无", ["Cisco Tomcat", "SSO", "EM/EMCC"], "Web services", "Web 服务"],
    ["ipsec", "–", "none", "无", ["Cisco DRF Master", "Cisco DRF Local", "DRS"], "IPsec tunnels", "IPsec 隧道"],
    ["CAPF", "CTL + ITL", "all", "全部", [capf, "LSC"], "LSCs must be renewed; secure", "必须更新 LSC；安全功能"],
    ["CallManager", "CTL + ITL", "all", "全部", callManager, "Registration, trust lists", "注册、信任列表、安全中继"],
    ["TVS", "ITL", "some", "部分", [tvs, "HTTPS"], "trust lists, configuration files", "验证信任列表、配置文件"],
    ["ITLRecovery", "CTL + ITL", "all", "全部", ["SAST"], "Signer of ITL and CTL", "ITL/CTL 的签名者"],
  ];
  it.each(table225746)(
    "tells in both languages what the table says of %s",
    async (unit, lists, phones, zhPhones, both, en, zh) => {
      const { signal } = new AbortController();
      const asked = { units: [unit], systems: undefined, clock: systemClock, limitMs: 20_000, signal };
      const card = impactCard(await impactTable({ ...asked, runs: async () => [] }));
      for (const [locale, resets, fact] of [
        ["en", phones, en],
        ["zh-CN", zhPhones, zh],
      ] as const) {
        const text = textCard(card, { writer: writerFor(locale, "UTC"), width: 10_000, full: true });
        for (const word of [unit, lists, resets, fact, ...both]) expect(text).toContain(word);
      }
    },
  );

  /** What a step must not lose: names of fields, stores, groups and commands in both languages, the rest in each. */
  const facts: readonly (readonly [id: MessageId, both: readonly string[], en?: string, zh?: string])[] = [
    ["scenario.phones.hand.factory-reset", [], "factory reset", "出厂重置"],
    ["scenario.phones.correction.localkey", ["utils itl reset localkey", "CallManager", "TVS", "ITLRecovery"]],
    ["scenario.sso.hand.disable-each", ["SAML SSO"], "each node", "每个节点"],
    ["scenario.sso.hand.csr", ["tomcat", "Multi-Server (SAN)"], "Auto-populated Domains", "自动填充的域"],
    ["scenario.sso.hand.csr-check", ["CSR"], "every node", "所有节点"],
    ["scenario.sso.hand.sign", ["CSR"], "publisher", "发布服务器"],
    ["scenario.sso.hand.ca", ["tomcat-trust", "CA"]],
    ["scenario.sso.hand.upload", ["tomcat"], "signed certificate", "签名"],
    ["scenario.sso.hand.self-signed", ["tomcat", "Multi-Server (SAN)"], "self-signed", "自签名"],
    ["scenario.sso.hand.export", ["{unit}"], "export all metadata", "所有元数据"],
    ["scenario.sso.hand.import", [], "identity provider", "身份提供程序"],
    ["scenario.sso.hand.enable", ["SAML SSO"], "same options", "相同的选项"],
    ["scenario.sso.hand.multi-san", ["Tomcat"], "multi-server", "多服务器"],
    ["scenario.sso.hand.test", ["Standard CCM Super Users"], "until it succeeds", "直到成功"],
    ["scenario.sso.correction.uds", ["CiscoUDSTomcat", "Cisco UDS Tomcat"]],
    ["mra.hand.after-hours", ["TAC"], "after hours", "下班后"],
    ["mra.hand.download-ca", ["CallManager", "Tomcat", "CA"], "intermediate", "中间证书"],
    ["mra.hand.download-own", ["CallManager", "Tomcat"], "self-signed", "自签名"],
    ["mra.hand.show-pem", ["PEM", "Expressway-C", "CA"]],
    ["mra.hand.upload-tomcat-trust", ["Expressway-C", "CA", "tomcat-trust"]],
    ["mra.hand.upload-callmanager-trust", ["Expressway-C", "CA", "CallManager-trust"]],
    ["mra.hand.restart-callmanager", ["Cisco CallManager"], "all nodes", "所有"],
    ["mra.hand.restart-haproxy", ["HAProxy"], "all nodes", "所有节点"],
    ["scenario.dot1x.option.want-read", ["SSL_ERROR_WANT_READ"]],
    ["scenario.dot1x.hand.add", ["{capf}", "{server}", "CA"], "client authentication", "客户端身份验证"],
    ["scenario.dot1x.hand.bypass", ["802.1X"], "Bypass", "绕过"],
    ["scenario.dot1x.step.install-lsc", ["LSC"]],
    ["scenario.secure.question.display.registering", ["Phone is registering"]],
    ["scenario.secure.step.update-ctl", ["CTL", "CAPF"]],
    ["scenario.secure.step.copy-security-profile", [], "Non Secure", "非安全"],
    ["scenario.secure.step.install-lsc", ["LSC"]],
    ["scenario.secure.correction.status", ["Upgrade Success"], "Operation completed", "操作已完成"],
    ["scenario.secure.step.give-back", ["TLS"]],
  ];

  it("keeps the facts of each step in both languages, and names each of them on the page", () => {
    const lost = facts.flatMap(([id, both, inEnglish = "", inChinese = ""]) => [
      ...[...both, inEnglish].filter((fact) => !en[id].includes(fact)).map((fact) => `en ${id}: ${fact}`),
      ...[...both, inChinese].filter((fact) => !zhCN[id].includes(fact)).map((fact) => `zh-CN ${id}: ${fact}`),
      ...(page.includes(`message:${id}`) ? [] : [`${id} is not on the page`]),
    ]);
    expect(lost).toEqual([]);
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
