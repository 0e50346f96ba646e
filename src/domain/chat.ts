// What comes in from a chat platform and what goes out, in our own words.
import type { Card } from "./card.ts";
import type { Actor, Person, PlatformId } from "./person.ts";
import type { Json, Locale, Phrase } from "./text.ts";
import type { ThreadTopic } from "./thread.ts";

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
  /** A picture of our own: shown where the platform can, with what it says in words for those who do not see it. */
  readonly image?: {
    readonly mediaType: "image/png";
    readonly alt: string;
    /** A PNG small enough to stand inside a card, for platforms that show files as names only. */
    readonly preview?: Uint8Array;
  };
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
        /** The button stands on a card that this person alone sees and that cannot be edited. */
        readonly alone?: boolean;
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
  /** In place of a card of this kind of subject, too (`certs` of `certs:…`); every other card that changes stays as it is. */
  readonly turns?: string;
  /** Written in this language, whichever the reader's is. */
  readonly locale?: Locale;
  /** The card is one that was kept under this key (src/router/kept-cards.ts), in another language. */
  readonly keptAs?: string;
  /** A file that belongs to the card. */
  readonly file?: Attachment;
  /** People whom the platform itself must tell: each is mentioned by their account there, never by a name in a text. */
  readonly mentions?: readonly Person[];
  /** The noun behind the card, for readers that are machines (`certops --json`). */
  readonly data?: ReplyData;
  /** What "it", "there" and "again" mean after this answer, in its thread. */
  readonly about?: ThreadTopic;
}

/** `value` serialises to JSON; `kind` names its shape in docs/cli.md. */
export interface ReplyData {
  readonly kind: string;
  readonly value: unknown;
}

export interface PostOptions {
  readonly locale: Locale;
  readonly file?: Attachment;
  readonly data?: ReplyData;
  /** Mentioned for real, where they have an account on this platform and tenant; the others are left to the card's text. */
  readonly mentions?: readonly Person[];
}

/** One chat platform, as the rest sees it. Verification and acknowledgement are the channel's own business. */
export interface Channel {
  readonly platform: PlatformId;
  /**
   * True where people are told of a new message that mentions them and not of a changed card: whoever must act, or waits for an
   * outcome, is told there by a short message beside the card.
   */
  readonly mentions?: boolean;
  /**
   * How the button for the other language is answered. `own`: by the channel, which knows what stands and can draw it for one
   * person. `none`: nobody presses buttons there. Left out: by the bot, which keeps the card.
   */
  readonly languages?: "own" | "none" | undefined;
  /** Posts a new message; throws CertOpsError when the platform refuses. */
  post(place: Place, card: Card, options: PostOptions): Promise<MessageRef>;
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

/** Whether a platform is reached now, for `/readyz`, metrics and `certops doctor`. */
export interface ChannelHealth {
  readonly ok: boolean;
  readonly detail: Phrase;
}

/**
 * A platform's channel that was made by its `start<Platform>(deps)`. It can post at once (messages wait while the platform is
 * away) and takes nothing in before `open`.
 */
export interface RunningChannel {
  readonly channel: Channel;
  /**
   * Begins to receive. Resolves as soon as the platform accepted the bot's credentials, or could not be reached and is tried
   * again in the background; throws CertOpsError `login-refused` when it refuses them.
   */
  open(): Promise<void>;
  health(): ChannelHealth;
  /** What was refused at the door since the start, by reason (words of our own, never what was sent); for metrics. */
  readonly refused?: ReadonlyMap<string, number>;
  /** Stops receiving, sends what waits if that is quick, and lets go of every timer and socket. */
  close(): Promise<void>;
}
