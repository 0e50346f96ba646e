// The bot's memory while it answers many messages, in parts: what fills caches stands at the beginning, what leaks goes on growing.
import type { Counts } from "./bot-server.ts";
import { Connections } from "./connections.ts";
import type { DoorServer } from "./server.ts";
import type { Traffic } from "./traffic.ts";

export interface MemoryResult {
  readonly messages: number;
  readonly perSecond: number;
  readonly answers: number;
  readonly errors: number;
  /** Bytes after a collection, at the end of each of the parts. */
  readonly parts: readonly { readonly messages: number; readonly resident: number; readonly heap: number }[];
}

const parts = 5;
const most = 16;
/** Fewer than Webex's door takes at once. */
const batch = 150;
const patienceMs = 60_000;
/** Between two looks at how far the bot is: each costs the bot a little, too. */
const lookMs = 5;

/** Every message is another one and is answered before the next ones are sent: what waits in line is not the bot's memory. */
export async function measureMemory(bot: DoorServer, traffic: Traffic, messages: number): Promise<MemoryResult> {
  const connections = new Connections(bot.port, most);
  const began = performance.now();
  const seen: MemoryResult["parts"][number][] = [];
  let answers = 0;
  let errors = 0;
  for (let sent = 0; sent < messages; ) {
    const end = Math.ceil(((seen.length + 1) * messages) / parts);
    const many = Math.min(batch, end - sent);
    const statuses = await Promise.all(
      Array.from({ length: many }, (_, at) => connections.ask(traffic(sent + at, bot.port))),
    );
    const refused = statuses.find((status) => status < 200 || status > 299);
    if (refused !== undefined) throw new Error(`a message was answered ${refused}`);
    sent += many;
    const late = performance.now() + patienceMs;
    while (answers + errors < sent) {
      const more = (await bot.order("counts")) as Counts;
      answers += more.answers;
      errors += more.errors;
      if (performance.now() > late) throw new Error(`${answers} of ${sent} messages were answered`);
      if (answers + errors < sent) await new Promise((resolve) => setTimeout(resolve, lookMs));
    }
    if (sent === end) seen.push({ messages: sent, ...(await bot.memory()) });
  }
  const took = (performance.now() - began) / 1000;
  connections.close();
  return { messages, perSecond: messages / took, answers, errors, parts: seen };
}

/**
 * By how much it still grows: the last part against the second, because the first fills the caches. In parts of what stands.
 */
export function growthOf({ parts: all }: MemoryResult): number {
  const [, early] = all;
  const late = all.at(-1);
  if (early === undefined || late === undefined) throw new RangeError("too few parts");
  return (late.resident - early.resident) / early.resident;
}
