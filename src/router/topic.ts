// What an answer was about, noted with every reply, so that the thread's next "it" can be understood.
import type { Reply } from "../domain/chat.ts";
import { scenarioIds } from "../domain/report.ts";
import type { ThreadTopic } from "../domain/thread.ts";
import type { Intent } from "./command.ts";

type Values = Readonly<Record<string, unknown>>;

const kept = ["cluster", "node", "service", "certificates", "phones"] as const;
/** Commands that "again" does not repeat: they are about the bot, or about one card. */
const once = new Set(["help", "language", "explain", "answer", "tick", "policy", "share", "picture", "overview"]);

/** The names among a request's values; nothing that a person wrote besides. Undefined when there is nothing to come back to. */
export function topicOf(
  request: { readonly intent: Intent; readonly command: string },
  values: unknown,
): ThreadTopic | undefined {
  if (once.has(request.command) || typeof values !== "object" || values === null) return undefined;
  const given = values as Values;
  const names: Record<string, string> = {};
  for (const key of kept) {
    const value = given[key];
    if (typeof value === "string" && value !== "") names[key] = value;
  }
  const scenario = scenarioIds.find((id) => id === given.scenario);
  const topic = { ...names, ...(scenario === undefined ? {} : { scenario }) };
  // How something is done is asked again for the next node, too: it does not become a wish.
  const args = given.how === "yes" ? { ...topic, how: "yes" } : topic;
  return { ...topic, last: { ...request, args } };
}

/** A command may know better than its words what it was about (the cluster that was meant, the service's full name). */
export async function* about(
  replies: AsyncIterable<Reply>,
  topic: ThreadTopic | undefined,
): AsyncGenerator<Reply, void, undefined> {
  for await (const reply of replies) {
    if (topic === undefined) yield reply;
    else yield { ...reply, about: completed(topic, reply.about) };
  }
}

function completed(topic: ThreadTopic, better: ThreadTopic | undefined): ThreadTopic {
  if (better === undefined || topic.last === undefined) return topic;
  const { last = topic.last, record, ...names } = better;
  const known = Object.entries(names).filter(([, value]) => value !== undefined);
  const args = { ...topic.last.args, ...Object.fromEntries(known), ...better.last?.args };
  return { ...topic, ...names, ...(record === undefined ? {} : { record }), last: { ...last, args } };
}
