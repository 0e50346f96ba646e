// The webhooks that make Webex call us: made, corrected and switched on again through the API, and looked after while the bot runs.
import type { WebexApi, WebhookWish } from "./api.ts";
import type { Webhook } from "./wire.ts";

export interface WebhooksWish {
  /** Where Webex calls us, for example `https://bot.example.com/webex/events`. */
  readonly targetUrl: string;
  readonly secret: { reveal(): string };
  /** Ids of webhooks whose secret was written by us; only needed where Webex does not show secrets. */
  readonly written?: Set<string>;
}

/** `attachmentActions` needs one of its own: a webhook for all resources leaves it out (Webex, Webhooks guide). */
const wanted = [
  { name: "CUCM CertOps: messages", resource: "messages" },
  { name: "CUCM CertOps: buttons", resource: "attachmentActions" },
] as const;

export type WebhookState = "good" | "missing" | "disabled" | "elsewhere" | "secret" | "filtered" | "double";

export interface WebhookLook {
  readonly resource: "messages" | "attachmentActions";
  readonly state: WebhookState;
  /** All that carry our name for this resource. */
  readonly found: readonly Webhook[];
}

/** Looks, and changes nothing. Other programs' webhooks of the same bot are left out. */
export async function lookAtWebhooks(api: WebexApi, wish: WebhooksWish): Promise<readonly WebhookLook[]> {
  const all = await api.webhooks();
  return wanted.map(({ name, resource }) => {
    const found = all.filter(
      (one) => one.resource === resource && (one.name === name || one.targetUrl === wish.targetUrl),
    );
    return { resource, found, state: stateOf(found, wish) };
  });
}

function stateOf(found: readonly Webhook[], wish: WebhooksWish): WebhookState {
  const [first, ...more] = found;
  if (first === undefined) return "missing";
  if (more.length > 0) return "double";
  if (first.event !== "created" || (first.filter ?? "") !== "") return "filtered";
  if (first.targetUrl !== wish.targetUrl) return "elsewhere";
  if (first.status !== "active") return "disabled";
  // Webex shows the secret to its owner; where it does not, only writing it anew makes sure.
  const right = first.secret === undefined ? wish.written?.has(first.id) : first.secret === wish.secret.reveal();
  return right === true ? "good" : "secret";
}

export interface Mended {
  readonly resource: string;
  readonly was: WebhookState;
}

/** Makes both what they must be; returns what was not. Throws WebexTrouble. */
export async function mendWebhooks(api: WebexApi, wish: WebhooksWish): Promise<readonly Mended[]> {
  const mended: Mended[] = [];
  for (const look of await lookAtWebhooks(api, wish)) {
    if (look.state === "good") continue;
    await mend(api, look, wish);
    mended.push({ resource: look.resource, was: look.state });
  }
  return mended;
}

async function mend(api: WebexApi, { resource, found, state }: WebhookLook, wish: WebhooksWish): Promise<void> {
  const name = wanted.find((one) => one.resource === resource)?.name ?? "";
  const { targetUrl, secret } = wish;
  const whole: WebhookWish = { name, resource, targetUrl, secret: secret.reveal() };
  // The event and the filter of a webhook cannot be changed, and of two both would call: new is better than mended.
  if (state === "filtered" || state === "double") for (const one of found) await api.deleteWebhook(one.id);
  const [kept] = state === "filtered" || state === "double" ? [] : found;
  const written = await (kept === undefined ? api.createWebhook(whole) : api.updateWebhook(kept.id, whole));
  wish.written?.add(written.id);
}
