// What several commands need: which cluster is meant, how people and clusters are called, replies for approvals and runs.
import { approvalCard } from "../cards/approval-card.ts";
import type { CardContext } from "../cards/context.ts";
import { dryRunCard } from "../cards/dry-run-card.ts";
import { runCard } from "../cards/run-card.ts";
import type { Approval } from "../src/domain/approval.ts";
import type { Reply } from "../src/domain/chat.ts";
import type { Cluster } from "../src/domain/cluster.ts";
import type { DryRun } from "../src/domain/dry-run.ts";
import { CertOpsError } from "../src/domain/errors.ts";
import type { Permission, Person } from "../src/domain/person.ts";
import type { Run } from "../src/domain/run.ts";
import { say } from "../src/i18n/say.ts";
import { nearest } from "../src/kernel/nearest.ts";
import type { Services } from "./services.ts";

/** Names for cards; an id that left the policy or the configuration is shown as it is. */
export function contextOf(services: Pick<Services, "policy" | "clusters" | "now">): CardContext {
  const { people } = services.policy();
  return {
    nameOf: (id) => people.find((person) => person.id === id)?.name ?? id,
    clusterOf: (id) => services.clusters.find((cluster) => cluster.id === id) ?? { name: id, practice: false },
    now: services.now(),
  };
}

/**
 * The cluster that was named (id or name, any case), or the only one this person may see. Throws CertOpsError:
 * `not-found` with the nearest name, `bad-input` when several could be meant, `not-allowed` without the permission.
 */
export function clusterFor(
  services: Services,
  person: Person,
  permission: Permission,
  name: string | undefined,
): Cluster {
  const visible = services.clusters.filter((cluster) => services.can(person, "ask", cluster.id));
  const names = visible.map((cluster) => cluster.name).join(", ") || "-";
  const only = visible[0];
  let found: Cluster | undefined;
  if (name === undefined || name === "") {
    if (visible.length === 1) found = only;
    else
      throw trouble("bad-input", "no cluster named", say("command.which-cluster"), say("command.clusters", { names }));
  } else {
    const wanted = name.toLowerCase();
    found = visible.find((one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted);
  }
  if (found === undefined) {
    const near = nearest(
      name ?? "",
      visible.flatMap((one) => [one.name, one.id]),
    );
    throw trouble(
      "not-found",
      "no such cluster",
      say("command.no-cluster", { name: (name ?? "").slice(0, 60) }),
      near === undefined ? say("command.clusters", { names }) : say("command.near-cluster", { near, names }),
    );
  }
  if (!services.can(person, permission, found.id)) {
    throw trouble(
      "not-allowed",
      `${person.id} may not ${permission} on ${found.id}`,
      say("command.not-on-cluster", { cluster: found.name, permission }),
      say("router.not-permitted.next"),
    );
  }
  return found;
}

/** Expected trouble with a person's request. */
export function trouble(
  code: "bad-input" | "not-found" | "not-allowed",
  message: string,
  what: CertOpsError["say"],
  next: CertOpsError["next"],
): CertOpsError {
  return new CertOpsError({ code, message, say: what, next, retry: "never" });
}

/** Nothing under this id that this person may see; the two cases look the same from outside. */
export const noSuch = (id: string): CertOpsError =>
  trouble(
    "not-found",
    `nothing under ${JSON.stringify(id)}`,
    say("command.no-such", { id }),
    say("command.no-such.next"),
  );

/** The one card of an approval, in its state of now. */
export function approvalReply(approval: Approval, services: Services): Reply {
  const mayVote = approval.state === "pending" ? services.whoCould(approval).map((person) => person.id) : [];
  const open = approval.state === "pending" || approval.state === "approved";
  const audience = {
    mayVote,
    startable: approval.state === "approved",
    asksAtOpening: services.policy().calendar?.atOpening === "ask",
    ...(open ? { mayStart: services.guard.mayStart(approval.plan) } : {}),
  };
  return {
    card: approvalCard(approval, audience, contextOf(services)),
    subject: `approval:${approval.id}`,
    revision: approval.version,
    data: { kind: "approval", value: approval },
  };
}

/** The one card of a run, in its state of now. */
export const runReply = (run: Run, services: Services): Reply => ({
  card: runCard(run, contextOf(services)),
  subject: `run:${run.id}`,
  revision: run.version,
  data: { kind: "run", value: run },
  about: { cluster: run.plan.cluster, record: run.id },
});

export const dryRunReply = (run: DryRun, services: Services): Reply => ({
  card: dryRunCard(run, contextOf(services)),
  data: { kind: "dry-run", value: run },
});
