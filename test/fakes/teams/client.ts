// What a Teams client does: writes, mentions, presses buttons as they are drawn, accepts files. Every request is signed as Teams signs.
import { randomUUID } from "node:crypto";
import { request } from "node:http";
import type { TokenWishes } from "./issuer.ts";
import type { Account, FakeTeams, Fields } from "./server.ts";
import { personalOf } from "./server.ts";

export interface Where {
  readonly kind: "personal" | "groupChat" | "channel";
  readonly id: string;
}

export interface Sending {
  readonly from: Account;
  readonly where: Where;
  readonly key?: string;
  readonly locale?: string;
  readonly token?: TokenWishes | "none";
  readonly tenant?: string;
}

export type Node = Fields;

export function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== "object" || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

export class TeamsClient {
  readonly #teams: FakeTeams;
  readonly #door: string;
  readonly #bot: { readonly id: string; readonly name: string };

  constructor(teams: FakeTeams, door: string) {
    this.#teams = teams;
    this.#door = door;
    this.#bot = { id: `28:${teams.issuer.appId}`, name: "CertOps" };
  }

  personal(account: Account): Where {
    return { kind: "personal", id: personalOf(account.aadObjectId) };
  }

  /** The body that Teams would send. */
  activity(sending: Sending, more: Fields): Fields {
    const { from, where, key = randomUUID(), locale = "en-US", tenant = this.#teams.tenant } = sending;
    const { id, name, aadObjectId } = from;
    this.#teams.heard.add(key);
    return {
      id: key,
      timestamp: new Date().toISOString(),
      channelId: "msteams",
      serviceUrl: this.#teams.serviceUrl,
      from: { id, name, aadObjectId },
      recipient: this.#bot,
      conversation: {
        id: where.id,
        conversationType: where.kind,
        tenantId: tenant,
        isGroup: where.kind !== "personal",
      },
      channelData: { tenant: { id: tenant } },
      locale,
      ...more,
    };
  }

  /** Sends any body, signed or not; gives what the bot answered. */
  async send(
    body: unknown,
    token: Sending["token"] = {},
  ): Promise<{ readonly status: number; readonly body: unknown }> {
    const serviceUrl =
      typeof body === "object" && body !== null && "serviceUrl" in body
        ? String(body.serviceUrl)
        : this.#teams.serviceUrl;
    const authorization =
      token === "none" ? {} : { authorization: `Bearer ${await this.#teams.issuer.token(serviceUrl, token)}` };
    const response = await fetch(this.#door, {
      method: "POST",
      headers: { "content-type": "application/json", ...authorization },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** A body of so many bytes, over a connection of its own: the door stops reading, so it may be cut. */
  async flood(bytes: number): Promise<void> {
    const authorization = `Bearer ${await this.#teams.issuer.token(this.#teams.serviceUrl)}`;
    const headers = { "content-type": "application/json", authorization };
    await new Promise<void>((resolve) => {
      const sending = request(this.#door, { method: "POST", headers, agent: false }, (answer) => {
        answer.resume().on("close", resolve);
      });
      sending.on("error", () => resolve());
      sending.end("x".repeat(bytes));
    });
  }

  write(sending: Sending, text: string, more: Fields = {}) {
    const mentioned = sending.where.kind !== "personal";
    const at = `<at>${this.#bot.name}</at>`;
    const body = this.activity(sending, {
      type: "message",
      textFormat: "plain",
      text: mentioned ? `${at} ${text}\n` : text,
      ...(mentioned ? { entities: [{ type: "mention", mentioned: this.#bot, text: at }] } : {}),
      ...more,
    });
    return this.send(body, sending.token);
  }

  /** Presses a drawn button: Action.Execute as an invoke, Action.Submit as a message. */
  press(sending: Sending, message: string, button: Node, inputs: Fields = {}) {
    const data = { ...(button.data as Fields | undefined), ...inputs };
    const more =
      button.type === "Action.Execute"
        ? {
            type: "invoke",
            name: "adaptiveCard/action",
            replyToId: message,
            value: { action: { type: "Action.Execute", verb: button.verb, data }, trigger: "manual" },
          }
        : { type: "message", replyToId: message, value: data };
    return this.send(this.activity(sending, more), sending.token);
  }

  /** What the client of a listed person asks when it shows the card. */
  async refresh(sending: Sending, message: string, card: Node): Promise<Node | undefined> {
    const { action } = (card.refresh ?? {}) as { readonly action?: Node };
    if (action === undefined) return undefined;
    const value = { action: { type: "Action.Execute", verb: action.verb, data: action.data }, trigger: "automatic" };
    const { body } = await this.send(
      this.activity(sending, { type: "invoke", name: "adaptiveCard/action", replyToId: message, value }),
    );
    return cardIn(body);
  }
}

/** The card in the answer to a press; undefined when it was a line of text. */
export function cardIn(body: unknown): Node | undefined {
  const answer = (body ?? {}) as { readonly type?: string; readonly value?: Node };
  return answer.type === "application/vnd.microsoft.card.adaptive" ? answer.value : undefined;
}

export const cardOf = (activity: Fields): Node | undefined =>
  (activity.attachments as readonly { readonly contentType: string; readonly content: Node }[] | undefined)?.find(
    (one) => one.contentType === "application/vnd.microsoft.card.adaptive",
  )?.content;

export const buttonsOf = (card: unknown): Node[] =>
  nodes(card).filter((node) => node.type === "Action.Execute" || node.type === "Action.ShowCard");

/** Every word of a card, in order. */
export const wordsOf = (card: unknown): string =>
  nodes(card)
    .filter((node) => node.type === "TextRun")
    .map((node) => String(node.text))
    .join("\n");

/** The button of an action, wherever it is drawn; a button with a reason stands inside its little card. */
export const buttonFor = (card: unknown, action: string): Node | undefined =>
  nodes(card).find((node) => node.type === "Action.Execute" && node.verb === action);
