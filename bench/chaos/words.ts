// What the chaos and its bots say to each other over the process's message pipe.
import type { LabFacts } from "../lab-process.ts";

export interface BotOrder {
  readonly dataFolder: string;
  /** PostgreSQL; the embedded store without it. */
  readonly url?: string;
  readonly facts: LabFacts;
  /** Milliseconds since 1970 at which the bot's time ran as ours, and how much faster it runs since. */
  readonly epoch: number;
  readonly scale: number;
  /** Dies when it passes this point for the `time`-th time. */
  readonly point?: { readonly name: string; readonly time: number };
}

export type BotWish =
  | { readonly do: "request"; readonly service: string; readonly nodes: readonly string[] }
  | { readonly do: "vote"; readonly who: string; readonly approval: string }
  | { readonly do: "look"; readonly approval: string }
  | { readonly do: "verify" };
export type BotRequest = BotWish & { readonly id: number };

/** The answer with id 0 says that the bot is open. */
export type BotAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };

export interface Looked {
  readonly approval?: string;
  readonly votes: number;
  readonly run?: string;
  readonly stopped?: string;
  readonly steps: readonly string[];
}

/** Every named moment of a change's way at which a bot is killed. */
export const chaosPoints = [
  "request.stored",
  "card.posted",
  "vote.stored",
  "lease.taken",
  "start.stored",
  "run.stored",
  "step.journalled",
  "fence.passed",
  "command.sent",
  "answer.stored",
  "observed",
  "step.recorded",
  "verifying.stored",
  "verified",
] as const;
