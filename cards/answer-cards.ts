// Short answers: help, an unclear question, a refusal, an error, a plain notice.
import type { Approval, Refusal } from "../src/domain/approval.ts";
import type { Card, CardAction, Tone } from "../src/domain/card.ts";
import { CertOpsError } from "../src/domain/errors.ts";
import type { Preflight } from "../src/domain/preflight.ts";
import type { ScenarioId } from "../src/domain/report.ts";
import type { Phrase, Text } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { preflightBlocks } from "./preflight-blocks.ts";
import { scenarioButton } from "./report-card.ts";
import { list, section, text, verbatim } from "./words.ts";

export interface HelpCommand {
  /** For example `certs [cluster]`. */
  readonly usage: string;
  readonly summary: Phrase;
}

/** Only what this person may run. `examples` are prompts in the reader's own language. */
export function helpCard(help: {
  readonly commands: readonly HelpCommand[];
  readonly examples: readonly string[];
  readonly clusters: readonly string[];
}): Card {
  return {
    title: say("card.help.title"),
    tone: "neutral",
    body: [
      text(say("card.help.intro")),
      ...(help.examples.length === 0
        ? []
        : [
            text(say("card.help.examples"), { strong: true }),
            list(help.examples.map((one) => ({ text: verbatim(one) }))),
          ]),
      text(say("card.help.commands"), { strong: true }),
      list(help.commands.map((one) => ({ text: verbatim(`/certops ${one.usage}`), detail: one.summary }))),
      ...(help.clusters.length === 0
        ? []
        : [text(say("card.help.clusters", { clusters: help.clusters.join(", ") }), { subtle: true })]),
      section("safety", say("card.help.safety-title"), [text(say("card.help.safety"))]),
    ],
    actions: [
      { action: "language.set", label: verbatim("English"), payload: { locale: "en" } },
      { action: "language.set", label: verbatim("中文"), payload: { locale: "zh-CN" } },
    ],
    summary: say("card.help.title"),
  };
}

/** One way a question could be meant. `payload` goes back with `unclear.choose`. */
export interface Choice {
  readonly label: Text;
  readonly payload: Readonly<Record<string, string>>;
}

/** A choice for a scenario: "Phones do not register". */
export const scenarioChoice = (scenario: ScenarioId, payload: Readonly<Record<string, string>> = {}): Choice => ({
  label: scenarioButton(scenario),
  payload: { ...payload, intent: "diagnose", scenario },
});

/** Not sure what was meant: two or three buttons, nothing is started. */
export function unclearCard(question: string, choices: readonly Choice[]): Card {
  return {
    title: say("card.unclear.title"),
    tone: "neutral",
    body: [
      text(say("card.unclear.heard", { question: clipped(question) }), { subtle: true }),
      text(say(choices.length === 0 ? "card.unclear.nothing" : "card.unclear.choose")),
    ],
    actions: choices
      .slice(0, 3)
      .map((choice): CardAction => ({ action: "unclear.choose", label: choice.label, payload: choice.payload })),
    summary: say("card.unclear.title"),
  };
}

const clipped = (text: string): string => (text.length > 200 ? `${text.slice(0, 199)}…` : text);

/** Why a click or a command did not do what the person wanted. The approval, when known, says what stands now. */
export function refusalCard(
  refusal: Refusal,
  about: { readonly approval?: Approval; readonly preflight?: Preflight } = {},
): Card {
  const why = say(`card.refusal.${refusal}`);
  return {
    title: say("card.refusal.title"),
    tone: "warning",
    body: [
      text(why),
      text(say(`card.refusal.next.${refusal}`), { subtle: true }),
      ...preflightBlocks(about.preflight),
      ...(about.approval === undefined
        ? []
        : [
            text(
              say("card.refusal.stands", {
                plan: about.approval.plan.title,
                state: say(`card.approval.state.${about.approval.state}`),
              }),
              { subtle: true },
            ),
          ]),
    ],
    actions: [],
    summary: why,
  };
}

/**
 * Anything thrown. Expected trouble says itself and the next step; a bug shows only its reference, which the log has
 * too. Never a stack or a message of the runtime.
 */
export function errorCard(error: unknown, reference: string): Card {
  const expected = error instanceof CertOpsError;
  const what = expected ? error.say : say("error.internal", { reference });
  return {
    title: say("card.error.title"),
    badge: { text: verbatim(expected ? error.code : "internal"), tone: "danger" },
    tone: "danger",
    body: [text(what), text(say("card.next", { next: expected ? error.next : say("error.internal.next") }))],
    actions: [],
    summary: what,
  };
}

/** A plain statement: language changed, nothing to do, a change was refused with words of its own. */
export function noticeCard(notice: {
  readonly title: Text;
  readonly text: Text;
  readonly tone?: Tone;
  readonly next?: Phrase;
  readonly lines?: readonly Text[];
}): Card {
  return {
    title: notice.title,
    tone: notice.tone ?? "neutral",
    body: [
      text(notice.text),
      ...(notice.lines === undefined ? [] : [list(notice.lines.map((line) => ({ text: line })))]),
      ...(notice.next === undefined ? [] : [text(say("card.next", { next: notice.next }), { subtle: true })]),
    ],
    actions: [],
    summary: notice.title,
  };
}
