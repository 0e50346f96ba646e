// Bad policies are refused when they are read: with the line, what is wrong, and what to write instead.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { describeProblems } from "../../src/certops/settings.ts";
import { readConfig } from "../../src/config/load.ts";
import { en, zhCN } from "../../src/i18n/catalogue.ts";

const file = join("/nowhere", "certops.yaml");
const now = Date.parse("2026-11-22T12:00:00Z");
const clusters = `clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: ro, passwordEnv: HQ } }
    pins: { knownHosts: pins }
`;
const people = `people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T, user: A }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T, user: B }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T, user: C }] }
`;
const roles = `roles:
  engineer: { may: [ask, request], clusters: all }
  approver: { may: [ask, approve], clusters: [hq] }
`;
const read = (more: string, given = roles) => readConfig(clusters + people + given + more, file, { HQ: "x" }, now);
const problems = (more: string, given?: string): string[] => {
  const loaded = read(more, given);
  return "problems" in loaded ? loaded.problems.map(({ line, key, problem }) => `${line} ${key} ${problem.id}`) : [];
};
const policy = (more: string, given?: string) => {
  const loaded = read(more, given);
  if ("settings" in loaded) return loaded.settings.policy;
  throw new Error(describeProblems(file, loaded.problems, "en").join("\n"));
};

test("windows, freezes, kinds of change, escalation and the backup's age become the policy, and change its version", () => {
  const full = policy(
    `timeZone: Asia/Shanghai
calendar:
  windowsFrom: medium
  atOpening: ask
  windows:
    - { name: nights, clusters: [hq], timeZone: Europe/Berlin, days: [mon, tue], from: "22:00", to: "04:00" }
    - { name: move, from: 2026-12-05T20:00, to: 2026-12-06T06:00 }
    - { name: sundays, days: [sun], from: 00:00, to: 24:00 }
  freezes:
    - { name: year end, from: 2026-12-18T00:00, to: 2027-01-07T00:00 }
approvals: { escalation: { afterMinutes: 10, onCall: [bo, cy] } }
preflight: { backupDays: 3 }
`,
    roles.replace("clusters: all }", "clusters: all, changes: [restart-service, reset-itl] }"),
  );
  expect(full.calendar).toMatchObject({
    windowsFrom: "medium",
    atOpening: "ask",
    windows: [
      { name: "nights", zone: "Europe/Berlin", clusters: ["hq"], span: { kind: "weekly", days: ["mon", "tue"] } },
      { name: "move", zone: "Asia/Shanghai", clusters: "all", span: { kind: "dated" } },
      { name: "sundays", span: { kind: "weekly", from: "00:00", to: "24:00" } },
    ],
    freezes: [{ name: "year end" }],
  });
  expect(full.roles[0]?.changes).toEqual(["restart-service", "reset-itl"]);
  expect([full.escalation?.onCall, full.backupDays]).toEqual([["bo", "cy"], 3]);
  expect(policy("").version).not.toBe(policy("preflight: { backupDays: 3 }\n").version);
  expect(policy("").version).toBe(
    policy("", roles.replace("clusters: all }", "clusters: all, changes: all }")).version,
  );
});

describe("refused are", () => {
  const window = (span: string, freeze = ""): string =>
    `calendar:\n  windows:\n    - { name: w, ${span} }\n${freeze === "" ? "" : `  freezes:\n    - { name: f, ${freeze} }\n`}`;

  test.each([
    ["a window that ends where it begins", window('days: [mon], from: "22:00", to: "22:00"'), "config.window-empty"],
    ["dates in the wrong order", window("from: 2026-12-06T06:00, to: 2026-12-05T20:00"), "config.window-empty"],
    [
      "a window that a freeze covers for ever",
      window('days: [mon], from: "22:00", to: "23:00"', "from: 2020-01-01T00:00, to: 2040-01-01T00:00"),
      "config.window-never",
    ],
    [
      "a date inside a freeze",
      window("from: 2026-12-20T22:00, to: 2026-12-20T23:00", "from: 2026-12-18T00:00, to: 2027-01-07T00:00"),
      "config.window-never",
    ],
  ])("%s", (_, text, problem) => {
    expect(problems(text)).toEqual([`16 calendar.windows.0 ${problem}`]);
  });

  test("a window that no step fits that may be asked for there", () => {
    const resets = roles.replace("clusters: all }", "clusters: all, changes: [reset-phones] }");
    const minute = window('days: [mon], from: "22:00", to: "22:01"');
    expect(problems(minute, resets)).toEqual(["16 calendar.windows.0 config.window-short"]);
    expect(problems(minute)).toEqual([]);
  });

  test.each([
    [
      "an unknown time zone",
      'timeZone: Europe/Berlyn, days: [mon], from: "22:00", to: "23:00"',
      "timeZone config.zone",
    ],
    ["an unknown cluster", 'clusters: [hk], days: [mon], from: "22:00", to: "23:00"', "clusters.0 config.no-cluster"],
    ["a time that is none", 'days: [mon], from: "25:00", to: "23:00"', "from config.clock-time"],
    ["a beginning at 24:00", 'days: [mon], from: "24:00", to: "23:00"', "from config.clock-time"],
    ["a day that does not exist", "from: 2026-02-30T10:00, to: 2026-03-01T10:00", "from config.date-time"],
    ["a time without days or date", 'from: "22:00", to: "23:00"', "from config.date-time"],
  ])("%s", (_, span, problem) => {
    expect(problems(window(span))).toEqual([`16 calendar.windows.0.${problem}`]);
  });

  test("an unknown kind of change, weekday and key", () => {
    const typo = problems("", roles.replace("clusters: all }", "clusters: all, changes: [reset-itel] }"));
    expect(typo).toContain("12 roles.engineer.changes.0 config.value");
    expect(problems(window('days: [monday], from: "22:00", to: "23:00"'))).toEqual([
      "16 calendar.windows.0.days.0 config.value",
    ]);
    expect(problems("calendar: { window: [] }\n")).toEqual(["14 calendar.window config.unknown-key"]);
  });

  test("a kind of change that nobody could approve", () => {
    const narrow = roles.replace("clusters: [hq] }", "clusters: [hq], changes: [restart-service] }");
    expect(problems("", narrow)).toEqual(["1 approvals.needed.high config.quorum-kind"]);
  });

  test("on-call people who do not exist, could not vote, or are called when it is too late", () => {
    const escalation = (text: string) => `approvals:\n  pendingMinutes: 60\n  escalation: ${text}\n`;
    expect(problems(escalation("{ afterMinutes: 10, onCall: [boo] }"))).toEqual([
      "16 approvals.escalation.onCall.0 config.no-person",
    ]);
    expect(problems(escalation("{ afterMinutes: 10, onCall: [bo, ada] }"))).toEqual([
      "16 approvals.escalation.onCall.1 config.on-call",
    ]);
    expect(problems(escalation("{ afterMinutes: 60, onCall: [bo] }"))).toEqual([
      "16 approvals.escalation.afterMinutes config.escalation-late",
    ]);
  });
});

test("a dated window that is over does not keep the bot from starting the morning after", () => {
  expect(problems("calendar:\n  windows:\n    - { name: w, from: 2026-11-20T22:00, to: 2026-11-21T04:00 }\n")).toEqual(
    [],
  );
});

test("the example of docs/operating.md is a sound policy", () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../docs/operating.md"), "utf8");
  const example = /```yaml\n(timeZone[^`]*)```/.exec(text)?.[1] ?? "";
  expect(example).toContain("calendar:");
  const loaded = readConfig(`${clusters}${example}`, file, { HQ: "x" }, now);
  expect("problems" in loaded ? describeProblems(file, loaded.problems, "en") : []).toEqual([]);
});

test("every problem and every fix is written out in both languages", () => {
  const bad = read(
    `calendar:
  windows:
    - { name: a, days: [mon], from: "22:00", to: "22:00" }
    - { name: b, days: [mon], from: "22:00", to: "23:00", timeZone: Mars/Base }
    - { name: c, from: "22:00", to: "23:00" }
approvals: { escalation: { afterMinutes: 90, onCall: [zoe] } }
`,
  );
  if (!("problems" in bad)) throw new Error("accepted");
  for (const locale of ["en", "zh-CN"] as const) {
    const lines = describeProblems(file, bad.problems, locale);
    expect(lines.length).toBe(bad.problems.length + 1);
    expect(lines.join("\n")).not.toMatch(/config\.|\{[a-z]+\}/);
  }
  const ids = Object.keys(en).filter((id) => id.startsWith("config."));
  for (const id of ids) expect(Object.keys(zhCN)).toContain(id);
});
