// From "something happened, look at this id" to what somebody said or pressed. Everything that counts is fetched from Webex with
// the bot's token: the call that announced it proves only that Webex sent it.
import { readActionData } from "../../../cards/render/actions.ts";
import type { Inbound, Place } from "../../domain/chat.ts";
import type { Actor } from "../../domain/person.ts";
import { type Clock, iso } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { WebexApi } from "./api.ts";
import type { People } from "./people.ts";
import type { Spoken } from "./spoken.ts";
import { askedText } from "./text.ts";
import { statusOf } from "./trouble.ts";
import { sameId, type WebexEvent, type WebexMessage } from "./wire.ts";

/** Why something was not taken up; counted, and logged without its words. */
export type Passed =
  | "own"
  | "bot"
  | "not-mentioned"
  | "late"
  | "gone"
  | "not-our-card"
  | "not-our-button"
  | "no-organisation";

export interface EventsOptions {
  readonly api: WebexApi;
  readonly people: People;
  /** The organisation whose people may be in the policy. */
  readonly organisation: string;
  readonly spoken: Spoken;
  /** Is this account somebody’s in the policy? */
  readonly known: (actor: Actor) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What is to be delivered, and where the files stand that belong to it. */
export interface Heard {
  readonly inbound: Inbound;
  /** Addresses as Webex names them, not fetched yet; none of somebody who is not in the policy. */
  readonly files: readonly string[];
}

/** Webex announces within seconds. What is older is a replay of a recorded call, or of no use to whoever waited. */
const freshMs = 60 * 60_000;

export class Events {
  readonly #options: EventsOptions;

  constructor(options: EventsOptions) {
    this.#options = options;
  }

  /** What is to be delivered, or why nothing is. Throws WebexTrouble when Webex cannot be asked. */
  async read(event: WebexEvent): Promise<Heard | Passed> {
    const { id } = event.data;
    try {
      return event.resource === "messages" ? await this.#message(id) : await this.#click(id);
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 403 || status === 400 || status === 410) return "gone";
      throw error;
    }
  }

  async #message(id: string): Promise<Heard | Passed> {
    const { api, people, logger } = this.#options;
    const me = await people.me();
    const message = await api.message(id);
    if (sameId(message.personId, me.id)) return "own";
    if (this.#late(message.created)) return "late";
    const mentioned = message.mentionedPeople.some((one) => sameId(one, me.id));
    if (message.roomType === "group" && !mentioned) return "not-mentioned";
    const actor = await this.#actor(message.personId);
    if (typeof actor === "string") return actor;
    // Whoever is nobody here is told so; nothing of theirs is fetched first.
    const files = this.#options.known(actor) ? message.files : [];
    const text = askedText(message, me);
    logger.debug({ message: message.id, files: files.length }, "a message");
    const inbound: Inbound = {
      place: placeOf(message, this.#options.organisation),
      actor,
      locale: await this.#options.spoken.of(actor.user, text),
      dedupeKey: `message:${message.id}`,
      receivedAt: iso(this.#options.clock),
      attachments: [],
      kind: text.startsWith("/") ? "command" : "prompt",
      text,
    };
    return { inbound, files };
  }

  async #click(id: string): Promise<Heard | Passed> {
    const { api, people } = this.#options;
    const me = await people.me();
    const action = await api.attachmentAction(id);
    if (this.#late(action.created)) return "late";
    const message = await api.message(action.messageId);
    // Anybody can post a card whose buttons look like ours; only those on our own messages count.
    if (!sameId(message.personId, me.id) || message.roomId !== action.roomId) return "not-our-card";
    const data = action.type === "submit" ? readActionData(action.inputs) : undefined;
    if (data === undefined) return "not-our-button";
    const actor = await this.#actor(action.personId);
    if (typeof actor === "string") return actor;
    const place = placeOf(message, this.#options.organisation);
    const inbound: Inbound = {
      place,
      actor,
      locale: await this.#options.spoken.of(actor.user),
      dedupeKey: `action:${action.id}`,
      receivedAt: iso(this.#options.clock),
      attachments: [],
      kind: "click",
      action: data.action,
      payload: data.payload,
      message: { place, id: message.id },
    };
    return { inbound, files: [] };
  }

  /** Bots are not talked to: two of them would never stop. Somebody without an organisation cannot be anybody we know. */
  async #actor(id: string): Promise<Actor | Passed> {
    const person = await this.#options.people.of(id);
    if (person.type === "bot") return "bot";
    if (person.orgId === undefined || !sameId(person.id, id)) return "no-organisation";
    return { platform: "webex", tenant: person.orgId, user: person.id, displayName: person.displayName };
  }

  #late(created: string | undefined): boolean {
    const at = Date.parse(created ?? "");
    return !Number.isFinite(at) || Math.abs(this.#options.clock.now() - at) > freshMs;
  }
}

/** In a space answers stay in the thread of the question; a direct room is one conversation. */
function placeOf(message: WebexMessage, tenant: string): Place {
  const base = { platform: "webex", tenant, conversation: message.roomId } as const;
  if (message.roomType === "direct") {
    return { ...base, scope: "direct", ...(message.parentId === undefined ? {} : { thread: message.parentId }) };
  }
  return { ...base, scope: "channel", thread: message.parentId ?? message.id };
}
