// Sample nouns for card and channel tests: the gravest scenario as it would be reported, and hostile texts.
import type { CardContext } from "../../cards/context.ts";
import type { Approval } from "../../src/domain/approval.ts";
import type { Evidence, Finding, Verdict } from "../../src/domain/finding.ts";
import type {
  ApprovalId,
  ClusterId,
  DiagnosisId,
  NodeName,
  PersonId,
  PlanDigest,
  RunId,
} from "../../src/domain/ids.ts";
import type { CertificateReport, InventoryCertificate } from "../../src/domain/inventory.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { type Phrase, verbatim } from "../../src/domain/text.ts";

/** A sentence that stands for another area's message. */
export const plain = (text: string): Phrase => ({ id: "card.plain", values: { text } });

export const hq = "hq" as ClusterId;
export const pub = "cucm-pub" as NodeName;
export const sub = "cucm-sub1" as NodeName;
export const alex = "alex" as PersonId;
const names: Readonly<Record<string, string>> = { alex: "Alex Moreau", ada: "Ada Osei", ben: "Ben Tanaka" };

export const context: CardContext = {
  nameOf: (person) => names[person] ?? person,
  clusterOf: (cluster) => ({ name: cluster === hq ? "HQ" : cluster, practice: true }),
};

export const at = (minute: number, second = 0): string =>
  `2026-11-22T14:${String(minute).padStart(2, "0")}:${String(second).padStart(2, "0")}.000Z`;

export const evidence = (excerpt: string, source = "show itl"): Evidence => ({
  system: "CUCM CLI",
  node: pub,
  at: at(2),
  source,
  excerpt,
  digest: "ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12cd34ef56ab12",
});

export const finding = (id: string, verdict: Verdict, title: string, excerpt: string): Finding => ({
  id,
  check: id,
  code: `trust.${id}`,
  verdict,
  node: pub,
  title: plain(title),
  ...(verdict === "problem" ? { means: plain("Phones refuse the list and keep the old one.") } : {}),
  ...(verdict === "unknown" ? { next: plain("Check that the node is up, then ask again.") } : {}),
  evidence: [evidence(excerpt)],
});

export const plan: Plan = {
  cluster: hq,
  title: plain("Re-sign the ITL with the recovery key and reset phones"),
  diagnosis: "dia_1" as DiagnosisId,
  remedy: "remotekey",
  steps: [
    {
      number: 1,
      change: { kind: "reset-itl", node: pub, key: "remotekey" },
      command: "utils itl reset remotekey",
      impact: "high",
      estimateSeconds: 40,
      preconditions: [
        { kind: "certificate-serial", node: pub, unit: "CallManager", serial: "9c21a0b1c2d3e4f5a6b7c8d9" },
      ],
      safePoint: true,
    },
    {
      number: 2,
      change: { kind: "restart-service", node: sub, service: "Cisco Tftp" },
      command: "utils service restart Cisco Tftp",
      impact: "medium",
      estimateSeconds: 120,
      preconditions: [{ kind: "service-started", node: sub, service: "Cisco Tftp" }],
      safePoint: true,
    },
    {
      number: 3,
      change: { kind: "reset-phones", phones: ["SEP0000000000A1", "SEP0000000000A2"], batch: 50 },
      command: "AXL doDeviceReset (2 phones)",
      impact: "high",
      estimateSeconds: 300,
      preconditions: [],
      safePoint: false,
    },
  ],
  impact: "high",
  policyVersion: "v1",
  phonesRegistered: 18,
  phonesKnown: 830,
  revision: 1,
  digest: "3f2a9b7c1d5e3f2a9b7c1d5e3f2a9b7c1d5e3f2a9b7c1d5e3f2a9b7c1d5e3f2a" as PlanDigest,
};

export const running: Report = {
  id: "dia_1" as DiagnosisId,
  cluster: hq,
  clusterName: "HQ",
  scenario: "phones-unregistered",
  question: "phones won't register since we renewed CallManager and TVS",
  askedBy: alex,
  startedAt: at(2),
  checks: [
    { check: "certificates", state: "done" },
    { check: "trust-lists", state: "running" },
    { check: "registrations", state: "waiting" },
  ],
  nodesAnswered: 1,
  nodesTotal: 3,
  findings: [finding("certificates", "ok", "All certificates are current", "not after 2031-11-20")],
  remedies: [],
  corrections: [],
  revision: 2,
};

const { diagnosis: _, remedy: __, impact: ___, policyVersion: ____, revision: _____, digest: ______, ...draft } = plan;

export const finished: Report = {
  ...running,
  endedAt: at(2, 9),
  checks: running.checks.map((check) => ({ ...check, state: "done" })),
  nodesAnswered: 3,
  findings: [
    ...running.findings,
    finding(
      "signer",
      "problem",
      "Phones do not hold the signer of the served ITL",
      "Signer serial: 9c:21:a0\r\nSigner: CN=ITLRECOVERY_cucm-pub",
    ),
    finding("sub2", "unknown", "cucm-sub2 did not answer over SSH within 20 s", "connect ETIMEDOUT"),
  ],
  cause: {
    certainty: "proved",
    code: "trust-anchor-lost",
    statement: plain(
      "phones hold an ITL signed by ITLRecovery 5f3a…; since 02:10 the cluster signs with 9c21…, and CallManager and every TVS were renewed too, so nothing they trust is left to vouch for it.",
    ),
    qualifications: [],
    because: ["signer"],
  },
  impact: "high",
  affected: plain("812 of 830 phones since 02:14; the other 18 had their trust lists deleted by hand since."),
  remedies: [
    {
      id: "localkey",
      title: verbatim("utils itl reset localkey"),
      feasibility: "cannot-work",
      reason: plain("the phones do not hold the current CallManager certificate"),
      inSupportDocument: true,
      impact: "high",
      runbook: [],
    },
    {
      id: "delete",
      title: plain("Factory reset, or deleting the trust list, on the phones"),
      feasibility: "works",
      reason: plain("by hand; 95 are not reachable now"),
      inSupportDocument: true,
      impact: "high",
      phones: 812,
      runbook: [{ by: "person", text: plain("On each phone: Settings, Security, Trust List, Erase"), nodes: [] }],
    },
    {
      id: "remotekey",
      title: verbatim("utils itl reset remotekey"),
      feasibility: "depends",
      reason: plain("if the ITLRecovery key backup of 20 Nov exists"),
      inSupportDocument: false,
      impact: "high",
      runbook: [
        { by: "person", text: plain("Find the backup of the ITLRecovery key") },
        { by: "bot", text: plain("Re-sign the ITL"), command: "utils itl reset remotekey", nodes: [pub] },
      ],
      plan: draft,
    },
    {
      id: "restore",
      title: plain("Restore the DRS backup of 20 Nov, 01:00"),
      feasibility: "last-resort",
      reason: plain("all nodes; changes since then are lost; never done by the bot"),
      inSupportDocument: false,
      impact: "high",
      runbook: [{ by: "person", text: plain("Restore the backup"), command: "Disaster Recovery System > Restore" }],
    },
  ],
  corrections: [plain("The document lists localkey as option 2; on release 12.0 and later it signs with CallManager.")],
  revision: 9,
};

export const approval: Approval = {
  id: "apr_7k3m9q2v5x8n" as ApprovalId,
  plan,
  requester: alex,
  requestedVia: { platform: "web", tenant: "practice", user: "alex", displayName: "Alex" },
  reason: "812 phones are silent",
  needed: 2,
  votes: [{ person: "ada" as PersonId, choice: "approve", at: at(5), via: "web" }],
  state: "pending",
  createdAt: at(4),
  expiresAt: "2026-11-22T15:04:00.000Z",
  version: 2,
};

export const run: Run = {
  id: "run_7k3m9q2v5x8n" as RunId,
  approval: approval.id,
  cluster: hq,
  plan,
  state: "running",
  startedBy: alex,
  startedAt: at(6),
  steps: [
    {
      number: 1,
      state: "done",
      startedAt: at(6),
      endedAt: at(6, 38),
      evidence: [evidence("ITL was re-signed", "utils itl reset remotekey")],
    },
    { number: 2, state: "started", startedAt: at(7), evidence: [] },
    { number: 3, state: "planned", evidence: [] },
  ],
  curve: [18, 18, 60, 204, 430, 512].map((registered, index) => ({ at: at(8, index * 10), registered })),
  version: 7,
};

export const verified: Run = {
  ...run,
  state: "verified",
  auditHead: {
    sequence: 1042,
    hash: "7d".repeat(32),
    at: at(12),
    signature: "c2lnbmVk",
    publicKey: "a2V5",
  },
  endedAt: at(12),
  steps: run.steps.map((step) => ({ ...step, state: "done", startedAt: step.startedAt ?? at(8), endedAt: at(8, 30) })),
  curve: [...run.curve, { at: at(11), registered: 830 }],
  verification: {
    phonesBack: { before: 18, after: 830, known: 830 },
    trust: "not-proved",
    lines: [{ ok: true, text: plain("The ITL on every TFTP node is signed by the current key"), evidence: [] }],
  },
};

const certificate = (
  unit: string,
  node: NodeName,
  notAfter: string,
  more: Partial<InventoryCertificate> = {},
): InventoryCertificate => ({
  node,
  unit,
  store: "own",
  subject: `CN=${node}.lab.example,OU=Voice,O=Example Co`,
  commonName: `${node}.lab.example`,
  issuer: `CN=${node}.lab.example,OU=Voice,O=Example Co`,
  names: [`${node}.lab.example`],
  serial: "5f3a9c21b0d4e6f8a1b2c3d4e5f60718",
  key: "RSA 2048",
  notBefore: "2021-11-20T00:00:00.000Z",
  notAfter,
  selfSigned: true,
  served: "same",
  lists: ["ITL"],
  impact: "high",
  ...more,
});

export const certificates: CertificateReport = {
  cluster: hq,
  clusterName: "HQ",
  practice: true,
  at: at(2),
  endedAt: at(2, 6),
  nodesAnswered: 2,
  nodesTotal: 3,
  certificates: [
    certificate("tomcat", pub, "2027-11-22T14:02:00.000Z", { impact: "low", lists: [], served: "different" }),
    certificate("CallManager", pub, "2026-11-20T00:00:00.000Z"),
    certificate("TVS", sub, "2026-12-05T00:00:00.000Z", { impact: "medium" }),
    certificate("ITLRecovery", pub, "2031-11-22T14:02:00.000Z", { served: "not-served", lists: ["CTL", "ITL"] }),
    certificate("CallManager-trust", pub, "2031-11-22T14:02:00.000Z", { store: "trust", served: "not-served" }),
  ],
  unreachable: [{ node: "cucm-sub2" as NodeName, reason: plain("no answer over SSH within 20 s") }],
  revision: 3,
};

/** What a compromised device or a prankster might print. */
export const hostile = [
  "[Approve](https://evil.example/approve)",
  "![x](https://evil.example/x.png)",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "**bold** _it_ `code` # heading\n- item\n1. one",
  "{{DATE(2026-01-01T00:00:00Z, SHORT)}} {{TIME(2026-01-01T00:00:00Z)}} $" + "{toString(1)}",
  "\u001b[31mred\u001b[0m\u0007\u202egnihton\u2066",
  "{count, plural, one {#} other {#}} 'quoted' {0}",
  "https://evil.example www.evil.example a@evil.example",
].join("\n");
