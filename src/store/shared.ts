// What a store that several processes share offers beyond its tables: news of the others' changes, who lives, who writes which card.
import type { MessageRef } from "../domain/chat.ts";

/** A record that another process has stored. */
export interface StoreChange {
  readonly kind: "approval" | "run" | "diagnosis";
  readonly id: string;
  readonly version: number;
}

export interface ChangeListener {
  changed(change: StoreChange): void;
  /** The connection was lost for a while: anything may have changed. Called once at the first connection too. */
  missed(): void;
}

export interface SharedStore {
  /** This process among the replicas. */
  readonly replica: string;
  /** Tells of every change that other processes store, until the returned function is called. Connects again by itself. */
  listen(listener: ChangeListener): () => Promise<void>;
  /**
   * Says that this process lives. Gives the replicas that live now by the database's clock, this one among them, and the
   * number of the newest schema that the database has seen.
   */
  beat(): Promise<{ readonly alive: readonly string[]; readonly schema: number }>;
  /** This process is the one that edits the message from now on. */
  writes(message: MessageRef): Promise<void>;
  /**
   * Of these messages, those that this process is to edit: its own, and those whose writer does not live any more
   * (taken over here, by one process alone).
   */
  mine(messages: readonly MessageRef[]): Promise<readonly MessageRef[]>;
  /** Leaves at once: others need not wait for the heartbeat to grow old. */
  leave(): Promise<void>;
}
