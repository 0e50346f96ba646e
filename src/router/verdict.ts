// What becomes of a text that was understood: carried out, buttons, a question back, or a plain "that is not mine".
import type { Understanding } from "./command.ts";

/** Below this confidence the bot asks which of two or three things was meant. */
export const sureFrom = 0.55;

export type Verdict = "act" | "choose" | "ask" | "decline";

export function verdictOf({ intent, confidence, missing, alternatives }: Understanding): Verdict {
  if (missing !== undefined) return "ask";
  if (intent !== "unknown" && confidence >= sureFrom) return "act";
  return intent !== "unknown" || alternatives.length > 0 ? "choose" : "decline";
}
