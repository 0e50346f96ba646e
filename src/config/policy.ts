// People, roles and approvals, checked as a whole and compiled to the domain's Policy.
import { type ClusterId, clusterId, personId } from "../domain/ids.ts";
import { compareImpact, type Impact } from "../domain/impact.ts";
import type { Person, Policy, Role } from "../domain/person.ts";
import type { Phrase } from "../domain/text.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";
import { nearest } from "../kernel/nearest.ts";
import type { Path } from "./document.ts";
import type { RawApprovals, RawPerson, RawRole } from "./schema.ts";

export interface PolicySource {
  readonly people: Readonly<Record<string, RawPerson>>;
  readonly roles: Readonly<Record<string, RawRole>>;
  readonly approvals: RawApprovals | undefined;
  readonly clusters: readonly string[];
}

/** Reports one problem at a path of the file. */
export type Report = (path: Path, problem: Phrase, fix: Phrase) => void;

/** The policy; `version` is the digest of everything else in it. Problems go to `report`; the result stands anyway. */
export function compilePolicy(source: PolicySource, report: Report): Policy {
  const roleNames = Object.keys(source.roles);
  for (const [name, role] of Object.entries(source.roles)) {
    if (role.clusters === "all") continue;
    role.clusters.forEach((cluster, index) => {
      if (source.clusters.includes(cluster)) return;
      report(
        ["roles", name, "clusters", index],
        say("config.no-cluster", { name: cluster }),
        among(cluster, source.clusters),
      );
    });
  }
  const owners = new Map<string, string>();
  for (const [id, person] of Object.entries(source.people)) {
    person.roles.forEach((role, index) => {
      if (roleNames.includes(role)) return;
      report(["people", id, "roles", index], say("config.no-role", { name: role }), among(role, roleNames));
    });
    person.identities.forEach((identity, index) => {
      const key = JSON.stringify([identity.platform, identity.tenant, identity.user]);
      const owner = owners.get(key);
      owners.set(key, id);
      if (owner === undefined) return;
      report(
        ["people", id, "identities", index],
        say("config.identity-twice", { owner }),
        say("config.identity-twice.fix"),
      );
    });
  }
  const roles: Role[] = Object.entries(source.roles).map(([name, role]) => ({
    name,
    may: role.may,
    clusters: role.clusters === "all" ? "all" : role.clusters.map(clusterId),
    ...(role.upTo === undefined ? {} : { upTo: role.upTo }),
  }));
  const people: Person[] = Object.entries(source.people).map(([id, person]) => ({
    id: personId(id),
    name: person.name,
    identities: person.identities,
    roles: person.roles,
    ...(person.locale === undefined ? {} : { locale: person.locale }),
  }));
  const content = {
    people,
    roles,
    approversNeeded: source.approvals?.needed ?? { low: 1, medium: 1, high: 2 },
    pendingMinutes: source.approvals?.pendingMinutes ?? 60,
    unusedMinutes: source.approvals?.unusedMinutes ?? 15,
  };
  for (const cluster of source.clusters) checkQuorum(content, clusterId(cluster), report);
  return { version: sha256(canonicalJson(content)), ...content };
}

/** A request that nobody could ever get approved is refused here, not discovered at two in the morning. */
function checkQuorum(policy: Omit<Policy, "version">, cluster: ClusterId, report: Report): void {
  const may = (person: Person, permission: "request" | "approve", impact: Impact): boolean =>
    policy.roles.some(
      (role) =>
        person.roles.includes(role.name) &&
        role.may.includes(permission) &&
        (role.clusters === "all" || role.clusters.includes(cluster)) &&
        compareImpact(role.upTo ?? "high", impact) >= 0,
    );
  for (const impact of ["low", "medium", "high"] as const) {
    const needed = policy.approversNeeded[impact];
    const requesters = policy.people.filter((person) => may(person, "request", impact));
    const approvers = policy.people.filter((person) => may(person, "approve", impact));
    if (requesters.length === 0) continue;
    const most = Math.max(...requesters.map((person) => approvers.filter((other) => other !== person).length));
    if (most >= needed) continue;
    report(
      ["approvals", "needed", impact],
      say("config.quorum", { impact, cluster, needed, most }),
      say("config.quorum.fix"),
    );
  }
}

const say = (id: string, values?: Phrase["values"]): Phrase => (values === undefined ? { id } : { id, values });

function among(word: string, known: readonly string[]): Phrase {
  const near = nearest(word, known);
  if (near !== undefined) return say("config.did-you-mean", { near });
  return say("config.known-names", { known: known.join(", ") || "-" });
}
