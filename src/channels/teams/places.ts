// Where conversations are reached and which of them is whose: kept in the store, so that the bot can write first after a restart.
import type { ChannelMemory, Place } from "../../domain/chat.ts";
import type { Json } from "../../domain/text.ts";
import { type TeamsActivity, tenantOf } from "./activity.ts";
import { isAt, type TeamsCloud } from "./cloud.ts";
import type { Reference } from "./wire.ts";

export interface Known {
  readonly serviceUrl: string;
  readonly kind: "personal" | "group" | "channel";
  /** Of a personal conversation: whose it is, by the id in the directory. */
  readonly user?: string;
}

const mostCached = 5_000;

export class Places {
  readonly #memory: ChannelMemory;
  readonly #cloud: TeamsCloud;
  readonly #cache = new Map<string, Json>();

  constructor(memory: ChannelMemory, cloud: TeamsCloud) {
    this.#memory = memory;
    this.#cloud = cloud;
  }

  /** Learns from a proved activity how its conversation, and its sender, are reached. */
  async learn(activity: TeamsActivity): Promise<void> {
    const { conversation, serviceUrl, from } = activity;
    const user = from.aadObjectId;
    const kind = kindOf(activity);
    const whose = kind === "personal" && user !== undefined ? { user } : {};
    await this.#put(`conversation/${baseOf(conversation.id)}`, { serviceUrl, kind, ...whose });
    await this.#put("service", { serviceUrl });
    if (user === undefined) return;
    await this.learnUser(user, from.id);
    if (kind === "personal") await this.learnPersonal(user, conversation.id);
  }

  learnUser(user: string, id: string): Promise<void> {
    return this.#put(`user/${user}`, { id });
  }

  learnPersonal(user: string, conversation: string): Promise<void> {
    return this.#put(`personal/${user}`, { conversation });
  }

  /** The bot was removed from the conversation. */
  async forget(conversation: string): Promise<void> {
    const known = await this.known(conversation);
    const keys = [`conversation/${baseOf(conversation)}`];
    if (known?.user !== undefined) keys.push(`personal/${known.user}`);
    for (const key of keys) {
      this.#cache.delete(key);
      await this.#memory.remove(key);
    }
  }

  async known(conversation: string): Promise<Known | undefined> {
    const value = await this.#get(`conversation/${baseOf(conversation)}`);
    const serviceUrl = textIn(value, "serviceUrl");
    if (serviceUrl === undefined) return undefined;
    const kind = textIn(value, "kind");
    const user = textIn(value, "user");
    return {
      serviceUrl,
      kind: kind === "personal" || kind === "group" ? kind : "channel",
      ...(user === undefined ? {} : { user }),
    };
  }

  /** How a place is reached. One that was never written from is tried where the last message came from. */
  async reference(place: Place): Promise<Reference> {
    const known = await this.known(place.conversation);
    const serviceUrl = known?.serviceUrl ?? textIn(await this.#get("service"), "serviceUrl");
    const { thread, conversation } = place;
    return {
      // What the store says is checked like what a request says: the bot's token goes there.
      serviceUrl:
        serviceUrl !== undefined && isAt(serviceUrl, this.#cloud.services) ? serviceUrl : this.#cloud.fallbackService,
      conversation: thread === undefined ? conversation : `${conversation};messageid=${thread}`,
    };
  }

  /** The `29:` id of a person of the directory; undefined until they, or the roster, showed it. */
  async userId(user: string): Promise<string | undefined> {
    return textIn(await this.#get(`user/${user}`), "id");
  }

  async personal(user: string): Promise<string | undefined> {
    return textIn(await this.#get(`personal/${user}`), "conversation");
  }

  async #get(key: string): Promise<Json | undefined> {
    const cached = this.#cache.get(key);
    if (cached !== undefined) return cached;
    const value = await this.#memory.get(key);
    if (value !== undefined) this.#remember(key, value);
    return value;
  }

  async #put(key: string, value: Json): Promise<void> {
    if (JSON.stringify(this.#cache.get(key)) === JSON.stringify(value)) return;
    await this.#memory.put(key, value);
    this.#remember(key, value);
  }

  #remember(key: string, value: Json): void {
    this.#cache.delete(key);
    this.#cache.set(key, value);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > mostCached && oldest !== undefined) this.#cache.delete(oldest);
  }
}

/** The place of an activity; answers in a channel go into the thread that it stands in. */
export function placeOf(activity: TeamsActivity): Place {
  const { id } = activity.conversation;
  const thread = kindOf(activity) === "channel" ? /;messageid=([^;]{1,100})/.exec(id)?.[1] : undefined;
  return {
    platform: "teams",
    tenant: tenantOf(activity),
    conversation: baseOf(id),
    ...(thread === undefined ? {} : { thread }),
    scope: kindOf(activity) === "personal" ? "direct" : "channel",
  };
}

export function kindOf({ conversation }: TeamsActivity): Known["kind"] {
  if (conversation.conversationType === "personal") return "personal";
  return conversation.conversationType === "channel" ? "channel" : "group";
}

const baseOf = (conversation: string): string => conversation.split(";")[0] ?? conversation;

export function textIn(value: unknown, key: string): string | undefined {
  const member: unknown = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  return typeof member === "string" ? member : undefined;
}
