// Slack's deliveries become Inbound: commands, mentions, direct messages, clicks, dialogs, the shortcut, the Home tab. Who acted is
// told by the verified envelope alone (workspace and user id); names are for display.
import { readReason, readSlackButton, type SlackClick } from "../../../cards/render/slack-actions.ts";
import type { Inbound, Place } from "../../domain/chat.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import type { Fields } from "./api.ts";
import { homeOf } from "./channel.ts";
import { type CommandForm, readForm } from "./forms.ts";
import { fields, list, slackId, timestamp, typedText, word } from "./read.ts";

/** The bot's own account and workspace, as Slack tells them. */
export interface Self {
  readonly team: string;
  readonly user: string;
}

/** What came in, before its files were fetched. */
export interface Delivery {
  readonly inbound: Inbound;
  /** Slack's descriptions of the files. */
  readonly files: readonly unknown[];
}

export interface IntakeContext {
  readonly self: Self;
  readonly locale: Locale;
  /** ISO 8601. */
  readonly now: string;
  readonly forms: readonly CommandForm[];
}

type Parts = {
  readonly place: Place;
  readonly actor: Actor;
  readonly dedupeKey: string;
};

const base = ({ place, actor, dedupeKey }: Parts, context: IntakeContext) => ({
  place,
  actor,
  locale: context.locale,
  dedupeKey,
  receivedAt: context.now,
  attachments: [],
});

const actorOf = (team: unknown, user: unknown, name: unknown): Actor | undefined => {
  const id = slackId(user);
  const tenant = slackId(team);
  if (id === undefined || tenant === undefined) return undefined;
  return { platform: "slack", tenant, user: id, displayName: (word(name) ?? id).slice(0, 100) };
};

/** Direct conversations with the bot begin with D. */
const placeOf = (self: Self, conversation: string, thread?: string): Place => ({
  platform: "slack",
  tenant: self.team,
  conversation,
  ...(thread === undefined ? {} : { thread }),
  scope:
    conversation.startsWith("D") || conversation.startsWith("U") || conversation.startsWith("W") ? "direct" : "channel",
});

/** `/certops …` */
export function readCommand(body: Fields, context: IntakeContext): Delivery | undefined {
  const conversation = slackId(body.channel_id);
  const actor = actorOf(body.team_id, body.user_id, body.user_name);
  const trigger = word(body.trigger_id);
  if (conversation === undefined || actor === undefined || trigger === undefined) return undefined;
  const place = placeOf(context.self, conversation);
  const text = typedText(typeof body.text === "string" ? body.text : "");
  const parts = { place, actor, dedupeKey: `command:${trigger}` };
  return { inbound: { ...base(parts, context), kind: "command", text }, files: [] };
}

/** A mention in a channel, or a direct message. The key is the message itself: Slack may tell of it by two events. */
export function readMessage(event: Fields, body: Fields, context: IntakeContext): Delivery | undefined {
  const conversation = slackId(event.channel);
  const at = timestamp(event.ts);
  const actor = actorOf(event.user_team ?? event.team ?? body.team_id, event.user, event.username);
  if (conversation === undefined || at === undefined || actor === undefined) return undefined;
  // Its own messages, other bots', and what is no message of a person (joins, edits, deletions).
  if (actor.user === context.self.user || event.bot_id !== undefined) return undefined;
  if (event.subtype !== undefined && event.subtype !== "file_share" && event.subtype !== "thread_broadcast")
    return undefined;
  const direct = conversation.startsWith("D");
  const thread = timestamp(event.thread_ts) ?? (direct ? undefined : at);
  const text = typedText(typeof event.text === "string" ? event.text : "", context.self.user);
  const files = list(event.files);
  if (text === "" && files.length === 0 && direct) return undefined;
  const parts = {
    place: placeOf(context.self, conversation, thread),
    actor,
    dedupeKey: `message:${conversation}:${at}`,
  };
  const kind = /^\/?certops\b/i.test(text) ? "command" : "prompt";
  return {
    inbound:
      text === "" && files.length === 0
        ? { ...base(parts, context), kind: "command", text: "help" }
        : { ...base(parts, context), kind, text },
    files,
  };
}

/** “Explain this message”: the message's text and files as if the person had written them to the bot. */
export function readShortcut(body: Fields, context: IntakeContext): Delivery | undefined {
  const message = fields(body.message);
  const conversation = slackId(fields(body.channel).id);
  const at = timestamp(message.ts);
  const trigger = word(body.trigger_id);
  const actor = actorOf(
    fields(body.user).team_id ?? fields(body.team).id,
    fields(body.user).id,
    fields(body.user).name,
  );
  if (conversation === undefined || at === undefined || actor === undefined || trigger === undefined) return undefined;
  const thread = timestamp(message.thread_ts) ?? at;
  const parts = { place: placeOf(context.self, conversation, thread), actor, dedupeKey: `shortcut:${trigger}` };
  const text = typedText(typeof message.text === "string" ? message.text : "", context.self.user);
  return { inbound: { ...base(parts, context), kind: "prompt", text }, files: list(message.files) };
}

/** The Home tab was opened: its cards are published there. */
export function readHome(event: Fields, body: Fields, context: IntakeContext): Delivery | undefined {
  const actor = actorOf(body.team_id, event.user, undefined);
  const id = word(body.event_id);
  if (actor === undefined || id === undefined || event.tab !== "home") return undefined;
  return homeDelivery(actor, `home:${id}`, context);
}

/** The overview for a person's Home tab. */
export function homeDelivery(actor: Actor, dedupeKey: string, context: IntakeContext): Delivery {
  const place = { ...placeOf(context.self, homeOf(actor.user)), scope: "direct" as const };
  return { inbound: { ...base({ place, actor, dedupeKey }, context), kind: "command", text: "overview" }, files: [] };
}

export interface Clicked {
  readonly delivery: Delivery;
  readonly click: SlackClick;
  readonly trigger: string;
  /** Comes back with the reason's dialog: where the card stands. */
  readonly origin: Readonly<Record<string, string>>;
  readonly inHome: boolean;
}

/** A button. `undefined`: none of ours, or changed by hand; `actor` of it is told by `clickerOf`. */
export function readClick(body: Fields, context: IntakeContext): Clicked | undefined {
  const [first] = list(body.actions).map(fields);
  const click = readSlackButton(first?.action_id, first?.value);
  const who = clickerOf(body, context);
  const trigger = word(body.trigger_id);
  if (click === undefined || who === undefined || trigger === undefined) return undefined;
  const { place, actor, message } = who;
  const ephemeral = fields(body.container).is_ephemeral === true;
  const origin = {
    c: place.conversation,
    ...(place.thread === undefined ? {} : { t: place.thread }),
    ...(message === undefined || ephemeral ? {} : { m: message }),
  };
  const parts = { place, actor, dedupeKey: `click:${trigger}` };
  const inbound: Inbound = {
    ...base(parts, context),
    kind: "click",
    action: click.action,
    payload: click.payload,
    // What one person alone sees is no message that could be edited.
    ...(ephemeral ? { alone: true } : message === undefined ? {} : { message: { place, id: message } }),
  };
  const inHome = fields(body.container).type === "view";
  return { delivery: { inbound, files: [] }, click, trigger, origin, inHome };
}

/** Who pressed, and where an answer can stand: beside the card, or in a direct message for a button of the Home tab. */
export function clickerOf(
  body: Fields,
  { self }: Pick<IntakeContext, "self">,
): { readonly place: Place; readonly actor: Actor; readonly message?: string } | undefined {
  const user = fields(body.user);
  const actor = actorOf(user.team_id ?? fields(body.team).id, user.id, user.username ?? user.name);
  if (actor === undefined) return undefined;
  const container = fields(body.container);
  const conversation = slackId(container.channel_id) ?? slackId(fields(body.channel).id);
  if (conversation === undefined) return { place: placeOf(self, actor.user), actor };
  const message = timestamp(container.message_ts);
  const thread = timestamp(container.thread_ts) ?? timestamp(fields(body.message).thread_ts);
  // A card that began a thread names itself as its thread: answers to it stand beside it, not below.
  const place = placeOf(self, conversation, thread === message ? undefined : thread);
  return { place, actor, ...(message === undefined ? {} : { message }) };
}

/** A submitted dialog: a reason for a click, or the words that a command lacked. */
export function readSubmission(body: Fields, context: IntakeContext): Delivery | undefined {
  const view = fields(body.view);
  const id = word(view.id);
  const user = fields(body.user);
  const actor = actorOf(user.team_id ?? fields(body.team).id, user.id, user.username ?? user.name);
  if (id === undefined || actor === undefined) return undefined;
  const values = fields(view.state).values;
  const reason = readReason(view.private_metadata, values);
  const form = reason === undefined ? readForm(view.private_metadata, values, context.forms) : undefined;
  const from = fields(reason?.message ?? form?.place);
  const conversation = slackId(from.c);
  if (conversation === undefined) return undefined;
  const place = placeOf(context.self, conversation, timestamp(from.t));
  const parts = { place, actor, dedupeKey: `view:${id}` };
  if (form !== undefined) return { inbound: { ...base(parts, context), kind: "command", text: form.text }, files: [] };
  if (reason === undefined) return undefined;
  const message = timestamp(from.m);
  const inbound: Inbound = {
    ...base(parts, context),
    kind: "click",
    action: reason.action,
    payload: reason.payload,
    ...(message === undefined ? {} : { message: { place, id: message } }),
  };
  return { inbound, files: [] };
}
