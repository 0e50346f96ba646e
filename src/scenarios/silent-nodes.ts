// A plan that touches a server which does not answer now: its run would stop there, so nobody may call it working.
import type { Remedy } from "../domain/report.ts";
import { say } from "../i18n/say.ts";
import type { ConclusionInput } from "./scenario.ts";

/** What works by the rule, and would stop at a node that could not be read, depends on that node. */
export function heldBySilentNodes({ facts, cluster }: ConclusionInput, remedies: readonly Remedy[]): readonly Remedy[] {
  const { services } = facts;
  if (services === undefined) return remedies;
  const read = new Set(services.nodes.map(({ node }) => node));
  const silent = cluster.nodes.map(({ name }) => name).filter((name) => !read.has(name));
  if (silent.length === 0) return remedies;
  return remedies.map((remedy) => {
    const touched = silent.filter((name) =>
      remedy.plan?.steps.some(({ change }) => "node" in change && change.node === name),
    );
    if (touched.length === 0 || remedy.feasibility !== "works") return remedy;
    const reason = say("trust-service.reason.silent", { nodes: touched.join(", ") });
    return { ...remedy, feasibility: "depends", reason };
  });
}
