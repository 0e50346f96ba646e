// The truth table of the approval state machine.
import { describe, expect, it } from "vitest";
import { type ApprovalIntent, decide } from "../../src/approvals/decide.ts";
import { sealPlan } from "../../src/approvals/seal.ts";
import type { Approval, ApprovalState } from "../../src/domain/approval.ts";
import { approvalId, runId } from "../../src/domain/ids.ts";
import type { Person, PlatformId } from "../../src/domain/person.ts";
import { highDraft, mediumDraft } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

const now = Date.parse("2026-11-22T02:00:00Z");
const iso = (ms: number): string => new Date(ms).toISOString();

const approval = (change: Partial<Approval> = {}): Approval => ({
  id: approvalId("apr_1"),
  plan: sealPlan(highDraft(), policy.version),
  requester: team.ada.id,
  requestedVia: via(team.ada),
  reason: "phones are down",
  needed: 2,
  votes: [],
  state: "pending",
  createdAt: iso(now - 60_000),
  expiresAt: iso(now + 60_000),
  version: 3,
  ...change,
});

const cast = (who: Person | undefined, kind: "approve" | "deny" = "approve", platform: PlatformId = "web") =>
  ({ kind, person: who?.id, via: platform }) satisfies ApprovalIntent;
const vote = (who: Person, choice: "approve" | "deny" = "approve") =>
  ({ person: who.id, choice, at: iso(now), via: "web" }) as const;
const start = (who: Person | undefined): ApprovalIntent => ({ kind: "start", person: who?.id, run: runId("run_1") });

const outcome = (record: Approval, intent: ApprovalIntent, at = now): string => {
  const decided = decide(record, intent, policy, at);
  const moved = decided.next === undefined ? "" : decided.next.state;
  return decided.ok ? moved : `${decided.refusal}${moved === "" ? "" : ` (${moved})`}`;
};

const approved = { state: "approved", votes: [vote(team.ben), vote(team.chen)] } as const;
const states: readonly ApprovalState[] = ["denied", "expired", "withdrawn", "superseded", "unused", "started"];

describe("deciding", () => {
  it.each<[string, Partial<Approval>, ApprovalIntent, string]>([
    ["a first of two approvals", {}, cast(team.ben), "pending"],
    ["the second of two", { votes: [vote(team.ben)] }, cast(team.chen), "approved"],
    [
      "one approval where one is enough",
      { plan: sealPlan(mediumDraft(), "p1"), needed: 1 },
      cast(team.dora),
      "approved",
    ],
    ["the requester", {}, cast(team.ada), "requester-cannot-vote"],
    ["the requester from a second platform", {}, cast(team.ada, "approve", "slack"), "requester-cannot-vote"],
    ["the requester denying", {}, cast(team.ada, "deny"), "requester-cannot-vote"],
    ["an unmapped account", {}, cast(undefined), "unknown-person"],
    ["an unmapped account denying", {}, cast(undefined, "deny"), "unknown-person"],
    ["somebody without the right", {}, cast(team.eve), "not-permitted"],
    ["somebody without the right denying", {}, cast(team.eve, "deny"), "not-permitted"],
    ["a right that does not reach so high", {}, cast(team.dora), "impact-too-high"],
    ["the command line", {}, cast(team.ben, "approve", "terminal"), "not-permitted"],
    ["the same person twice", { votes: [vote(team.ben)] }, cast(team.ben), "already-voted"],
    [
      "the same person from another platform",
      { votes: [vote(team.ben)] },
      cast(team.ben, "approve", "teams"),
      "already-voted",
    ],
    ["one deny by a qualified person", { votes: [vote(team.ben)] }, cast(team.chen, "deny"), "denied"],
    ["somebody who approved and thinks better of it", { votes: [vote(team.ben)] }, cast(team.ben, "deny"), "denied"],
    ["a deny after the quorum", approved, cast(team.finn, "deny"), "not-pending"],
    ["withdrawing while pending", {}, { kind: "withdraw", person: team.ada.id }, "withdrawn"],
    ["withdrawing when approved", approved, { kind: "withdraw", person: team.ada.id }, "withdrawn"],
    ["withdrawing somebody else's request", {}, { kind: "withdraw", person: team.ben.id }, "not-requester"],
    ["a stranger withdrawing", {}, { kind: "withdraw", person: undefined }, "unknown-person"],
    ["starting what is approved", approved, start(team.ada), "started"],
    ["starting what is pending", { votes: [vote(team.ben)] }, start(team.ada), "not-pending"],
    ["an on-looker starting", approved, start(team.eve), "not-permitted"],
    ["a junior starting what is too grave", approved, start(team.dora), "impact-too-high"],
    ["a stranger starting", approved, start(undefined), "unknown-person"],
    [
      "starting with one vote behind the word approved",
      { ...approved, votes: [vote(team.ben)] },
      start(team.ada),
      "not-pending",
    ],
    [
      "starting with the requester's vote among two",
      { ...approved, votes: [vote(team.ada), vote(team.ben)] },
      start(team.ben),
      "not-pending",
    ],
    [
      "starting with one person's vote counted twice",
      { ...approved, votes: [vote(team.ben), vote(team.ben)] },
      start(team.ada),
      "not-pending",
    ],
    ["expiring before the time", {}, { kind: "expire" }, "not-pending"],
    ["superseding what is pending", {}, { kind: "supersede" }, "superseded"],
    ["superseding what is approved", approved, { kind: "supersede" }, "superseded"],
  ])("%s", (_name, record, intent, expected) => {
    expect(outcome(approval(record), intent)).toBe(expected);
  });

  it.each<[string, Partial<Approval>, ApprovalIntent, string]>([
    ["a vote", {}, cast(team.ben), "expired (expired)"],
    ["a deny", {}, cast(team.ben, "deny"), "expired (expired)"],
    ["a start", approved, start(team.ada), "expired (unused)"],
    ["a withdrawal", {}, { kind: "withdraw", person: team.ada.id }, "expired (expired)"],
    ["the timer while pending", {}, { kind: "expire" }, "expired"],
    ["the timer when approved", approved, { kind: "expire" }, "unused"],
  ])("%s at the very moment of expiry comes too late", (_name, record, intent, expected) => {
    expect(outcome(approval(record), intent, now + 60_000)).toBe(expected);
  });

  it.each(states)("nothing moves a request that is %s", (state) => {
    const record = approval({ state, votes: [vote(team.ben)] });
    const intents: readonly ApprovalIntent[] = [
      cast(team.chen),
      cast(team.chen, "deny"),
      { kind: "withdraw", person: team.ada.id },
      start(team.ada),
      { kind: "expire" },
      { kind: "supersede" },
    ];
    for (const intent of intents) {
      const decided = decide(record, intent, policy, now + 999_999_999);
      expect(decided).toMatchObject({ ok: false });
      expect(decided.next).toBeUndefined();
    }
  });

  it("voids a request when the policy has changed or its plan was touched", () => {
    const edited = sealPlan(highDraft(), policy.version);
    const touched = { ...edited, steps: edited.steps.map((step) => ({ ...step, command: "other" })) };
    expect(outcome(approval({ plan: touched }), cast(team.ben))).toBe("not-pending (superseded)");
    const older = sealPlan(highDraft(), "p0");
    expect(outcome(approval({ ...approved, plan: older }), start(team.ada))).toBe("not-pending (superseded)");
  });

  it("does not count the vote of somebody who has lost the right since", () => {
    const without = { ...policy, people: policy.people.filter((person) => person.id !== team.ben.id) };
    const decided = decide(approval(approved), start(team.ada), without, now);
    expect(decided).toEqual({ ok: false, refusal: "not-pending" });
  });

  it("never lets a record lower the number of approvers", () => {
    expect(outcome(approval({ needed: 1 }), cast(team.ben))).toBe("pending");
    expect(outcome(approval({ needed: 3, votes: [vote(team.ben)] }), cast(team.chen))).toBe("pending");
  });

  it("keeps the reason and the way of a vote, raises the version, and restarts the clock when approved", () => {
    const intent = { ...cast(team.chen, "approve", "slack"), reason: "  tonight  " };
    const decided = decide(approval({ votes: [vote(team.ben)] }), intent, policy, now);
    expect(decided.next).toMatchObject({ version: 4, expiresAt: iso(now + 15 * 60_000) });
    expect(decided.next?.votes.at(-1)).toEqual({
      person: "chen",
      choice: "approve",
      at: iso(now),
      via: "slack",
      reason: "tonight",
    });
  });
});
