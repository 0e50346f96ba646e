// One card for each kind of change, so that a new kind cannot come without being shown; and one report for each scenario, concluded
// by the scenario itself from what was seen of a cluster that nobody could ask: its questions, its words, its corrections.
import { approvalCard } from "../../cards/approval-card.ts";
import { reportCard } from "../../cards/report-card.ts";
import { actionFor, estimateSeconds } from "../../src/actions/index.ts";
import type { Card } from "../../src/domain/card.ts";
import type { Cluster } from "../../src/domain/cluster.ts";
import { nodeName, type PersonId } from "../../src/domain/ids.ts";
import type { Change, ChangeKind, Plan } from "../../src/domain/plan.ts";
import type { TrustedCertificate } from "../../src/domain/trusted-certificate.ts";
import { scenarios } from "../../src/scenarios/index.ts";
import * as s from "./samples.ts";

const expressway = nodeName("expc1");
const both = [expressway, nodeName("expc2")];
const phones = Array.from(
  { length: 120 },
  (_, index) => `SEP${(0xa0 + index).toString(16).padStart(12, "0").toUpperCase()}`,
);

const certificate: TrustedCertificate = {
  sha256: "ab".repeat(32),
  subject: "CN=Example Issuing CA, O=Example",
  serial: "5f3a9c21a0b1c2d3",
  ca: true,
  pem: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
  origin: { kind: "expressway-trust", node: expressway },
};

const changes: { readonly [Kind in ChangeKind]: Extract<Change, { readonly kind: Kind }> } = {
  "reset-itl": { kind: "reset-itl", node: s.pub, key: "localkey" },
  "reset-ctl": { kind: "reset-ctl", node: s.pub, key: "localkey" },
  "update-ctl": { kind: "update-ctl", node: s.pub },
  "restart-service": { kind: "restart-service", node: s.sub, service: "Cisco Trust Verification Service" },
  "start-service": { kind: "start-service", node: s.sub, service: "Cisco CallManager" },
  "trust-certificate": { kind: "trust-certificate", node: s.pub, store: "tomcat-trust", certificate, by: "api" },
  "trust-on-expressway": { kind: "trust-on-expressway", node: expressway, certificates: [certificate] },
  "restart-expressway": { kind: "restart-expressway", node: expressway },
  "start-expressway-log": { kind: "start-expressway-log", nodes: both },
  "collect-expressway-log": { kind: "collect-expressway-log", nodes: both },
  "wait-for-sign-in": { kind: "wait-for-sign-in", nodes: both, withinSeconds: 900 },
  "reset-phones": { kind: "reset-phones", phones, batch: 50 },
  "copy-security-profile": { kind: "copy-security-profile", profile: "Secure 8845", copy: "Secure 8845 for LSC" },
  "remove-security-profile": { kind: "remove-security-profile", profile: "Secure 8845 for LSC" },
  "apply-security-profile": {
    kind: "apply-security-profile",
    moves: [{ from: "Secure 8845", to: "Secure 8845 for LSC", phones }],
    batch: 50,
  },
  "install-lsc": {
    kind: "install-lsc",
    phones,
    batch: 50,
    by: "existing-mic",
    keyOrder: "RSA Only",
    keySize: 2048,
    batchSeconds: 600,
  },
  "set-saml-trace": { kind: "set-saml-trace", node: s.pub, level: "debug" },
  "wait-for-login": { kind: "wait-for-login", nodes: [s.pub, s.sub], withinSeconds: 900 },
  "wait-for-phones": { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 900 },
};

const [template] = s.plan.steps;
if (template === undefined) throw new Error("the sample has a step");

function planOf(change: Change): Plan {
  const { command } = actionFor(change);
  const step = { ...template, number: 1, change, command, estimateSeconds: estimateSeconds(change), preconditions: [] };
  return { ...s.plan, title: s.plain(change.kind), steps: [{ ...step, impact: "medium", safePoint: true }] };
}

const ports = { ssh: 22, https: 8443, sipTls: 5061, tvs: 2445, capf: 3804, tftpHttp: 6970, tftpHttps: 6972 };
const cluster: Cluster = {
  id: s.hq,
  name: "HQ",
  nodes: [{ name: s.pub, address: "10.0.0.10", role: "publisher", ports }],
  expressways: [{ name: expressway, address: "10.0.1.10", port: 443, group: "edge" }],
  practice: false,
};

const concluded = (scenario: (typeof scenarios)[number]): Card => {
  const now = Date.parse(s.at(2, 9));
  const findings = [
    s.finding("unreachable", "unknown", `${s.pub} did not answer over SSH within 20 s`, "connect ETIMEDOUT"),
  ];
  const conclusion = scenario.conclude({ cluster, facts: {}, findings, answers: new Map(), now });
  const { impact: _, affected: __, ...base } = s.finished;
  const [question = ""] = scenario.phrases.en;
  const report = { ...base, scenario: scenario.id, question, findings, nodesAnswered: 0, nodesTotal: 1, ...conclusion };
  return reportCard(report, s.context);
};

const audience = { mayVote: ["ben" as PersonId] };

export const changing: Readonly<Record<string, Card>> = {
  ...Object.fromEntries(
    Object.values(changes).map((change) => [
      `change-${change.kind}`,
      approvalCard({ ...s.approval, votes: [], plan: planOf(change) }, audience, s.context),
    ]),
  ),
  ...Object.fromEntries(scenarios.map((scenario) => [`scenario-${scenario.id}`, concluded(scenario)])),
};
