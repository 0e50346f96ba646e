// The shortest step of each kind, as windows are checked against, is what the actions themselves estimate at least.
import { expect, it } from "vitest";
import { estimateSeconds } from "../../src/actions/index.ts";
import { leastSeconds } from "../../src/domain/change.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { type Change, restartableServices } from "../../src/domain/plan.ts";

const node = nodeName("cucm-pub");
const certificate = {
  sha256: "ab",
  subject: "CN=Example CA",
  serial: "1",
  ca: true,
  origin: { kind: "expressway-trust", node },
  pem: "",
} as const;
const shortest: readonly Change[] = [
  { kind: "reset-itl", node, key: "localkey" },
  { kind: "reset-ctl", node, key: "localkey" },
  { kind: "update-ctl", node },
  { kind: "set-saml-trace", node, level: "debug" },
  { kind: "wait-for-login", nodes: [node], withinSeconds: 0 },
  { kind: "trust-certificate", node, store: "tomcat-trust", certificate, by: "api" },
  { kind: "trust-on-expressway", node, certificates: [certificate] },
  { kind: "restart-expressway", node },
  { kind: "start-expressway-log", nodes: [node] },
  { kind: "collect-expressway-log", nodes: [node] },
  { kind: "wait-for-sign-in", nodes: [node], withinSeconds: 0 },
  { kind: "reset-phones", phones: ["SEP000000000001"], batch: 50 },
  { kind: "copy-security-profile", profile: "A", copy: "B" },
  { kind: "remove-security-profile", profile: "B" },
  { kind: "apply-security-profile", moves: [{ from: "A", to: "B", phones: ["SEP000000000001"] }], batch: 50 },
  {
    kind: "install-lsc",
    phones: ["SEP000000000001"],
    batch: 50,
    by: "null-string",
    keyOrder: "RSA Only",
    keySize: 2048,
    batchSeconds: 600,
  },
  { kind: "wait-for-phones", phones: [], percent: 95, withinSeconds: 0 },
];

it.each(shortest)("of $kind", (change) => {
  expect(leastSeconds[change.kind]).toBe(estimateSeconds(change));
});

it.each(["restart-service", "start-service"] as const)("of a %s is the quickest service's", (kind) => {
  const all = restartableServices.map((service) => estimateSeconds({ kind, node, service }));
  expect(leastSeconds[kind]).toBe(Math.min(...all));
});
