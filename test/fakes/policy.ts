// A small team for tests: a requester, approvers, an on-looker, each with accounts on several platforms.
import { clusterId, personId } from "../../src/domain/ids.ts";
import type { Actor, Person, PlatformId, Policy } from "../../src/domain/person.ts";

const person = (id: string, roles: readonly string[]): Person => ({
  id: personId(id),
  name: id.charAt(0).toUpperCase() + id.slice(1),
  identities: (["web", "slack", "teams", "terminal"] as const).map((platform) => ({
    platform,
    tenant: "t1",
    user: `${platform}-${id}`,
  })),
  roles,
});

export const team = {
  ada: person("ada", ["engineer"]),
  ben: person("ben", ["approver"]),
  chen: person("chen", ["approver"]),
  dora: person("dora", ["junior"]),
  eve: person("eve", ["onlooker"]),
  finn: person("finn", ["approver", "branch"]),
};

export const policy: Policy = {
  version: "p1",
  people: Object.values(team),
  roles: [
    { name: "engineer", may: ["ask", "request", "approve", "abort"], clusters: "all" },
    { name: "approver", may: ["ask", "request", "approve", "abort"], clusters: [clusterId("hq")] },
    { name: "junior", may: ["ask", "request", "approve"], clusters: "all", upTo: "medium" },
    { name: "onlooker", may: ["ask"], clusters: "all" },
    { name: "branch", may: ["approve"], clusters: [clusterId("branch")] },
  ],
  approversNeeded: { low: 1, medium: 1, high: 2 },
  pendingMinutes: 60,
  unusedMinutes: 15,
};

/** The person's account on a platform. */
export const via = (who: Person, platform: PlatformId = "web"): Actor => ({
  platform,
  tenant: "t1",
  user: `${platform}-${who.id}`,
  displayName: who.name,
});
