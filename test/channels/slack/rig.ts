// The Slack channel against the fake Slack, by Socket Mode or over our own listener, driven as people drive it.

import { commandForms } from "../../../src/app/command-forms.ts";
import { type RunningSlack, type SlackDeps, startSlack } from "../../../src/channels/slack/start.ts";
import { Secret } from "../../../src/config/settings.ts";
import type { CardAction } from "../../../src/domain/card.ts";
import type { Attachment, Inbound, MessageRef, Place } from "../../../src/domain/chat.ts";
import { clusterId } from "../../../src/domain/ids.ts";
import { createHttp } from "../../../src/http/http.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { openStore } from "../../../src/store/open.ts";
import { appToken, botToken, botUser, FakeSlack, signingSecret, team } from "../../fakes/slack/server.ts";

export const place: Place = { platform: "slack", tenant: team, conversation: "C0OPS", scope: "channel" };
export const direct: Place = { platform: "slack", tenant: team, conversation: "D0ADA", scope: "direct" };
export const ada = "U0ADA";
export const kim = "U0KIM";

export interface From {
  readonly user?: string | undefined;
  readonly key?: string | undefined;
  /** The workspace that the person belongs to. */
  readonly team?: string;
  readonly channel?: string;
}

export interface SlackRig {
  readonly slack: FakeSlack;
  readonly bot: RunningSlack;
  readonly received: Inbound[];
  readonly people: People;
  close(): Promise<void>;
}

/** What people do, as Slack tells it. Deliveries with the same key are the same event again. */
export class People {
  readonly #slack: FakeSlack;
  readonly #known = new Map<string, unknown>();
  #count = 0;

  constructor(slack: FakeSlack) {
    this.#slack = slack;
  }

  #once<T>(key: string | undefined, make: () => T): T {
    if (key === undefined) return make();
    if (!this.#known.has(key)) this.#known.set(key, make());
    return this.#known.get(key) as T;
  }

  async command(text: string, from: From = {}): Promise<void> {
    const user = from.user ?? ada;
    const channel = from.channel ?? "C0OPS";
    const payload = this.#once(from.key, () => ({
      command: "/certops",
      text,
      team_id: from.team ?? team,
      user_id: user,
      user_name: user.toLowerCase(),
      channel_id: channel,
      trigger_id: this.#slack.trigger(),
      response_url: this.#slack.hook(channel, user),
      api_app_id: "A0APP",
    }));
    await this.#slack.deliver("slash_commands", payload);
  }

  #event(event: Record<string, unknown>): Record<string, unknown> {
    return {
      type: "event_callback",
      team_id: team,
      api_app_id: "A0APP",
      event_id: `Ev${++this.#count}`,
      event_time: 1,
      event,
    };
  }

  /** A mention in a channel; `thread`: below that message. */
  async mention(
    text: string,
    from: From & { readonly files?: readonly Attachment[]; readonly retry?: number; readonly thread?: string } = {},
  ): Promise<void> {
    const payload = this.#once(from.key, () =>
      this.#event({
        type: "app_mention",
        user: from.user ?? ada,
        team: from.team ?? team,
        text: `<@${botUser}> ${escaped(text)}`,
        ts: this.#slack.nextTs(),
        channel: from.channel ?? "C0OPS",
        ...(from.thread === undefined ? {} : { thread_ts: from.thread }),
        ...(from.files === undefined ? {} : { files: from.files.map((file) => this.upload(file)) }),
      }),
    );
    await this.#slack.deliver("events_api", payload, from.retry ?? 0);
  }

  /** A direct message to the bot. */
  async message(text: string, from: From & { readonly more?: Record<string, unknown> } = {}): Promise<void> {
    const payload = this.#once(from.key, () =>
      this.#event({
        type: "message",
        channel_type: "im",
        user: from.user ?? ada,
        team: from.team ?? team,
        text: escaped(text),
        ts: this.#slack.nextTs(),
        channel: from.channel ?? "D0ADA",
        ...from.more,
      }),
    );
    await this.#slack.deliver("events_api", payload);
  }

  async openHome(user = ada): Promise<void> {
    await this.#slack.deliver(
      "events_api",
      this.#event({ type: "app_home_opened", user, channel: `D${user.slice(1)}`, tab: "home" }),
    );
  }

  async explain(text: string, from: From & { readonly files?: readonly Attachment[] } = {}): Promise<void> {
    const channel = from.channel ?? "C0OPS";
    const user = from.user ?? ada;
    await this.#slack.deliver("interactive", {
      type: "message_action",
      callback_id: "explain_message",
      trigger_id: this.#slack.trigger(),
      response_url: this.#slack.hook(channel, user),
      team: { id: team },
      user: { id: user, team_id: team, name: "x" },
      channel: { id: channel },
      message: {
        type: "message",
        ts: "1700000500.000100",
        user: kim,
        text: escaped(text),
        files: (from.files ?? []).map((file) => this.upload(file)),
      },
    });
  }

  /** Presses the button with this `action_id` and `value`. */
  async pressRaw(
    button: { readonly action_id: unknown; readonly value: unknown },
    at: { channel: string; ts: string; thread?: string | undefined; alone?: boolean },
    from: From = {},
  ): Promise<void> {
    const user = from.user ?? ada;
    const payload = this.#once(from.key, () => ({
      type: "block_actions",
      trigger_id: this.#slack.trigger(),
      response_url: this.#slack.hook(at.channel, user),
      team: { id: team },
      user: { id: user, team_id: from.team ?? team, username: user.toLowerCase() },
      container: {
        type: "message",
        message_ts: at.ts,
        channel_id: at.channel,
        ...(at.alone === true ? { is_ephemeral: true } : {}),
        ...(at.thread === undefined ? {} : { thread_ts: at.thread }),
      },
      channel: { id: at.channel },
      message: { ts: at.ts, ...(at.thread === undefined ? {} : { thread_ts: at.thread }) },
      actions: [{ type: "button", block_id: "b1", ...button, action_ts: "1700000000.1" }],
    }));
    await this.#slack.deliver("interactive", payload);
  }

  /** Finds the button by its label on the message as it stands, and presses it; types the reason when a dialog opens. */
  async press(
    message: Pick<MessageRef, "id" | "place">,
    label: string,
    from: From & { readonly reason?: string | undefined } = {},
  ): Promise<void> {
    const button = this.button(message.id, label);
    const dialogs = this.#slack.dialogs.length;
    await this.pressRaw(
      button,
      { channel: message.place.conversation, ts: message.id, thread: message.place.thread },
      from,
    );
    if (from.reason === undefined) return;
    await until(() => this.#slack.dialogs.length > dialogs);
    const dialog = this.#slack.dialogs.at(-1);
    if (dialog === undefined) throw new Error("no dialog opened");
    await this.submit(dialog, { reason: { reason: { type: "plain_text_input", value: from.reason } } }, from);
  }

  async submit(
    dialog: { readonly id: string; readonly view: Readonly<Record<string, unknown>> },
    values: unknown,
    from: From = {},
  ): Promise<void> {
    const user = from.user ?? ada;
    await this.#slack.deliver("interactive", {
      type: "view_submission",
      team: { id: team },
      user: { id: user, team_id: from.team ?? team, username: user.toLowerCase() },
      view: { ...dialog.view, id: dialog.id, state: { values } },
    });
  }

  button(ts: string, label: string): { readonly action_id: unknown; readonly value: unknown } {
    const message = this.#slack.messages.find((one) => one.ts === ts);
    const found = buttonsOf(message?.blocks).find((one) => textOf(one.text) === label);
    if (found === undefined) throw new Error(`no button ${label} on ${ts}`);
    return { action_id: found.action_id, value: found.value };
  }

  upload(file: Attachment): Record<string, unknown> {
    const id = `F${String(++this.#count).padStart(4, "0")}UP`;
    this.#slack.files.set(id, { id, name: file.name, bytes: file.bytes });
    return { id, name: file.name };
  }
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

type Node = Readonly<Record<string, unknown>>;
export const nodesOf = (value: unknown): Node[] => {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== "object" || value === null) return [];
  return [{ ...value }, ...Object.values(value).flatMap(nodesOf)];
};
export const buttonsOf = (blocks: unknown): Node[] => nodesOf(blocks).filter((node) => node.type === "button");
export const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null && "text" in value ? String(value.text) : "";

async function until(check: () => boolean): Promise<void> {
  const { vi, expect } = await import("vitest");
  await vi.waitFor(() => expect(check()).toBe(true), { timeout: 15_000 });
}

/** `labelOf`: which button of a posted card an action is, for the contract. */
export const labelOf = (action: CardAction): string =>
  "verbatim" in action.label ? action.label.verbatim : action.label.id;

export async function openSlack(
  mode: "socket" | "http",
  more: Partial<SlackDeps> & { readonly fake?: FakeSlack } = {},
): Promise<SlackRig> {
  const slack = more.fake ?? new FakeSlack();
  if (more.fake === undefined) await slack.listen();
  const received: Inbound[] = [];
  const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
  const store = await openStore({ file: ":memory:", now: () => new Date().toISOString() });
  const forms = commandForms([{ id: clusterId("hq"), name: "HQ" }]);
  const { url } = await http.listen();
  const bot = await startSlack({
    mode,
    botToken: new Secret(botToken),
    appToken: new Secret(appToken),
    signingSecret: new Secret(signingSecret),
    path: "/slack/events",
    apiUrl: slack.apiUrl,
    receive: async (inbound) => {
      received.push(inbound);
    },
    known: () => true,
    forms: () => forms,
    http,
    memory: store.memory("slack"),
    clock: systemClock,
    logger: silentLogger,
    zone: "UTC",
    locale: "en",
    ...more,
  });
  if (mode === "http") slack.target = `${url}/slack/events`;
  await bot.open();
  return {
    slack,
    bot,
    received,
    people: new People(slack),
    close: async () => {
      await bot.close();
      await http.close();
      await store.close();
      if (more.fake === undefined) await slack.close();
    },
  };
}
