// After a run: is diagnostic logging off again on every Expressway-C peer on which the plan began it, and does its log lie ready?
import type { NodeName } from "../domain/ids.ts";
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { logStates } from "./expressway-logs.ts";

type Line = Verification["lines"][number];

/** One line for each peer; empty for plans that log nothing. */
export async function loggingLines(plan: Plan, context: ActionContext): Promise<readonly Line[]> {
  const peers = new Set(
    plan.steps.flatMap(({ change }) => (change.kind === "start-expressway-log" ? change.nodes : [])),
  );
  return await Promise.all([...peers].map((peer) => lineOf(peer, context)));
}

async function lineOf(peer: NodeName, context: ActionContext): Promise<Line> {
  const { states, evidence, trouble } = await logStates([peer], context, "bear");
  const state = states.get(peer);
  if (state === undefined || state === "unknown")
    return { ok: "unknown", text: trouble ?? say("mra.verify.logging-unread", { peer }), evidence };
  const id = state === "running" ? "mra.verify.logging-on" : "mra.verify.logging-off";
  return { ok: state !== "running", text: say(id, { peer, ready: state === "collected" ? "yes" : "no" }), evidence };
}
