// How certificates are renewed: what endangers them, the runbook in order, and where to go when something breaks.
import type { Card, CardAction } from "../src/domain/card.ts";
import type { RunbookStep, ScenarioId } from "../src/domain/report.ts";
import { type Phrase, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { scenarioChoice } from "./answer-cards.ts";
import { runbookItem } from "./report-card.ts";
import { joined, list, text } from "./words.ts";

export interface RenewalCard {
  readonly units: readonly string[];
  readonly nodes: readonly string[];
  readonly runbook: readonly RunbookStep[];
  readonly troubles: readonly ScenarioId[];
  /** Why these must not be renewed together. */
  readonly danger?: Phrase;
  /** Several of them stand in the trust lists. */
  readonly oneAtATime: boolean;
  readonly release?: string;
  /** The cluster's id, for the buttons. */
  readonly cluster?: string;
}

export function renewalCard(renewal: RenewalCard): Card {
  const units = joined(renewal.units, 8);
  const title =
    renewal.nodes.length === 0
      ? say("renewal.title", { units })
      : say("renewal.title.on", { units, nodes: joined(renewal.nodes) });
  const cluster = renewal.cluster === undefined ? {} : { cluster: renewal.cluster };
  return {
    title,
    tone: renewal.danger === undefined ? "neutral" : "danger",
    body: [
      ...(renewal.danger === undefined ? [] : [text(renewal.danger, { tone: "danger" as const, strong: true })]),
      ...(renewal.oneAtATime ? [text(say("renewal.one-at-a-time"), { tone: "warning" as const })] : []),
      text(say("renewal.intro"), { subtle: true }),
      text(say("renewal.runbook"), { strong: true }),
      list(renewal.runbook.map(runbookItem), true),
      text(
        renewal.release === undefined
          ? say("renewal.release.unknown")
          : say("renewal.release", { release: renewal.release }),
        { subtle: true },
      ),
      ...(renewal.troubles.length === 0 ? [] : [text(say("renewal.trouble"))]),
    ],
    actions: renewal.troubles.slice(0, 4).map((scenario): CardAction => {
      const { label, payload } = scenarioChoice(scenario, cluster);
      return { action: "unclear.choose", label, payload };
    }),
    summary: say("renewal.summary", { title, steps: renewal.runbook.length }),
  };
}

/** No certificate was named: the usual ones as buttons. */
export function renewalChoiceCard(units: readonly string[], values: Readonly<Record<string, string>>): Card {
  const title = say("renewal.title.which");
  return {
    title,
    tone: "neutral",
    body: [text(say("renewal.which"))],
    actions: units.map(
      (unit): CardAction => ({
        action: "unclear.choose",
        label: verbatim(unit),
        payload: { ...values, intent: "renew", certificates: unit },
      }),
    ),
    summary: title,
  };
}
