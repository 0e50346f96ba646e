// What commands may ask of the rest, as ports: src/app.ts wires them, tests give small fakes.

import type { Approval, Refusal } from "../src/domain/approval.ts";
import type { AuditEntry } from "../src/domain/audit.ts";
import type { PackedCase } from "../src/domain/case-file.ts";
import type { Attachment } from "../src/domain/chat.ts";
import type { CertificateUnit, Cluster } from "../src/domain/cluster.ts";
import type { DryRun, MayStart } from "../src/domain/dry-run.ts";
import type { Explanation } from "../src/domain/explanation.ts";
import type { FileReading } from "../src/domain/file-reading.ts";
import type { HandedCertificate, HandedLscs } from "../src/domain/hand-out.ts";
import type { ApprovalId, ClusterId, DiagnosisId, PersonId, RunId } from "../src/domain/ids.ts";
import type { ImpactTable } from "../src/domain/impact-report.ts";
import type { CertificateReport, SnapshotSummary } from "../src/domain/inventory.ts";
import type { PastedEvidence } from "../src/domain/pasted.ts";
import type { Actor, Permission, Person, Policy } from "../src/domain/person.ts";
import type { Override, PlanDraft } from "../src/domain/plan.ts";
import type { Preflight } from "../src/domain/preflight.ts";
import type { Report, RunbookStep, ScenarioId } from "../src/domain/report.ts";
import type { Run } from "../src/domain/run.ts";
import type { Locale, Phrase } from "../src/domain/text.ts";
import type { TrustDiff, TrustReport } from "../src/domain/trust-report.ts";

/** A change request's answer: the record as it stands now, and why the wish was not granted when it was not. */
export interface Decision {
  readonly approval: Approval | undefined;
  readonly refusal?: Refusal;
}

/** A run's answer; `conflict` and `drifted` preconditions throw CertOpsError instead. */
export interface RunDecision {
  readonly run: Run | undefined;
  readonly refusal?: Refusal;
  /** With `preflight-failed`: what stands in the way. */
  readonly preflight?: Preflight;
}

/** Stops telling. */
export type Unsubscribe = () => void;

export interface DiagnosisPort {
  /** Revisions of one report, the last one with `endedAt`. Throws CertOpsError only when nothing could be asked at all. */
  start(question: {
    readonly cluster: ClusterId;
    readonly scenario: ScenarioId;
    /** The person's own words. */
    readonly question: string;
    readonly person: Person;
    /** Evidence from a paste: shown in the report, its facts weighed with what the bot reads itself. */
    readonly pasted?: PastedEvidence;
    readonly signal: AbortSignal;
  }): AsyncIterable<Report>;
  /** With what people said about it. */
  get(id: DiagnosisId): Promise<Report | undefined>;
  /**
   * Keeps an answer and looks again with it: revisions of the same report. An empty option takes the answer back. Throws
   * CertOpsError `not-found` when nobody asked that.
   */
  answer(word: {
    readonly id: DiagnosisId;
    readonly question: string;
    readonly option: string;
    readonly by: Person;
    readonly signal: AbortSignal;
  }): AsyncIterable<Report>;
  /** A person has done a manual step (or not, after all). `step`: its key, `stepKey` of src/domain/word.ts. */
  tick(word: {
    readonly id: DiagnosisId;
    readonly step: string;
    readonly done: boolean;
    readonly by: Person;
  }): Promise<Report>;
  /** Takes back the last answer or tick, whoever gave it. */
  takeBack(word: {
    readonly id: DiagnosisId;
    readonly by: Person;
    readonly signal: AbortSignal;
  }): AsyncIterable<Report>;
}

export interface CertificatesPort {
  /** Revisions of one inventory, nodes side by side, the last one with `endedAt`. */
  inventory(cluster: ClusterId, signal: AbortSignal): AsyncIterable<CertificateReport>;
  /** The last complete inventory, for paging without asking the nodes again. */
  latest?(cluster: ClusterId): CertificateReport | undefined;
}

/** Which phones of a cluster, as somebody said it. */
export type PhonesMeant =
  | { readonly kind: "all" }
  | { readonly kind: "pool" | "group"; readonly name: string }
  | { readonly kind: "names"; readonly names: readonly string[] };

export interface PlansPort {
  /**
   * A plan that restarts one service on the given nodes (all nodes that run it when empty), publisher first.
   * Throws CertOpsError `not-found` (unknown service or node) naming what is there.
   */
  restart(request: {
    readonly cluster: ClusterId;
    readonly service: string;
    readonly nodes: readonly string[];
    readonly signal: AbortSignal;
  }): Promise<PlanDraft>;
  /**
   * A plan that resets (or gently restarts) phones, as the explicit list of now. Throws CertOpsError `not-found` for names
   * that are not there, naming what is, and when none of the phones is registered.
   */
  phones(request: {
    readonly cluster: ClusterId;
    readonly which: PhonesMeant;
    readonly restart: boolean;
    readonly signal: AbortSignal;
  }): Promise<PlanDraft>;
  /** The same plan with what speaks against it today: whom it would lock out, by what phones hold and who vouches. */
  cautioned(draft: PlanDraft, signal: AbortSignal): Promise<PlanDraft>;
}

export interface ApprovalsPort {
  request(wish: {
    readonly plan: PlanDraft;
    readonly by: Person;
    readonly via: Actor;
    readonly reason: string;
    /** Sets the window or the checks aside: part of the plan, with the quorum of high impact. */
    readonly overrides?: readonly Override[];
    /** The request whose place it takes. */
    readonly replaces?: ApprovalId;
  }): Promise<Decision>;
  decide(wish: {
    readonly id: ApprovalId;
    readonly choice: "approve" | "deny" | "withdraw";
    readonly by: Person;
    readonly via: Actor;
    readonly reason?: string;
  }): Promise<Decision>;
  get(id: ApprovalId): Promise<Approval | undefined>;
  /** Newest first. `open`: pending and approved-but-not-started only. */
  list(filter: { readonly open: boolean; readonly limit: number }): Promise<readonly Approval[]>;
  /** Called after every change of any approval, by whatever way it came. */
  onChange(listener: (approval: Approval) => void): Unsubscribe;
}

export interface RunsPort {
  /** Starts the run of an approved plan; it goes on by itself, `onChange` tells. */
  start(wish: { readonly approval: ApprovalId; readonly by: Person }): Promise<RunDecision>;
  wish(wish: {
    readonly run: RunId;
    readonly kind: "pause" | "resume" | "abort";
    readonly by: Person;
  }): Promise<RunDecision>;
  /** A person has looked where the bot could not tell, and says whether the step was done. */
  settle(word: {
    readonly run: RunId;
    readonly step: number;
    readonly outcome: "done" | "not-done";
    readonly by: Person;
  }): Promise<RunDecision>;
  get(id: RunId): Promise<Run | undefined>;
  /** Newest first. */
  list(filter: { readonly cluster?: ClusterId; readonly limit: number }): Promise<readonly Run[]>;
  onChange(listener: (run: Run) => void): Unsubscribe;
}

export interface SnapshotsPort {
  /** Takes one now. */
  take(wish: {
    readonly cluster: ClusterId;
    readonly by: Person;
    readonly signal: AbortSignal;
  }): Promise<SnapshotSummary>;
  /** Newest first. */
  list(cluster: ClusterId, limit: number): Promise<readonly SnapshotSummary[]>;
}

export interface TrustPort {
  /** Reads every list of every node now; what could not be read is named in it. */
  report(cluster: ClusterId, signal: AbortSignal): Promise<TrustReport>;
  /** By ids, or the beginnings of ids; the newest when the second is left out. Throws CertOpsError `not-found`. */
  diff(cluster: ClusterId, first: string, second?: string): Promise<TrustDiff>;
}

export interface AuditPort {
  /** Newest first. */
  list(filter: {
    readonly cluster?: ClusterId;
    readonly about?: string;
    /** Leaves out what changes nothing: questions, answers, diagnoses, snapshots. */
    readonly changesOnly?: boolean;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
  verify(): Promise<{
    readonly ok: boolean;
    readonly entries: number;
    readonly head: string;
    /** What is wrong and at which sequence number, for the log and the command line. */
    readonly fault?: { readonly sequence: number; readonly what: string };
  }>;
}

export interface ImpactPort {
  /** The business-impact table of these units (every unit when empty); for one cluster's release, with its numbers, when one is named. */
  table(wish: {
    readonly units: readonly string[];
    readonly cluster: ClusterId | undefined;
    /** The only node on which they would be renewed. */
    readonly node?: string | undefined;
    readonly signal: AbortSignal;
  }): Promise<ImpactTable>;
}

export interface Renewal {
  /** In the order in which they are renewed. */
  readonly units: readonly CertificateUnit[];
  readonly runbook: readonly RunbookStep[];
  /** The scenarios of what goes wrong after it, the likeliest first. */
  readonly troubles: readonly ScenarioId[];
  /** Several of them stand in the trust lists. */
  readonly oneAtATime: boolean;
  /** As the node prints it; absent when no cluster was named or it could not be read. */
  readonly release?: string;
  /** Why they must not be renewed together. */
  readonly danger?: Phrase;
}

export interface RenewalPort {
  /** How these units are renewed, on these nodes (every node when empty). */
  guide(wish: {
    readonly units: readonly string[];
    readonly nodes: readonly string[];
    readonly cluster: ClusterId | undefined;
    readonly signal: AbortSignal;
  }): Promise<Renewal>;
}

export interface FilesPort {
  /** Says what a dropped file is, by its content; of clusters that the asker may not see nothing is told. Kept nowhere. */
  read(file: Attachment, by: Person): Promise<FileReading>;
}

export interface ExplainPort {
  /** A hint: is this output or a log rather than a question? */
  looksPasted(text: string): boolean;
  text(text: string): Promise<Explanation>;
  /** By its content; nothing of it stays. */
  file(file: Attachment, signal?: AbortSignal): Promise<Explanation>;
  /** Keeps a locked file for `lockedMinutes`, for this person alone; undefined when it is not kept. */
  hold(file: Attachment, by: PersonId): string | undefined;
  readonly lockedMinutes: number;
  /** One look with a password, which is kept nowhere; undefined when the file is not there any more. */
  open(
    id: string,
    password: string,
    by: PersonId,
  ): Promise<{ readonly file: Attachment; readonly explained: Explanation } | undefined>;
}

export interface CasesPort {
  /** The cluster that a diagnosis or run is about; undefined when there is no such thing. */
  subject(about: string): Promise<ClusterId | undefined>;
  /** Gathers, redacts, signs and packs; undefined when there is no such thing. */
  pack(wish: {
    readonly about: string;
    readonly by: PersonId;
    readonly locale: Locale;
  }): Promise<PackedCase | undefined>;
}

export interface HandOutPort {
  /** CAPF’s certificate of now (`name` empty), or a former one by its common name. Throws CertOpsError `not-found`. */
  certificate(wish: {
    readonly cluster: ClusterId;
    readonly name: string;
    readonly signal: AbortSignal;
  }): Promise<HandedCertificate>;
  /** Who has an LSC of whom, read now. */
  lscs(wish: { readonly cluster: ClusterId; readonly signal: AbortSignal }): Promise<HandedLscs>;
}

/** A picture as a file, with its words. */
export interface Drawn {
  readonly title: string;
  /** The whole statement in words. */
  readonly alt: string;
  readonly file: Attachment;
}

/** Each undefined when there is nothing to draw. */
export interface PicturesPort {
  trustMap(report: Report, locale: Locale): Promise<Drawn | undefined>;
  timeline(report: CertificateReport, locale: Locale): Promise<Drawn | undefined>;
  recovery(run: Run, locale: Locale): Promise<Drawn | undefined>;
}

/** What may be started when and by whom, asked without starting anything. */
export interface GuardPort {
  mayStart(plan: PlanDraft): MayStart;
  /** Reads what a run would read, sends nothing that changes anything. */
  dryRun(plan: PlanDraft, signal: AbortSignal): Promise<DryRun>;
  /** For every person: could they approve it, and if not, why not. */
  eligible(approval: Approval): readonly { readonly person: Person; readonly why: Refusal | undefined }[];
  /** Looks for a new DRS backup where a run asked for one, and gives the runs that still want it. */
  backupsWanted(cluster: ClusterId, signal: AbortSignal): Promise<readonly Run[]>;
}

/** Everything a command or a click may use. */
export interface Services {
  readonly clusters: readonly Cluster[];
  /** IANA time zone in which files are written. */
  readonly zone: string;
  policy(): Policy;
  /** The clusters' time of day, ISO 8601. */
  now(): string;
  /** The one question about rights; the same function answers for buttons, commands and approvals. */
  can(person: Person, permission: Permission, cluster?: ClusterId): boolean;
  /** The people whose approval would still count; the requester is never among them. */
  whoCould(approval: Approval): readonly Person[];
  readonly diagnosis: DiagnosisPort;
  readonly certificates: CertificatesPort;
  readonly plans: PlansPort;
  readonly approvals: ApprovalsPort;
  readonly runs: RunsPort;
  readonly guard: GuardPort;
  readonly snapshots: SnapshotsPort;
  readonly trust: TrustPort;
  readonly audit: AuditPort;
  readonly impact: ImpactPort;
  readonly renewal: RenewalPort;
  readonly files: FilesPort;
  readonly explain: ExplainPort;
  readonly cases: CasesPort;
  readonly pictures: PicturesPort;
  readonly handOut: HandOutPort;
  readonly languages: {
    of(person: Person): Promise<Locale | undefined>;
    set(person: Person, locale: Locale): Promise<void>;
  };
}
