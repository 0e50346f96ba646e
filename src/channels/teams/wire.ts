// What the channel needs from Teams, in our own words: the SDK behind it can be replaced without the rest noticing.
import type { Json } from "../../domain/text.ts";
import type { TeamsActivity } from "./activity.ts";

/** Where messages of one conversation go. */
export interface Reference {
  readonly serviceUrl: string;
  /** With `;messageid=` for a thread of a channel. */
  readonly conversation: string;
}

export interface Member {
  /** The user id that Teams gives to this bot alone (`29:…`); mentions and refreshes need it. */
  readonly id: string;
  readonly aadObjectId: string | undefined;
  readonly name: string;
  /** `user`, `guest`, `anonymous`. */
  readonly role: string;
  readonly tenant: string | undefined;
}

/** A message to be sent: text, attachments, mentions, in the platform's own form. */
export type OutgoingActivity = { readonly [key: string]: Json };

/** Answer to an invoke: HTTP status and body. */
export interface InvokeAnswer {
  readonly status: number;
  readonly body?: Json;
}

/** Every method throws TeamsRefusal when the platform refuses or is not there. */
export interface Wire {
  /** Runs one turn of an activity that was proved to come from Teams. */
  turn(activity: TeamsActivity, logic: () => Promise<InvokeAnswer | undefined>): Promise<InvokeAnswer>;
  /** The id of the new message. */
  send(to: Reference, activity: OutgoingActivity): Promise<string>;
  update(to: Reference, id: string, activity: OutgoingActivity): Promise<void>;
  /** `user`: a `29:` id or the object id in the directory. */
  member(of: Reference, user: string): Promise<Member>;
  /** The personal conversation with a member; made when there is none. */
  openPersonal(with_: { readonly serviceUrl: string; readonly tenant: string; readonly user: string }): Promise<string>;
}
