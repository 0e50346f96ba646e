// The Slack channel's way out: cards as messages, edits, answers to one person, the Home tab.
import { slackForms } from "../../../cards/render/slack-fit.ts";
import { span } from "../../../cards/render/slack-text.ts";
import { inTurns } from "../../../cards/render/turns.ts";
import type { Card } from "../../domain/card.ts";
import type { Attachment, Channel, ChannelMemory, MessageRef, Place, PostOptions } from "../../domain/chat.ts";
import type { Person } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import { writerFor } from "../../i18n/write.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { Answers } from "./answers.ts";
import { type Fields, refused, type SlackApi, SlackRefusal } from "./api.ts";
import { fileOut } from "./files.ts";
import { Outbox } from "./outbox.ts";
import { slackId, timestamp } from "./read.ts";
import { Reports } from "./reports.ts";

export interface SlackChannelInit {
  readonly api: SlackApi;
  readonly apiUrl: string;
  readonly token: { reveal(): string };
  readonly answers: Answers;
  readonly memory: ChannelMemory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly zone: string;
  readonly signal: AbortSignal;
}

export interface SlackChannel {
  readonly channel: Channel;
  close(): Promise<void>;
}

/** A Home tab is no conversation; cards for it are published instead of posted. */
export const homeOf = (user: string): string => `home:${user}`;
const userOfHome = (conversation: string): string | undefined =>
  conversation.startsWith("home:") ? slackId(conversation.slice(5)) : undefined;

/** Slack's words for a message that is not there to be edited any more. */
const gone = ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found"];
const badBlocks = ["invalid_blocks", "invalid_blocks_format", "invalid_attachments", "invalid_arguments"];
const outside = ["not_in_channel", "channel_not_found", "user_not_in_channel", "is_archived"];

export function createSlackChannel(init: SlackChannelInit): SlackChannel {
  const { api, answers, logger, zone, clock, memory, signal } = init;
  const outbox = new Outbox<{ card: Card; locale: Locale }, MessageRef>(clock, signal);
  /** Slack refuses what this workspace or client does not know yet: then the older blocks are used from there on. */
  let modern = true;

  /** Draws and sends; a second time with the older blocks when Slack refuses the newest. Throws SlackRefusal. */
  const drawn = async (
    card: Card,
    locale: Locale,
    surface: "message" | "home",
    send: (message: { readonly text: string; readonly blocks: readonly Fields[] }) => Promise<Fields>,
  ): Promise<{ answer: Fields; report: Attachment | undefined }> => {
    const writer = writerFor(locale, zone);
    for (;;) {
      const tried = modern;
      const message = await inTurns(slackForms(card, { writer, modern: tried, surface }));
      try {
        const { text, blocks } = message;
        const answer = await send({ text, blocks });
        // Only now: to draw a large card and its whole report in one go would hold everybody up.
        return { answer, report: message.report };
      } catch (error) {
        if (!tried || !(error instanceof SlackRefusal) || !badBlocks.includes(error.error)) throw error;
        logger.warn({ hints: error.hints }, "Slack refused the newest blocks; older ones are used from now on");
        modern = false;
      }
    }
  };

  const publish = async (user: string, card: Card, locale: Locale): Promise<void> => {
    await drawn(card, locale, "home", ({ blocks }) =>
      api.call("views.publish", { user_id: user, view: { type: "home", blocks } }),
    );
  };

  const share = async (file: Attachment, message: MessageRef, comment?: string): Promise<string> => {
    const { conversation, thread } = message.place;
    const at = { channel: conversation, thread: thread ?? message.id, ...(comment === undefined ? {} : { comment }) };
    return await outbox.send(conversation, true, () => fileOut(file, at, init));
  };
  const reports = new Reports({
    memory,
    clock,
    logger,
    signal,
    share,
    remove: async (id) => {
      await api.call("files.delete", { file: id });
    },
  });

  const post = async (place: Place, card: Card, options: PostOptions): Promise<MessageRef> => {
    const { locale, file, mentions = [] } = options;
    const home = userOfHome(place.conversation);
    if (home !== undefined) {
      await asked(() => publish(home, card, locale));
      return { place, id: "home" };
    }
    const users = mentions.flatMap((person) => accountsOf(person, place.tenant));
    const { answer, report } = await asked(() =>
      outbox.send(place.conversation, true, () =>
        drawn(card, locale, "message", ({ text, blocks }) =>
          api.call("chat.postMessage", {
            channel: place.conversation,
            ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
            text: [...users.map((user) => `<@${user}>`), text].join(" "),
            blocks: users.length === 0 ? blocks : [mentionBlock(users), ...blocks.slice(0, 49)],
            ...quiet,
          }),
        ),
      ),
    );
    // A message to a person stands in the conversation that Slack opened for it.
    const conversation = slackId(answer.channel) ?? place.conversation;
    const message = { place: { ...place, conversation }, id: timestamp(answer.ts) ?? "" };
    if (file !== undefined) await asked(() => share(file, message));
    if (report !== undefined) reports.follow(message, report, locale);
    return message;
  };

  const edit: Channel["edit"] = async (message, card, { locale }) => {
    const { place, id } = message;
    const home = userOfHome(place.conversation);
    if (home !== undefined) {
      await asked(() => publish(home, card, locale));
      return message;
    }
    return await outbox.edit(place.conversation, id, { card, locale }, async (newest) => {
      try {
        const { report } = await drawn(newest.card, newest.locale, "message", ({ text, blocks }) =>
          api.call("chat.update", { channel: place.conversation, ts: id, text, blocks, ...quiet }),
        );
        if (report !== undefined) reports.follow(message, report, newest.locale);
        return message;
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error;
        if (!gone.includes(error.error)) throw refused(error);
        // An outcome must never get lost because somebody deleted the card.
        const { answer } = await drawn(newest.card, newest.locale, "message", ({ text, blocks }) =>
          api.call("chat.postMessage", {
            channel: place.conversation,
            ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
            text,
            blocks,
            ...quiet,
          }),
        ).catch((failure: unknown) => Promise.reject(failure instanceof SlackRefusal ? refused(failure) : failure));
        return { place, id: timestamp(answer.ts) ?? id };
      }
    });
  };

  const whisper: Channel["whisper"] = async (place, actor, card, { locale }) => {
    const { conversation, thread } = place;
    if (userOfHome(conversation) !== undefined || place.scope === "direct") {
      await post(place, card, { locale });
      return;
    }
    try {
      await drawn(card, locale, "message", ({ text, blocks }) =>
        api.call("chat.postEphemeral", {
          channel: conversation,
          user: actor.user,
          ...(thread === undefined ? {} : { thread_ts: thread }),
          text,
          blocks,
          ...quiet,
        }),
      );
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      if (!outside.includes(error.error)) throw refused(error);
      const { text, blocks } = await inTurns(slackForms(card, { writer: writerFor(locale, zone), modern: false }));
      if (await answers.whisper(conversation, actor.user, { text, blocks })) return;
      const { thread: _, ...direct } = place;
      await post({ ...direct, conversation: actor.user, scope: "direct" }, card, { locale });
    }
  };

  return {
    channel: { platform: "slack", mentions: true, post, edit, whisper },
    close: () => reports.close(),
  };
}

/** Nothing in a text of ours is a link to be shown or a name to be called. */
const quiet = { mrkdwn: false, parse: "none", link_names: false, unfurl_links: false, unfurl_media: false } as const;

async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof SlackRefusal ? refused(error) : error;
  }
}

const accountsOf = (person: Person, tenant: string): string[] =>
  person.identities.flatMap((one) => {
    const user = slackId(one.user);
    return one.platform === "slack" && one.tenant === tenant && user !== undefined ? [user] : [];
  });

/** The only mentions that the bot ever makes: accounts of the policy, as elements of their own. */
const mentionBlock = (users: readonly string[]): Fields => ({
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: users.flatMap((user) => [{ type: "user", user_id: user }, ...span(" ")]),
    },
  ],
});
