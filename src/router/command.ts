// One command: its name, its arguments, the phrases it answers, who may, and what it says. Help and routing read this.
import type { z } from "zod";
import type { Attachment, Place, Reply } from "../domain/chat.ts";
import type { ClusterId } from "../domain/ids.ts";
import type { Actor, Permission, Person } from "../domain/person.ts";
import type { ScenarioId } from "../domain/report.ts";
import type { Locale, Phrase } from "../domain/text.ts";

export const intents = [
  "diagnose",
  "certs",
  "impact",
  "renew",
  "restart",
  "approvals",
  "audit",
  "help",
  "unknown",
] as const;
export type Intent = (typeof intents)[number];

/** Only `do` may lead to a proposal; a question never starts a change. `talk`: no wish and no question of ours. */
export type Asks = "trouble" | "which" | "what-if" | "how" | "do" | "talk";

/** How a text was understood; printed by `certops ask --dry-run --json`. */
export interface Understanding {
  readonly intent: Intent;
  readonly scenario: ScenarioId | null;
  /** 0..1. */
  readonly confidence: number;
  /** A command's name when the intent leads to one. */
  readonly command: string | null;
  readonly cluster: string | null;
  readonly args: Readonly<Record<string, string>>;
  readonly asks: Asks;
  /** It speaks of something ("it", "again") that neither it nor its thread names: to be asked for, never guessed. */
  readonly missing?: "certificate" | "service" | "node" | "request";
  /** Other readings, most likely first: become buttons when the confidence is low. */
  readonly alternatives: readonly {
    readonly intent: Intent;
    readonly scenario: ScenarioId | null;
    readonly confidence: number;
  }[];
}

/** Who asked, where, and in which language. */
export interface Invocation {
  readonly person: Person;
  /** The account that acted; votes keep it. */
  readonly actor: Actor;
  readonly place: Place;
  readonly locale: Locale;
  /** The words that were typed. */
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly signal: AbortSignal;
}

export interface Command<Services, Args> {
  /** `certs` in `/certops certs`. */
  readonly name: string;
  readonly summary: Phrase;
  /** For example `certs [cluster]`. */
  readonly usage: string;
  readonly may: Permission;
  readonly intent: Intent;
  /** Positional words are mapped to the schema's keys in `positions`; a bad one gets the schema's own message. */
  readonly args: z.ZodType<Args>;
  readonly positions: readonly string[];
  /** The whole text after the command’s name goes under this key, as it was pasted: no words, no quotes, no `key=value`. */
  readonly rest?: string;
  /** What people say when they mean this command, per language. */
  readonly phrases: Readonly<Record<Locale, readonly string[]>>;
  run(args: Args, invocation: Invocation, services: Services): AsyncIterable<Reply>;
}

/** Keeps the argument type together with its schema. */
export const defineCommand = <Services, Args>(command: Command<Services, Args>): Command<Services, Args> => command;

/** What a button does. The payload is untrusted: the server decides everything else from its own records. */
export interface Click<Services> {
  /** As in `CardAction.action`, for example `approval.approve`. */
  readonly action: string;
  readonly may: Permission;
  run(payload: Readonly<Record<string, string>>, invocation: Invocation, services: Services): AsyncIterable<Reply>;
}

/** What people say when they mean this; the understanding learns from nothing else. */
export interface Teaching {
  readonly intent: Intent;
  readonly scenario: ScenarioId | null;
  readonly command: string | null;
  readonly phrases: Readonly<Record<Locale, readonly string[]>>;
}

/** The clusters a command may be pointed at. */
export interface ClusterDirectory {
  readonly ids: readonly ClusterId[];
  /** The one that is meant when none is named; undefined when there are several. */
  readonly only: ClusterId | undefined;
}
