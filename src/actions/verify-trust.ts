// After a run: what was added to trust stores is there, on every node and peer.
import type { Plan } from "../domain/plan.ts";
import type { Verification } from "../domain/run.ts";
import { say } from "../i18n/say.ts";
import type { ActionContext } from "./action.ts";
import { attempt } from "./reading.ts";
import { holds } from "./trust-certificate/action.ts";
import { names, peerNamed } from "./trusted.ts";

type Line = Verification["lines"][number];

/** One line for each certificate and place; empty for plans that add none. */
export async function trustedLines(plan: Plan, context: ActionContext): Promise<readonly Line[]> {
  const { systems, signal } = context;
  const lines = plan.steps.flatMap(({ change }): Promise<Line>[] => {
    if (change.kind === "trust-certificate") {
      return systems.cluster.nodes.map(async (node): Promise<Line> => {
        const read = await attempt(() => holds(node, change, context), signal);
        if (!read.ok) return { ok: "unknown", text: read.reason, evidence: [] };
        const values = { ...names(change.certificate), place: `${node.name} ${change.store}` };
        const { held, evidence } = read.value;
        return {
          ok: held,
          text: say(held ? "mra.verify.trusted" : "mra.verify.not-trusted", values),
          evidence: [evidence],
        };
      });
    }
    if (change.kind !== "trust-on-expressway") return [];
    return change.certificates.map(async (certificate): Promise<Line> => {
      const read = await attempt(
        async () => await systems.expressway.trusted(peerNamed(change.node, context), { signal }),
        signal,
      );
      if (!read.ok) return { ok: "unknown", text: read.reason, evidence: [] };
      const { value, evidence } = read.value;
      const held = value.some((one) => one.sha256 === certificate.sha256);
      const values = { ...names(certificate), place: change.node };
      return {
        ok: held,
        text: say(held ? "mra.verify.trusted" : "mra.verify.not-trusted", values),
        evidence: [evidence],
      };
    });
  });
  return await Promise.all(lines);
}
