// Every card in every form that people can meet, by name.
import { errorCard, helpCard, noticeCard, refusalCard, scenarioChoice, unclearCard } from "../../cards/answer-cards.ts";
import { approvalCard } from "../../cards/approval-card.ts";
import { auditCard } from "../../cards/audit-card.ts";
import { certsCard } from "../../cards/certs-card.ts";
import { dryRunCard } from "../../cards/dry-run-card.ts";
import { certificateFileCard, lscsCard } from "../../cards/hand-out-card.ts";
import { impactCard } from "../../cards/impact-card.ts";
import { approvalsCard, runsCard } from "../../cards/list-cards.ts";
import { planCard } from "../../cards/plan-card.ts";
import { policyCard } from "../../cards/policy-card.ts";
import { snapshotCard } from "../../cards/reference-cards.ts";
import { reportCard } from "../../cards/report-card.ts";
import { runCard } from "../../cards/run-card.ts";
import { trustCard, trustDiffCard } from "../../cards/trust-card.ts";
import { whyCard } from "../../cards/why-card.ts";
import type { Approval, ApprovalState, Refusal } from "../../src/domain/approval.ts";
import type { AuditEntry, AuditKind } from "../../src/domain/audit.ts";
import type { Card } from "../../src/domain/card.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import type { ApprovalId, NodeName, PersonId, RunId, SnapshotId } from "../../src/domain/ids.ts";
import type { Run, RunState } from "../../src/domain/run.ts";
import { verbatim } from "../../src/domain/text.ts";
import { changing } from "./gallery-changes.ts";
import { more } from "./gallery-more.ts";
import { understanding } from "./gallery-understanding.ts";
import * as samples from "./samples.ts";
import * as dot1xSamples from "./samples-dot1x.ts";
import * as explainSamples from "./samples-explain.ts";
import * as impactSamples from "./samples-impact.ts";
import { phoneRun } from "./samples-phones.ts";
import * as policySamples from "./samples-policy.ts";
import * as trustSamples from "./samples-trust.ts";
import * as wordSamples from "./samples-words.ts";

const s = { ...samples, ...policySamples, ...wordSamples };

const ben = "ben" as PersonId;
const audience = { mayVote: [ben] };
const ended = (state: ApprovalState, more: Partial<Approval> = {}): Card =>
  approvalCard({ ...s.approval, state, ...more }, audience, s.context);

const stopped = (state: RunState): Run => ({
  ...s.run,
  state,
  endedAt: s.at(9),
  stopped: s.plain("cucm-sub1 did not start Cisco Tftp within 300 s."),
  steps: s.run.steps.map((step): Run["steps"][number] =>
    step.number === 2 ? { ...step, state: "uncertain", note: s.plain("the answer was lost") } : step,
  ),
});

const uncertain: Run = {
  ...s.run,
  steps: stopped("running").steps,
};

const { restoring: __, ...withoutRestoring } = s.restoring;

const later = {
  kind: "later",
  from: "2026-11-22T22:00:00.000Z",
  until: "2026-11-23T04:00:00.000Z",
  window: "nights",
} as const;

const refusals: readonly Refusal[] = [
  "unknown-person",
  "not-permitted",
  "requester-cannot-vote",
  "already-voted",
  "not-pending",
  "expired",
  "reason-required",
  "impact-too-high",
  "not-requester",
  "cluster-busy",
  "change-not-permitted",
  "window-closed",
  "no-window",
  "preflight-failed",
  "not-found",
];

const { endedAt: _, ...unfinished } = s.certificates;

const draft = s.finished.remedies.find((remedy) => remedy.plan !== undefined)?.plan;
if (draft === undefined) throw new Error("the sample has a plan");

const entry = (sequence: number, kind: AuditKind, data: AuditEntry["data"]): AuditEntry => ({
  ...{ kind, data, sequence, at: s.at(5), who: "ada", about: "apr_1" },
  ...{ previous: "0".repeat(64), hash: "ab".repeat(32) },
});

export const gallery: Readonly<Record<string, Card>> = {
  ...more,
  ...understanding,
  ...changing,
  "explain-session": explainSamples.explainedSession,
  "explain-log": explainSamples.explainedLog,
  "explain-nothing": explainSamples.explainedNothing,
  "report-running": reportCard(s.running, s.context),
  "report-finished": reportCard(s.finished, s.context),
  "report-requested": reportCard(s.finished, s.context, { requested: new Set(["remotekey"]) }),
  "report-likely": reportCard(
    {
      ...s.finished,
      cause: {
        certainty: "likely",
        code: "x",
        statement: s.plain("TVS was renewed"),
        qualifications: [s.plain("one phone’s list hash")],
        because: [],
      },
    },
    s.context,
  ),
  "report-unknown": reportCard(
    {
      ...s.finished,
      nodesAnswered: 2,
      remedies: [],
      cause: {
        certainty: "unknown",
        code: "x",
        statement: s.plain("nothing seen explains it"),
        qualifications: [s.plain("certificates")],
        because: [],
      },
    },
    s.context,
  ),
  "report-troubled": reportCard(
    {
      ...s.finished,
      remedies: [],
      corrections: [],
      cause: {
        certainty: "unknown",
        code: "x",
        statement: s.plain("40 phones are registered, but something is wrong."),
        qualifications: [],
        missing: [{ text: s.plain("cucm-sub1 could not be asked"), next: s.plain("look at the node") }],
        troubles: Array.from({ length: 8 }, (_, at) => ({
          text: s.plain(`trouble ${at + 1}`),
          means: s.plain("it hurts"),
          next: s.plain("mend it"),
        })),
        because: [],
      },
    },
    s.context,
  ),
  "report-healthy": reportCard(
    {
      ...s.finished,
      remedies: [],
      corrections: [],
      cause: {
        certainty: "healthy",
        code: "x",
        statement: s.plain("Nothing is wrong."),
        qualifications: [],
        because: [],
      },
    },
    s.context,
  ),
  "report-questions": reportCard(s.asked, s.context),
  "report-dot1x": reportCard(dot1xSamples.dot1xNotAdded, s.context),
  "report-dot1x-former": reportCard(dot1xSamples.dot1xTooEarly, s.context),
  "report-dot1x-no-server": reportCard(dot1xSamples.dot1xNoServer, s.context),
  "certificate-file": certificateFileCard(dot1xSamples.handedCertificate, "HQ", "CAPF-0bc17206.pem"),
  lscs: lscsCard(dot1xSamples.handedLscs, "lscs-hq-20261122-1402.csv"),
  why: whyCard(s.finished),
  plan: planCard(draft, "high", { proposal: "pro_1" }, s.context),
  "approval-pending": approvalCard(s.approval, audience, s.context),
  "approval-nobody": approvalCard({ ...s.approval, votes: [] }, { mayVote: [] }, s.context),
  "approval-approved": ended("approved"),
  "approval-startable": approvalCard({ ...s.approval, state: "approved" }, { mayVote: [], startable: true }, s.context),
  "approval-denied": ended("denied", {
    endedBy: ben,
    votes: [{ person: ben, choice: "deny", at: s.at(6), via: "teams", reason: "not before 18:00" }],
  }),
  "approval-expired": ended("expired"),
  "approval-withdrawn": ended("withdrawn", { endedBy: s.alex }),
  "approval-superseded": ended("superseded"),
  "approval-replaced": approvalCard(
    { ...s.approval, state: "superseded" },
    { mayVote: [], replacedBy: "apr_new" as ApprovalId },
    s.context,
  ),
  "approval-unused": ended("unused"),
  "approval-started": ended("started", { run: "run_1" as RunId }),
  "approval-window": approvalCard(
    { ...s.approval, state: "approved", opensAt: "2026-11-22T22:00:00.000Z", closesAt: "2026-11-23T04:00:00.000Z" },
    { mayVote: [], startable: true, mayStart: later },
    s.context,
  ),
  "approval-window-ask": approvalCard(
    { ...s.approval, state: "approved", opensAt: "2026-11-22T22:00:00.000Z", closesAt: "2026-11-23T04:00:00.000Z" },
    { mayVote: [], startable: true, mayStart: later, asksAtOpening: true },
    s.context,
  ),
  "approval-opened": approvalCard(
    {
      ...s.approval,
      state: "approved",
      opened: true,
      opensAt: "2026-11-22T22:00:00.000Z",
      closesAt: "2026-11-23T04:00:00.000Z",
    },
    { mayVote: [], startable: true, mayStart: { kind: "now", until: "2026-11-23T04:00:00.000Z" } },
    s.context,
  ),
  "approval-blocked": approvalCard(
    { ...s.approval, votes: [], escalated: [{ person: ben, at: s.at(14) }], preflight: s.blocked },
    { ...audience, mayStart: later },
    s.context,
  ),
  "approval-override": approvalCard(
    { ...s.approval, plan: { ...s.plan, overrides: ["preflight", "window"] }, preflight: s.blocked },
    { ...audience, mayStart: { kind: "now" } },
    s.context,
  ),
  "approval-preflight-good": approvalCard({ ...s.approval, preflight: s.preflight }, audience, s.context),
  "dry-run": dryRunCard(s.dryRun, s.context),
  "dry-run-good": dryRunCard(
    {
      ...s.dryRun,
      mayStart: { kind: "now", until: "2026-11-23T04:00:00.000Z" },
      preflight: s.preflight,
      steps: s.dryRun.steps.slice(0, 1),
    },
    s.context,
  ),
  policy: policyCard({
    subject: s.plain("HQ · Restart Cisco Tftp on cucm-pub"),
    impact: "high",
    needed: 2,
    people: [
      {
        person: { id: s.alex, name: "Alex Moreau", roles: ["engineer"], identities: [] },
        why: "requester-cannot-vote",
      },
      { person: { id: ben, name: "Ben Tanaka", roles: ["voice-admin"], identities: [] }, why: undefined },
      {
        person: { id: "dora" as PersonId, name: "Dora", roles: ["helpdesk"], identities: [] },
        why: "change-not-permitted",
      },
    ],
    mayStart: later,
    version: "ab".repeat(32),
  }),
  "refusal-blocked": refusalCard("preflight-failed", { approval: s.approval, preflight: s.blocked }),
  "run-restoring": runCard(s.restoring, s.context),
  "run-owed": runCard(
    { ...withoutRestoring, state: "failed", endedAt: s.at(9), stopped: s.plain("Step 2 failed.") },
    s.context,
  ),
  "run-until": runCard({ ...s.run, until: "2026-11-23T04:00:00.000Z", preflight: s.preflight }, s.context),
  "run-backup-wanted": runCard({ ...s.verified, backup: { wantedAt: s.at(9) } }, s.context),
  "run-backup-seen": runCard(
    { ...s.verified, backup: { wantedAt: s.at(9), seen: { file: "2026-11-22-15-00-00.tar", at: s.at(30) } } },
    s.context,
  ),
  "runs-backup-wanted": runsCard([{ ...s.verified, backup: { wantedAt: s.at(9) } }], s.context),
  "run-phones": runCard(phoneRun, s.context),
  "run-running": runCard(s.run, s.context),
  "run-pausing": runCard({ ...s.run, wish: { kind: "pause", by: ben, at: s.at(7) } }, s.context),
  "run-aborting": runCard({ ...s.run, wish: { kind: "abort", by: ben, at: s.at(7) } }, s.context),
  "run-uncertain": runCard(uncertain, s.context),
  "run-verified": runCard(s.verified, s.context),
  "run-degraded": runCard(
    {
      ...s.verified,
      state: "degraded",
      verification: {
        phonesBack: { before: 18, after: 600, known: 830 },
        trust: "disproved",
        lines: [{ ok: "unknown", text: s.plain("cucm-sub2 could not be asked"), evidence: [] }],
      },
    },
    s.context,
  ),
  "run-failed": runCard(stopped("failed"), s.context),
  "run-aborted": runCard(stopped("aborted"), s.context),
  "run-drifted": runCard(stopped("drifted"), s.context),
  trust: trustCard(trustSamples.trustReport),
  "trust-behind": trustCard(trustSamples.trustReportBehind),
  "trust-diff": trustDiffCard(trustSamples.trustDiff),
  "trust-diff-same": trustDiffCard({
    ...trustSamples.trustDiff,
    lists: [],
    certificates: [],
    follows: [],
    notComparable: [],
  }),
  "plan-caution": planCard(
    { ...draft, cautions: [s.plain("TVS on cucm-pub still vouches: restarting it locks 12 phones out.")] },
    "high",
    { proposal: "pro_1" },
    s.context,
  ),
  certs: certsCard(s.certificates),
  "certs-trust": certsCard(s.certificates, { store: "trust" }),
  "certs-none": certsCard({ ...s.certificates, certificates: [], nodesAnswered: 0 }),
  "certs-running": certsCard(unfinished),
  impact: impactCard({
    rows: impactSamples.impactTogether.rows.slice(0, 2),
    release: "15.0.1",
    together: ["CallManager", "TVS"],
  }),
  "impact-together": impactCard(impactSamples.impactTogether),
  "impact-unread": impactCard(impactSamples.impactUnread),
  snapshot: snapshotCard({
    id: "snp_1" as SnapshotId,
    cluster: s.hq,
    clusterName: "HQ",
    takenAt: s.at(1),
    nodes: [
      { node: s.pub, reachable: true, certificates: 24, lists: ["CTL", "ITL"] },
      { node: "cucm-sub2" as NodeName, reachable: false, certificates: 0, lists: [] },
    ],
    phonesRegistered: 812,
    phonesKnown: 830,
    since: { takenAt: s.at(0), changes: [s.plain("ITL of cucm-pub: signer changed")] },
  }),
  help: helpCard({
    commands: [{ usage: "certs [cluster]", summary: s.plain("Certificates by urgency") }],
    examples: ["which certificates expire soon?"],
    clusters: ["hq"],
  }),
  unclear: unclearCard("it is broken", [scenarioChoice("phones-unregistered"), scenarioChoice("sso-login-failed")]),
  "unclear-nothing": unclearCard("asdf", []),
  "error-expected": errorCard(
    new CertOpsError({
      code: "node-unreachable",
      message: "log only",
      say: s.plain("cucm-sub2 is not reachable."),
      next: s.plain("check the network"),
      retry: "now",
    }),
    "err_1",
  ),
  "error-bug": errorCard(new TypeError("secret internals at /srv/app.ts:1"), "err_1"),
  notice: noticeCard({ title: verbatim("Done"), text: s.plain("The language is English now.") }),
  approvals: approvalsCard([s.approval], s.context),
  "approvals-none": approvalsCard([], s.context),
  runs: runsCard([s.run, s.verified], s.context),
  audit: auditCard(
    {
      entries: [
        entry(9, "run-ended", { state: "verified" }),
        entry(8, "command-sent", { command: "utils service restart Cisco Tftp" }),
        entry(7, "voted", { choice: "approve" }),
        entry(6, "approval-requested", { commands: ["utils service restart Cisco Tftp"] }),
      ],
      chain: { ok: true, head: "ab".repeat(32) },
      changesOnly: true,
    },
    s.context,
  ),
  ...Object.fromEntries(
    refusals.map((refusal) => [`refusal-${refusal}`, refusalCard(refusal, { approval: s.approval })]),
  ),
};
