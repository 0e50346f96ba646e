// Can the policy be satisfied? A request that nobody could ever approve is refused here, not discovered at two in the morning.
import { changeKinds } from "../domain/change.ts";
import type { ClusterId } from "../domain/ids.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
import type { Person, Policy } from "../domain/person.ts";
import type { ChangeKind } from "../domain/plan.ts";
import { among, type Report, say } from "./report.ts";

type Content = Omit<Policy, "version">;

const impacts = ["low", "medium", "high"] as const;
/** For every cluster and impact, and for every kind of change where roles differ by kind. */
export function checkQuorums(policy: Content, clusters: readonly ClusterId[], report: Report): void {
  const byKind = policy.roles.some((role) => role.changes !== undefined);
  for (const cluster of clusters) {
    for (const impact of impacts) {
      if (short(policy, cluster, impact, undefined, report) || !byKind) continue;
      for (const kind of changeKinds) {
        // Only service restarts can be of less than high impact (src/domain/change.ts).
        if (impact !== "high" && kind !== "restart-service") continue;
        if (short(policy, cluster, impact, kind, report)) break;
      }
    }
  }
}

function may(
  policy: Content,
  person: Person,
  permission: "request" | "approve",
  cluster: ClusterId,
  impact: Impact,
  kind: ChangeKind | undefined,
): boolean {
  return policy.roles.some(
    (role) =>
      person.roles.includes(role.name) &&
      role.may.includes(permission) &&
      (role.clusters === "all" || role.clusters.includes(cluster)) &&
      compareImpact(role.upTo ?? "high", impact) >= 0 &&
      (kind === undefined || role.changes === undefined || role.changes.includes(kind)),
  );
}

/** Reports it and says true when too few people could approve what somebody may request. */
function short(
  policy: Content,
  cluster: ClusterId,
  impact: Impact,
  kind: ChangeKind | undefined,
  report: Report,
): boolean {
  const needed = policy.approversNeeded[impact];
  const requesters = policy.people.filter((person) => may(policy, person, "request", cluster, impact, kind));
  if (requesters.length === 0) return false;
  const approvers = policy.people.filter((person) => may(policy, person, "approve", cluster, impact, kind));
  const most = Math.max(...requesters.map((person) => approvers.filter((other) => other !== person).length));
  if (most >= needed) return false;
  const values = { impact, cluster, needed, most };
  report(
    ["approvals", "needed", impact],
    kind === undefined ? say("config.quorum", values) : say("config.quorum-kind", { ...values, kind }),
    say("config.quorum.fix"),
  );
  return true;
}

/** People on call must exist, be called before the request expires, and be of use when they come. */
export function checkEscalation({ escalation, people, roles, pendingMinutes }: Content, report: Report): void {
  if (escalation === undefined) return;
  const at = ["approvals", "escalation"];
  escalation.onCall.forEach((id, index) => {
    const person = people.find((one) => one.id === id);
    if (person === undefined) {
      const known = people.map((one) => one.id);
      report([...at, "onCall", index], say("config.no-person", { name: id }), among(id, known));
      return;
    }
    const votes = roles.some((role) => person.roles.includes(role.name) && role.may.includes("approve"));
    if (!votes) report([...at, "onCall", index], say("config.on-call", { name: id }), say("config.on-call.fix"));
  });
  if (escalation.afterMinutes >= pendingMinutes) {
    const values = { after: escalation.afterMinutes, pending: pendingMinutes };
    report([...at, "afterMinutes"], say("config.escalation-late", values), say("config.escalation-late.fix", values));
  }
}
