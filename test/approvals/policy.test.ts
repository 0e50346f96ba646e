// Who is who and who may what.
import { describe, expect, it } from "vitest";
import { approversNeeded, can, resolvePerson, stillAble, whoCould } from "../../src/approvals/policy.ts";
import { sealPlan } from "../../src/approvals/seal.ts";
import { clusterId } from "../../src/domain/ids.ts";
import type { Policy } from "../../src/domain/person.ts";
import { highDraft, mediumDraft } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

const hq = clusterId("hq");

describe("resolving a person", () => {
  it("finds the same person behind every platform account", () => {
    expect(resolvePerson(policy, via(team.ben, "slack"))).toBe(team.ben);
    expect(resolvePerson(policy, via(team.ben, "teams"))).toBe(team.ben);
  });

  it("never goes by the display name, and the tenant must be the right one", () => {
    expect(resolvePerson(policy, { ...via(team.ben), user: "mallory" })).toBeUndefined();
    expect(resolvePerson(policy, { ...via(team.ben), tenant: "t2" })).toBeUndefined();
  });

  it("fails closed when two people claim one identity, or three", () => {
    const twin = { ...team.eve, identities: team.ben.identities };
    const odd: Policy = { ...policy, people: [team.ben, twin] };
    expect(resolvePerson(odd, via(team.ben))).toBeUndefined();
    expect(resolvePerson({ ...odd, people: [team.ben, twin, twin] }, via(team.ben))).toBeUndefined();
  });

  it("finds whoever has the same account twice in the list, and takes no account for two halves of others", () => {
    const twice: Policy = {
      ...policy,
      people: [{ ...team.ben, identities: [...team.ben.identities, ...team.ben.identities] }],
    };
    expect(resolvePerson(twice, via(team.ben))?.id).toBe(team.ben.id);
    const { platform, tenant, user } = via(team.ben);
    for (const separator of ["", ",", '","', "\0", " "]) {
      const joined = { ...via(team.ben), platform, tenant: `${tenant}${separator}${user}`, user: "" };
      expect(resolvePerson(policy, joined)).toBeUndefined();
    }
  });

  it("goes by the policy that it is given, whatever another one said before", () => {
    expect(resolvePerson(policy, via(team.ben))).toBe(team.ben);
    expect(resolvePerson({ ...policy, people: [team.eve] }, via(team.ben))).toBeUndefined();
    expect(resolvePerson(policy, via(team.ben))).toBe(team.ben);
  });
});

describe("rights", () => {
  it("are denied by default, granted per cluster and up to an impact", () => {
    expect(can(policy, team.eve, "approve", hq)).toBe(false);
    expect(can(policy, team.ben, "approve", hq, "high")).toBe(true);
    expect(can(policy, team.ben, "approve", clusterId("branch"))).toBe(false);
    expect(can(policy, team.dora, "approve", hq, "medium")).toBe(true);
    expect(can(policy, team.dora, "approve", hq, "high")).toBe(false);
    expect(can({ ...policy, roles: [] }, team.ben, "ask")).toBe(false);
  });

  it("never need fewer than one approver, whatever the data say", () => {
    const lax: Policy = { ...policy, approversNeeded: { low: 0, medium: -3, high: 1.5 } };
    expect([approversNeeded(lax, "low"), approversNeeded(lax, "medium"), approversNeeded(lax, "high")]).toEqual([
      1, 1, 2,
    ]);
  });

  it("are explained for every person of the team", () => {
    const plan = sealPlan(highDraft(), policy.version);
    const why = Object.fromEntries(
      whoCould(policy, plan, { requester: team.ada.id }).map(({ person, why }) => [person.id, why]),
    );
    expect(why).toEqual({
      ada: "requester-cannot-vote",
      ben: undefined,
      chen: undefined,
      dora: "impact-too-high",
      eve: "not-permitted",
      finn: undefined,
    });
    const votes = [{ person: team.ben.id, choice: "approve", at: "2026-11-22T02:00:00.000Z", via: "web" }] as const;
    const able = stillAble(policy, { plan, requester: team.ada.id, votes });
    expect(able.map((person) => person.id)).toEqual(["chen", "finn"]);
  });

  it("let a junior approve what is of medium impact", () => {
    const plan = sealPlan(mediumDraft(), policy.version);
    expect(plan.impact).toBe("medium");
    expect(whoCould(policy, plan).find(({ person }) => person.id === "dora")?.why).toBeUndefined();
  });
});
