// Windows, kinds of change, overrides and escalation, decided by the approval service on a real store.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApprovalService } from "../../src/approvals/service.ts";
import type { Approval } from "../../src/domain/approval.ts";
import type { AuditEvent } from "../../src/domain/audit.ts";
import { nodeName, runId } from "../../src/domain/ids.ts";
import type { Person, Policy } from "../../src/domain/person.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { driveUntil } from "../fakes/drive.ts";
import { draftOf, highDraft, restart } from "../fakes/plans.ts";
import { policy, team, via } from "../fakes/policy.ts";

const five = "2026-11-23T17:00:00Z";
const windowed: Policy = {
  ...policy,
  calendar: {
    windows: [
      {
        name: "nights",
        zone: "UTC",
        clusters: "all",
        span: { kind: "weekly", days: ["mon", "tue"], from: "22:00", to: "04:00" },
      },
    ],
    freezes: [],
    windowsFrom: "low",
    atOpening: "start",
  },
};

let clock: ManualClock;
let store: Store;
let events: AuditEvent[];
let current: Policy;
const services: ApprovalService[] = [];

async function boot(): Promise<ApprovalService> {
  const record = async (event: AuditEvent): Promise<void> => void events.push(event);
  const common = { policy: () => current, clock, logger: silentLogger, record };
  const service = new ApprovalService({ ...common, store: store.approvals });
  services.push(service);
  await service.open();
  return service;
}

beforeEach(async () => {
  clock = new ManualClock(Date.parse(five));
  store = await openStore({ file: ":memory:" });
  events = [];
  current = windowed;
});

afterEach(async () => {
  for (const service of services.splice(0)) service.close();
  await store.close();
});

const ask = async (service: ApprovalService, more: Partial<Parameters<ApprovalService["request"]>[0]> = {}) =>
  await service.request({ plan: highDraft(), by: team.ada, via: via(team.ada), reason: "expiring", ...more });

const opened = async (service: ApprovalService, more = {}): Promise<Approval> => {
  const { approval, refusal } = await ask(service, more);
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  return approval;
};

const vote = (service: ApprovalService, { id }: Approval, by: Person) =>
  service.decide({ id, choice: "approve", by, via: via(by) });

const approved = async (service: ApprovalService, more = {}): Promise<Approval> => {
  const approval = await opened(service, more);
  await vote(service, approval, team.ben);
  return (await vote(service, approval, team.chen)).approval ?? approval;
};

describe("a plan approved at 17:00 for the window at 22:00", () => {
  it("stays approved until then, is not started before, and counts as unused a quarter of an hour after the opening", async () => {
    const service = await boot();
    const approval = await approved(service);
    expect(approval).toMatchObject({
      state: "approved",
      opensAt: "2026-11-23T22:00:00.000Z",
      closesAt: "2026-11-24T04:00:00.000Z",
      expiresAt: "2026-11-23T22:15:00.000Z",
    });
    expect((await service.start(approval.id, team.ada.id, runId("run_1"))).refusal).toBe("window-closed");
    await clock.advance(4 * 3_600_000);
    await driveUntil(clock, async () => (await service.get(approval.id))?.state === "unused", 60_000);
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse("2026-11-23T22:15:00Z"));
  });

  it("is told once when the window opens, is still approved then, and may be started", async () => {
    const service = await boot();
    const told: string[] = [];
    await service.onOpening((one) => told.push(`${one.id} ${new Date(clock.now()).toISOString()}`));
    const { id } = await approved(service);
    await clock.advance(4 * 3_600_000);
    await driveUntil(clock, () => told.length > 0, 60_000);
    expect(told).toEqual([`${id} 2026-11-23T22:00:00.000Z`]);
    expect(events.at(-1)).toMatchObject({ kind: "window-opened", about: id });
    const { approval, refusal } = await service.start(id, team.ada.id, runId("run_1"));
    expect([refusal, approval?.state, approval?.closesAt]).toEqual([undefined, "started", "2026-11-24T04:00:00.000Z"]);
  });

  it("is told again after a restart that fell into the opening", async () => {
    const before = await boot();
    const { id } = await approved(before);
    before.close();
    await clock.advance(5 * 3_600_000 + 60_000);
    const after = await boot();
    const told: string[] = [];
    await after.onOpening((one) => told.push(one.id));
    expect(told).toEqual([id]);
  });

  it("is not started when the window of the policy has gone meanwhile: the votes were for another policy", async () => {
    const service = await boot();
    const { id } = await approved(service);
    current = { ...windowed, version: "p2" };
    await clock.advance(5 * 3_600_000 + 60_000);
    expect((await service.start(id, team.ada.id, runId("run_1"))).refusal).toBe("not-pending");
    expect((await service.get(id))?.state).toBe("superseded");
  });
});

describe("the calendar", () => {
  it("refuses a request that no window is long enough for, and lets it be asked with the window set aside", async () => {
    const service = await boot();
    const long = draftOf(Array.from({ length: 400 }, () => restart()));
    expect((await ask(service, { plan: long })).refusal).toBe("no-window");
    const aside = await approved(service, { plan: long, overrides: ["window"] });
    expect(aside.opensAt).toBeUndefined();
    expect((await service.start(aside.id, team.ada.id, runId("run_1"))).approval?.state).toBe("started");
  });

  it("is asked again at the start: a freeze that was put in since holds it", async () => {
    const service = await boot();
    await clock.advance(5 * 3_600_000 + 60_000);
    const { id } = await approved(service);
    const freeze = { kind: "dated", from: "2026-11-23T00:00", to: "2026-11-25T00:00" } as const;
    const calendar = windowed.calendar;
    if (calendar === undefined) throw new Error("no calendar");
    current = {
      ...windowed,
      calendar: { ...calendar, freezes: [{ name: "f", zone: "UTC", clusters: "all", span: freeze }] },
    };
    expect((await service.start(id, team.ada.id, runId("run_1"))).refusal).toBe("window-closed");
  });

  it("always wins over the time to start in: approved ten minutes before the end, void at the end", async () => {
    const service = await boot();
    await clock.advance(10 * 3_600_000 + 50 * 60_000);
    const approval = await approved(service, { plan: draftOf([restart()]) });
    expect(approval.expiresAt).toBe("2026-11-24T04:00:00.000Z");
  });
});

describe("an override", () => {
  it("needs the quorum of high impact and a reason, whatever the impact, and is in the digest and the audit log", async () => {
    const service = await boot();
    const plan = draftOf([restart("cucm-sub1", "Cisco HAProxy")]);
    expect((await ask(service, { plan, overrides: ["window"], reason: " " })).refusal).toBe("reason-required");
    const plainly = await opened(service, { plan });
    const aside = await opened(service, { plan, overrides: ["window"], replaces: plainly.id });
    expect([plainly.needed, aside.needed]).toEqual([1, 2]);
    expect(aside.plan.digest).not.toBe(plainly.plan.digest);
    expect((await service.get(plainly.id))?.state).toBe("superseded");
    expect(events.at(-1)).toMatchObject({ kind: "approval-requested", data: { overrides: ["window"] } });
    await vote(service, aside, team.ben);
    expect((await service.get(aside.id))?.state).toBe("pending");
  });

  it("of an older request does not slip into a new one of the same steps", async () => {
    const service = await boot();
    const aside = await opened(service, { overrides: ["preflight", "window", "window"] });
    expect(aside.plan.overrides).toEqual(["preflight", "window"]);
    const again = await opened(service, { plan: aside.plan });
    expect(again.plan.overrides).toBeUndefined();
  });
});

describe("a role for some kinds of change", () => {
  const kinds: Policy = {
    ...policy,
    roles: [
      ...policy.roles.filter((role) => role.name !== "approver"),
      { name: "approver", may: ["ask", "approve", "abort"], clusters: "all", changes: ["restart-service"] },
    ],
  };
  const itl = { change: { kind: "reset-itl", node: nodeName("cucm-pub"), key: "localkey" } } as const;

  it("approves those and not the others, and not a plan that has one of the others", async () => {
    current = kinds;
    const service = await boot();
    const good = await opened(service, { plan: draftOf([restart()]) });
    expect((await vote(service, good, team.ben)).refusal).toBeUndefined();
    const mixed = await opened(service, { plan: draftOf([itl, restart()]) });
    expect((await vote(service, mixed, team.ben)).refusal).toBe("change-not-permitted");
    expect((await vote(service, mixed, team.ada)).refusal).toBe("requester-cannot-vote");
  });

  it("does not add up small rights to a large one", async () => {
    current = {
      ...kinds,
      people: kinds.people.map((one) => (one.id === team.ben.id ? { ...one, roles: ["approver", "resetter"] } : one)),
      roles: [
        ...kinds.roles,
        { name: "resetter", may: ["approve"], clusters: "all", upTo: "medium", changes: ["reset-itl"] },
      ],
    };
    const service = await boot();
    const mixed = await opened(service, { plan: draftOf([itl, restart()]) });
    expect((await vote(service, mixed, team.ben)).refusal).toBe("change-not-permitted");
  });
});

describe("when nobody votes", () => {
  beforeEach(() => {
    current = {
      ...policy,
      escalation: { afterMinutes: 10, onCall: [team.ada.id, team.eve.id, team.chen.id, team.ben.id] },
    };
  });

  it("names the on-call people one after the other, only those who could vote, until the request expires", async () => {
    const service = await boot();
    const { id } = await opened(service);
    const called = async () => (await service.get(id))?.escalated?.map((one) => one.person) ?? [];
    await driveUntil(clock, async () => (await called()).length === 1, 60_000);
    expect(clock.now() - Date.parse(five)).toBe(10 * 60_000);
    expect(await called()).toEqual([team.chen.id]);
    await driveUntil(clock, async () => (await called()).length === 2, 60_000);
    expect(await called()).toEqual([team.chen.id, team.ben.id]);
    expect(events.filter((event) => event.kind === "escalated").map((event) => event.data.person)).toEqual([
      team.chen.id,
      team.ben.id,
    ]);
    await driveUntil(clock, async () => (await service.get(id))?.state === "expired", 60_000);
    expect(clock.now() - Date.parse(five)).toBe(60 * 60_000);
  });

  it("names nobody once somebody has voted", async () => {
    const service = await boot();
    const approval = await opened(service);
    await vote(service, approval, team.ben);
    await driveUntil(clock, async () => (await service.get(approval.id))?.state === "expired", 60_000);
    expect((await service.get(approval.id))?.escalated).toBeUndefined();
  });

  it("goes on calling after a restart", async () => {
    const before = await boot();
    const { id } = await opened(before);
    before.close();
    await clock.advance(15 * 60_000);
    const after = await boot();
    await driveUntil(clock, async () => (await after.get(id))?.escalated?.length === 1, 60_000);
  });
});

describe("what was read of the cluster", () => {
  it("is kept with an open request and changes no vote", async () => {
    const service = await boot();
    const approval = await opened(service);
    await vote(service, approval, team.ben);
    await service.looked(approval.id, { at: five, lines: [] });
    expect(await service.get(approval.id)).toMatchObject({ preflight: { at: five }, votes: [{ person: team.ben.id }] });
    await service.decide({ id: approval.id, choice: "withdraw", by: team.ada, via: via(team.ada) });
    await service.looked(approval.id, { at: "2030-01-01T00:00:00Z", lines: [] });
    expect((await service.get(approval.id))?.preflight?.at).toBe(five);
  });
});
