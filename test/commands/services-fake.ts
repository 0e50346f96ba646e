// Small services for tests of commands: one cluster, one report with a plan, approvals and runs that remember what was asked.

import type { ApprovalsPort, Services } from "../../commands/services.ts";
import { renewalOf } from "../../src/app/renewal.ts";
import type { Approval } from "../../src/domain/approval.ts";
import { type Cluster, standardPorts } from "../../src/domain/cluster.ts";
import {
  approvalId,
  clusterId,
  diagnosisId,
  nodeName,
  personId,
  planDigest,
  runId,
  snapshotId,
} from "../../src/domain/ids.ts";
import type { CertificateReport } from "../../src/domain/inventory.ts";
import type { Permission } from "../../src/domain/person.ts";
import type { Plan, PlanDraft } from "../../src/domain/plan.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { verbatim } from "../../src/domain/text.ts";
import { explainBytes, explainText } from "../../src/explain/explain.ts";
import { looksPasted } from "../../src/explain/looks-pasted.ts";
import { say } from "../../src/i18n/say.ts";
import { trustDiff, trustReport } from "../cards/samples-trust.ts";
import { actorOf, person } from "../router/fakes.ts";

export const hq: Cluster = {
  id: clusterId("hq"),
  name: "HQ",
  practice: true,
  nodes: [
    { name: nodeName("cucm-pub"), address: "127.0.0.1", role: "publisher", ports: standardPorts },
    { name: nodeName("cucm-sub1"), address: "127.0.0.2", role: "subscriber", ports: standardPorts },
  ],
};
export const branch: Cluster = { ...hq, id: clusterId("branch"), name: "Branch" };

export const draft: PlanDraft = {
  cluster: hq.id,
  title: say("command.restart.summary"),
  phonesRegistered: 10,
  phonesKnown: 12,
  steps: [
    {
      number: 1,
      change: { kind: "restart-service", node: nodeName("cucm-pub"), service: "Cisco Tftp" },
      command: "utils service restart Cisco Tftp",
      impact: "medium",
      estimateSeconds: 60,
      preconditions: [],
      safePoint: true,
    },
  ],
};

export const plan: Plan = {
  ...draft,
  impact: "medium",
  policyVersion: "1",
  revision: 1,
  digest: planDigest("d".repeat(64)),
};

export const approval: Approval = {
  id: approvalId("apr_1"),
  plan,
  requester: personId("alex"),
  requestedVia: actorOf("alex"),
  reason: "phones are down",
  needed: 1,
  votes: [],
  state: "pending",
  createdAt: "2026-11-22T02:00:00Z",
  expiresAt: "2026-11-22T03:00:00Z",
  version: 1,
};

export const run: Run = {
  id: runId("run_1"),
  approval: approval.id,
  cluster: hq.id,
  plan,
  state: "running",
  startedBy: personId("beatriz"),
  startedAt: "2026-11-22T02:01:00Z",
  steps: [],
  curve: [],
  version: 1,
};

export const report: Report = {
  id: diagnosisId("dia_1"),
  cluster: hq.id,
  clusterName: "HQ",
  scenario: "phones-unregistered",
  question: "why are the phones down",
  askedBy: personId("alex"),
  startedAt: "2026-11-22T02:00:00Z",
  endedAt: "2026-11-22T02:00:05Z",
  checks: [],
  nodesAnswered: 2,
  nodesTotal: 2,
  findings: [],
  remedies: [
    {
      id: "localkey",
      title: verbatim("utils itl reset localkey"),
      feasibility: "works",
      reason: say("command.certs.summary"),
      inSupportDocument: true,
      impact: "medium",
      runbook: [],
      plan: draft,
    },
  ],
  corrections: [],
  revision: 3,
};

export const inventory: CertificateReport = {
  cluster: hq.id,
  clusterName: "HQ",
  practice: true,
  at: "2026-11-22T02:00:00Z",
  endedAt: "2026-11-22T02:00:05Z",
  nodesAnswered: 2,
  nodesTotal: 2,
  certificates: [],
  unreachable: [],
  revision: 2,
};

const rights: Readonly<Record<string, readonly Permission[]>> = {
  alex: ["ask", "request", "snapshot", "audit"],
  beatriz: ["ask", "approve"],
  dana: ["ask"],
};

export interface Asked {
  readonly what: string;
  readonly wish: unknown;
}

/** `visible`: clusters that everybody may see; approvals come from the given port or are empty. */
export function fakeServices(
  given: { readonly clusters?: readonly Cluster[]; readonly approvals?: Partial<ApprovalsPort> } = {},
): { services: Services; asked: Asked[] } {
  const asked: Asked[] = [];
  const clusters = given.clusters ?? [hq];
  const note = <T>(what: string, wish: unknown, answer: T): T => {
    asked.push({ what, wish });
    return answer;
  };
  const services: Services = {
    clusters,
    zone: "UTC",
    policy: () => ({
      version: "1",
      people: ["alex", "beatriz", "dana"].map((id) => person(id)),
      roles: [],
      approversNeeded: { low: 1, medium: 1, high: 2 },
      pendingMinutes: 60,
      unusedMinutes: 15,
    }),
    can: (one, permission, cluster) =>
      rights[one.id]?.includes(permission) === true &&
      (cluster === undefined || clusters.some(({ id }) => id === cluster)),
    whoCould: () => [person("beatriz")],
    diagnosis: {
      async *start(question) {
        note("diagnosis", question, undefined);
        const { scenario, cluster } = question;
        yield { ...report, scenario, cluster, revision: 1 };
        yield { ...report, scenario, cluster };
      },
      get: async (id) => (id === report.id ? report : undefined),
      async *answer({ question, option }) {
        yield note("answer", { question, option }, report);
      },
      tick: async ({ step, done }) => note("tick", { step, done }, report),
      async *takeBack() {
        yield note("take-back", undefined, report);
      },
    },
    certificates: {
      async *inventory(cluster) {
        note("inventory", cluster, undefined);
        yield { ...inventory, revision: 1 };
        yield inventory;
      },
      latest: () => inventory,
    },
    plans: {
      restart: async (wish) => note("plan", { service: wish.service, nodes: wish.nodes }, draft),
      phones: async (wish) => note("plan-phones", { which: wish.which, restart: wish.restart }, draft),
      cautioned: async (plan) => plan,
    },
    approvals: {
      request: async (wish) => note("request", { reason: wish.reason, remedy: wish.plan.remedy }, { approval }),
      decide: async (wish) =>
        note("decide", { choice: wish.choice, by: wish.by.id, reason: wish.reason }, { approval }),
      get: async (id) => (id === approval.id ? approval : undefined),
      list: async () => [],
      onChange: () => () => undefined,
      ...given.approvals,
    },
    runs: {
      start: async (wish) => note("start", wish.by.id, { run }),
      wish: async (wish) => note("wish", wish.kind, { run }),
      settle: async (word) => note("settle", word.outcome, { run }),
      get: async (id) => (id === run.id ? run : undefined),
      list: async () => [run],
      onChange: () => () => undefined,
    },
    guard: {
      mayStart: () => ({ kind: "now" }),
      dryRun: async (wish) =>
        note("dry-run", wish.overrides ?? [], {
          at: "2026-11-22T02:00:00Z",
          plan: wish,
          seconds: 60,
          mayStart: { kind: "now" as const },
          preflight: { at: "2026-11-22T02:00:00Z", lines: [] },
          steps: [],
        }),
      eligible: () => [{ person: person("beatriz"), why: undefined }],
      backupsWanted: async () => [],
    },
    trust: {
      report: async () => trustReport,
      diff: async (_cluster, first, second) => ({
        ...trustDiff,
        from: { ...trustDiff.from, id: snapshotId(`${first}-${second ?? ""}`) },
      }),
    },
    snapshots: {
      take: async () =>
        note("snapshot", undefined, {
          id: snapshotId("snp_1"),
          cluster: hq.id,
          clusterName: "HQ",
          takenAt: "2026-11-22T02:00:00Z",
          nodes: [],
          phonesRegistered: 10,
          phonesKnown: 12,
        }),
      list: async () => [],
    },
    audit: {
      list: async () => [],
      verify: async () => ({ ok: true, entries: 0, head: "0" }),
    },
    renewal: {
      guide: async (wish) => {
        asked.push({ what: "renewal", wish });
        return renewalOf(wish, undefined);
      },
    },
    impact: { table: async (wish) => note("impact", wish.units, { rows: [] }) },
    now: () => "2026-11-22T02:00:00.000Z",
    files: { read: (file) => Promise.resolve({ kind: "unknown", name: file.name }) },
    pictures: {
      trustMap: async () => drawn("trust map"),
      timeline: async () => drawn("timeline"),
      recovery: async ({ curve }) => (curve.length === 0 ? undefined : drawn("recovery")),
    },
    handOut: {
      certificate: () => Promise.reject(new Error("no certificate here")),
      lscs: () => Promise.reject(new Error("no LSC here")),
    },
    cases: {
      subject: async (about) => (about === "dia_1" || about === "run_1" ? clusterId("hq") : undefined),
      pack: async (wish) => note("pack", [wish.about], undefined),
    },
    explain: {
      looksPasted,
      lockedMinutes: 5,
      text: (text) => explainText(text, { now: 0 }),
      file: (file) => explainBytes(file.bytes, { now: 0 }),
      hold: () => undefined,
      open: async () => undefined,
    },
    languages: { of: async () => undefined, set: async (one, locale) => note("language", [one.id, locale], undefined) },
  };
  return { services, asked };
}

const drawn = (what: string) => ({
  title: what,
  alt: `${what} in words`,
  file: {
    name: "picture.png",
    bytes: new Uint8Array(8),
    image: { mediaType: "image/png" as const, alt: `${what} in words` },
  },
});
