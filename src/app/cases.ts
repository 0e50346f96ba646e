// Gathers everything about one diagnosis or run into a case file: what the store has, with what must not leave removed.
import { createHash } from "node:crypto";
import { caseMarkdown } from "../../cards/case-markdown.ts";
import { casePage } from "../../cards/case-page.ts";
import type { CardContext } from "../../cards/context.ts";
import type { CasesPort } from "../../commands/services.ts";
import type { AuditKey } from "../audit/key.ts";
import { packCase } from "../cases/pack.ts";
import { Redaction } from "../cases/redaction.ts";
import type { Approval } from "../domain/approval.ts";
import type { AuditEntry } from "../domain/audit.ts";
import type { CaseFile, CaseRun, CaseTranscript } from "../domain/case-file.ts";
import type { Cluster } from "../domain/cluster.ts";
import type { ClusterId, DiagnosisId, PersonId } from "../domain/ids.ts";
import { diagnosisId, runId } from "../domain/ids.ts";
import type { Report } from "../domain/report.ts";
import type { Run } from "../domain/run.ts";
import { writerFor } from "../i18n/write.ts";
import type { Store } from "../store/open.ts";
import { casePictures } from "./pictures.ts";

export interface CasesInit {
  readonly clusters: readonly Cluster[];
  readonly store: Pick<Store, "approvals" | "runs" | "audit" | "snapshots">;
  readonly reportOf: (id: DiagnosisId) => Promise<Report | undefined>;
  readonly context: () => CardContext;
  readonly key: Pick<AuditKey, "publicKey" | "signText">;
  readonly now: () => string;
  readonly zone: string;
}

/** Lines of the audit log in one case file. */
const mostAudit = 400;
/** Requests and runs that are looked through for those of one diagnosis. */
const mostLooked = 1000;

export function createCases(init: CasesInit): CasesPort {
  const { store } = init;
  return {
    subject: async (about) => {
      if (/^run_/.test(about)) return (await store.runs.get(runId(about)))?.cluster;
      return (await init.reportOf(diagnosisId(about)))?.cluster;
    },
    pack: async ({ about, by, locale }) => {
      const found = await gather(init, about, by);
      if (found === undefined) return undefined;
      const redaction = new Redaction();
      const clean = redaction.value(found);
      const content: CaseFile = { ...clean, removed: redaction.removed };
      const context = init.context();
      const html = casePage(content, {
        context,
        zone: init.zone,
        locale,
        pictures: casePictures(content, init.zone),
        digestOf: (style) => createHash("sha256").update(style).digest("base64"),
      });
      const markdown = caseMarkdown(content, context, writerFor(locale, init.zone));
      return await packCase(content, { html, markdown }, init.key);
    },
  };
}

async function gather(init: CasesInit, about: string, by: PersonId): Promise<CaseFile | undefined> {
  const { store } = init;
  const asked = /^run_/.test(about) ? await store.runs.get(runId(about)) : undefined;
  const diagnosis = asked === undefined ? diagnosisId(about) : asked.plan.diagnosis;
  const report = diagnosis === undefined ? undefined : await init.reportOf(diagnosis);
  const cluster = asked?.cluster ?? report?.cluster;
  if (cluster === undefined) return undefined;
  const approvals = await approvalsOf(init, diagnosis, asked);
  const runs = await runsOf(init, approvals, asked);
  const audit = await auditOf(init, [report?.id, ...approvals.map(({ id }) => id), ...runs.map(({ run }) => run.id)]);
  return {
    format: 1,
    about,
    madeAt: init.now(),
    madeBy: by,
    ...(await clusterFacts(init, cluster)),
    ...(report === undefined ? {} : { report }),
    approvals,
    runs,
    audit,
    removed: {},
  };
}

/** Those of the diagnosis, oldest first; of a run without one, its own. */
async function approvalsOf(
  { store }: CasesInit,
  diagnosis: DiagnosisId | undefined,
  run: Run | undefined,
): Promise<readonly Approval[]> {
  if (diagnosis === undefined) {
    const own = run === undefined ? undefined : await store.approvals.get(run.approval);
    return own === undefined ? [] : [own];
  }
  const all = await store.approvals.list({ open: false, limit: mostLooked });
  return all.filter(({ plan }) => plan.diagnosis === diagnosis).toReversed();
}

async function runsOf(
  { store }: CasesInit,
  approvals: readonly Approval[],
  asked: Run | undefined,
): Promise<readonly CaseRun[]> {
  const ids = new Set([
    ...approvals.flatMap(({ run }) => (run === undefined ? [] : [run])),
    ...(asked ? [asked.id] : []),
  ]);
  const found: CaseRun[] = [];
  for (const id of ids) {
    const run = await store.runs.get(id);
    if (run === undefined) continue;
    const journal = await store.runs.journal(id);
    const transcripts = journal.flatMap(({ kind, step, at, data }): CaseTranscript[] => {
      if (kind !== "step-answered") return [];
      const text = (name: string): string => (typeof data[name] === "string" ? data[name] : "");
      return [{ step, at, command: text("command"), text: text("transcript"), digest: text("transcriptDigest") }];
    });
    found.push({ run, transcripts });
  }
  return found;
}

async function auditOf(
  { store }: CasesInit,
  subjects: readonly (string | undefined)[],
): Promise<readonly AuditEntry[]> {
  const entries: AuditEntry[] = [];
  for (const about of subjects) {
    if (about !== undefined) entries.push(...(await store.audit.list({ about, limit: mostAudit })));
  }
  return entries.toSorted((a, b) => a.sequence - b.sequence).slice(-mostAudit);
}

async function clusterFacts(init: CasesInit, id: ClusterId): Promise<Pick<CaseFile, "cluster" | "certificates">> {
  const cluster = init.clusters.find((one) => one.id === id);
  const facts = {
    id,
    name: cluster?.name ?? id,
    practice: cluster?.practice ?? false,
    nodes: (cluster?.nodes ?? []).map(({ name, role }) => ({ name, role })),
  };
  const snapshot = await init.store.snapshots.latest(id);
  if (snapshot === undefined) return { cluster: facts };
  const { takenAt: snapshotAt, release, mode } = snapshot;
  const certificates = snapshot.nodes.flatMap(({ node, certificates: own }) =>
    (own ?? []).map(({ unit, serial, subject, notBefore, notAfter }) => ({
      node,
      unit,
      serial,
      subject,
      notBefore,
      notAfter,
    })),
  );
  return {
    cluster: {
      ...facts,
      snapshotAt,
      ...(release === null ? {} : { release: release.full }),
      ...(mode === null ? {} : { mode }),
    },
    certificates,
  };
}
