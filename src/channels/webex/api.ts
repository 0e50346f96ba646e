// The few calls of the Webex API that the bot makes (webex-openapi-specs, webex-messaging.json).
import type { Attachment } from "../../domain/chat.ts";
import type { Json } from "../../domain/text.ts";
import { Rest, type RestOptions } from "./rest.ts";
import {
  type AttachmentAction,
  attachmentActionSchema,
  messageSchema,
  type PostedMessage,
  personSchema,
  postedSchema,
  type WebexMessage,
  type WebexPerson,
  type Webhook,
  webhookListSchema,
  webhookSchema,
} from "./wire.ts";

/** Where a message goes: a room (and a thread of it), or one person alone. */
export type Target =
  | { readonly roomId: string; readonly parentId?: string }
  | { readonly toPersonId: string; readonly parentId?: undefined };

/** Words of a message: plain, or Markdown where somebody is mentioned. At most 7439 bytes. */
export type Words = { readonly text: string } | { readonly markdown: string };

export type AdaptiveContent = { readonly [key: string]: Json };

export interface WebhookWish {
  readonly name: string;
  readonly targetUrl: string;
  readonly resource: "messages" | "attachmentActions";
  readonly secret: string;
}

const attached = (card: AdaptiveContent) => [{ contentType: "application/vnd.microsoft.card.adaptive", content: card }];

/** Ids were checked when they were read (`webexId`); they may still hold `/`, `+` and `=`. */
const segment = (id: string): string => encodeURIComponent(id);

export class WebexApi {
  readonly #rest: Rest;
  readonly origin: string;

  constructor(options: RestOptions) {
    this.#rest = new Rest(options);
    this.origin = new URL(options.apiUrl).origin;
  }

  me(patienceMs = 10_000): Promise<WebexPerson> {
    return this.#rest.ask({ method: "GET", path: "/people/me", patienceMs }, personSchema);
  }

  person(id: string): Promise<WebexPerson> {
    return this.#rest.ask({ method: "GET", path: `/people/${segment(id)}`, patienceMs: 60_000 }, personSchema);
  }

  message(id: string): Promise<WebexMessage> {
    return this.#rest.ask({ method: "GET", path: `/messages/${segment(id)}`, patienceMs: 60_000 }, messageSchema);
  }

  attachmentAction(id: string): Promise<AttachmentAction> {
    const path = `/attachment/actions/${segment(id)}`;
    return this.#rest.ask({ method: "GET", path, patienceMs: 60_000 }, attachmentActionSchema);
  }

  post(target: Target, words: Words, card?: AdaptiveContent): Promise<PostedMessage> {
    const json = { ...target, ...words, ...(card === undefined ? {} : { attachments: attached(card) }) };
    return this.#rest.ask({ method: "POST", path: "/messages", json }, postedSchema);
  }

  /** One file a message, and none beside a card. */
  postFile(target: Target, file: Attachment): Promise<PostedMessage> {
    const form = (): FormData => {
      const data = new FormData();
      for (const [key, value] of Object.entries(target)) if (typeof value === "string") data.set(key, value);
      // Named as what it is, so that clients show a picture in the chat.
      const type = file.image === undefined ? {} : { type: file.image.mediaType };
      data.set("files", new Blob([new Uint8Array(file.bytes)], type), file.name);
      return data;
    };
    return this.#rest.ask({ method: "POST", path: "/messages", form }, postedSchema);
  }

  /** 400 when it was edited ten times, or where cards cannot be edited. */
  edit(id: string, roomId: string, words: Words, card?: AdaptiveContent): Promise<PostedMessage> {
    const json = { roomId, ...words, ...(card === undefined ? {} : { attachments: attached(card) }) };
    return this.#rest.ask({ method: "PUT", path: `/messages/${segment(id)}`, json }, postedSchema);
  }

  remove(id: string): Promise<void> {
    return this.#rest.tell({ method: "DELETE", path: `/messages/${segment(id)}` });
  }

  async webhooks(): Promise<readonly Webhook[]> {
    const call = { method: "GET", path: "/webhooks?max=100", patienceMs: 60_000 } as const;
    return (await this.#rest.ask(call, webhookListSchema)).items;
  }

  createWebhook(wish: WebhookWish): Promise<Webhook> {
    const json = { ...wish, event: "created" };
    return this.#rest.ask({ method: "POST", path: "/webhooks", json, patienceMs: 60_000 }, webhookSchema);
  }

  /** `status: "active"` switches one on again that Webex switched off. */
  updateWebhook(id: string, { name, targetUrl, secret }: WebhookWish): Promise<Webhook> {
    const json = { name, targetUrl, secret, status: "active" };
    const path = `/webhooks/${segment(id)}`;
    return this.#rest.ask({ method: "PUT", path, json, patienceMs: 60_000 }, webhookSchema);
  }

  deleteWebhook(id: string): Promise<void> {
    return this.#rest.tell({ method: "DELETE", path: `/webhooks/${segment(id)}`, patienceMs: 60_000 });
  }

  download(url: URL, most: number): Promise<{ readonly bytes: Uint8Array; readonly disposition: string }> {
    return this.#rest.download(url, most);
  }
}
