// Short answers to words that start nothing: how something is done, what a thread does not tell, and what is not the bot's business.
import type { Card, CardAction } from "../src/domain/card.ts";
import { gravest } from "../src/domain/impact.ts";
import type { PlanDraft, ServiceName } from "../src/domain/plan.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { type Choice, scenarioChoice } from "./answer-cards.ts";
import type { CardContext } from "./context.ts";
import { cautionBlocks, duration, phonesNow } from "./plan-card.ts";
import { impactBadge, joined, text } from "./words.ts";

const buttons = (choices: readonly Choice[]): CardAction[] =>
  choices.map(({ label, payload }) => ({ action: "unclear.choose", label, payload }));

/** A question, and the likeliest answers as buttons. */
export const choiceCard = (title: Phrase, question: Phrase, choices: readonly Choice[]): Card => ({
  title,
  tone: "neutral",
  body: [text(question)],
  actions: buttons(choices),
  summary: title,
});

/** "it" and "again" without anything that they could mean. */
export const missingCard = (question: Phrase, choices: readonly Choice[]): Card =>
  choiceCard(say("understanding.missing.title"), question, choices);

/** How a change is asked for. The button shows the plan, as the words would. */
export const howCard = (how: Phrase, plan: Readonly<Record<string, string>> | undefined): Card => ({
  title: say("understanding.how.restart.title"),
  tone: "neutral",
  body: [text(how)],
  actions: plan === undefined ? [] : buttons([{ label: say("understanding.how.plan"), payload: plan }]),
  summary: say("understanding.how.restart.title"),
});

/** LSCs are installed by a remedy: what it needs, and the ways to it. */
export const lscsHowCard = (values: Readonly<Record<string, string>>): Card => ({
  title: say("understanding.lsc.title"),
  tone: "neutral",
  body: [text(say("understanding.lsc.text")), text(say("understanding.lsc.by-hand"), { subtle: true })],
  actions: buttons([
    scenarioChoice("secure-phones-unregistered", values),
    scenarioChoice("dot1x-failed", values),
    { label: say("understanding.lsc.list"), payload: { ...values, intent: "certs", command: "lscs" } },
  ]),
  summary: say("understanding.lsc.title"),
});

/** What a restart would touch, asked as a question: nothing can be approved from here; `plan` leads on. */
export function restartImpactCard(
  draft: PlanDraft,
  service: ServiceName,
  plan: Readonly<Record<string, string>>,
  context: CardContext,
): Card {
  const { name } = context.clusterOf(draft.cluster);
  const title = say("understanding.restart.title", { cluster: name, service });
  const nodes = draft.steps.flatMap(({ change }) => ("service" in change ? [change.node] : []));
  const seconds = draft.steps
    .filter(({ change }) => "service" in change)
    .reduce((sum, { estimateSeconds }) => sum + estimateSeconds, 0);
  const level = gravest(draft.steps.map(({ impact }) => impact));
  return {
    title,
    badge: impactBadge(level),
    tone: draft.cautions === undefined || draft.cautions.length === 0 ? "neutral" : "danger",
    body: [
      ...cautionBlocks(draft.cautions),
      text(say(`understanding.restart.${service}`)),
      text(say("understanding.restart.where", { nodes: joined(nodes), count: nodes.length, time: duration(seconds) })),
      text(phonesNow(draft.phonesRegistered, draft.phonesKnown)),
      text(say("understanding.restart.asked"), { subtle: true }),
    ],
    actions: buttons([{ label: say("understanding.how.plan"), payload: plan }]),
    summary: title,
  };
}

/** Small talk, and other people's trouble. */
export const talkCard = (): Card => ({
  title: say("understanding.talk.title"),
  tone: "neutral",
  body: [text(say("understanding.talk.text"))],
  actions: buttons([{ label: say("understanding.talk.help"), payload: { intent: "help" } }]),
  summary: say("understanding.talk.title"),
});
