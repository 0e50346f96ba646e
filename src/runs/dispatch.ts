// Who does what when several replicas share a store: the port. Which replica advances a run is decided here and nowhere else.
import type { ClusterId, RunId } from "../domain/ids.ts";

export interface Duties {
  /**
   * Advances the run to its end. Rejects when this replica had to let go of it (going down, claim or lease lost): then
   * another one is asked.
   */
  advance(run: RunId, signal: AbortSignal): Promise<void>;
  /** A timer has come, or a piece of work that one replica does for all. */
  perform(kind: string, key: string, signal: AbortSignal): Promise<void>;
}

/** Every call is durable when its promise resolves; what is asked for twice happens once. */
export interface Dispatch {
  /** Somebody advances this run from now on: this replica, another one, or the next one when that one dies. */
  hand(run: { readonly id: RunId; readonly cluster: ClusterId }): Promise<void>;
  /** Has one replica perform it at that time (ISO 8601) or soon after. */
  at(timer: { readonly kind: string; readonly key: string; readonly when: string }): Promise<void>;
  /** Has one replica perform it now, unless it waits or is under way already. */
  once(work: { readonly kind: string; readonly key: string }): Promise<void>;
  /** Begins to take work. */
  open(duties: Duties): Promise<void>;
  /** Takes no more work and lets go of what is under way. */
  close(): Promise<void>;
}
