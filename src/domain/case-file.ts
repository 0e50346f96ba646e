// A case file: everything about one diagnosis or run, to be kept or sent on.
import type { Approval } from "./approval.ts";
import type { AuditEntry } from "./audit.ts";
import type { ClusterId, NodeName, PersonId } from "./ids.ts";
import type { Report } from "./report.ts";
import type { Run } from "./run.ts";

/** What was removed, by kind; the marks in the text say the same words. */
export const removedKinds = ["private-key", "token", "password", "cookie", "saml", "user", "phone-number"] as const;
export type RemovedKind = (typeof removedKinds)[number];
export type Removed = Readonly<Partial<Record<RemovedKind, number>>>;

/** One command's whole exchange, as the run's journal kept it. */
export interface CaseTranscript {
  readonly step: number;
  /** ISO 8601. */
  readonly at: string;
  readonly command: string;
  readonly text: string;
  /** SHA-256 of the whole exchange before anything was removed. */
  readonly digest: string;
}

export interface CaseCertificate {
  readonly node: NodeName;
  readonly unit: string;
  readonly serial: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface CaseRun {
  readonly run: Run;
  readonly transcripts: readonly CaseTranscript[];
}

/** The nouns as they stand; `removed` counts what is not in them. */
export interface CaseFile {
  readonly format: 1;
  /** The diagnosis or run that was asked for. */
  readonly about: string;
  readonly madeAt: string;
  readonly madeBy: PersonId;
  readonly cluster: {
    readonly id: ClusterId;
    readonly name: string;
    readonly practice: boolean;
    readonly nodes: readonly { readonly name: string; readonly role: string }[];
    /** As the node prints it, from the newest snapshot. */
    readonly release?: string;
    readonly mode?: string;
    readonly snapshotAt?: string;
  };
  /** Own certificates of every node, from the same snapshot. */
  readonly certificates?: readonly CaseCertificate[];
  readonly report?: Report;
  readonly approvals: readonly Approval[];
  readonly runs: readonly CaseRun[];
  readonly audit: readonly AuditEntry[];
  readonly removed: Removed;
}

/** One file of the zip. */
export interface CasePart {
  readonly name: string;
  readonly bytes: number;
}

/** A case file packed, and what a person sees before it leaves. */
export interface PackedCase {
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
  readonly parts: readonly CasePart[];
  readonly content: CaseFile;
  /** For a ticket; Markdown, UTF-8. */
  readonly markdown: { readonly name: string; readonly bytes: Uint8Array };
}
