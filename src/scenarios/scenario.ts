// What a scenario is: a known failure after a renewal. It names the checks it needs and concludes from their facts alone.
import type { Check } from "../checks/check.ts";
import type { checkList } from "../checks/index.ts";
import type { Cluster } from "../domain/cluster.ts";
import type { Finding } from "../domain/finding.ts";
import type { Impact } from "../domain/impact.ts";
import type { Cause, Remedy, ScenarioId } from "../domain/report.ts";
import type { Locale, Phrase } from "../domain/text.ts";

type AnyCheck = (typeof checkList)[number];
export type CheckId = AnyCheck["id"];
type FactsOf<C> = C extends Check<string, infer Facts> ? Facts : never;

/** Facts by check id; a check that failed as a whole is missing. */
export type Facts = { readonly [C in AnyCheck as C["id"]]?: FactsOf<C> };

export interface ConclusionInput {
  readonly cluster: Cluster;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
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
