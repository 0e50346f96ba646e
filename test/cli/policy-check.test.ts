// `certops policy check --change`: who could get a change approved, when, and why the others could not.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exitCodes, type Io } from "../../src/certops/io.ts";
import { policyCheck } from "../../src/certops/policy-check.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const folder = mkdtempSync(join(tmpdir(), "certops-policy-"));
const config = join(folder, "certops.yaml");
writeFileSync(
  config,
  `timeZone: Europe/Berlin
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: ro, passwordEnv: HQ } }
    pins: { knownHosts: pins }
people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T, user: A }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T, user: B }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T, user: C }] }
  di: { name: Di, roles: [desk], identities: [{ platform: slack, tenant: T, user: D }] }
roles:
  engineer: { may: [ask, request], clusters: all, changes: [restart-service] }
  approver: { may: [ask, approve], clusters: all }
  desk: { may: [ask, request, approve], clusters: all, upTo: low, changes: [restart-service] }
calendar:
  windowsFrom: medium
  windows:
    - { name: nights, days: all, from: "22:00", to: "04:00" }
`,
);

function check(options: { change?: string; cluster?: string; json?: boolean }, lang = "C") {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    env: { HQ: "secret", LANG: lang },
    live: false,
    width: 80,
  };
  const code = policyCheck({ config, ...options }, io, now);
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("names who may ask and who could approve, and says why the others could not", () => {
  const { code, out } = check({ change: "restart-service:Cisco Tftp", cluster: "hq" });
  expect(code).toBe(exitCodes.done);
  expect(out).toContain("restart-service on hq: high impact, 2 approvals needed");
  expect(out).toMatch(/Ada \(engineer\)\n {4}request: yes\n {4}approve: no\. Your roles do not allow this here/);
  expect(out).toMatch(/Bo \(approver\)\n {4}request: no.*\n {4}approve: yes/);
  expect(out).toMatch(/Di \(desk\)\n {4}request: no\. This has more impact than your roles may decide on/);
  expect(out).toContain("the window opens at 23 Nov, 22:00 CET");
});

test("a change of low impact needs no window here, and one voter", () => {
  const { out } = check({ change: "restart-service:cisco drf local" });
  expect(out).toContain("low impact, 1 approvals needed");
  expect(out).toContain("it may start at any time");
});

test("weighs a start by the service as well", () => {
  expect(check({ change: "start-service:Cisco CallManager" }).out).toContain("medium impact");
  expect(check({ change: "start-service:Cisco Tftp" }).out).toContain("high impact");
  expect(check({ change: "start-service" }).err).toContain("start-service:Cisco Tftp");
});

test("says that nobody could get it approved, with an exit code that scripts can see", () => {
  const { code, out } = check({ change: "reset-itl" });
  expect(out).toContain("Nobody could get this approved.");
  expect(code).toBe(exitCodes.found);
});

test("answers in JSON and in Chinese", () => {
  const { out } = check({ change: "restart-service:Cisco Tftp", json: true });
  expect(JSON.parse(out)).toMatchObject({
    change: "restart-service",
    impact: "high",
    needed: 2,
    possible: true,
    opening: { kind: "interval", name: "nights" },
    people: [{ person: "ada", request: "yes", approve: "not-permitted" }, {}, {}, { approve: "impact-too-high" }],
  });
  expect(check({ change: "reset-itl" }, "zh_CN.UTF-8").out).toContain("你的角色不允许在此进行这类变更");
});

test.each([
  [{ change: "reset-itel" }, "Did you mean reset-itl?"],
  [{ change: "restart-service" }, "Name the service"],
  [{ change: "restart-service:Cisco Nothing" }, "There are: Cisco CallManager"],
  [{ change: "reset-itl", cluster: "hk" }, "There is no cluster “hk”. There are: hq"],
])("%j is answered with what there is", (options, words) => {
  const { code, err } = check(options);
  expect(code).toBe(exitCodes.usage);
  expect(err).toContain(words);
});

test("prints windows, kinds and limits of the whole policy", () => {
  const { out } = check({});
  expect(out).toContain("role engineer: ask, request on all clusters, up to high impact, restart-service");
  expect(out).toContain("window nights: sun mon tue wed thu fri sat 22:00 to 04:00 Europe/Berlin, all clusters");
  expect(out).toContain("a DRS backup may be 7 days old");
});
