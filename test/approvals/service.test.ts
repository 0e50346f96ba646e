// The approval service on a real store: races, expiry, restarts, audit.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ApprovalStore } from "../../src/approvals/ports.ts";
import { ApprovalService } from "../../src/approvals/service.ts";
import type { Approval } from "../../src/domain/approval.ts";
import type { AuditEvent } from "../../src/domain/audit.ts";
import { type ApprovalId, approvalId } from "../../src/domain/ids.ts";
import type { Person, PlatformId, Policy } from "../../src/domain/person.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { driveUntil } from "../fakes/drive.ts";
import { draftOf, fromRemedy, highDraft, mediumDraft, restart } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

let clock: ManualClock;
let store: Store;
let events: AuditEvent[];
let told: Approval[];
let current: Policy;
const services: ApprovalService[] = [];

const serviceOn = async (approvals: ApprovalStore): Promise<ApprovalService> => {
  const service = new ApprovalService({
    store: approvals,
    policy: () => current,
    clock,
    logger: silentLogger,
    record: async (event) => void events.push(event),
  });
  services.push(service);
  await service.open();
  service.onChange((approval) => told.push(approval));
  return service;
};

beforeEach(async () => {
  clock = new ManualClock();
  store = await openStore({ file: ":memory:" });
  events = [];
  told = [];
  current = policy;
});

afterEach(async () => {
  for (const service of services.splice(0)) service.close();
  await store.close();
});

const ask = async (
  service: ApprovalService,
  plan: PlanDraft = highDraft(),
  by: Person = team.ada,
): Promise<Approval> => {
  const { approval, refusal } = await service.request({ plan, by, via: via(by), reason: "phones are down" });
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  return approval;
};

const cast = (
  service: ApprovalService,
  id: ApprovalId,
  by: Person,
  choice: "approve" | "deny" = "approve",
  platform: PlatformId = "web",
) => service.decide({ id, choice, by, via: via(by, platform) });

describe("requests", () => {
  it("need a reason when the impact is high, a right, and an account that belongs to the person", async () => {
    const service = await serviceOn(store.approvals);
    const wish = { plan: highDraft(), by: team.ada, via: via(team.ada), reason: "  " };
    expect(await service.request(wish)).toEqual({ approval: undefined, refusal: "reason-required" });
    const why = { ...wish, reason: "why" };
    expect((await service.request({ ...why, by: team.eve, via: via(team.eve) })).refusal).toBe("not-permitted");
    expect((await service.request({ ...why, by: team.dora, via: via(team.dora) })).refusal).toBe("impact-too-high");
    expect((await service.request({ ...why, via: via(team.ben) })).refusal).toBe("unknown-person");
    expect((await service.request({ ...wish, plan: mediumDraft() })).approval?.needed).toBe(1);
  });

  it("for the same plan are one request, however often the button is pressed", async () => {
    const service = await serviceOn(store.approvals);
    const asked = await Promise.all(Array.from({ length: 5 }, () => ask(service)));
    expect(new Set(asked.map((approval) => approval.id)).size).toBe(1);
  });

  it("for another plan of the same remedy take the older one's place and void its votes", async () => {
    const service = await serviceOn(store.approvals);
    const older = await ask(service, highDraft(fromRemedy));
    await cast(service, older.id, team.ben);
    const newer = await ask(service, draftOf([restart("cucm-sub1")], fromRemedy));
    expect(newer.plan.revision).toBe(2);
    expect(newer.votes).toEqual([]);
    expect((await service.get(older.id))?.state).toBe("superseded");
    expect((await cast(service, older.id, team.chen)).refusal).toBe("not-pending");
  });
});

describe("votes", () => {
  it("of two people at once both count, through the compare-and-set", async () => {
    const service = await serviceOn(store.approvals);
    for (let round = 0; round < 20; round++) {
      const { id } = await ask(service, draftOf([restart()], { phonesKnown: round }));
      const both = await Promise.all([cast(service, id, team.ben), cast(service, id, team.chen)]);
      expect(both.every(({ refusal }) => refusal === undefined)).toBe(true);
      const after = await service.get(id);
      expect(after).toMatchObject({ state: "approved", version: 3 });
      await service.decide({ id, choice: "withdraw", by: team.ada, via: via(team.ada) });
    }
  });

  it("of two processes at once both count", async () => {
    const here = await serviceOn(store.approvals);
    const there = await serviceOn(store.approvals);
    const { id } = await ask(here);
    await Promise.all([cast(here, id, team.ben), cast(there, id, team.chen)]);
    expect(await here.get(id)).toMatchObject({ state: "approved" });
  });

  it("of one person from two platforms at once count once", async () => {
    const service = await serviceOn(store.approvals);
    const { id } = await ask(service);
    const both = await Promise.all([
      cast(service, id, team.ben, "approve", "slack"),
      cast(service, id, team.ben, "approve", "teams"),
    ]);
    expect(both.map(({ refusal }) => refusal).sort()).toEqual(["already-voted", undefined]);
    expect((await service.get(id))?.votes).toHaveLength(1);
  });

  it("delivered five times over are one vote", async () => {
    const service = await serviceOn(store.approvals);
    const { id } = await ask(service);
    for (let delivery = 0; delivery < 5; delivery++) {
      await cast(service, id, team.ben);
      await clock.advance(72_000);
    }
    expect((await service.get(id))?.votes).toHaveLength(1);
    expect(events.filter((event) => event.kind === "voted")).toHaveLength(1);
    expect(events.filter((event) => event.kind === "vote-refused")).toHaveLength(4);
  });

  it("through somebody else's account are refused, and the refusal is kept with the account", async () => {
    const service = await serviceOn(store.approvals);
    const { id } = await ask(service);
    const forged = await service.decide({
      id,
      choice: "approve",
      by: team.ben,
      via: { ...via(team.ben), user: "mallory" },
    });
    expect(forged.refusal).toBe("unknown-person");
    expect(events.at(-1)).toMatchObject({ kind: "vote-refused", who: "unknown", data: { account: "web:t1:mallory" } });
  });

  it("on a request that does not exist say so", async () => {
    const service = await serviceOn(store.approvals);
    expect(await cast(service, approvalId("apr_none"), team.ben)).toEqual({
      approval: undefined,
      refusal: "not-found",
    });
  });

  it("against the expiry timer end in exactly one of the two", async () => {
    const service = await serviceOn(store.approvals);
    const { id } = await ask(service, mediumDraft());
    const [vote] = await Promise.all([cast(service, id, team.ben), clock.advance(60 * 60_000)]);
    const after = await service.get(id);
    expect([after?.state, vote.refusal]).toSatisfy(
      ([state, refusal]) =>
        // A vote that came first may itself be a quarter of an hour old by now.
        ((state === "approved" || state === "unused") && refusal === undefined) ||
        (state === "expired" && refusal === "expired"),
    );
  });
});

describe("expiry", () => {
  it("edits a pending request after an hour and an approved one after a quarter of an hour, and tells", async () => {
    const service = await serviceOn(store.approvals);
    const first = await ask(service);
    const second = await ask(service, mediumDraft());
    await cast(service, second.id, team.ben);
    await driveUntil(clock, async () => (await service.get(second.id))?.state === "unused", 60_000);
    expect((await service.get(first.id))?.state).toBe("pending");
    await driveUntil(clock, async () => (await service.get(first.id))?.state === "expired", 60_000);
    expect(told.at(-1)).toMatchObject({ id: first.id, state: "expired" });
    expect(events.at(-1)).toMatchObject({ kind: "approval-ended", who: "bot", data: { state: "expired" } });
    expect((await cast(service, first.id, team.ben)).refusal).toBe("expired");
  });

  it("is armed again from the store after a restart, and what ran out meanwhile expires at once", async () => {
    const before = await serviceOn(store.approvals);
    const early = await ask(before);
    await clock.advance(10 * 60_000);
    const late = await ask(before, mediumDraft());
    before.close();
    await clock.advance(55 * 60_000);
    expect((await store.approvals.get(early.id))?.state).toBe("pending");
    const after = await serviceOn(store.approvals);
    expect((await after.get(early.id))?.state).toBe("expired");
    expect((await after.get(late.id))?.state).toBe("pending");
    await driveUntil(clock, async () => (await after.get(late.id))?.state === "expired", 60_000);
    expect(clock.now()).toBeLessThan(Date.parse("2026-11-22T03:15:00Z"));
  });

  it("goes on when the store fails for a while", async () => {
    let broken = false;
    const flaky: ApprovalStore = {
      ...store.approvals,
      nextExpiry: () => (broken ? Promise.reject(new Error("disk")) : store.approvals.nextExpiry()),
    };
    const service = await serviceOn(flaky);
    broken = true;
    const { id } = await ask(service, mediumDraft());
    await clock.advance(60 * 60_000);
    expect((await service.get(id))?.state).toBe("pending");
    broken = false;
    await driveUntil(clock, async () => (await service.get(id))?.state === "expired", 10_000);
  });
});

describe("the service", () => {
  it("keeps everything over a restart", async () => {
    const before = await serviceOn(store.approvals);
    const { id } = await ask(before);
    await cast(before, id, team.ben);
    before.close();
    const after = await serviceOn(store.approvals);
    expect((await cast(after, id, team.chen)).approval?.state).toBe("approved");
    expect(await after.list({ open: true, limit: 10 })).toHaveLength(1);
  });

  it("goes by the policy of the moment: a person removed meanwhile does not vote", async () => {
    const service = await serviceOn(store.approvals);
    const { id } = await ask(service);
    current = { ...policy, people: policy.people.filter((person) => person.id !== team.ben.id) };
    expect((await cast(service, id, team.ben)).refusal).toBe("unknown-person");
  });

  it("survives a listener that throws", async () => {
    const service = await serviceOn(store.approvals);
    service.onChange(() => {
      throw new Error("a card could not be drawn");
    });
    expect((await ask(service)).state).toBe("pending");
    expect(told).toHaveLength(1);
  });
});
