// Who acted, as the platform proves it: the id in the directory and its organisation. Guests and anonymous people are nobody here.
import { CertOpsError } from "../../domain/errors.ts";
import type { PersonId } from "../../domain/ids.ts";
import type { Actor, Person } from "../../domain/person.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type TeamsActivity, tenantOf } from "./activity.ts";
import { TeamsRefusal } from "./exchange.ts";
import type { Places } from "./places.ts";
import type { Member, Reference, Wire } from "./wire.ts";

/** What an account of another kind than `user` of our own organisation counts as; no policy can name it. */
export const guestTenant = "guest";

const believedMs = 3_600_000;
const deniedMs = 60_000;
const mostRemembered = 5_000;
/** The roster is busy or away: that says nothing about the account (the platform's own list, and no answer at all). */
const notSaid = new Set([0, 412, 429, 500, 502, 503, 504]);
/** A vote that was pressed meanwhile is worth waiting a minute for. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** No text of either part can be taken for the other. */
const accountKey = ({ tenant, user }: { readonly tenant: string; readonly user: string }): string =>
  JSON.stringify([tenant, user]);

/** An account that the policy names twice is the first one's here; what they may do is asked of the policy, which believes neither. */
function idsByAccount(people: readonly Person[]): ReadonlyMap<string, PersonId> {
  const ids = new Map<string, PersonId>();
  for (const { id, identities } of people) {
    for (const identity of identities) {
      const key = accountKey(identity);
      if (identity.platform === "teams" && !ids.has(key)) ids.set(key, id);
    }
  }
  return ids;
}

interface Remembered {
  readonly member: Member | undefined;
  readonly until: number;
}

export class People {
  readonly #tenant: string;
  readonly #people: readonly Person[];
  readonly #wire: Wire;
  readonly #places: Places;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #members = new Map<string, Remembered>();
  /** By account: every message asks. */
  readonly #ids: ReadonlyMap<string, PersonId>;

  constructor(options: {
    readonly tenant: string;
    readonly people: readonly Person[];
    readonly wire: Wire;
    readonly places: Places;
    readonly clock: Clock;
    /** Ends waiting when the bot stops. */
    readonly signal: AbortSignal;
  }) {
    this.#tenant = options.tenant;
    this.#people = options.people;
    this.#wire = options.wire;
    this.#places = options.places;
    this.#clock = options.clock;
    this.#signal = options.signal;
    this.#ids = idsByAccount(options.people);
  }

  /**
   * The token proves the message, not what kind of account wrote it: the roster says whether it is a guest's. Throws
   * CertOpsError `not-allowed` when the roster cannot be asked within a minute: then nobody is believed.
   */
  async actorOf(activity: TeamsActivity, at: Reference): Promise<Actor> {
    const { from } = activity;
    const user = from.aadObjectId;
    const displayName = (from.name ?? "").slice(0, 200);
    const tenant = tenantOf(activity);
    if (user === undefined) return { platform: "teams", tenant: guestTenant, user: from.id, displayName };
    if (tenant !== this.#tenant) return { platform: "teams", tenant: tenant || guestTenant, user, displayName };
    // Whoever is in no policy is a stranger anyway: the roster need not be asked.
    if (this.idOf({ platform: "teams", tenant, user, displayName }) === undefined)
      return { platform: "teams", tenant, user, displayName };
    const member = await this.#patiently(at, user, from.id);
    if (member === undefined) throw unproved();
    const ours = member.role !== "guest" && member.role !== "anonymous" && (member.tenant ?? tenant) === this.#tenant;
    return { platform: "teams", tenant: ours ? tenant : guestTenant, user, displayName };
  }

  /** The person that the policy knows under this account. */
  idOf(actor: Actor): PersonId | undefined {
    return this.#ids.get(accountKey(actor));
  }

  /** The ids in our directory under which a person acts here. */
  usersOf(id: PersonId): readonly string[] {
    const person = this.#people.find((one) => one.id === id);
    return (person?.identities ?? [])
      .filter(({ platform, tenant }) => platform === "teams" && tenant === this.#tenant)
      .map(({ user }) => user);
  }

  /** The `29:` id of an account of our directory, from what was seen or from the roster of the conversation. */
  async userId(user: string, at: Reference): Promise<string | undefined> {
    return (await this.#places.userId(user)) ?? (await this.#member(at, user, user).catch(unknownWhenRefused))?.id;
  }

  /** The `29:` ids of these people, as far as they are members of the conversation; at most `most`. */
  async idsFor(people: readonly PersonId[], at: Reference, most: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const user of people.flatMap((id) => this.usersOf(id))) {
      if (ids.length === most) break;
      const id = await this.userId(user, at);
      if (id !== undefined) ids.push(id);
    }
    return ids;
  }

  async #patiently(at: Reference, user: string, asked: string): Promise<Member | undefined> {
    for (const pauseMs of pausesMs) {
      try {
        return await this.#member(at, user, asked);
      } catch (error) {
        if (!(error instanceof TeamsRefusal)) throw error;
        await this.#clock.sleep(Math.max(pauseMs, Math.min(error.retryAfter ?? 0, 30_000)), this.#signal);
      }
    }
    return await this.#member(at, user, asked).catch(unknownWhenRefused);
  }

  /** Undefined: not one of the conversation's. Throws TeamsRefusal when the roster is busy or away, which is not remembered. */
  async #member(at: Reference, user: string, asked: string): Promise<Member | undefined> {
    const key = `${user} ${at.conversation.split(";")[0]}`;
    const now = this.#clock.now();
    const known = this.#members.get(key);
    if (known !== undefined && known.until > now) return known.member;
    const member = await this.#ask(at, user, asked);
    this.#members.delete(key);
    this.#members.set(key, { member, until: now + (member === undefined ? deniedMs : believedMs) });
    const [oldest] = this.#members.keys();
    if (this.#members.size > mostRemembered && oldest !== undefined) this.#members.delete(oldest);
    if (member !== undefined) await this.#places.learnUser(user, member.id);
    return member;
  }

  /** Two ids lead to a member: the one from the activity and the one of the directory. */
  async #ask(at: Reference, user: string, asked: string): Promise<Member | undefined> {
    try {
      const member = await this.#wire.member(at, asked);
      // Another person's entry must never vouch for this one.
      return member.aadObjectId === undefined || member.aadObjectId === user ? member : undefined;
    } catch (error) {
      if (error instanceof TeamsRefusal && !notSaid.has(error.status)) return undefined;
      throw error;
    }
  }
}

function unknownWhenRefused(error: unknown): undefined {
  if (error instanceof TeamsRefusal) return undefined;
  throw error;
}

const unproved = (): CertOpsError =>
  new CertOpsError({
    code: "not-allowed",
    message: "the Teams roster did not say what kind of account this is",
    say: say("teams.unproved"),
    next: say("teams.unproved.next"),
    retry: "later",
  });
