// What an action is: one kind of change that can be planned, prechecked, executed, and looked at on the device.
import type { Evidence } from "../domain/finding.ts";
import type { Change, ChangeKind } from "../domain/plan.ts";
import type { CurvePoint, PhoneTally } from "../domain/run.ts";
import type { Json, Phrase } from "../domain/text.ts";
import type { Clock } from "../kernel/clock.ts";
import type { ClusterSystems, Transcript } from "../systems/ports.ts";

export type ChangeOf<Kind extends ChangeKind> = Extract<Change, { readonly kind: Kind }>;

/** What was journalled before anything was sent: when, and what the device showed then. */
export interface Intent {
  /** ISO 8601, the bot's clock. */
  readonly at: string;
  /** What the action's `precheck` gave; `observe` compares the device with it, so that no two clocks are compared. */
  readonly baseline: Json;
}

export interface ActionContext {
  readonly systems: ClusterSystems;
  readonly clock: Clock;
  /** The bot goes down: give up at once, the run is resumed later. */
  readonly signal: AbortSignal;
}

export interface ExecuteContext extends ActionContext {
  readonly intent: Intent;
  /** Awaited in the moment before each command is written; throws when the run no longer holds its cluster. */
  readonly fence: () => Promise<void>;
  /** A person aborts: honoured between commands and while waiting, never in the middle of a command. */
  readonly abort: AbortSignal;
  /** Journals what is about to be sent next; durable when it resolves. */
  readonly progress: (data: Json) => Promise<void>;
  /** What earlier attempts at this step journalled through `progress`, in order. */
  readonly progressed: readonly Json[];
  /** The changes of this run's earlier steps with their intents. */
  readonly earlier: readonly { readonly change: Change; readonly intent: Intent }[];
  /** The phones that the recovery curve counts; those of the wait alone when left out. */
  readonly watched?: readonly string[];
  /** One point of the recovery curve, shown at once. */
  readonly curve: (point: CurvePoint) => Promise<void>;
  /** How far the phones of this step are, shown at once. */
  readonly tally: (tally: PhoneTally) => Promise<void>;
}

/** Not `ok`: nothing may be sent; `why` says what stands in the way. */
export type Prechecked =
  | { readonly ok: true; readonly baseline: Json; readonly evidence: readonly Evidence[] }
  | {
      readonly ok: false;
      readonly why: Phrase;
      readonly evidence: readonly Evidence[];
      /** Somebody has changed what the plan rests on: the run asks again instead of failing. */
      readonly drift?: true;
    };

/** `sent`: the device has answered well and is looked at next. `missed`: a wait's deadline passed. */
export interface Executed {
  readonly outcome: "sent" | "failed" | "missed";
  readonly note?: Phrase;
  readonly evidence: readonly Evidence[];
  readonly transcript?: Transcript;
}

/**
 * What the device shows, compared with the baseline. `unknown` is also "still going on" and "could not be asked";
 * `final` says that looking again would not tell more.
 */
export interface Observation {
  readonly state: "done" | "not-done" | "unknown";
  readonly evidence: readonly Evidence[];
  readonly note?: Phrase;
  readonly final?: boolean;
  /** With `not-done`: some targets show the effect and some do not. After a good answer that is enough. */
  readonly partly?: boolean;
}

/** How long to look before believing: seconds. */
export interface Patience {
  readonly every: number;
  /** "Not done" must be seen for this long: a command may have been taken and not yet have an effect. */
  readonly notDoneAfter: number;
  /** After this, a person is asked. */
  readonly giveUpAfter: number;
}

export interface Action<Kind extends ChangeKind> {
  readonly kind: Kind;
  readonly patience: Patience;
  /** Changes nothing, so it may be begun again as often as needed. */
  readonly repeatable?: boolean;
  /**
   * Goes from target to target, journals each before it is sent and looks at it before it is sent again: taken up after every
   * interruption, however many there are.
   */
  readonly resumable?: boolean;
  /** Exactly what is sent; the run compares it with the approved text before it sends anything. */
  command(change: ChangeOf<Kind>): string;
  estimateSeconds(change: ChangeOf<Kind>): number;
  /** Reads what `observe` needs later. Throws CertOpsError when the systems cannot be asked. */
  precheck(change: ChangeOf<Kind>, context: ActionContext): Promise<Prechecked>;
  /** Sends the change, once. Throws what the systems throw: `ChangeUncertain` when the outcome was not seen. */
  execute(change: ChangeOf<Kind>, context: ExecuteContext): Promise<Executed>;
  /** Looks, changes nothing. Trouble in asking is an `unknown`, never an exception (cancellation excepted). */
  observe(
    change: ChangeOf<Kind>,
    intent: Intent,
    progressed: readonly Json[],
    context: ActionContext,
  ): Promise<Observation>;
}

/** An action with its change: what a run works with. */
export interface BoundAction {
  readonly change: Change;
  readonly patience: Patience;
  readonly repeatable: boolean;
  readonly resumable: boolean;
  readonly command: string;
  precheck(context: ActionContext): Promise<Prechecked>;
  execute(context: ExecuteContext): Promise<Executed>;
  observe(intent: Intent, progressed: readonly Json[], context: ActionContext): Promise<Observation>;
}

/** The change's action applied to it. */
export const bind = <Kind extends ChangeKind>(action: Action<Kind>, change: ChangeOf<Kind> & Change): BoundAction => ({
  change,
  patience: action.patience,
  repeatable: action.repeatable ?? false,
  resumable: action.resumable ?? false,
  command: action.command(change),
  precheck: (context) => action.precheck(change, context),
  execute: (context) => action.execute(change, context),
  observe: (intent, progressed, context) => action.observe(change, intent, progressed, context),
});
