// What must be well before any change, as it was seen: one line when all is well, each obstacle with its next step when not.
import type { CardBlock } from "../src/domain/card.ts";
import { obstacles, type Preflight, type PreflightLine } from "../src/domain/preflight.ts";
import { say } from "../src/i18n/say.ts";
import { list, section } from "./words.ts";

const marks = { ok: "ok", problem: "problem", unknown: "unknown" } as const;

const item = (line: PreflightLine) => ({
  text: line.says,
  mark: marks[line.verdict],
  ...(line.next === undefined || line.verdict === "ok"
    ? {}
    : { detail: say("card.preflight.next", { next: line.next }) }),
  ...(line.verdict === "ok" ? {} : { tone: "danger" as const }),
});

/** Obstacles are open to see, with what was well folded away. `aside`: the approvers set the obstacles aside. */
export function preflightBlocks(preflight: Preflight | undefined, aside = false): CardBlock[] {
  if (preflight === undefined) return [];
  const bad = obstacles(preflight);
  const at = { time: preflight.at };
  const lines = list([...bad, ...preflight.lines.filter((line) => line.verdict === "ok")].map(item));
  if (bad.length === 0) return [section("preflight", say("card.preflight.good", { at }), [lines])];
  const title = say(aside ? "card.preflight.aside" : "card.preflight.bad", { count: bad.length, at });
  return [section("preflight", title, [lines], true)];
}
