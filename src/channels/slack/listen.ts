// What the Bolt app does with each delivery: acknowledge at once, then hand over. Slack waits three seconds for the first and
// shows an error to the person after that; nothing here waits for the bot's answer.
import type { App } from "@slack/bolt";
import { errorCard } from "../../../cards/answer-cards.ts";
import { reasonCallback, reasonDialog } from "../../../cards/render/slack-actions.ts";
import type { Channel, Inbound, Place } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";
import { AtOnce } from "../../kernel/at-once.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Answers } from "./answers.ts";
import { type Fields, type SlackApi, SlackRefusal } from "./api.ts";
import { type FileDeps, filesIn, messagesWithFiles } from "./files.ts";
import { type CommandForm, formCallback, formDialog, missingForm } from "./forms.ts";
import {
  clickerOf,
  type Delivery,
  homeDelivery,
  type IntakeContext,
  readClick,
  readCommand,
  readHome,
  readMessage,
  readShortcut,
  readSubmission,
  type Self,
} from "./intake.ts";
import type { Languages } from "./languages.ts";
import { fields, list } from "./read.ts";

export interface ListenInit extends FileDeps {
  readonly api: SlackApi;
  readonly channel: Channel;
  readonly answers: Answers;
  readonly self: () => Self | undefined;
  readonly receive: (inbound: Inbound) => Promise<void>;
  /** Is this account somebody’s in the policy? */
  readonly known: (actor: Actor) => boolean;
  readonly forms: () => readonly CommandForm[];
  readonly languages: Languages;
  readonly locale: Locale;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Counts what was refused, by reason. */
  readonly refused: (reason: string) => void;
}

export const explainCallback = "explain_message";

export function listen(app: App, init: ListenInit): void {
  const { logger, receive, channel, api, locale, languages } = init;

  /** Undefined until Slack has said who the bot is: a mention of it could not be told from the text. */
  const context = (): IntakeContext | undefined => {
    const self = init.self();
    return self === undefined ? undefined : { self, locale, now: iso(init.clock), forms: init.forms() };
  };

  /** An answer of the channel itself; the rest of the bot has not heard of the event. */
  const complain = async (place: Place, actor: Actor, error: unknown): Promise<void> => {
    const reference = newId("err");
    logger.info({ error, reference }, "answered with an error");
    await channel
      .whisper(place, actor, errorCard(error, reference), { locale: await languages.of(actor.user) })
      .catch((failure: unknown) => logger.warn({ error: failure, reference }, "not even the error could be shown"));
  };

  const withFiles = async ({ inbound, files }: Delivery): Promise<void> => {
    let attachments: Inbound["attachments"] = [];
    try {
      attachments = await filesIn(files, init);
    } catch (error) {
      await complain(inbound.place, inbound.actor, error instanceof SlackRefusal ? unreadable(error) : error);
      if (inbound.kind === "click" || inbound.text === "") return;
    }
    await receive({ ...inbound, attachments, locale: await languages.of(inbound.actor.user) });
  };

  const holding = new AtOnce(messagesWithFiles);
  const deliver = async ({ inbound, files }: Delivery): Promise<void> => {
    // Whoever is nobody here is told so; nothing of theirs is fetched first.
    if (files.length === 0 || !init.known(inbound.actor)) await withFiles({ inbound, files: [] });
    else await holding.run(() => withFiles({ inbound, files }));
  };

  const handle = (what: string, read: (context: IntakeContext) => Delivery | undefined): void => {
    const now = context();
    const delivery = now === undefined ? undefined : read(now);
    if (delivery === undefined) {
      if (now === undefined) init.refused("not-ready");
      return;
    }
    deliver(delivery).catch((error: unknown) => logger.error({ error, what }, "a delivery failed"));
  };

  /** Dialogs open within three seconds of the click or not at all: one try, and the person is told when it failed. */
  const open = async (trigger: string, view: Fields, place: Place, actor: Actor): Promise<void> => {
    try {
      await api.once("views.open", { trigger_id: trigger, view });
    } catch (error) {
      await complain(place, actor, expired(error));
    }
  };

  app.command("/certops", async ({ ack, body }) => {
    await ack();
    const command = fields(body);
    const now = context();
    const delivery = now === undefined ? undefined : readCommand(command, now);
    if (delivery === undefined || delivery.inbound.kind === "click") return init.refused("not-a-command");
    const { inbound } = delivery;
    init.answers.keep(inbound.place.conversation, inbound.actor.user, command.response_url);
    const form = missingForm(inbound.text, init.forms());
    if (form === undefined) return handle("command", () => delivery);
    const view = formDialog(form, { c: inbound.place.conversation }, await languages.of(inbound.actor.user));
    await open(String(command.trigger_id), view, inbound.place, inbound.actor);
  });

  // Events come by the thousand, and Bolt asks each listener in turn whether one is for it: they are taken before that.
  app.use(async ({ body, next }) => {
    const told = fields(body);
    if (told.type !== "event_callback") return await next();
    const event = fields(told.event);
    if (event.type === "app_mention") handle("mention", (now) => readMessage(event, told, now));
    // Only direct messages are asked for; in channels the mention alone speaks to the bot.
    if (event.type === "message" && event.channel_type === "im")
      handle("message", (now) => readMessage(event, told, now));
    if (event.type === "app_home_opened") handle("home", (now) => readHome(event, told, now));
  });

  app.shortcut(explainCallback, async ({ ack, body }) => {
    await ack();
    const shortcut = fields(body);
    handle("shortcut", (now) => {
      const delivery = readShortcut(shortcut, now);
      if (delivery === undefined) return undefined;
      const { place, actor } = delivery.inbound;
      init.answers.keep(place.conversation, actor.user, shortcut.response_url);
      return delivery;
    });
  });

  app.action({ type: "block_actions" }, async ({ ack, body }) => {
    await ack();
    const action = fields(body);
    const now = context();
    if (now === undefined) return init.refused("not-ready");
    const who = clickerOf(action, now);
    if (who !== undefined) init.answers.keep(who.place.conversation, who.actor.user, action.response_url);
    const clicked = readClick(action, now);
    if (clicked === undefined) {
      init.refused("not-a-button");
      logger.warn({ buttons: list(action.actions).length }, "a click that is none of ours was refused");
      if (who !== undefined) await complain(who.place, who.actor, deadButton());
      return;
    }
    const { delivery, click, trigger, origin, inHome } = clicked;
    const { place, actor } = delivery.inbound;
    if (click.ask !== undefined) {
      const writer = writerFor(await languages.of(actor.user));
      await open(trigger, reasonDialog(click, origin, writer.write(say("slack.dialog.reason")), writer), place, actor);
      return;
    }
    handle("click", () => delivery);
    // What the Home tab shows has changed by that click.
    if (inHome) handle("home", (after) => homeDelivery(actor, `home-after:${trigger}`, after));
  });

  for (const callback of [reasonCallback, formCallback]) {
    app.view(callback, async ({ ack, body }) => {
      await ack();
      handle("dialog", (now) => {
        const delivery = readSubmission(fields(body), now);
        if (delivery === undefined) init.refused("not-a-dialog");
        return delivery;
      });
    });
  }

  app.error(async (error) => {
    init.refused("handler");
    logger.error({ error }, "a Slack delivery could not be handled");
  });
}

const deadButton = (): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: "a button that is none of ours",
    say: say("router.dead-button"),
    next: say("router.dead-button.next"),
    retry: "never",
  });

const expired = (cause: unknown): CertOpsError =>
  new CertOpsError({
    code: "deadline-exceeded",
    message: `a dialog could not be opened: ${cause instanceof Error ? cause.message : String(cause)}`,
    say: say("slack.expired"),
    next: say("slack.expired.next"),
    retry: "now",
    cause,
  });

const unreadable = (cause: SlackRefusal): CertOpsError =>
  new CertOpsError({
    code: "bad-input",
    message: cause.message,
    say: say("slack.file-unreadable", { name: "" }),
    next: say("slack.file-unreadable.next"),
    retry: "later",
    cause,
  });
