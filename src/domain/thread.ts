// What a thread of a chat has spoken of: what "it", "there" and "again" refer to. Names only, never anybody's words.
import type { ScenarioId } from "./report.ts";

/** What one answer was about. Several names stand side by side, parted by blanks (services by commas). */
export interface ThreadTopic {
  readonly cluster?: string;
  readonly node?: string;
  readonly service?: string;
  /** Certificate units, in CUCM's spelling. */
  readonly certificates?: string;
  /** As `/certops reset` takes them: `phones all`, `SEP…`. */
  readonly phones?: string;
  readonly scenario?: ScenarioId;
  /** The id of the diagnosis or run that was shown last: what "share it" means. */
  readonly record?: string;
  /** The last request, as it was understood: what "again" repeats. */
  readonly last?: {
    readonly intent: string;
    readonly command: string;
    readonly args: Readonly<Record<string, string>>;
  };
}

/** `at`: when it was spoken of last, ISO 8601. */
export interface Thread extends ThreadTopic {
  readonly at: string;
}

/** A thread of a channel is about one thing for days; a conversation without threads (a direct chat) moves on. */
const keptMs = { thread: 14 * 86_400_000, conversation: 12 * 3_600_000 };

/** Whether "it" may still mean what was spoken of then. `inThread`: the place is a thread, not a whole conversation. */
export const stillMeant = (thread: Thread, inThread: boolean, now: string): boolean =>
  Date.parse(now) - Date.parse(thread.at) <= (inThread ? keptMs.thread : keptMs.conversation);

/** After this long nothing of a thread is kept, in milliseconds. */
export const longestKeptMs = keptMs.thread;

const topicKeys = ["cluster", "node", "service", "certificates", "phones", "record"] as const;
const longestValue = 400;

/** What the thread has spoken of after one more answer. Another cluster or a new diagnosis begins anew. */
export function joinTopics(before: Thread | undefined, topic: ThreadTopic, at: string): Thread {
  const elsewhere = topic.cluster !== undefined && before?.cluster !== undefined && topic.cluster !== before.cluster;
  const anew = elsewhere || topic.last?.intent === "diagnose";
  return { ...(anew ? {} : before), ...bounded(topic), at };
}

/** A button's or a person's values may be long; nothing but short names is kept. */
function bounded(topic: ThreadTopic): ThreadTopic {
  const short: { -readonly [Key in (typeof topicKeys)[number]]?: string } = {};
  for (const key of topicKeys) {
    const value = topic[key];
    if (value !== undefined && value !== "" && value.length <= longestValue) short[key] = value;
  }
  const { scenario, last } = topic;
  const args = last === undefined ? [] : Object.entries(last.args).filter(([, value]) => value.length <= longestValue);
  return {
    ...short,
    ...(scenario === undefined ? {} : { scenario }),
    ...(last === undefined ? {} : { last: { ...last, args: Object.fromEntries(args.slice(0, 10)) } }),
  };
}
