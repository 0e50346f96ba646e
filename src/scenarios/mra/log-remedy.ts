// What proves a direction that is only likely: diagnostic logging on every Expressway-C peer, one sign-in, and off again.
import { planDraft } from "../../actions/plan.ts";
import type { PlanDraft } from "../../domain/plan.ts";
import type { Cause, Remedy, RunbookStep } from "../../domain/report.ts";
import { verbatim } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { ConclusionInput } from "../scenario.ts";
import { about } from "./plans.ts";

/** Long enough to call somebody at home, short enough for a log that can be read. */
const signInSeconds = 300;

/** Nothing in a log speaks of these. */
const loud: ReadonlySet<string> = new Set([
  "service-stopped",
  "certificate-expired",
  "server-certificate-not-loaded",
  "no-expressway-configured",
]);

/** Undefined where no log would help, where a log is being written already, and where no peer can be asked. */
export function logRemedy(input: ConclusionInput, cause: Cause): Remedy | undefined {
  if (cause.certainty === "proved" || cause.certainty === "healthy" || loud.has(cause.code)) return undefined;
  const logs = input.facts["expressway-log"]?.logs ?? [];
  if (logs.some(({ state }) => state === "running")) return undefined;
  const nodes = logs.filter(({ state }) => state !== undefined).map(({ peer }) => peer);
  if (nodes.length === 0) return undefined;
  // The log of another peer says nothing of the one that is refused and cannot be asked.
  const refused = (input.facts["mra-client-trust"]?.judged ?? []).filter(({ verdict }) => !verdict.ok);
  const asked = refused.some(({ peer }) => nodes.includes(peer.name));
  if (cause.code === "cucm-refuses-expressway" && refused.length > 0 && !asked) return undefined;
  const title = say("mra.remedy.collect-log");
  const plan: PlanDraft = planDraft(about(input, "collect-log", title), [
    { change: { kind: "start-expressway-log", nodes } },
    { change: { kind: "wait-for-sign-in", nodes, withinSeconds: signInSeconds } },
    { change: { kind: "collect-expressway-log", nodes }, restores: [1] },
  ]);
  const steps = plan.steps.map(({ change, command, number }): RunbookStep => {
    const waits = change.kind === "wait-for-sign-in";
    const text = waits ? say("mra.step.sign-in", { minutes: signInSeconds / 60 }) : verbatim(command);
    return { id: `step-${number}`, by: "bot", text, nodes };
  });
  return {
    id: "collect-log",
    title,
    feasibility: "works",
    reason: say("mra.reason.collect-log"),
    inSupportDocument: true,
    impact: "low",
    runbook: [...steps, { id: "look-again", by: "person", text: say("mra.hand.look-again") }],
    plan,
  };
}
