// One sentence for somebody who must act or waits for an outcome; it stands beside the card that it is about.
import type { Approval } from "../src/domain/approval.ts";
import type { Card, CardAction, Tone } from "../src/domain/card.ts";
import type { PersonId } from "../src/domain/ids.ts";
import type { Plan } from "../src/domain/plan.ts";
import type { Run } from "../src/domain/run.ts";
import type { Phrase } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import type { CardContext } from "./context.ts";
import { text, verbatim } from "./words.ts";

export type NewsOf =
  | { readonly kind: "called"; readonly approval: Approval; readonly person: PersonId }
  | { readonly kind: "decided"; readonly approval: Approval }
  | { readonly kind: "ran"; readonly run: Run };

export function newsCard(of: NewsOf, context: CardContext): Card {
  if (of.kind === "ran") {
    const { run } = of;
    const tone: Tone = run.state === "verified" ? "good" : run.state === "failed" ? "danger" : "warning";
    const title = planTitle(run.plan, context);
    const what = say("news.ran", { state: say(`card.run.state.${run.state}`) });
    return card(title, what, tone, [show("run.show", { run: run.id }, run.id)]);
  }
  const { approval } = of;
  const title = planTitle(approval.plan, context);
  const actions = [show("approval.show", { approval: approval.id }, approval.id)];
  if (of.kind === "called") {
    const what = say("news.called", { person: context.nameOf(of.person), until: { time: approval.expiresAt } });
    return card(title, what, "warning", actions);
  }
  const approved = approval.state === "approved";
  const what = approved
    ? say("news.approved", { at: { time: approval.opensAt ?? approval.expiresAt } })
    : say("news.ended", { state: say(`card.approval.state.${approval.state}`) });
  const why = approval.votes.find((vote) => vote.choice === "deny")?.reason ?? "";
  const body = why === "" ? [] : [text(verbatim(why), { subtle: true })];
  const made = card(title, what, approved ? "good" : "warning", actions);
  return { ...made, body: [...made.body, ...body] };
}

const planTitle = (plan: Plan, context: CardContext): Phrase =>
  say("card.plan.title", { cluster: context.clusterOf(plan.cluster).name, plan: plan.title });

const show = (action: string, payload: Readonly<Record<string, string>>, id: string): CardAction => ({
  action,
  label: say("card.button.show", { id }),
  payload,
});

const card = (title: Phrase, what: Phrase, tone: Tone, actions: readonly CardAction[]): Card => ({
  title,
  tone,
  body: [text(what, { strong: true, tone })],
  actions,
  summary: say("news.summary", { title, what }),
});
