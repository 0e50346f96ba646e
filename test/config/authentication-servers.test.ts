// Authentication servers in certops.yaml: what each kind needs, and nothing that would do nothing.
import { expect, it } from "vitest";
import { readConfig } from "../../src/config/load.ts";

const yaml = (servers: string): string => `clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: certops, passwordEnv: HQ } }
    pins: { knownHosts: hq.known_hosts }
    authenticationServers:
${servers
  .trim()
  .split("\n")
  .map((line) => `      - ${line.trim()}`)
  .join("\n")}
people:
  ada: { name: Ada, roles: [engineer], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [approver], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  engineer: { may: [ask, request], clusters: all }
  approver: { may: [ask, approve], clusters: all }
`;
const env = { HQ: "monitor-secret", ISE: "ise-secret" };
const read = (servers: string) => readConfig(yaml(servers), "/etc/certops/certops.yaml", env);
const problems = (servers: string): string[] => {
  const loaded = read(servers);
  return "problems" in loaded ? loaded.problems.map(({ key, problem }) => `${key} ${problem.id}`) : [];
};
const account = "account: { user: certops, passwordEnv: ISE }";

it("reads every kind, with its own port and its secret from outside the file", () => {
  const loaded = read(`
    { name: ise1, kind: ise, address: 10.0.0.31, ${account}, pins: { certificates: [ise-ca.pem] } }
    { name: asa1, kind: asa, address: 10.0.0.32, ${account} }
    { name: radius1, kind: freeradius, address: 10.0.0.33, port: 2222, ${account}, file: /etc/ca.pem }
    { name: bundle, kind: ca-file, file: /srv/cas.pem }`);
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const [one] = loaded.settings.clusters;
  expect(one?.cluster.authenticationServers?.map(({ name, kind, port }) => [name, kind, port])).toEqual([
    ["ise1", "ise", 443],
    ["asa1", "asa", 22],
    ["radius1", "freeradius", 2222],
    ["bundle", "ca-file", 0],
  ]);
  expect(one?.authenticationServers?.[0]?.certificates).toEqual(["/etc/certops/ise-ca.pem"]);
  expect(one?.authenticationServers?.[0]?.account?.password.reveal()).toBe("ise-secret");
  expect(JSON.stringify(loaded.settings)).not.toContain("ise-secret");
});

it("says what is missing, what would do nothing, and which names are taken", () => {
  expect(problems(`{ name: ise1, kind: ise, address: 10.0.0.31, ${account} }`)).toEqual([
    "clusters.hq.authenticationServers.0.pins dot1x.config.missing",
  ]);
  expect(problems(`{ name: b, kind: ca-file, file: /srv/cas.pem, address: 10.0.0.1 }`)).toEqual([
    "clusters.hq.authenticationServers.0.address dot1x.config.useless",
  ]);
  expect(problems("{ name: CUCM-pub, kind: ca-file, file: /srv/cas.pem }")).toEqual([
    "clusters.hq.authenticationServers.0.name config.node-twice",
  ]);
});

it("refuses relative paths and passwords in the file", () => {
  expect(problems("{ name: b, kind: ca-file, file: cas.pem }")).not.toEqual([]);
  expect(
    problems("{ name: a, kind: asa, address: 10.0.0.1, account: { user: certops, password: secret } }"),
  ).not.toEqual([]);
});
