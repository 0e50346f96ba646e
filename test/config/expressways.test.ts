// The Expressway-C clusters of certops.yaml: peers, accounts from outside the file, pins; and what doctor says of them.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { spoken } from "../../src/certops/doctor/examined.ts";
import { expresswaysOf } from "../../src/certops/doctor/expressways.ts";
import { readConfig } from "../../src/config/load.ts";
import { writerFor } from "../../src/i18n/write.ts";

const folder = mkdtempSync(join(tmpdir(), "certops-expressways-"));
const file = join(folder, "certops.yaml");
writeFileSync(join(folder, "empty.pem"), "nothing\n");
writeFileSync(join(folder, "broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

const withExpressways = (lines: string): string => `timeZone: Europe/Berlin
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: certops-ro, passwordEnv: HQ_MONITOR } }
    pins: { knownHosts: pins/hq.known_hosts }
${lines}people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  engineer: { may: [ask, request], clusters: all, changes: [trust-certificate, trust-on-expressway, restart-expressway] }
  approver: { may: [ask, approve], clusters: [hq] }
`;
const sound = `    expressways:
      - name: Edge
        peers:
          - { name: expc1.example.com, address: 10.0.0.21 }
          - { name: expc2.example.com, address: 10.0.0.22, port: 8443 }
        accounts: { monitor: { user: certops-ro, passwordEnv: EXPC } }
        pins: { certificates: [empty.pem, broken.pem, gone.pem] }
`;
const env = { HQ_MONITOR: "one", EXPC: "two" };
const read = (lines: string, given: Record<string, string> = env) => readConfig(withExpressways(lines), file, given);
const problems = (lines: string, given?: Record<string, string>) => {
  const loaded = read(lines, given);
  return "problems" in loaded ? loaded.problems.map(({ line, key, problem }) => `${line} ${key} ${problem.id}`) : [];
};

test("peers, port, group, account and absolute pins", () => {
  const loaded = read(sound);
  if (!("settings" in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const [hq] = loaded.settings.clusters;
  expect(hq?.cluster.expressways).toEqual([
    { name: "expc1.example.com", address: "10.0.0.21", port: 443, group: "Edge" },
    { name: "expc2.example.com", address: "10.0.0.22", port: 8443, group: "Edge" },
  ]);
  const [edge] = hq?.expressways ?? [];
  expect(edge?.accounts.monitor.password.reveal()).toBe("two");
  expect(JSON.stringify(hq)).not.toContain("two");
  expect(edge?.certificates[0]).toBe(join(folder, "empty.pem"));
});

test("doctor names pins that hold nothing, cannot be read or are not there, and a missing change account", () => {
  const loaded = read(sound);
  if (!("settings" in loaded)) throw new Error("not sound");
  const [hq] = loaded.settings.clusters;
  if (hq === undefined) throw new Error("no cluster");
  const said = expresswaysOf(hq).map((one) => spoken(one, writerFor("en")));
  expect(said.map(({ state }) => state)).toEqual(["problem", "problem", "problem", "warning"]);
  expect(said.map(({ detail }) => detail).join("\n")).toMatch(
    /holds no certificate[\s\S]*cannot be read[\s\S]*not there[\s\S]*cannot change/,
  );
  expect(said.slice(0, 3).every(({ next }) => next !== undefined)).toBe(true);
});

test("what is wrong is said with its line: names taken twice, no password, no pins, unknown keys", () => {
  expect(problems(sound.replace("expc1.example.com", "cucm-pub"))).toEqual([
    "11 clusters.hq.expressways.0.peers.0.name config.node-twice",
  ]);
  expect(problems(sound, { HQ_MONITOR: "one" })).toEqual([
    "13 clusters.hq.expressways.0.accounts.monitor.passwordEnv config.env",
  ]);
  expect(
    problems(sound.replace("        pins: { certificates: [empty.pem, broken.pem, gone.pem] }\n", "")),
  ).toHaveLength(1);
  expect(problems(sound.replace("port: 8443", "prot: 8443"))[0]).toMatch(/config\.unknown-key/);
  expect(problems(`${sound}${sound.slice(sound.indexOf("      - name"))}`)).toContain(
    "15 clusters.hq.expressways.1.name config.expressway-twice",
  );
});
