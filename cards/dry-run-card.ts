// A dry run: what would be sent, what must hold, and how it stands today.
import type { Card, CardListItem } from "../src/domain/card.ts";
import type { DryRun, DryRunStep, MayStart } from "../src/domain/dry-run.ts";
import { obstacles } from "../src/domain/preflight.ts";
import { type Phrase, verbatim } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { cautionBlocks, duration } from "./plan-card.ts";
import { preflightBlocks } from "./preflight-blocks.ts";
import { list, text } from "./words.ts";

export function dryRunCard(run: DryRun, context: CardContext): Card {
  const cluster = context.clusterOf(run.plan.cluster);
  const plan = say("card.plan.title", { cluster: cluster.name, plan: run.plan.title });
  const title = say("card.dry-run.title", { plan });
  const aside = run.plan.overrides?.includes("preflight") === true;
  const clear = run.steps.every(isReady) && run.mayStart.kind !== "never";
  const good = clear && (run.plan.cautions ?? []).length === 0 && (aside || obstacles(run.preflight).length === 0);
  return {
    title,
    tone: good ? "good" : "warning",
    body: [
      text(say("card.dry-run.intro", { at: { time: run.at } }), { subtle: true }),
      ...cautionBlocks(run.plan.cautions),
      text(mayStartText(run.mayStart), { strong: true }),
      text(say("card.dry-run.seconds", { duration: duration(run.seconds) })),
      ...preflightBlocks(run.preflight, aside),
      list(run.steps.map(stepItem), true),
    ],
    actions: [],
    summary: title,
  };
}

export function mayStartText(start: MayStart): Phrase {
  if (start.kind === "never") return say("card.dry-run.never");
  if (start.kind === "later") {
    return say("card.dry-run.later", { from: { time: start.from }, until: { time: start.until } });
  }
  return start.until === undefined
    ? say("card.dry-run.now")
    : say("card.dry-run.now-until", { until: { time: start.until } });
}

const isReady = (step: DryRunStep): boolean =>
  step.sameCommand && step.ready === true && step.conditions.every((condition) => condition.holds === true);

function stepItem(step: DryRunStep): CardListItem {
  const conditions = step.conditions.map(({ holds, says }) =>
    say(holds === "unknown" ? "card.dry-run.unknown" : holds ? "card.dry-run.holds" : "card.dry-run.broken", { says }),
  );
  const [first, ...others] = conditions;
  const joined = others.reduce<Phrase | undefined>(
    (before, rest) => (before === undefined ? before : say("card.dry-run.more", { first: before, rest })),
    first,
  );
  const state = stateOf(step);
  return {
    text: verbatim(step.command),
    detail: joined === undefined ? state : say("card.dry-run.line", { state, conditions: joined }),
    mark: isReady(step) ? "ok" : "problem",
  };
}

function stateOf({ sameCommand, ready, why }: DryRunStep): Phrase {
  if (!sameCommand) return say("card.dry-run.changed");
  if (ready === true) return say("card.dry-run.ready");
  return say(ready === "unknown" ? "card.dry-run.unread" : "card.dry-run.not-ready", { why: why ?? "" });
}
