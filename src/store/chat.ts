// What chat needs to survive a restart: where cards stand, which events were seen, who reads which language.
import type { ChannelMemory, MessageRef } from "../domain/chat.ts";
import type { PersonId } from "../domain/ids.ts";
import type { PlatformId } from "../domain/person.ts";
import type { Json, Locale } from "../domain/text.ts";
import { type Database, parsed } from "./database.ts";

/** Where the cards of a subject stand, so that every posted copy can be brought up to date after a restart. */
export interface PostedStore {
  add(subject: string, message: MessageRef, at: string): Promise<void>;
  /** A platform that cannot edit gives a new message in the old one's place. */
  move(subject: string, from: MessageRef, to: MessageRef, at: string): Promise<void>;
  /** Oldest first. */
  of(subject: string): Promise<readonly MessageRef[]>;
  /** Of which subjects this message is a copy. */
  subjectsAt(message: MessageRef): Promise<readonly string[]>;
  forget(subject: string, message: MessageRef): Promise<void>;
}

export interface SeenStore {
  /** True for the first caller with this key, false for every later one, also after a restart. */
  first(dedupeKey: string, at: string): Promise<boolean>;
  /** Forgets keys older than `before`; returns how many. */
  prune(before: string): Promise<number>;
}

export interface LanguageStore {
  of(person: PersonId): Promise<Locale | undefined>;
  set(person: PersonId, locale: Locale): Promise<void>;
}

const keyOf = (subject: string, { place, id }: MessageRef) => ({
  subject,
  platform: place.platform,
  conversation: `${place.tenant}/${place.conversation}/${place.thread ?? ""}`,
  message: id,
});

export function postedStore(database: Database): PostedStore {
  const add: PostedStore["add"] = (subject, message, at) =>
    database.ask(async (db) => {
      await db
        .insertInto("posted")
        .values({ ...keyOf(subject, message), place: JSON.stringify(message.place), posted_at: at })
        .onConflict((conflict) => conflict.columns(["subject", "platform", "conversation", "message"]).doNothing())
        .execute();
    });
  const forget: PostedStore["forget"] = (subject, message) =>
    database.ask(async (db) => {
      const key = keyOf(subject, message);
      await db
        .deleteFrom("posted")
        .where("subject", "=", key.subject)
        .where("platform", "=", key.platform)
        .where("conversation", "=", key.conversation)
        .where("message", "=", key.message)
        .execute();
    });
  return {
    add,
    forget,
    move: async (subject, from, to, at) => {
      // Added before the old one goes: a crash between leaves one reference too many, never none.
      await add(subject, to, at);
      if (JSON.stringify(keyOf(subject, from)) !== JSON.stringify(keyOf(subject, to))) await forget(subject, from);
    },
    of: (subject) =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("posted")
          .select(["message", "place"])
          .where("subject", "=", subject)
          .orderBy("posted_at")
          .orderBy("message")
          .execute();
        return rows.map((row) => ({ id: row.message, place: parsed<MessageRef["place"]>(row.place) }));
      }),
    subjectsAt: ({ place, id }) =>
      database.ask(async (db) => {
        const rows = await db
          .selectFrom("posted")
          .select(["subject", "place"])
          .where("platform", "=", place.platform)
          .where("message", "=", id)
          .execute();
        // Whichever thread a click names: within a conversation an id is one message.
        const here = rows.filter((row) => {
          const at = parsed<MessageRef["place"]>(row.place);
          return at.tenant === place.tenant && at.conversation === place.conversation;
        });
        return [...new Set(here.map(({ subject }) => subject))];
      }),
  };
}

/** Platforms repeat a delivery for an hour or so; a key that is older than this is only weight. */
const keptMs = 7 * 86_400_000;
/** Keys between two clean-ups. */
const cleanEvery = 500;

export function seenStore(database: Database): SeenStore {
  let keys = 0;
  const prune: SeenStore["prune"] = (before) =>
    database.ask(async (db) => {
      const { numDeletedRows } = await db.deleteFrom("seen").where("seen_at", "<", before).executeTakeFirst();
      return Number(numDeletedRows);
    });
  return {
    prune,
    first: async (dedupeKey, at) => {
      keys += 1;
      if (keys % cleanEvery === 0) await prune(new Date(Date.parse(at) - keptMs).toISOString());
      // Every message writes one. After a power cut a delivery may be taken for new again: it is answered a second time, and
      // changes nothing, because votes and plans are kept with a sync and count once.
      return await database.askLightly(async (db) => {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto("seen")
          .values({ dedupe_key: dedupeKey, seen_at: at })
          .onConflict((conflict) => conflict.column("dedupe_key").doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows === 1n;
      });
    },
  };
}

export function languageStore(database: Database): LanguageStore {
  return {
    of: (person) =>
      database.ask(async (db) => {
        const row = await db.selectFrom("preference").select("locale").where("person", "=", person).executeTakeFirst();
        return row === undefined ? undefined : (row.locale as Locale);
      }),
    set: (person, locale) =>
      database.ask(async (db) => {
        await db
          .insertInto("preference")
          .values({ person, locale })
          .onConflict((conflict) => conflict.column("person").doUpdateSet({ locale }))
          .execute();
      }),
  };
}

/** The part of the channels' memory that belongs to one platform. */
export function memoryStore(database: Database, platform: PlatformId): ChannelMemory {
  return {
    get: (key) =>
      database.ask(async (db) => {
        const row = await db
          .selectFrom("channel_memory")
          .select("value")
          .where("platform", "=", platform)
          .where("key", "=", key)
          .executeTakeFirst();
        return row === undefined ? undefined : parsed<Json>(row.value);
      }),
    put: (key, value, until) =>
      database.askLightly(async (db) => {
        const row = { value: JSON.stringify(value), kept_until: until ?? null };
        await db
          .insertInto("channel_memory")
          .values({ platform, key, ...row })
          .onConflict((conflict) => conflict.columns(["platform", "key"]).doUpdateSet(row))
          .execute();
      }),
    remove: (key) =>
      database.ask(async (db) => {
        await db.deleteFrom("channel_memory").where("platform", "=", platform).where("key", "=", key).execute();
      }),
    prune: (now) =>
      database.ask(async (db) => {
        const { numDeletedRows } = await db
          .deleteFrom("channel_memory")
          .where("platform", "=", platform)
          .where("kept_until", "<", now)
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}
