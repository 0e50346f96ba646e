// A channel's memory without a database; what was put comes back as it would from one.
import type { ChannelMemory } from "../../src/domain/chat.ts";
import type { Json } from "../../src/domain/text.ts";

export function memoryOf(kept = new Map<string, string>()): ChannelMemory {
  return {
    get: (key) => Promise.resolve(kept.has(key) ? (JSON.parse(kept.get(key) ?? "null") as Json) : undefined),
    put: (key, value) => Promise.resolve(void kept.set(key, JSON.stringify(value))),
    remove: (key) => Promise.resolve(void kept.delete(key)),
    prune: () => Promise.resolve(0),
  };
}
