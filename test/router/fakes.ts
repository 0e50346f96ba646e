// A channel that keeps what stands, people and events for tests of the router, the desk and the commands.
import type { Card } from "../../src/domain/card.ts";
import type { Channel, Inbound, MessageRef, Place } from "../../src/domain/chat.ts";
import { personId } from "../../src/domain/ids.ts";
import type { Actor, Person } from "../../src/domain/person.ts";
import { verbatim } from "../../src/domain/text.ts";
import type { Invocation } from "../../src/router/command.ts";
import type { PostedCards } from "../../src/router/ports.ts";

export const cardOf = (title: string): Card => ({
  title: verbatim(title),
  tone: "neutral",
  body: [],
  actions: [],
  summary: verbatim(title),
});

export const titleOf = (card: Card): string => ("verbatim" in card.title ? card.title.verbatim : card.title.id);

export const actorOf = (user: string): Actor => ({ platform: "web", tenant: "practice", user, displayName: user });

export const person = (id: string, roles: readonly string[] = ["engineer"]): Person => ({
  id: personId(id),
  name: id,
  roles,
  identities: [{ platform: "web", tenant: "practice", user: id }],
});

const place = (conversation = "main"): Place => ({
  platform: "web",
  tenant: "practice",
  conversation,
  scope: "channel",
});

let events = 0;
const nextKey = (): string => {
  events += 1;
  return `event-${events}`;
};
const base = (user: string, conversation?: string) => ({
  place: place(conversation),
  actor: actorOf(user),
  locale: "en" as const,
  dedupeKey: nextKey(),
  receivedAt: "2026-11-22T02:00:00Z",
  attachments: [],
});

interface From {
  readonly user?: string;
  readonly conversation?: string;
}

export const prompt = (text: string, from: From = {}): Inbound => ({
  ...base(from.user ?? "alex", from.conversation),
  kind: "prompt",
  text,
});

export const command = (text: string, from: From = {}): Inbound => ({
  ...base(from.user ?? "alex", from.conversation),
  kind: "command",
  text,
});

export const click = (
  action: string,
  message: MessageRef | undefined,
  payload: Readonly<Record<string, string>> = {},
  from: From = {},
): Inbound => ({
  ...base(from.user ?? "alex", from.conversation),
  kind: "click",
  action,
  payload,
  ...(message === undefined ? {} : { message }),
});

export const invocation = (more: Partial<Invocation> = {}): Invocation => ({
  person: person("alex"),
  actor: actorOf("alex"),
  place: place(),
  locale: "en",
  text: "",
  attachments: [],
  signal: new AbortController().signal,
  ...more,
});

export class FakeChannel implements Channel {
  readonly platform = "web";
  readonly posted: { readonly message: MessageRef; card: Card }[] = [];
  readonly whispers: Card[] = [];
  edits = 0;
  mostAtOnce = 0;
  refuseEditsIn = "";
  #now = 0;
  #gate: Promise<void> = Promise.resolve();
  #open: () => void = () => undefined;

  /** Edits wait until `release`. */
  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  release(): void {
    this.#open();
  }

  async post(where: Place, card: Card): Promise<MessageRef> {
    const message = { place: where, id: `m${this.posted.length + 1}` };
    this.posted.push({ message, card });
    return message;
  }

  async edit(message: MessageRef, card: Card): Promise<MessageRef> {
    this.#now += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#now);
    await this.#gate;
    this.#now -= 1;
    if (message.place.conversation === this.refuseEditsIn) throw new Error("the platform says no");
    this.edits += 1;
    const found = this.posted.find((one) => one.message.id === message.id);
    if (found === undefined) throw new Error("no such message");
    found.card = card;
    return message;
  }

  async whisper(_place: Place, _actor: Actor, card: Card): Promise<void> {
    this.whispers.push(card);
  }

  standing(): string[] {
    return this.posted.map(({ card }) => titleOf(card));
  }

  last(): MessageRef | undefined {
    return this.posted.at(-1)?.message;
  }
}

export function memoryPosted(): PostedCards {
  const copies = new Map<string, MessageRef[]>();
  return {
    add: async (subject, message) => {
      copies.set(subject, [...(copies.get(subject) ?? []), message]);
    },
    of: async (subject) => copies.get(subject) ?? [],
    subjectsAt: async ({ id }) =>
      [...copies].flatMap(([subject, all]) => (all.some((one) => one.id === id) ? [subject] : [])),
    move: async (subject, from, to) => {
      copies.set(
        subject,
        (copies.get(subject) ?? []).map((one) => (one.id === from.id ? to : one)),
      );
    },
  };
}
