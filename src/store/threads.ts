// What each thread of a chat has spoken of, so that "it" is understood after a restart and on every replica.
import type { Place } from "../domain/chat.ts";
import { joinTopics, longestKeptMs, stillMeant, type Thread, type ThreadTopic } from "../domain/thread.ts";
import { sha256 } from "../kernel/ids.ts";
import { type Database, parsed } from "./database.ts";

export interface ThreadStore {
  /** Undefined when nothing was spoken of there, or too long ago. `now`: ISO 8601. */
  of(place: Place, now: string): Promise<Thread | undefined>;
  /** Adds what an answer was about. */
  note(place: Place, topic: ThreadTopic, at: string): Promise<void>;
  /** Forgets what is too old, and the oldest beyond `mostThreads`; returns how many. */
  prune(now: string): Promise<number>;
}

/** Threads that are remembered at once, whoever makes them. */
export const mostThreads = 10_000;
/** Notes between two clean-ups. */
const cleanEvery = 500;

/** A digest: of one length whatever the platform names its rooms, and two places never share it. */
const keyOf = ({ platform, tenant, conversation, thread }: Place): string =>
  sha256(JSON.stringify([platform, tenant, conversation, thread ?? null]));

export function threadStore(database: Database, most = mostThreads): ThreadStore {
  let notes = 0;
  const of: ThreadStore["of"] = async (place, now) => {
    const thread = await database.ask(async (db) => {
      const row = await db.selectFrom("thread").select("record").where("place", "=", keyOf(place)).executeTakeFirst();
      return row === undefined ? undefined : parsed<Thread>(row.record);
    });
    return thread !== undefined && stillMeant(thread, place.thread !== undefined, now) ? thread : undefined;
  };
  const prune: ThreadStore["prune"] = (now) =>
    database.ask(async (db) => {
      const old = new Date(Date.parse(now) - longestKeptMs).toISOString();
      const aged = await db.deleteFrom("thread").where("at", "<", old).executeTakeFirst();
      const last = await db
        .selectFrom("thread")
        .select("at")
        .orderBy("at", "desc")
        .offset(most)
        .limit(1)
        .executeTakeFirst();
      if (last === undefined) return Number(aged.numDeletedRows);
      const surplus = await db.deleteFrom("thread").where("at", "<=", last.at).executeTakeFirst();
      return Number(aged.numDeletedRows) + Number(surplus.numDeletedRows);
    });
  return {
    of,
    prune,
    note: async (place, topic, at) => {
      notes += 1;
      if (notes % cleanEvery === 0) await prune(at);
      const key = keyOf(place);
      // Two answers in one moment: the later one wins, which is what "it" would mean anyway.
      const record = JSON.stringify(joinTopics(await of(place, at), topic, at));
      await database.askLightly(async (db) => {
        await db
          .insertInto("thread")
          .values({ place: key, at, record })
          .onConflict((conflict) => conflict.column("place").doUpdateSet({ at, record }))
          .execute();
      });
    },
  };
}
