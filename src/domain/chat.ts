// What comes in from a chat platform and what goes out, in our own words.
import type { Card } from "./card.ts";
import type { Actor, PlatformId } from "./person.ts";
import type { Json, Locale } from "./text.ts";

/** Where a message stands. `thread` keeps answers beside their question. */
export interface Place {
  readonly platform: PlatformId;
  readonly tenant: string;
  readonly conversation: string;
  readonly thread?: string;
  readonly scope: "direct" | "channel";
}

export interface Attachment {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface InboundBase {
  readonly place: Place;
  readonly actor: Actor;
  readonly locale: Locale;
  /** The same for every delivery of the same event; a repeated one is dropped. */
  readonly dedupeKey: string;
  readonly receivedAt: string;
  readonly attachments: readonly Attachment[];
}

export type Inbound = InboundBase &
  (
    | { readonly kind: "command"; readonly text: string }
    | { readonly kind: "prompt"; readonly text: string }
    | {
        readonly kind: "click";
        readonly action: string;
        readonly payload: Readonly<Record<string, string>>;
        readonly message?: MessageRef;
      }
  );

/** A message that stands somewhere and can be edited. */
export interface MessageRef {
  readonly place: Place;
  readonly id: string;
}

/**
 * What a command says. Replies with the same `subject` are one card that changes: the desk edits every posted copy.
 * Without a subject the card is posted once. `private` is shown to the asker alone, where the platform can.
 */
export interface Reply {
  readonly card: Card;
  /** For example `diagnosis:…`, `approval:…`, `run:…`. */
  readonly subject?: string;
  /** Of the subject's noun; a card that is older than the one that stands is never posted over it. */
  readonly revision?: number;
  readonly private?: boolean;
  /** Takes the place of the card whose button was clicked (another page of it), on that one message alone. */
  readonly inPlace?: boolean;
  /** A file that belongs to the card. */
  readonly file?: Attachment;
  /** The noun behind the card, for readers that are machines (`certops --json`). */
  readonly data?: ReplyData;
}

/** `value` serialises to JSON; `kind` names its shape in docs/cli.md. */
export interface ReplyData {
  readonly kind: string;
  readonly value: unknown;
}

/** One chat platform, as the rest sees it. Verification and acknowledgement are the channel's own business. */
export interface Channel {
  readonly platform: PlatformId;
  /** Posts a new message; throws CertOpsError when the platform refuses. */
  post(
    place: Place,
    card: Card,
    options: { readonly locale: Locale; readonly file?: Attachment; readonly data?: ReplyData },
  ): Promise<MessageRef>;
  /** Brings a posted card up to date; returns the reference that is current afterwards. */
  edit(
    message: MessageRef,
    card: Card,
    options: { readonly locale: Locale; readonly data?: ReplyData },
  ): Promise<MessageRef>;
  /** Answers one person alone. */
  whisper(
    place: Place,
    actor: Actor,
    card: Card,
    options: { readonly locale: Locale; readonly data?: ReplyData },
  ): Promise<void>;
}

/**
 * What one platform's channel remembers over restarts and shares between replicas: where a conversation is reached, what a
 * posted card says now. Keys are the channel's own; values come back as they were put. Never a secret.
 */
export interface ChannelMemory {
  get(key: string): Promise<Json | undefined>;
  /** Puts `value` in the place of what stood there. It is kept at least until `until` (ISO 8601), for ever when left out. */
  put(key: string, value: Json, until?: string): Promise<void>;
  remove(key: string): Promise<void>;
  /** Forgets what was kept until a time before `now` (ISO 8601); returns how many. */
  prune(now: string): Promise<number>;
}
