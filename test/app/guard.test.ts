// The guard inside the whole bot, on the practice cluster: a dry look at requests, starts at an opening, blocked starts, backups.
import { afterEach, describe, expect, it } from "vitest";
import { clicks } from "../../commands/index.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { type App, createApp } from "../../src/app.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import type { Approval } from "../../src/domain/approval.ts";
import type { Reply } from "../../src/domain/chat.ts";
import type { Person, Policy } from "../../src/domain/person.ts";
import type { PlanDraft } from "../../src/domain/plan.ts";
import { obstacles } from "../../src/domain/preflight.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { drive, driveUntil } from "../fakes/drive.ts";
import { invocation } from "../router/fakes.ts";

interface World {
  readonly lab: Lab;
  readonly app: App;
  readonly clock: ManualClock;
  readonly people: Readonly<Record<string, Person>>;
}

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function world(change: Partial<Policy> = {}): Promise<World> {
  const lab = await startLab({ nodes: 2, phones: 3, seed: 5, pace: 100 });
  open.push(() => lab.close());
  // The bot's own clock, which the test moves; the cluster's goes on as it does.
  const clock = new ManualClock(lab.cluster.clock.now());
  const cluster = practiceCluster(lab);
  const settings = practiceConfig({ dataFolder: "unused" });
  const app = await createApp({
    settings: { ...settings, clusters: [cluster], policy: { ...settings.policy, ...change } },
    clock,
    logger: silentLogger,
    pins: new Map([[cluster.cluster.id, await practicePins(lab)]]),
    memory: true,
  });
  open.push(() => app.close());
  await app.open();
  const people = Object.fromEntries(settings.policy.people.map((person) => [person.id, person]));
  return { lab, app, clock, people };
}

const who = ({ people }: World, id: string): Person => {
  const person = people[id];
  if (person === undefined) throw new Error(`nobody called ${id}`);
  return person;
};
const web = (person: Person) =>
  ({ platform: "web", tenant: "practice", user: person.id, displayName: person.name }) as const;

async function requested(one: World, make: (draft: PlanDraft) => PlanDraft = (draft) => draft): Promise<Approval> {
  const { services } = one.app;
  const [cluster] = services.clusters;
  if (cluster === undefined) throw new Error("no cluster");
  const wish = {
    cluster: cluster.id,
    service: "Cisco DRF Local",
    nodes: ["cucm-sub1"],
    signal: AbortSignal.timeout(30_000),
  };
  const plan = make(await services.plans.restart(wish));
  const by = who(one, "alex");
  const { approval, refusal } = await services.approvals.request({ plan, by, via: web(by), reason: "test" });
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  return approval;
}

/** Presses a button as this person and gives what is answered. */
async function press(one: World, action: string, payload: Record<string, string>, id = "beatriz"): Promise<Reply[]> {
  const person = who(one, id);
  const click = clicks.find((other) => other.action === action);
  if (click === undefined) throw new Error(`no button ${action}`);
  const replies: Reply[] = [];
  for await (const reply of click.run(payload, invocation({ person, actor: web(person) }), one.app.services))
    replies.push(reply);
  return replies;
}

const runsOf = (one: World) => one.app.services.runs.list({ limit: 10 });

describe("a request", () => {
  it("gets a dry look at the cluster, shown with it, before anybody votes", async () => {
    const one = await world();
    one.lab.hands.setNtp(one.lab.nodes[0]?.name ?? never(), false);
    const { id } = await requested(one);
    await driveUntil(one.clock, async () => (await one.app.services.approvals.get(id))?.preflight !== undefined);
    const approval = await one.app.services.approvals.get(id);
    expect(approval?.preflight && obstacles(approval.preflight).map((line) => line.item)).toEqual(["ntp"]);
    const [card] = await press(one, "approval.show", { approval: id });
    expect(card?.card.actions.map(({ action }) => action)).toContain("approval.override");
  });

  it("can be run dry from its card: every reading, no change on the cluster, no run", async () => {
    const one = await world();
    const { id } = await requested(one);
    const started = () => one.lab.cluster.node("cucm-sub1")?.services.get("Cisco DRF Local")?.startedAt;
    const before = started();
    const [reply] = await press(one, "approval.dry-run", { approval: id }, "dana");
    expect(reply?.data?.kind).toBe("dry-run");
    expect(reply?.data?.value).toMatchObject({
      mayStart: { kind: "now" },
      steps: [{ ready: true, conditions: [{ holds: true }] }],
    });
    expect([started(), (await runsOf(one)).length]).toEqual([before, 0]);
  });
});

describe("the last vote", () => {
  it("starts nothing on a cluster that should not be changed, says why, and what is set aside needs two more people", async () => {
    const one = await world();
    one.lab.hands.setBackups([30]);
    const approval = await requested(one);
    const replies = await press(one, "approval.approve", { approval: approval.id });
    const blocked = replies.find(
      (reply) => reply.card.title && "id" in reply.card.title && reply.card.title.id === "card.refusal.title",
    );
    expect(JSON.stringify(blocked?.card.body)).toContain("preflight.backup.old");
    expect(await runsOf(one)).toEqual([]);
    const [asked] = await press(
      one,
      "approval.override",
      { approval: approval.id, what: "preflight", reason: "now" },
      "alex",
    );
    const aside = asked?.data?.value as Approval;
    expect([aside.needed, aside.plan.overrides, aside.votes]).toEqual([2, ["preflight"], []]);
    expect((await one.app.services.approvals.get(approval.id))?.state).toBe("superseded");
    await press(one, "approval.approve", { approval: aside.id });
    expect(await runsOf(one)).toEqual([]);
    await press(one, "approval.approve", { approval: aside.id }, "chen");
    await driveUntil(one.clock, async () => (await runsOf(one))[0]?.endedAt !== undefined, 1000);
    expect((await runsOf(one))[0]).toMatchObject({ state: "verified", plan: { overrides: ["preflight"] } });
  });

  it("sets nothing aside without a reason, or for something that does not exist", async () => {
    const one = await world();
    const { id } = await requested(one);
    const [refused] = await press(one, "approval.override", { approval: id, what: "window", reason: " " }, "alex");
    expect(JSON.stringify(refused?.card)).toContain("card.refusal.reason-required");
    const [same] = await press(one, "approval.override", { approval: id, what: "rules", reason: "x" }, "alex");
    expect((same?.data?.value as Approval | undefined)?.plan).not.toHaveProperty("overrides");
  });
});

describe("a window", () => {
  const minutes = (lab: number, ahead: number): string => new Date(lab + ahead * 60_000).toISOString().slice(0, 16);
  const calendar = (now: number, atOpening: "start" | "ask"): Pick<Policy, "calendar"> => ({
    calendar: {
      windows: [
        {
          name: "soon",
          zone: "UTC",
          clusters: "all",
          span: { kind: "dated", from: minutes(now, 30), to: minutes(now, 90) },
        },
      ],
      freezes: [],
      windowsFrom: "low",
      atOpening,
    },
  });

  it("that opens starts what was approved for it, in the last voter's name", async () => {
    const one = await world(calendar(Date.now(), "start"));
    const { id } = await requested(one);
    await press(one, "approval.approve", { approval: id });
    expect(await runsOf(one)).toEqual([]);
    expect(await one.app.services.approvals.get(id)).toMatchObject({ state: "approved", opensAt: expect.any(String) });
    await driveUntil(one.clock, async () => (await runsOf(one)).length === 1, 60_000);
    expect((await runsOf(one))[0]).toMatchObject({ approval: id, startedBy: "beatriz", until: expect.any(String) });
    await driveUntil(one.clock, async () => (await runsOf(one))[0]?.endedAt !== undefined, 1000);
  });

  it("that opens only asks where the policy says so, and the button starts it", async () => {
    const one = await world(calendar(Date.now(), "ask"));
    const { id } = await requested(one);
    await press(one, "approval.approve", { approval: id });
    await driveUntil(one.clock, async () => (await one.app.services.approvals.get(id))?.opened === true, 60_000);
    expect(await runsOf(one)).toEqual([]);
    const [shown] = await press(one, "approval.show", { approval: id });
    expect(shown?.card.actions.map(({ action }) => action)).toContain("run.start");
    await press(one, "run.start", { approval: id });
    expect(await runsOf(one)).toHaveLength(1);
    await driveUntil(one.clock, async () => (await runsOf(one))[0]?.endedAt !== undefined, 1000);
  });
});

describe("after a trust list was changed", () => {
  it("the bot asks for a new backup at the next diagnosis, until it sees one", async () => {
    const one = await world();
    const { services } = one.app;
    const [cluster] = services.clusters;
    if (cluster === undefined) throw new Error("no cluster");
    const itl = { change: { kind: "reset-itl", node: cluster.nodes[0]?.name ?? never(), key: "localkey" } } as const;
    const approval = await requested(one, (draft) => ({
      ...draft,
      steps: [
        {
          ...itl,
          number: 1,
          command: "utils itl reset localkey",
          impact: "high",
          estimateSeconds: 30,
          preconditions: [],
          safePoint: true,
        },
      ],
    }));
    await press(one, "approval.approve", { approval: approval.id });
    await press(one, "approval.approve", { approval: approval.id }, "chen");
    await driveUntil(one.clock, async () => (await runsOf(one))[0]?.endedAt !== undefined, 1000);
    const signal = AbortSignal.timeout(30_000);
    expect(await drive(one.clock, services.guard.backupsWanted(cluster.id, signal))).toHaveLength(1);
    // The bot's clock was driven ahead of the cluster's.
    one.lab.hands.setTime({ offsetMs: one.clock.now() - one.lab.cluster.clock.now() + 60_000 });
    one.lab.hands.backUp(false);
    expect(await drive(one.clock, services.guard.backupsWanted(cluster.id, signal))).toHaveLength(1);
    one.lab.hands.backUp();
    expect(await drive(one.clock, services.guard.backupsWanted(cluster.id, signal))).toHaveLength(0);
    expect((await runsOf(one))[0]?.backup?.seen?.file).toMatch(/\.tar$/);
  });
});

function never(): never {
  throw new Error("the cluster has no such node");
}
