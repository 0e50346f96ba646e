// The steps of a plan as people approve them, and the card that offers a plan before approval was asked for.
import type { Card, CardBlock, CardListItem } from "../src/domain/card.ts";
import { phonesOf } from "../src/domain/change.ts";
import type { Impact } from "../src/domain/impact.ts";
import type { Change, PlanDraft, PlanStep, Precondition } from "../src/domain/plan.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { certificateBlocks } from "./certificate-blocks.ts";
import type { CardContext } from "./context.ts";
import { impactBadge, impactText, impactTone, joined, list, section, short, text, verbatim } from "./words.ts";

/**
 * A plan that somebody may ask approval for (`/certops restart`). `payload` is what the button carries back to
 * `approval.request`; the server keeps the plan itself.
 */
export function planCard(
  draft: PlanDraft,
  impact: Impact,
  payload: Readonly<Record<string, string>>,
  context: CardContext,
): Card {
  const cluster = context.clusterOf(draft.cluster);
  const title = say("card.plan.title", { cluster: cluster.name, plan: draft.title });
  return {
    title,
    badge: impactBadge(impact),
    tone: impactTone[impact],
    body: [
      text(say(cluster.practice ? "card.plan.intro-practice" : "card.plan.intro"), { subtle: true }),
      text(phonesNow(draft.phonesRegistered, draft.phonesKnown)),
      ...cautionBlocks(draft.cautions),
      ...planBlocks(draft.steps),
    ],
    actions: [
      {
        action: "approval.request",
        label: say("card.button.request"),
        payload,
        style: "primary",
        input: { id: "reason", label: say("card.input.reason-now"), required: impact === "high" },
      },
    ],
    summary: say("card.plan.summary", { title, steps: draft.steps.length }),
  };
}

/** Before the commands: who would be locked out by them. */
export const cautionBlocks = (cautions: readonly Phrase[] = []): CardBlock[] =>
  cautions.map((one) => text(one, { tone: "danger", strong: true }));

export const phonesNow = (registered: number, known: number): Phrase => say("card.plan.phones", { registered, known });

/** The exact commands in order, then what must still be true before each, folded. */
export function planBlocks(steps: readonly PlanStep[]): CardBlock[] {
  const guarded = steps.filter((step) => step.preconditions.length > 0);
  const phones = steps.flatMap((step) => phonesOf(step.change));
  return [
    list(steps.map(stepItem), true),
    ...certificateBlocks(steps),
    ...(guarded.length === 0
      ? []
      : [
          section("preconditions", say("card.plan.preconditions"), [
            list(
              guarded.flatMap((step) =>
                step.preconditions.map((one) => ({
                  text: say("card.plan.before", { number: step.number, condition: precondition(one) }),
                })),
              ),
            ),
          ]),
        ]),
    ...(phones.length === 0
      ? []
      : [
          section("phones", say("card.plan.phone-names", { count: new Set(phones).size }), [
            text(joined([...new Set(phones)], 60)),
          ]),
        ]),
  ];
}

function stepItem(step: PlanStep): CardListItem {
  return {
    text: waiting(step.change) ?? verbatim(step.command),
    detail: stepDetail(step),
  };
}

function stepDetail(step: PlanStep): Phrase {
  const detail = say("card.plan.step", {
    where: where(step.change),
    impact: impactText(step.impact),
    duration: duration(step.estimateSeconds),
  });
  if (step.restores === undefined) return detail;
  return say("card.plan.restores", { detail, count: step.restores.length, numbers: step.restores.join(", ") });
}

/** A wait in words: the journal's own line is English. Undefined for every step that does something. */
export function waiting(change: Change): Phrase | undefined {
  if (change.kind === "wait-for-login") return say("card.plan.wait-login", { within: duration(change.withinSeconds) });
  if (change.kind === "wait-for-sign-in") {
    return say("card.plan.wait-sign-in", { within: duration(change.withinSeconds) });
  }
  if (change.kind !== "wait-for-phones") return undefined;
  const { percent, phones, withinSeconds, settleSeconds, ofSeen } = change;
  const values = { percent, phones: phones.length, within: duration(withinSeconds) };
  if (settleSeconds !== undefined) return say("card.plan.wait-settled", { ...values, quiet: duration(settleSeconds) });
  return say(ofSeen === true ? "card.plan.wait-seen" : "card.plan.wait", values);
}

export const where = (change: Change): Phrase =>
  "node" in change
    ? say("card.plain", { text: change.node })
    : "nodes" in change
      ? say("card.plain", { text: change.nodes.join(", ") })
      : change.kind === "copy-security-profile" || change.kind === "remove-security-profile"
        ? say("card.plain", { text: change.kind === "copy-security-profile" ? change.copy : change.profile })
        : say("card.plan.phones-count", { phones: phonesOf(change).length });

/** `90` -> "2 min"; under 90 seconds in seconds. */
export const duration = (seconds: number): Phrase =>
  seconds < 90
    ? say("card.seconds", { seconds: Math.round(seconds) })
    : say("card.minutes", { minutes: Math.round(seconds / 60) });

function precondition(one: Precondition): Phrase {
  switch (one.kind) {
    case "certificate-serial":
      return say("card.precondition.certificate", { node: one.node, unit: one.unit, serial: short(one.serial) });
    case "trust-list-signer":
      return say("card.precondition.signer", { node: one.node, list: one.list, serial: short(one.signerSerial) });
    case "service-started":
      return say("card.precondition.service", { node: one.node, service: one.service });
    case "saml-trace":
      return say("card.precondition.saml-trace", { node: one.node, level: one.level });
    case "registered-at-least":
      return say("card.precondition.registered", { phones: one.phones });
    case "security-profile":
      return say("phones.precondition.profile", { profile: one.profile, mode: one.mode });
  }
}
