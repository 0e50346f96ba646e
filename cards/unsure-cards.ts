// Short answers to words that start nothing: how something is done, what a thread does not tell, and what is not the bot's business.
import type { Card, CardAction } from "../src/domain/card.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { Choice } from "./answer-cards.ts";
import { text } from "./words.ts";

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

/** Small talk, and other people's trouble. */
export const talkCard = (): Card => ({
  title: say("understanding.talk.title"),
  tone: "neutral",
  body: [text(say("understanding.talk.text"))],
  actions: buttons([{ label: say("understanding.talk.help"), payload: { intent: "help" } }]),
  summary: say("understanding.talk.title"),
});
