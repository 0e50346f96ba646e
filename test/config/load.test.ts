// certops.yaml: every problem at once with its line and its fix; secrets only from outside the file.
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeProblems } from "../../src/certops/settings.ts";
import { type Loaded, loadConfig, readConfig } from "../../src/config/load.ts";
import { en, zhCN } from "../../src/i18n/catalogue.ts";

const sound = `listen: { host: 127.0.0.1, port: 8443 }
timeZone: Europe/Berlin
clusters:
  hq:
    name: HQ
    nodes:
      - { name: cucm-pub, address: 10.0.0.10, role: publisher }
      - { name: cucm-sub1, address: 10.0.0.11, role: subscriber, ports: { https: 443 } }
    accounts:
      monitor: { user: certops-ro, passwordEnv: HQ_MONITOR }
      change: { user: certops-rw, passwordFile: change.txt }
    pins: { knownHosts: pins/hq.known_hosts }
people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  engineer: { may: [ask, request], clusters: all }
  approver: { may: [ask, approve], clusters: [hq] }
`;

const folder = mkdtempSync(join(tmpdir(), "certops-config-"));
const file = join(folder, "certops.yaml");
writeFileSync(join(folder, "change.txt"), "correct horse\n", { mode: 0o600 });
const env = { HQ_MONITOR: "monitor-secret" };

const read = (text: string, given: Record<string, string> = env): Loaded => readConfig(text, file, given);
const problems = (text: string, given?: Record<string, string>) => {
  const loaded = read(text, given);
  return "problems" in loaded ? loaded.problems.map(({ line, key, problem }) => `${line} ${key} ${problem.id}`) : [];
};

test("a sound file becomes clusters, accounts with their secrets, and a policy", () => {
  const loaded = read(sound);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const [hq] = loaded.settings.clusters;
  expect(hq?.cluster.nodes.map((node) => [node.name, node.ports.https])).toEqual([
    ["cucm-pub", 8443],
    ["cucm-sub1", 443],
  ]);
  expect(hq?.accounts.monitor.password.reveal()).toBe("monitor-secret");
  expect(hq?.accounts.change?.password.reveal()).toBe("correct horse");
  expect(hq?.pins.knownHosts).toBe(join(folder, "pins/hq.known_hosts"));
  expect(loaded.settings.policy.approversNeeded).toEqual({ low: 1, medium: 1, high: 2 });
  expect(loaded.settings.web.enabled).toBe(false);
});

test("the policy's version changes with the policy and with nothing else", () => {
  const version = (text: string): string => {
    const loaded = read(text);
    return "settings" in loaded ? loaded.settings.policy.version : "problems";
  };
  expect(version(sound.replace("port: 8443", "port: 9000"))).toBe(version(sound));
  expect(version(sound.replace("[ask, approve]", "[ask, approve, abort]"))).not.toBe(version(sound));
});

test("a secret cannot be seen by printing, logging or serialising settings", () => {
  const loaded = read(sound);
  const shown = `${JSON.stringify(loaded)} ${String("settings" in loaded && loaded.settings.clusters[0]?.accounts.monitor.password)}`;
  expect(shown).not.toContain("monitor-secret");
});

test("all problems come at once, each with its line and key, in the order of the file", () => {
  const broken = sound
    .replace("Europe/Berlin", "Europe/Berlim")
    .replace("address: 10.0.0.10", "adress: 10.0.0.10")
    .replace("role: subscriber", "role: subscribr")
    .replace("passwordEnv: HQ_MONITOR", "password: hunter2")
    .replace("roles: [engineer]", "roles: [enginer]")
    .replace("user: U3", "user: U2");
  expect(problems(broken)).toEqual([
    "2 timeZone config.zone",
    "7 clusters.hq.nodes.0.address config.missing",
    "7 clusters.hq.nodes.0.adress config.unknown-key",
    "8 clusters.hq.nodes.1.role config.value",
    "10 clusters.hq.accounts.monitor.password config.secret",
    "14 people.ada.roles.0 config.no-role",
    "16 people.cy.identities.0 config.identity-twice",
  ]);
});

test("a mistyped key or value names the nearest right one", () => {
  const loaded = read(sound.replace("knownHosts", "knownHost").replace("role: publisher", "role: publishr"));
  const fixes = "problems" in loaded ? loaded.problems.map(({ fix }) => fix.values?.near) : [];
  expect(fixes).toContain("knownHosts");
  expect(fixes).toContain("publisher");
});

test.each([
  ["an environment variable that is not set", sound, {}, "10 clusters.hq.accounts.monitor.passwordEnv config.env"],
  [
    "two sources for one password",
    sound.replace("HQ_MONITOR", "HQ_MONITOR, passwordFile: change.txt"),
    env,
    "10 clusters.hq.accounts.monitor.user config.one-source",
  ],
  [
    "a missing password file",
    sound.replace("change.txt", "gone.txt"),
    env,
    "11 clusters.hq.accounts.change.passwordFile config.file.missing",
  ],
  ["two publishers", sound.replace("role: subscriber", "role: publisher"), env, "6 clusters.hq.nodes config.publisher"],
  ["a node twice", sound.replace("cucm-sub1", "CUCM-PUB"), env, "8 clusters.hq.nodes.1.name config.node-twice"],
  [
    "a role for a cluster that is not there",
    sound.replace("[hq]", "[hk]"),
    env,
    "19 roles.approver.clusters.0 config.no-cluster",
  ],
  [
    "the web chat of a real cluster without sign-in",
    `${sound}web: { enabled: true }\n`,
    env,
    "20 web.enabled config.web.sign-in",
  ],
  [
    "an approval that nobody could ever give",
    sound.replace("[ask, approve]", "[ask]"),
    env,
    "3 approvals.needed.low config.quorum",
  ],
  ["text that is no YAML", "clusters: [", env, "1  config.yaml"],
  ["an empty file", "", env, "1 clusters config.missing"],
])("%s is refused", (_name, text, given, expected) => {
  const found = problems(text, given);
  expect(found.map((line) => line.replace(/^\d+ approvals/, "3 approvals"))).toContain(expected);
});

test("a password file that others can read is refused", () => {
  writeFileSync(join(folder, "open.txt"), "x");
  chmodSync(join(folder, "open.txt"), 0o644);
  expect(problems(sound.replace("change.txt", "open.txt"))).toEqual([
    "11 clusters.hq.accounts.change.passwordFile config.file.mode",
  ]);
});

test("a file that cannot be read is a problem like the others", () => {
  const loaded = loadConfig(join(folder, "nowhere.yaml"), {});
  expect("problems" in loaded && loaded.problems[0]?.problem.id).toBe("config.unreadable");
});

test("a small file cannot expand into a large one through aliases", () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n`;
  expect(problems(bomb)).toEqual(["1  config.aliases"]);
});

test("every problem that the code can report has its text in both languages", () => {
  const loaded = read("clusters: { HQ: 5 }\npeople: 7\nlisten: { port: 99999999 }\n");
  const found = "problems" in loaded ? loaded.problems : [];
  expect(found.length).toBeGreaterThan(3);
  for (const { problem, fix } of found) {
    expect(Object.keys(en)).toEqual(expect.arrayContaining([problem.id, fix.id]));
    expect(Object.keys(zhCN)).toEqual(expect.arrayContaining([problem.id, fix.id]));
  }
  expect(describeProblems("certops.yaml", found, "en").join("\n")).toMatch(/certops\.yaml:3:\d+ {2}listen\.port {2}/);
});

test("a password that stands in broken YAML is not quoted", () => {
  for (const text of [
    "p: |hunter2\n",
    "p: >-9hunter2\n x\n",
    "p: 'a'hunter2\n",
    "p: *hunter2\n",
    'p: "\\qhunter2"\n',
  ]) {
    const loaded = read(text);
    expect("problems" in loaded ? describeProblems(file, loaded.problems, "en").length : 0).toBeGreaterThan(1);
    expect(JSON.stringify(loaded)).not.toContain("hunter2");
  }
});

test("the store’s URL comes from outside the file, one source alone, and is never quoted", () => {
  const url = "postgres://certops:s3cret@db.example:5432/certops";
  const loaded = read(`${sound}store: { kind: postgres, urlEnv: DB }\n`, { ...env, DB: url });
  if (!("settings" in loaded) || loaded.settings.store?.kind !== "postgres") throw new Error("no store");
  expect(loaded.settings.store.url.reveal()).toBe(url);
  expect(JSON.stringify(loaded.settings)).not.toContain("s3cret");
  const wrong = (line: string, given: Record<string, string> = env) =>
    problems(`${sound}store: ${line}\n`, given).map((one) => one.split(" ").slice(1).join(" "));
  expect(wrong("{ kind: postgres }")).toEqual(["store.kind config.store-source"]);
  expect(wrong("{ kind: postgres, urlEnv: DB, urlFile: x }")).toEqual(["store.kind config.store-source"]);
  expect(wrong("{ kind: postgres, urlEnv: DB }")).toEqual(["store.urlEnv config.env"]);
  expect(wrong("{ kind: postgres, urlEnv: DB }", { ...env, DB: "mysql://a" })).toEqual([
    "store.urlEnv config.store-bad",
  ]);
  expect(wrong("{ kind: embedded, urlEnv: DB }")).toEqual(["store.kind config.store-url"]);
  expect(wrong("{ kind: oracle }")).toHaveLength(1);
  expect(wrong("{ kind: postgres, url: 'postgres://a:b@c/d' }")).not.toEqual([]);
});

test("the audit log’s end goes where the file says, over https, and never nowhere", () => {
  const url = "https://siem.example/hook?token=s3cret";
  const loaded = read(`${sound}audit: { publish: { file: heads.jsonl, webhook: { urlEnv: HOOK } } }\n`, {
    ...env,
    HOOK: url,
  });
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  expect(loaded.settings.auditPublishing).toMatchObject({ everyMinutes: 60, file: join(folder, "heads.jsonl") });
  expect(loaded.settings.auditPublishing?.webhook?.reveal()).toBe(url);
  expect(JSON.stringify(loaded.settings)).not.toContain("s3cret");
  const wrong = (line: string, given: Record<string, string> = env) =>
    problems(`${sound}audit: { publish: ${line} }\n`, given).map((one) => one.split(" ").slice(1).join(" "));
  expect(wrong("{}")).toEqual(["audit.publish config.audit-nowhere"]);
  expect(wrong("{ webhook: {} }")).toEqual(["audit.publish.webhook.urlEnv config.webhook-source"]);
  expect(wrong("{ webhook: { urlEnv: HOOK } }", { ...env, HOOK: "http://siem.example/hook" })).toEqual([
    "audit.publish.webhook.urlEnv config.webhook-bad",
  ]);
  expect(wrong("{ webhook: { urlEnv: HOOK } }", { ...env, HOOK: "http://127.0.0.1:9/hook" })).toEqual([]);
  expect(wrong("{ channel: { platform: web, tenant: a, conversation: b } }")).toHaveLength(1);
});

test("the identity provider of single sign-on: an https address and who vouches for it, nothing else", () => {
  const idp = (text: string): string =>
    sound.replace("    pins: { knownHosts", `    idp: ${text}\n    pins: { knownHosts`);
  const address = "https://idp.example/FederationMetadata/2007-06/FederationMetadata.xml";
  const loaded = read(idp(`{ metadata: "${address}", certificates: [pins/idp.pem] }`));
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  expect(loaded.settings.clusters[0]?.idp).toEqual({ metadata: address, certificates: [join(folder, "pins/idp.pem")] });
  for (const odd of [
    '{ metadata: "http://idp.example/x", certificates: [a.pem] }',
    "{ metadata: not-an-address, certificates: [a.pem] }",
    `{ metadata: "${address}", certificates: [] }`,
    `{ metadata: "${address}" }`,
    `{ metadata: "${address}", certificates: [a.pem], password: secret }`,
  ])
    expect(problems(idp(odd)), odd).not.toEqual([]);
});

test("levels of impact are taken by CUCM’s names; a name or a level that is none is a problem with its line", () => {
  const loaded = read(`${sound}impact: { levels: { TVS: high, CallManager-ECDSA: low } }\n`);
  if (!("settings" in loaded)) throw new Error("it is sound");
  expect(loaded.settings.impactLevels).toEqual({ TVS: "high", "CallManager-ECDSA": "low" });
  const line = sound.split("\n").length;
  const wrong = problems(`${sound}impact: { levels: { Tvs: high, ipsec: grave } }\n`);
  expect(wrong.length).toBeGreaterThan(0);
  for (const one of wrong) expect(one).toMatch(new RegExp(`^${line} impact`));
});
