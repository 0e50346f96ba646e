// What the router and the desk need from the outside.
import type { MessageRef, Place } from "../domain/chat.ts";
import type { ClusterId } from "../domain/ids.ts";
import type { Actor, Permission, Person } from "../domain/person.ts";
import type { Locale } from "../domain/text.ts";
import type { Thread, ThreadTopic } from "../domain/thread.ts";

/** Remembers where cards were posted, so that buttons and updates outlive a restart. `at`: ISO 8601. */
export interface PostedCards {
  add(subject: string, message: MessageRef, at: string): Promise<void>;
  /** Oldest first. */
  of(subject: string): Promise<readonly MessageRef[]>;
  /** Of which subjects this message is a copy; mostly one, none for a card that never changes. */
  subjectsAt(message: MessageRef): Promise<readonly string[]>;
  /** Those that this process is to edit, where several processes share the cards; all of them when left out. */
  mine?(subject: string): Promise<readonly MessageRef[]>;
  /** A platform that cannot edit gave the card a new message. */
  move(subject: string, from: MessageRef, to: MessageRef, at: string): Promise<void>;
}

/** Remembers which deliveries were handled (platforms repeat them for up to an hour). */
export interface SeenKeys {
  /** True for the first caller with this key only. */
  first(key: string, at: string): Promise<boolean>;
}

/** Who is who and who may what: the policy, asked in one place. */
export interface Gate {
  resolve(actor: Actor): Person | undefined;
  can(person: Person, permission: Permission, cluster?: ClusterId): boolean;
  /** The language that a person chose; undefined when they never did. */
  language(person: Person): Promise<Locale | undefined>;
}

/** What each thread has spoken of; kept per place and thread, never told elsewhere. Times: ISO 8601. */
export interface Threads {
  of(place: Place, now: string): Promise<Thread | undefined>;
  note(place: Place, topic: ThreadTopic, at: string): Promise<void>;
}
