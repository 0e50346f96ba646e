// A report: everything one diagnosis says, as it grows.

import type { Finding } from "./finding.ts";
import type { Offer } from "./hand-out.ts";
import type { ClusterId, DiagnosisId, NodeName, PersonId } from "./ids.ts";
import type { Impact } from "./impact.ts";
import type { Pasted } from "./pasted.ts";
import type { PlanDraft } from "./plan.ts";
import type { Phrase, Text } from "./text.ts";
import type { Question, Word } from "./word.ts";

export const scenarioIds = [
  "phones-unregistered",
  "sso-login-failed",
  "mra-registration-failed",
  "dot1x-failed",
  "secure-phones-unregistered",
] as const;
export type ScenarioId = (typeof scenarioIds)[number];

/** Something a card says beside the cause, with what to do about it. */
export interface CauseNote {
  readonly text: Phrase;
  readonly means?: Phrase;
  readonly next?: Phrase;
}

/** `proved` by findings; `likely` names what is missing to prove it; `unknown` names what was ruled out. */
export interface Cause {
  readonly certainty: "proved" | "likely" | "unknown" | "healthy";
  /** Stable machine name, for example `trust-anchor-lost`. */
  readonly code: string;
  readonly statement: Phrase;
  /** `likely`: what would prove it. `unknown`: what was ruled out. */
  readonly qualifications: readonly Phrase[];
  /** What could not be looked at and may hide the cause. Never mixed with what was ruled out. */
  readonly missing?: readonly CauseNote[];
  /** Present when nothing is lost now: what is wrong all the same (may be empty). The statement then says what was seen. */
  readonly troubles?: readonly CauseNote[];
  /** Ids of the findings it rests on. */
  readonly because: readonly string[];
}

export interface RunbookStep {
  /** Names the step in every revision; steps without one are known by their words (src/domain/word.ts). */
  readonly id?: string;
  readonly by: "bot" | "person";
  readonly text: Text;
  /** A command or menu path, exactly as typed or clicked. */
  readonly command?: string;
  readonly nodes?: readonly NodeName[];
}

export interface Remedy {
  readonly id: string;
  /** The remedy as people know it: a command verbatim, or a phrase. */
  readonly title: Text;
  readonly feasibility: "works" | "cannot-work" | "depends" | "last-resort";
  /** Why, by the trust rule or by what was seen. */
  readonly reason: Phrase;
  /** Named in Cisco's troubleshooting document for this scenario; shown even when it cannot work. */
  readonly inSupportDocument: boolean;
  readonly impact: Impact;
  readonly phones?: number;
  readonly runbook: readonly RunbookStep[];
  /** Present only when the bot can do it, after approval. */
  readonly plan?: PlanDraft;
}

export interface CheckProgress {
  readonly check: string;
  readonly state: "waiting" | "running" | "done" | "failed";
}

export interface Report {
  readonly id: DiagnosisId;
  readonly cluster: ClusterId;
  readonly clusterName: string;
  readonly scenario: ScenarioId;
  /** What was asked, in the person's own words. */
  readonly question: string;
  readonly askedBy: PersonId;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly checks: readonly CheckProgress[];
  readonly nodesAnswered: number;
  readonly nodesTotal: number;
  readonly findings: readonly Finding[];
  readonly cause?: Cause;
  readonly impact?: Impact;
  readonly affected?: Phrase;
  readonly remedies: readonly Remedy[];
  /** Where the facts correct the support document: said openly. */
  readonly corrections: readonly Phrase[];
  /** What only a person can see, answered or not. */
  readonly questions?: readonly Question[];
  /** What people said: answers, and manual steps that are done. */
  readonly words?: readonly Word[];
  /** What the bot hands out as files beside it. */
  readonly offers?: readonly Offer[];
  /** The paste that was weighed with it, as facts. */
  readonly pasted?: Pasted;
  /** Starts at 1; every new finding makes a new revision. */
  readonly revision: number;
}
