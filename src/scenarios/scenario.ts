// What a scenario is: a known failure after a renewal. It names the checks it needs and concludes from their facts alone.
import type { Check } from "../checks/check.ts";
import type { checkList } from "../checks/index.ts";
import type { Cluster } from "../domain/cluster.ts";
import type { Evidence, Finding } from "../domain/finding.ts";
import type { Offer } from "../domain/hand-out.ts";
import type { RunId } from "../domain/ids.ts";
import type { Impact } from "../domain/impact.ts";
import type { Pasted } from "../domain/pasted.ts";
import type { Change } from "../domain/plan.ts";
import type { Cause, Remedy, ScenarioId } from "../domain/report.ts";
import type { Locale, Phrase } from "../domain/text.ts";
import type { Question } from "../domain/word.ts";

type AnyCheck = (typeof checkList)[number];
export type CheckId = AnyCheck["id"];
type FactsOf<C> = C extends Check<string, infer Facts> ? Facts : never;

/** Facts by check id; a check that failed as a whole is missing. */
export type Facts = { readonly [C in AnyCheck as C["id"]]?: FactsOf<C> };

/** What one phone did without TLS, as a run of the bot saw it. */
export interface Trial {
  readonly run: RunId;
  readonly phone: string;
  readonly outcome: "registered" | "silent";
  /** ISO 8601. */
  readonly at: string;
  readonly evidence: readonly Evidence[];
}

/** A step of a run that was seen done. */
export interface DoneChange {
  readonly change: Change;
  /** ISO 8601, its end. */
  readonly at: string;
}

export interface ConclusionInput {
  readonly cluster: Cluster;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** What people have answered so far: option by question. Each is a finding `answer:<question>` in the report. */
  readonly answers: ReadonlyMap<string, string>;
  /** What somebody pasted: untrusted, so it proves only together with what pinned systems say. */
  readonly pasted?: Pasted;
  /** What the bot’s own runs have done here lately, by the bot’s clock. */
  readonly done?: readonly DoneChange[];
  /** The last trial that ran to its end. */
  readonly trial?: Trial;
  /** Milliseconds; when the conclusion is drawn. */
  readonly now: number;
}

export interface Conclusion {
  readonly cause: Cause;
  /** Left out when nobody is affected. */
  readonly impact?: Impact;
  readonly affected?: Phrase;
  readonly remedies: readonly Remedy[];
  readonly corrections: readonly Phrase[];
  /** What only a person can see and the conclusion could use: the answered ones too, in the order of asking. */
  readonly questions?: readonly Question[];
  /** What the bot hands out as files: a button each. */
  readonly offers?: readonly Offer[];
  /** Findings that looked different beside the others (each takes the place of the one with its id), and what earlier runs showed. */
  readonly revised?: readonly Finding[];
  /** How the paste was weighed: what it says, and whether that counts. */
  readonly weighed?: Finding;
}

export interface Scenario {
  readonly id: ScenarioId;
  readonly title: Phrase;
  /** Side by side; the order is the support document's order of verification. */
  readonly checks: readonly CheckId[];
  /** What people say when they have this trouble; the router learns from these. */
  readonly phrases: Readonly<Record<Locale, readonly string[]>>;
  conclude(input: ConclusionInput): Conclusion;
}
