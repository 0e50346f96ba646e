// A request for approval: exactly what would be done, to whom, who said what, who may still say it.
import type { Approval, ApprovalState } from "../src/domain/approval.ts";
import type { Card, CardAction, CardBlock, Tone } from "../src/domain/card.ts";
import type { MayStart } from "../src/domain/dry-run.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Override } from "../src/domain/plan.ts";
import { obstacles } from "../src/domain/preflight.ts";
import type { Phrase, Text } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { cautionBlocks, phonesNow, planBlocks } from "./plan-card.ts";
import { preflightBlocks } from "./preflight-blocks.ts";
import { impactText, impactTone, joined, list, text, verbatim } from "./words.ts";

export interface Audience {
  /** People who may still vote, the requester never among them. */
  readonly mayVote: readonly PersonId[];
  /** Phones now, when that is known newer than the plan. */
  readonly phones?: { readonly registered: number; readonly known: number };
  /** True when an approved plan waits for somebody to start it: the card then has a start button. */
  readonly startable?: boolean;
  /** When it may start by the calendar of now. */
  readonly mayStart?: MayStart;
  /** True when somebody must press the button once the window is open; it starts by itself otherwise. */
  readonly asksAtOpening?: boolean;
  /** True when a vote was voided because the plan changed. */
  readonly replacedBy?: Approval["id"];
}

const stateTone: Readonly<Record<ApprovalState, Tone>> = {
  pending: "accent",
  approved: "good",
  denied: "danger",
  expired: "neutral",
  withdrawn: "neutral",
  superseded: "warning",
  unused: "neutral",
  started: "good",
};

/** The card of an approval; the same subject `approval:<id>` through all its states. */
export function approvalCard(approval: Approval, audience: Audience, context: CardContext): Card {
  const plan = approval.plan;
  const cluster = context.clusterOf(plan.cluster);
  const title = say("card.plan.title", { cluster: cluster.name, plan: plan.title });
  const phones = audience.phones ?? { registered: plan.phonesRegistered, known: plan.phonesKnown };
  const open = approval.state === "pending" || approval.state === "approved";
  return {
    title,
    subtitle: say(cluster.practice ? "card.approval.subtitle-practice" : "card.approval.subtitle"),
    badge: { text: say(`card.approval.state.${approval.state}`), tone: stateTone[approval.state] },
    tone: open ? impactTone[plan.impact] : stateTone[approval.state],
    body: [
      text(stateLine(approval, audience, context), { strong: true }),
      {
        kind: "facts",
        facts: [
          { label: say("card.approval.impact"), value: impactText(plan.impact) },
          { label: say("card.approval.phones"), value: phonesNow(phones.registered, phones.known) },
          { label: say("card.approval.requester"), value: verbatim(context.nameOf(approval.requester)) },
          ...(approval.reason === "" ? [] : [{ label: say("card.approval.reason"), value: verbatim(approval.reason) }]),
          {
            label: say("card.approval.votes"),
            value: say("card.approval.votes-of", { given: approvals(approval), needed: approval.needed }),
          },
          { label: say("card.approval.digest"), value: verbatim(plan.digest.slice(0, 12)) },
          ...windowFact(approval, audience),
          ...(plan.overrides === undefined ? [] : [overridesFact(plan.overrides)]),
        ],
      },
      ...called(approval, context),
      ...(open ? preflightBlocks(approval.preflight, plan.overrides?.includes("preflight") === true) : []),
      ...(open ? cautionBlocks(plan.cautions) : []),
      ...planBlocks(plan.steps),
      ...votes(approval, context),
      ...(approval.state === "pending" ? [text(whoMay(audience, context), { subtle: true })] : []),
    ],
    actions: actions(approval, audience),
    summary: say("card.approval.summary", {
      title,
      state: say(`card.approval.state.${approval.state}`),
      given: approvals(approval),
      needed: approval.needed,
    }),
  };
}

const approvals = (approval: Approval): number =>
  new Set(approval.votes.filter((vote) => vote.choice === "approve").map((vote) => vote.person)).size;

function stateLine(approval: Approval, audience: Audience, context: CardContext): Phrase {
  const by = approval.endedBy === undefined ? "" : context.nameOf(approval.endedBy);
  const until = { time: approval.expiresAt };
  switch (approval.state) {
    case "pending":
      return say("card.approval.line.pending", { missing: Math.max(0, approval.needed - approvals(approval)), until });
    case "approved":
      if (approval.opened === true) return say("card.approval.line.opened", { until });
      if (approval.opensAt !== undefined) {
        const id = audience.asksAtOpening === true ? "card.approval.line.waiting-ask" : "card.approval.line.waiting";
        return say(id, { from: { time: approval.opensAt }, until });
      }
      return say(audience.startable === true ? "card.approval.line.startable" : "card.approval.line.approved", {
        until,
      });
    case "denied":
      return say("card.approval.line.denied", { by });
    case "withdrawn":
      return say("card.approval.line.withdrawn", { by });
    case "expired":
      return say("card.approval.line.expired", { until });
    case "superseded":
      return audience.replacedBy === undefined
        ? say("card.approval.line.superseded")
        : say("card.approval.line.replaced", { approval: audience.replacedBy });
    case "unused":
      return say("card.approval.line.unused", { until });
    case "started":
      return say("card.approval.line.started", { run: approval.run ?? "" });
  }
}

/** The window it stands for; while it waits for votes, the one it would start in. */
function windowFact(approval: Approval, { mayStart }: Audience): { label: Text; value: Text }[] {
  const label = say("card.approval.window");
  const { opensAt, closesAt } = approval;
  if (approval.state !== "pending") {
    if (closesAt === undefined) return [];
    const until = { time: closesAt };
    const later = opensAt !== undefined && approval.opened !== true && approval.state === "approved";
    const value = later
      ? say("card.approval.window.later", { from: { time: opensAt }, until })
      : say("card.approval.window.open", { until });
    return [{ label, value }];
  }
  if (mayStart === undefined || (mayStart.kind === "now" && mayStart.until === undefined)) return [];
  if (mayStart.kind === "never") return [{ label, value: say("card.dry-run.never") }];
  const until = { time: mayStart.until ?? "" };
  return mayStart.kind === "now"
    ? [{ label, value: say("card.approval.window.open", { until }) }]
    : [{ label, value: say("card.approval.window.later", { from: { time: mayStart.from }, until }) }];
}

function overridesFact(overrides: readonly Override[]): { label: Text; value: Text } {
  const [one] = overrides;
  const which = overrides.length > 1 || one === undefined ? "both" : one;
  return { label: say("card.approval.overrides"), value: say(`card.approval.override.${which}`) };
}

/** People on call, by name, once nobody has voted for too long. */
function called(approval: Approval, context: CardContext): CardBlock[] {
  if (approval.state !== "pending" || approval.escalated === undefined || approval.votes.length > 0) return [];
  const people = joined(approval.escalated.map(({ person }) => context.nameOf(person)));
  return [text(say("card.approval.called", { people }), { tone: "warning", strong: true })];
}

function votes(approval: Approval, context: CardContext): CardBlock[] {
  if (approval.votes.length === 0) return [];
  return [
    list(
      approval.votes.map((vote) => ({
        text: say(`card.approval.vote.${vote.choice}`, {
          person: context.nameOf(vote.person),
          at: { time: vote.at },
          via: platformName(vote.via),
        }),
        mark: vote.choice === "approve" ? ("ok" as const) : ("problem" as const),
        ...(vote.reason === undefined || vote.reason === "" ? {} : { detail: verbatim(vote.reason) as Text }),
      })),
    ),
  ];
}

const platformName = (platform: Approval["votes"][number]["via"]): Phrase => say(`card.platform.${platform}`);

function whoMay(audience: Audience, context: CardContext): Phrase {
  if (audience.mayVote.length === 0) return say("card.approval.nobody");
  return say("card.approval.may-vote", { people: joined(audience.mayVote.map(context.nameOf)) });
}

function actions(approval: Approval, audience: Audience): CardAction[] {
  const payload = { approval: approval.id };
  const withdraw: CardAction = {
    action: "approval.withdraw",
    label: say("card.button.withdraw"),
    payload,
    input: { id: "reason", label: say("card.input.reason"), required: false },
    onlyFor: [approval.requester],
  };
  const onlyFor = audience.mayVote;
  if (approval.state === "pending") {
    return [
      {
        action: "approval.approve",
        label: say("card.button.approve"),
        payload,
        style: "primary",
        onlyFor,
        confirm: say("card.approval.confirm", {
          steps: approval.plan.steps.length,
          digest: approval.plan.digest.slice(0, 12),
        }),
      },
      {
        action: "approval.deny",
        label: say("card.button.deny"),
        payload,
        style: "danger",
        input: { id: "reason", label: say("card.input.reason"), required: false },
        onlyFor,
      },
      withdraw,
      dryRun(approval),
      ...overriding(approval, audience),
    ];
  }
  if (approval.state !== "approved") return [];
  const start: CardAction = { action: "run.start", label: say("card.button.start"), payload, style: "primary" };
  const startable = audience.startable === true && (approval.opensAt === undefined || approval.opened === true);
  return [...(startable ? [start] : []), withdraw, dryRun(approval), ...overriding(approval, audience)];
}

const dryRun = ({ id }: Approval): CardAction => ({
  action: "approval.dry-run",
  label: say("card.button.dry-run"),
  payload: { approval: id },
});

/** Only what stands in the way can be set aside, by a request of its own that voids the votes on this one. */
function overriding({ id, plan, preflight }: Approval, { mayStart }: Audience): CardAction[] {
  const standing: Override[] = [];
  if (mayStart !== undefined && mayStart.kind !== "now") standing.push("window");
  if (preflight !== undefined && obstacles(preflight).length > 0) standing.push("preflight");
  return standing
    .filter((what) => plan.overrides?.includes(what) !== true)
    .map((what) => ({
      action: "approval.override",
      label: say(`card.button.override-${what}`),
      payload: { approval: id, what },
      input: { id: "reason", label: say("card.input.reason-override"), required: true },
    }));
}
