// After a run: is the SAML trace level of every node where the plan wanted it in the end?
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { attempt } from "./reading.ts";

type Line = Verification["lines"][number];

/** The trace level of a node after the plan: what its last step for that node wanted. */
export async function traceLines(plan: Plan, { systems, signal }: ActionContext): Promise<readonly Line[]> {
  const wanted = new Map(
    plan.steps.flatMap(({ change }) =>
      change.kind === "set-saml-trace" ? [[change.node, change.level] as const] : [],
    ),
  );
  return await Promise.all(
    [...wanted].map(async ([node, expected]): Promise<Line> => {
      const read = await attempt(() => systems.cli(node).samlTraceLevel({ signal }), signal);
      if (!read.ok) return { ok: "unknown", text: read.reason, evidence: [] };
      const { value: level, evidence } = read.value;
      const ok = level === expected;
      const id = ok ? "changes.verify.saml-trace" : "changes.verify.saml-trace-changed";
      return { ok, text: say(id, { node, level, expected }), evidence: [evidence] };
    }),
  );
}
