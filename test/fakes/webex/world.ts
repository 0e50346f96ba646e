// A Webex of one process: people, rooms, messages, webhooks, pressed buttons; with the limits that the API's documents name.
import { randomUUID } from "node:crypto";

export interface FakePerson {
  readonly id: string;
  readonly displayName: string;
  readonly orgId: string;
  readonly type: "person" | "bot";
  /** Takes no direct messages from the bot. */
  blocks: boolean;
}

export interface FakeRoom {
  readonly id: string;
  readonly type: "direct" | "group";
  readonly members: Set<string>;
}

export interface FakeMessage {
  readonly id: string;
  readonly roomId: string;
  readonly roomType: FakeRoom["type"];
  readonly parentId?: string;
  readonly personId: string;
  readonly mentionedPeople: readonly string[];
  readonly files: readonly string[];
  readonly created: string;
  text: string;
  markdown?: string;
  html?: string;
  card?: Readonly<Record<string, unknown>>;
  edits: number;
}

export interface FakeWebhook {
  readonly id: string;
  name: string;
  targetUrl: string;
  readonly resource: string;
  readonly event: string;
  readonly filter?: string;
  secret: string;
  status: "active" | "inactive";
  failures: number;
}

export interface FakeAction {
  readonly id: string;
  readonly type: string;
  readonly messageId: string;
  readonly personId: string;
  readonly roomId: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly created: string;
}

/** Ids as Webex writes them: base64 of an address, without padding. */
export const webexIdOf = (kind: string, uuid: string = randomUUID()): string =>
  Buffer.from(`ciscospark://us/${kind}/${uuid}`).toString("base64").replaceAll("=", "");

export class FakeWorld {
  readonly people = new Map<string, FakePerson>();
  readonly rooms = new Map<string, FakeRoom>();
  readonly messages = new Map<string, FakeMessage>();
  readonly webhooks = new Map<string, FakeWebhook>();
  readonly actions = new Map<string, FakeAction>();
  readonly contents = new Map<string, { readonly name: string; readonly bytes: Uint8Array }>();
  readonly organisation = webexIdOf("ORGANIZATION");
  readonly bot: FakePerson;
  now: () => number = () => Date.now();

  constructor() {
    this.bot = this.person("CertOps", { type: "bot" });
  }

  person(displayName: string, more: Partial<Omit<FakePerson, "id" | "displayName">> = {}): FakePerson {
    const id = webexIdOf("PEOPLE");
    const made: FakePerson = { id, displayName, orgId: this.organisation, type: "person", blocks: false, ...more };
    this.people.set(id, made);
    return made;
  }

  room(...members: readonly FakePerson[]): FakeRoom {
    const room: FakeRoom = {
      id: webexIdOf("ROOM"),
      type: "group",
      members: new Set([this.bot.id, ...members.map((one) => one.id)]),
    };
    this.rooms.set(room.id, room);
    return room;
  }

  /** The room of the bot and one person; there is only ever one. */
  direct(person: FakePerson): FakeRoom {
    for (const room of this.rooms.values()) if (room.type === "direct" && room.members.has(person.id)) return room;
    const room: FakeRoom = { id: webexIdOf("ROOM"), type: "direct", members: new Set([this.bot.id, person.id]) };
    this.rooms.set(room.id, room);
    return room;
  }

  add(message: Omit<FakeMessage, "id" | "created" | "edits">): FakeMessage {
    const made = { ...message, id: webexIdOf("MESSAGE"), created: new Date(this.now()).toISOString(), edits: 0 };
    this.messages.set(made.id, made);
    return made;
  }

  /** What the bot posted, oldest first. */
  posted(room?: FakeRoom): FakeMessage[] {
    return [...this.messages.values()].filter(
      (one) => one.personId === this.bot.id && (room === undefined || one.roomId === room.id),
    );
  }
}

type Node = Readonly<Record<string, unknown>>;

/** Every object inside a card. */
export function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== "object" || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodesOf)];
}

/** Everything that can be read on a card, in order. */
export const wordsOf = (card: unknown): string =>
  nodesOf(card)
    .flatMap((node) => (node.type === "TextRun" || node.type === "TextBlock" ? [String(node.text)] : []))
    .join("\n");

/** The buttons that send something, those inside opened parts too. */
export const buttonsOf = (card: unknown): { readonly title: string; readonly data: Node }[] =>
  nodesOf(card).flatMap((node) =>
    node.type === "Action.Submit" ? [{ title: String(node.title), data: (node.data ?? {}) as Node }] : [],
  );
