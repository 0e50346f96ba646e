// People, roles and approvals, checked as a whole and compiled to the domain's Policy.
import { clusterId, personId } from "../domain/ids.ts";
import type { Person, Policy, Role } from "../domain/person.ts";
import { canonicalJson } from "../kernel/canonical.ts";
import { sha256 } from "../kernel/ids.ts";
import { compileCalendar } from "./calendar.ts";
import { checkEscalation, checkQuorums } from "./quorum.ts";
import { among, type Report, say } from "./report.ts";
import type { RawApprovals, RawCalendar, RawPerson, RawPreflight, RawRole } from "./schema.ts";

export interface PolicySource {
  readonly people: Readonly<Record<string, RawPerson>>;
  readonly roles: Readonly<Record<string, RawRole>>;
  readonly approvals: RawApprovals | undefined;
  readonly calendar: RawCalendar | undefined;
  readonly preflight: RawPreflight | undefined;
  readonly clusters: readonly string[];
  /** For windows that name no zone of their own. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

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
    ...(role.changes === undefined || role.changes === "all" ? {} : { changes: role.changes }),
  }));
  const people: Person[] = Object.entries(source.people).map(([id, person]) => ({
    id: personId(id),
    name: person.name,
    identities: person.identities,
    roles: person.roles,
    ...(person.locale === undefined ? {} : { locale: person.locale }),
  }));
  const escalation = source.approvals?.escalation;
  const calendar = source.calendar === undefined ? undefined : compileCalendar(source.calendar, source, roles, report);
  const content = {
    people,
    roles,
    approversNeeded: source.approvals?.needed ?? { low: 1, medium: 1, high: 2 },
    pendingMinutes: source.approvals?.pendingMinutes ?? 60,
    unusedMinutes: source.approvals?.unusedMinutes ?? 15,
    ...(calendar === undefined ? {} : { calendar }),
    ...(escalation === undefined
      ? {}
      : { escalation: { afterMinutes: escalation.afterMinutes, onCall: escalation.onCall.map(personId) } }),
    ...(source.preflight?.backupDays === undefined ? {} : { backupDays: source.preflight.backupDays }),
  };
  checkQuorums(content, source.clusters.map(clusterId), report);
  checkEscalation(content, report);
  return { version: sha256(canonicalJson(content)), ...content };
}
