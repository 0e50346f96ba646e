// Changes that go from phone to phone: profiles and LSCs over AXL, with phones that vanish, refuse, are edited or are away.
import { describe, expect, it } from "vitest";
import type { ExecuteContext, Executed } from "../../src/actions/action.ts";
import { actionFor, cucmActions } from "../../src/actions/index.ts";
import { planSteps } from "../../src/actions/plan.ts";
import { planPhones, type WhichPhones } from "../../src/actions/plan-phones.ts";
import { planRestart } from "../../src/actions/plan-restart.ts";
import { readPrecondition } from "../../src/actions/preconditions.ts";
import { countPhones } from "../../src/actions/verify.ts";
import { phonesOf } from "../../src/domain/change.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import type { Change, Plan } from "../../src/domain/plan.ts";
import type { PhoneTally } from "../../src/domain/run.ts";
import type { Json } from "../../src/domain/text.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { Device } from "../fakes/device.ts";
import { drive } from "../fakes/drive.ts";

class World {
  readonly clock = new ManualClock();
  readonly device: Device;
  readonly context;
  readonly abort = new AbortController();
  readonly journal: Json[] = [];
  tally: PhoneTally | undefined;
  /** The fence fails from this call on. */
  fenceFailsAt = Number.POSITIVE_INFINITY;
  #fenced = 0;
  #baseline: Json = null;

  constructor(phones = 6) {
    this.device = new Device(this.clock, { phones });
    this.context = { systems: this.device.systems(), clock: this.clock, signal: new AbortController().signal };
  }

  get names(): readonly string[] {
    return this.device.phoneNames;
  }

  async check(change: Change): Promise<Awaited<ReturnType<ReturnType<typeof actionFor>["precheck"]>>> {
    const checked = await actionFor(change).precheck(this.context);
    if (checked.ok) this.#baseline = checked.baseline;
    return checked;
  }

  execute(change: Change): Promise<Executed> {
    const context: ExecuteContext = {
      ...this.context,
      intent: { at: new Date(this.clock.now()).toISOString(), baseline: this.#baseline },
      abort: this.abort.signal,
      progressed: [...this.journal],
      earlier: [],
      fence: async () => {
        if (++this.#fenced >= this.fenceFailsAt) throw new Error("the fence is lost");
      },
      progress: async (data) => void this.journal.push(data),
      curve: async () => undefined,
      tally: async (tally) => {
        this.tally = tally;
      },
    };
    return drive(this.clock, actionFor(change).execute(context));
  }

  /** As a bot that was killed and came back: same journal, same first intent. */
  observe(change: Change) {
    const intent = { at: "2026-11-22T02:00:00.000Z", baseline: this.#baseline };
    return actionFor(change).observe(intent, this.journal, this.context);
  }

  arrived(like: string): readonly string[] {
    return this.device.arrived.filter((command) => command.includes(like));
  }
}

const lsc = (phones: readonly string[], more: Partial<Extract<Change, { kind: "install-lsc" }>> = {}): Change => ({
  kind: "install-lsc",
  phones,
  batch: 3,
  by: "null-string",
  keyOrder: "RSA Only",
  keySize: 2048,
  batchSeconds: 300,
  ...more,
});
const move = (phones: readonly string[], from = "Secure", to = "Plain"): Change => ({
  kind: "apply-security-profile",
  moves: [{ from, to, phones }],
  batch: 3,
});
const nth = (world: World, index: number): string => world.names[index] ?? "";

describe("installing LSCs", () => {
  it("asks each phone once, applies, watches to the end, and counts every phone exactly once", async () => {
    const world = new World();
    const change = lsc(world.names);
    expect((await world.check(change)).ok).toBe(true);
    expect(await world.execute(change)).toMatchObject({ outcome: "sent", note: { values: { done: 6, failed: 0 } } });
    for (const name of world.names) {
      expect(world.arrived(`updatePhone ${name} Install/Upgrade`)).toHaveLength(1);
      expect(world.arrived(`applyPhone ${name}`)).toHaveLength(1);
    }
    expect(world.tally).toEqual({ done: 6, waiting: [], failed: [], offline: [] });
    expect((await world.observe(change)).state).toBe("done");
  });

  it("does not take a success of years ago for one of now", async () => {
    const world = new World(1);
    Object.assign(world.device.security.of(nth(world, 0)), { status: "Upgrade Success" });
    world.device.bootSeconds = undefined;
    const change = lsc(world.names);
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "failed", note: { values: { done: 0, waiting: 1 } } });
  });

  it("accounts for done, waiting, failed with CUCM’s reason, gone, busy and offline", async () => {
    const world = new World();
    const [offline, gone, busy, failing] = [nth(world, 0), nth(world, 1), nth(world, 2), nth(world, 3)];
    world.device.phones.set(offline, { status: "UnRegistered", since: 0 });
    Object.assign(world.device.security.of(busy), { operation: "Delete", status: "Operation Pending" });
    world.device.security.ends = ["Upgrade Failed: Invalid LSC", "Upgrade Success"];
    const change = lsc(world.names, { batch: 10 });
    await world.check(change);
    world.device.phones.delete(gone);
    await world.execute(change);
    expect(world.tally?.offline).toEqual([offline]);
    expect(world.tally?.done).toBe(2);
    expect(world.tally?.failed).toEqual([
      { phone: gone, why: { id: "phones.why.gone" } },
      { phone: busy, why: { id: "phones.why.busy" } },
      { phone: failing, why: { verbatim: "Upgrade Failed: Invalid LSC" } },
    ]);
    expect(world.arrived(offline)).toEqual([]);
    expect(world.arrived(busy)).toEqual([]);
  });

  it("gives phones that were away a second look, and asks those that are back by then", async () => {
    const world = new World(4);
    world.device.phones.set(nth(world, 0), { status: "UnRegistered", since: 0, backAt: world.clock.now() + 60_000 });
    const change = lsc(world.names, { batch: 2 });
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ note: { values: { done: 4, offline: 0 } } });
  });

  it("leaves the other batches alone when fewer than half of one succeed", async () => {
    const world = new World(9);
    world.device.security.ends = ["Upgrade Failed: CA Rejected Connection"];
    const change = lsc(world.names);
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "failed", note: { id: "phones.lsc.stopped" } });
    expect(world.arrived("Install/Upgrade")).toHaveLength(3);
    expect(world.tally?.waiting).toHaveLength(6);
  });

  it("waits while AXL answers 503, and goes on with the same phone", async () => {
    const world = new World(2);
    world.device.fates = ["busy", "busy", "busy", "answers"];
    const change = lsc(world.names);
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "sent", note: { values: { done: 2 } } });
    expect(world.arrived("Install/Upgrade")).toHaveLength(2);
  });

  it("goes on from the journal after a lost fence: no phone twice, none forgotten, none told twice", async () => {
    const world = new World();
    const change = lsc(world.names);
    await world.check(change);
    for (const at of [2, 3, 5]) {
      world.fenceFailsAt = at;
      await expect(world.execute(change)).rejects.toThrow("the fence is lost");
      world.fenceFailsAt = Number.POSITIVE_INFINITY;
      world.fenceFailsAt = at + 4;
    }
    world.fenceFailsAt = Number.POSITIVE_INFINITY;
    expect(await world.execute(change)).toMatchObject({ outcome: "sent" });
    for (const name of world.names) expect(world.arrived(`updatePhone ${name} `)).toHaveLength(1);
    for (const name of world.names) expect(world.arrived(`applyPhone ${name}`)).toHaveLength(1);
    expect(world.tally?.done).toBe(6);
  });

  it("takes an answer that was lost by what AXL shows, and does not send again", async () => {
    const world = new World(2);
    world.device.fates = ["lost", "answers"];
    const change = lsc(world.names);
    await world.check(change);
    await world.execute(change);
    expect(world.arrived("Install/Upgrade")).toHaveLength(2);
    expect(world.tally?.done).toBe(2);
  });

  it("stops between batches when somebody aborts", async () => {
    const world = new World();
    const change = lsc(world.names);
    await world.check(change);
    world.abort.abort();
    expect(await world.execute(change)).toMatchObject({ outcome: "failed", note: { id: "phones.lsc.aborted" } });
    expect(world.device.arrived).toEqual([]);
  });

  it("is blocked while none of the phones is registered", async () => {
    const world = new World(2);
    for (const name of world.names) world.device.phones.set(name, { status: "Rejected", since: 1 });
    expect(await world.check(lsc(world.names))).toMatchObject({ ok: false, why: { id: "changes.no-phone-reachable" } });
  });
});

describe("what the end of a run says of the LSCs", () => {
  const verified = async (world: World, change: Change, line = "phones.verify.lscs") => {
    const plan = { cluster: world.device.cluster.id, steps: planSteps([{ change }]) } as unknown as Plan;
    const steps = [{ number: 1, ...(world.tally === undefined ? {} : { tally: world.tally }) }];
    const { lines } = await cucmActions.verifyOutcome(plan, steps, world.names.length, world.context);
    return lines.find(({ text }) => text.id === line);
  };

  it("counts only operations that this run saw end, not a success of years ago, and every phone once", async () => {
    const world = new World(5);
    const [away, slow] = [nth(world, 0), nth(world, 4)];
    for (const name of world.names) Object.assign(world.device.security.of(name), { status: "Upgrade Success" });
    world.device.phones.set(away, { status: "UnRegistered", since: 0 });
    world.device.security.ends = ["Upgrade Failed: Invalid LSC", "Upgrade Success"];
    const change = lsc(world.names, { batch: 10 });
    await world.check(change);
    await world.execute(change);
    const { tally } = world;
    if (tally === undefined) throw new Error("no tally");
    expect([tally.done, tally.offline, tally.failed.length]).toEqual([3, [away], 1]);
    world.tally = { ...tally, done: 2, waiting: [slow] };
    expect(await verified(world, change)).toMatchObject({
      ok: false,
      text: { values: { done: 2, total: 5, failed: 1, waiting: 1, offline: 1, phones: tally.failed[0]?.phone } },
    });
  });

  it("is not good while a phone was away, and good when all of them have theirs", async () => {
    const world = new World(2);
    world.device.phones.set(nth(world, 0), { status: "UnRegistered", since: 0 });
    Object.assign(world.device.security.of(nth(world, 0)), { status: "Upgrade Success" });
    const change = lsc(world.names);
    await world.check(change);
    await world.execute(change);
    expect(await verified(world, change)).toMatchObject({ ok: "unknown", text: { values: { done: 1, offline: 1 } } });
    const whole = new World(2);
    await whole.check(lsc(whole.names));
    await whole.execute(lsc(whole.names));
    expect(await verified(whole, lsc(whole.names))).toMatchObject({
      ok: true,
      text: { values: { done: 2, failed: 0 } },
    });
  });

  it("does not miss a phone that was off before and after, and misses one that was there and stayed away", async () => {
    const world = new World(4);
    world.device.phones.set(nth(world, 0), { status: "UnRegistered", since: 0 });
    const change = lsc(world.names);
    await world.check(change);
    await world.execute(change);
    const line = "phones.verify.registered-some-off";
    expect(await verified(world, change, line)).toMatchObject({ ok: "unknown", text: { values: { here: 3, off: 1 } } });
    world.device.phones.set(nth(world, 3), { status: "UnRegistered", since: 0 });
    expect(await verified(world, change, line)).toMatchObject({ ok: false, text: { values: { here: 2, off: 1 } } });
  });

  it("knows of none when the step never began", async () => {
    const world = new World(1);
    Object.assign(world.device.security.of(nth(world, 0)), { status: "Upgrade Success" });
    expect(await verified(world, lsc(world.names))).toMatchObject({
      ok: "unknown",
      text: { values: { done: 0, waiting: 1 } },
    });
  });
});

describe("apps among the phones", () => {
  const app = "CSFALEX";
  const withApp = (): World => {
    const world = new World(3);
    world.device.phones.set(app, { status: "Registered", since: 0 });
    return world;
  };

  it("are not counted before and after a run, nor waited for, nor reset with all the others", async () => {
    const world = withApp();
    const desk = world.names.filter((name) => name !== app);
    expect(await countPhones(world.context, [])).toMatchObject({
      ...{ known: 3, registered: 3, watched: 0 },
      apps: { known: 1, registered: 1 },
    });
    const restart = await planRestart({ service: "Cisco CallManager", nodes: ["cucm-pub"] }, world.context);
    expect([restart.phonesRegistered, restart.phonesKnown]).toEqual([3, 3]);
    expect(restart.steps[1]?.change).toMatchObject({ kind: "wait-for-phones", phones: desk });
    const all = await planPhones({ which: { kind: "all" }, restart: false }, world.context);
    expect([all.phonesKnown, phonesOf(all.steps[0]?.change ?? lsc([]))]).toEqual([3, desk]);
  });

  it("are reset when somebody names them", async () => {
    const world = withApp();
    const named = await planPhones({ which: { kind: "names", names: [app] }, restart: false }, world.context);
    expect(named.steps.map(({ change }) => phonesOf(change))).toEqual([[app], [app]]);
    expect(await countPhones(world.context, [app])).toMatchObject({ registered: 3, watched: 1 });
  });
});

describe("an account that may not write", () => {
  it("is told at the first phone; the others are not tried", async () => {
    const world = new World(6);
    const denied = new CertOpsError({
      code: "privilege-too-low",
      message: "AXL does not let certops call updatePhone",
      say: { id: "soap.privilege" },
      next: { id: "soap.privilege.next" },
      retry: "never",
    });
    let tries = 0;
    world.device.security.requestLsc = () => {
      tries++;
      return Promise.reject(denied);
    };
    const change = lsc(world.names);
    await world.check(change);
    await expect(world.execute(change)).rejects.toBe(denied);
    expect(tries).toBeLessThanOrEqual(4);
  });
});

describe("another security profile", () => {
  it("is given and applied once to each phone, registered or not", async () => {
    const world = new World();
    world.device.phones.set(nth(world, 0), { status: "Rejected", since: 1 });
    const change = move(world.names);
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "sent", note: { values: { done: 6 } } });
    for (const name of world.names) {
      expect(world.device.security.of(name).profile).toBe("Plain");
      expect(world.arrived(`updatePhone ${name} Plain`)).toHaveLength(1);
      expect(world.arrived(`applyPhone ${name}`)).toHaveLength(1);
    }
    expect((await world.observe(change)).state).toBe("done");
  });

  it("goes no further when fewer than half of a batch come back with it", async () => {
    const world = new World();
    const change = move(world.names);
    await world.check(change);
    world.device.bootSeconds = undefined;
    expect(await world.execute(change)).toMatchObject({
      outcome: "failed",
      note: { id: "changes.batch-stayed-away", values: { batch: 3, left: 3 } },
    });
    expect(world.names.map((name) => world.device.security.of(name).profile)).toEqual([
      ...["Plain", "Plain", "Plain"],
      ...["Secure", "Secure", "Secure"],
    ]);
    expect(world.tally).toMatchObject({ done: 3, failed: [], offline: [] });
    expect(world.tally?.waiting).toHaveLength(3);
  });

  it("is drift before the step when somebody edited a phone, and leaves the phone alone when it happens under way", async () => {
    const world = new World();
    const change = move(world.names);
    world.device.security.of(nth(world, 1)).profile = "Somebody’s";
    expect(await world.check(change)).toMatchObject({ ok: false, drift: true, why: { id: "phones.profile.edited" } });
    world.device.security.of(nth(world, 1)).profile = "Secure";
    await world.check(change);
    world.device.security.of(nth(world, 5)).profile = "Somebody’s";
    await world.execute(change);
    expect(world.device.security.of(nth(world, 5)).profile).toBe("Somebody’s");
    expect(world.tally?.failed).toEqual([{ phone: nth(world, 5), why: { id: "phones.why.edited" } }]);
    expect((await world.observe(change)).state).toBe("done");
  });

  it("that the publisher refuses for one phone leaves the step undone, with its words", async () => {
    const world = new World(3);
    const set = world.device.security.setProfile;
    world.device.security.setProfile = (name, profile, options) => {
      if (name !== nth(world, 1)) return set(name, profile, options);
      const words = { id: "soap.fault" };
      const init = { message: "AXL: not a profile of this model", say: words, next: words, retry: "never" } as const;
      return Promise.reject(new CertOpsError({ code: "server-fault", ...init }));
    };
    const change = move(world.names);
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "failed" });
    const why = { verbatim: "AXL: not a profile of this model" };
    expect(world.tally?.failed).toEqual([{ phone: nth(world, 1), why }]);
    expect(await world.observe(change)).toMatchObject({ state: "not-done", partly: true });
  });

  it("tells a phone after a crash that it was given one, when it shows that nobody told it", async () => {
    const world = new World(3);
    const change = move(world.names);
    await world.check(change);
    world.fenceFailsAt = 5;
    await expect(world.execute(change)).rejects.toThrow("the fence is lost");
    world.fenceFailsAt = Number.POSITIVE_INFINITY;
    await world.execute(change);
    for (const name of world.names) expect(world.arrived(`updatePhone ${name} `)).toHaveLength(1);
    for (const name of world.names) expect(world.arrived(`applyPhone ${name}`)).toHaveLength(1);
  });
});

describe("a non-secure copy of a profile", () => {
  const copy: Change = { kind: "copy-security-profile", profile: "Secure", copy: "Secure (temporary)" };

  it("is made once, and one that is there already is used", async () => {
    const world = new World(1);
    await world.check(copy);
    await world.execute(copy);
    expect((await world.observe(copy)).state).toBe("done");
    await world.check(copy);
    expect(await world.execute(copy)).toMatchObject({ outcome: "sent", note: { id: "phones.profile.there" } });
    expect(world.arrived("addPhoneSecurityProfile")).toHaveLength(1);
  });

  it("is drift when the original is gone, or when the name is taken by something else", async () => {
    const world = new World(1);
    expect(await world.check({ ...copy, copy: "Secure" })).toMatchObject({
      drift: true,
      why: { id: "phones.profile.taken" },
    });
    world.device.security.profilesThere.delete("Secure");
    expect(await world.check(copy)).toMatchObject({ drift: true, why: { id: "phones.profile.gone" } });
  });

  it("is removed when no phone has it, and only when the bot made it", async () => {
    const world = new World(1);
    const remove: Change = { kind: "remove-security-profile", profile: "Secure (temporary)" };
    const { profilesThere } = world.device.security;
    const put = (name: string, description: string, mode = "Non Secure") =>
      profilesThere.set(name, {
        name,
        phoneType: "Cisco 8845",
        protocol: "SIP",
        mode,
        transport: "TCP+UDP",
        fields: { name, description },
      });
    put(remove.profile, "Non Secure copy of Secure");
    await world.check(remove);
    await world.execute(remove);
    expect((await world.observe(remove)).state).toBe("done");
    await world.check(remove);
    expect(await world.execute(remove)).toMatchObject({ note: { id: "phones.profile.gone-already" } });
    expect(world.arrived("removePhoneSecurityProfile")).toHaveLength(1);

    put(remove.profile, "kept by Ben for the lab");
    expect(await world.check(remove)).toMatchObject({ drift: true, why: { id: "phones.profile.not-ours" } });
    put(remove.profile, "Non Secure copy of Secure", "Encrypted");
    expect(await world.check(remove)).toMatchObject({ drift: true, why: { id: "phones.profile.not-ours" } });
    put("Secure", "Non Secure copy of Secure");
    expect(await world.check({ ...remove, profile: "Secure" })).toMatchObject({ drift: true });
  });

  it("is a precondition of what is given to phones", async () => {
    const world = new World(1);
    const holds = async (profile: string) =>
      (await readPrecondition({ kind: "security-profile", profile, mode: "Non Secure" }, world.context)).holds;
    expect([await holds("Plain"), await holds("Secure"), await holds("None")]).toEqual([true, false, false]);
    world.device.deaf = "node-unreachable";
    expect(await holds("Plain")).toBe("unknown");
  });
});

describe("the plan of a phone reset", () => {
  const plan = (world: World, which: WhichPhones, restart = false) => planPhones({ which, restart }, world.context);

  it("holds the explicit list, those that cannot be reached included, and waits for the others", async () => {
    const world = new World(4);
    world.device.phones.set(nth(world, 2), { status: "UnRegistered", since: 0 });
    for (const which of [
      { kind: "all" },
      { kind: "pool", name: "default" },
      { kind: "group", name: "GROUP-1" },
    ] as const) {
      const { steps } = await plan(world, which);
      expect(steps.map(({ change }) => ("phones" in change ? change.phones.length : 0))).toEqual([4, 3]);
      expect(steps[0]?.change).toMatchObject({ kind: "reset-phones", phones: world.names });
    }
    const gentle = await plan(world, { kind: "names", names: [nth(world, 0).toLowerCase()] }, true);
    expect(gentle.steps[0]?.command).toBe("AXL doDeviceReset Restart (1 phones)");
  });

  it("says what there is when a pool, group or phone is unknown, and when nobody can be reached", async () => {
    const world = new World(2);
    await expect(plan(world, { kind: "pool", name: "Defalt" })).rejects.toMatchObject({
      next: { values: { near: "Default" } },
    });
    await expect(plan(world, { kind: "group", name: "none" })).rejects.toMatchObject({ code: "not-found" });
    await expect(plan(world, { kind: "names", names: ["SEPFFFFFFFFFFFF"] })).rejects.toMatchObject({
      code: "not-found",
    });
    for (const name of world.names) world.device.phones.set(name, { status: "UnRegistered", since: 0 });
    await expect(plan(world, { kind: "all" })).rejects.toMatchObject({ say: { id: "phones.none-registered" } });
  });

  it("counts and names at the end who must be power-cycled by hand", async () => {
    const world = new World(3);
    world.device.phones.set(nth(world, 0), { status: "UnRegistered", since: 0 });
    const change: Change = { kind: "reset-phones", phones: world.names, batch: 50, restart: true };
    await world.check(change);
    expect(await world.execute(change)).toMatchObject({ outcome: "sent", note: { values: { sent: 2, skipped: 1 } } });
    expect(world.tally).toEqual({ done: 2, waiting: [], failed: [], offline: [nth(world, 0)] });
    expect(world.arrived("Restart")).toHaveLength(2);
  });
});
