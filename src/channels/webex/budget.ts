// Ten edits a message are all that Webex allows: which changes of a card are written at once, which wait, and when the card
// goes on in a new message.
import type { Card } from "../../domain/card.ts";
import type { ChannelMemory } from "../../domain/chat.ts";
import type { Json } from "../../domain/text.ts";
import { canonicalJson } from "../../kernel/canonical.ts";
import type { Clock } from "../../kernel/clock.ts";
import { sha256 } from "../../kernel/ids.ts";

/** Webex: "a maximum of 10 edits per message". */
export const mostEdits = 10;
/** The last edit is kept: with it the old message says where the card went on. */
const spendable = mostEdits - 1;

/**
 * Before the n-th edit, so long must have passed when nothing but progress changed. Six of them in the first five minutes,
 * then rarely: what is left is for milestones.
 */
const spacingMs = [0, 3_000, 10_000, 20_000, 40_000, 80_000, 160_000, 600_000, 600_000, 600_000] as const;
/** Between new messages that only bring progress. */
const replaceSpacingMs = 600_000;
const keptMs = 30 * 86_400_000;

export interface Spent {
  readonly edits: number;
  /** Milliseconds since 1970 of the newest write. */
  readonly at: number;
  /** The milestone that stands. */
  readonly milestone: string;
}

export type Decision =
  | { readonly kind: "edit" | "replace" }
  /** Only progress, and too soon for it. `afterMs`: when an edit would be in order; undefined when only a milestone is. */
  | { readonly kind: "wait"; readonly afterMs?: number };

/** What people must not miss: the card's state, what it is about, and what can be pressed. Progress bars and lists are not. */
export function milestoneOf(card: Card): string {
  const { title, tone, badge, actions } = card;
  const buttons = actions.map(({ action, payload }) => ({ action, payload }));
  return sha256(canonicalJson({ title, tone, badge: badge ?? null, buttons })).slice(0, 24);
}

/**
 * `cardsEdited`: false once Webex refused to edit a card at all; every change then is a new message, so progress alone is
 * shown rarely.
 */
export function decide(spent: Spent | undefined, card: Card, now: number, cardsEdited: boolean): Decision {
  if (spent === undefined) return { kind: cardsEdited ? "edit" : "replace" };
  const milestone = spent.milestone !== milestoneOf(card);
  const room = cardsEdited && spent.edits < spendable;
  if (milestone) return { kind: room ? "edit" : "replace" };
  const since = now - spent.at;
  if (!room) return since >= replaceSpacingMs ? { kind: "replace" } : { kind: "wait" };
  const spacing = spacingMs[spent.edits + 1] ?? replaceSpacingMs;
  return since >= spacing ? { kind: "edit" } : { kind: "wait", afterMs: spacing - since };
}

/** What was spent on each message; it outlives restarts, because Webex counts on. */
export class Budget {
  readonly #memory: ChannelMemory;
  readonly #clock: Clock;

  constructor(memory: ChannelMemory, clock: Clock) {
    this.#memory = memory;
    this.#clock = clock;
  }

  async of(message: string): Promise<Spent | undefined> {
    return spentOf(await this.#memory.get(keyOf(message)));
  }

  async put(message: string, edits: number, card: Card): Promise<void> {
    const at = this.#clock.now();
    const value = { edits, at, milestone: milestoneOf(card) };
    await this.#memory.put(keyOf(message), value, new Date(at + keptMs).toISOString());
  }

  forget(message: string): Promise<void> {
    return this.#memory.remove(keyOf(message));
  }
}

const keyOf = (message: string): string => `edits:${message}`;

function spentOf(value: Json | undefined): Spent | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { edits, at, milestone } = value as { readonly [key: string]: Json };
  if (typeof edits !== "number" || typeof at !== "number" || typeof milestone !== "string") return undefined;
  return { edits, at, milestone };
}
