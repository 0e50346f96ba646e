// What actions say about themselves, and how they read a device that is odd, slow or silent.
import { describe, expect, it } from "vitest";
import type { ExecuteContext } from "../../src/actions/action.ts";
import { actionFor, cucmActions } from "../../src/actions/index.ts";
import { planSteps } from "../../src/actions/plan.ts";
import { planRestart } from "../../src/actions/plan-restart.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Change } from "../../src/domain/plan.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { Device } from "../fakes/device.ts";
import { trustList } from "../fakes/device-trust.ts";
import { drive } from "../fakes/drive.ts";

const pub = nodeName("cucm-pub");
const world = (options: ConstructorParameters<typeof Device>[1] = {}) => {
  const clock = new ManualClock();
  const device = new Device(clock, options);
  const context = { systems: device.systems(), clock, signal: new AbortController().signal };
  return { clock, device, context };
};
const itl: Change = { kind: "reset-itl", node: pub, key: "localkey" };
const ctl: Change = { kind: "update-ctl", node: pub };
const tftp: Change = { kind: "restart-service", node: pub, service: "Cisco Tftp" };

const executing = (context: ReturnType<typeof world>["context"]): ExecuteContext => ({
  ...context,
  intent: { at: new Date(context.clock.now()).toISOString(), baseline: {} },
  abort: new AbortController().signal,
  progressed: [],
  earlier: [],
  fence: async () => undefined,
  progress: async () => undefined,
  curve: async () => undefined,
  tally: async () => undefined,
});

async function baseline(change: Change, { context }: ReturnType<typeof world>) {
  const checked = await actionFor(change).precheck(context);
  if (!checked.ok) throw new Error(`blocked: ${checked.why.id}`);
  return { at: "2026-11-22T02:00:00.000Z", baseline: checked.baseline };
}

describe("plan steps", () => {
  it.each<[Change, string, string]>([
    [itl, "utils itl reset localkey", "high"],
    [{ kind: "reset-itl", node: pub, key: "remotekey" }, "utils itl reset remotekey", "high"],
    [{ kind: "reset-ctl", node: pub, key: "localkey" }, "utils ctl reset localkey", "high"],
    [ctl, "utils ctl update CTLFile", "high"],
    [tftp, "utils service restart Cisco Tftp", "high"],
    [{ kind: "restart-service", node: pub, service: "Cisco Tomcat" }, "utils service restart Cisco Tomcat", "low"],
    [
      { kind: "start-service", node: pub, service: "Cisco CallManager" },
      "utils service start Cisco CallManager",
      "medium",
    ],
    [{ kind: "start-service", node: pub, service: "Cisco Tomcat" }, "utils service start Cisco Tomcat", "low"],
    [{ kind: "set-saml-trace", node: pub, level: "debug" }, "set samltrace level debug", "low"],
    [
      { kind: "wait-for-login", nodes: [pub], withinSeconds: 60 },
      "wait for a login by single sign-on on cucm-pub, 60 s at most",
      "low",
    ],
    [{ kind: "reset-phones", phones: ["SEP1", "SEP2"], batch: 1 }, "AXL doDeviceReset (2 phones)", "high"],
    [
      { kind: "wait-for-phones", phones: ["SEP1"], percent: 95, withinSeconds: 60 },
      "wait for 95 % of 1 phones, 60 s at most",
      "low",
    ],
    [
      { kind: "wait-for-phones", phones: ["SEP1"], percent: 50, withinSeconds: 60, settleSeconds: 30, ofSeen: true },
      "wait for 50 % of 1 phones (of those seen registered before), until nobody more comes for 30 s, 60 s at most",
      "low",
    ],
  ])("%o is sent as written and weighs what it does", (change, command, impact) => {
    const [step] = planSteps([{ change }]);
    expect([step?.command, step?.impact]).toEqual([command, impact]);
    expect(step?.estimateSeconds).toBeGreaterThan(0);
  });

  it("may be stopped only where the cluster is not half-changed", () => {
    const sub: Change = { ...tftp, node: nodeName("cucm-sub1") };
    const wait: Change = { kind: "wait-for-phones", phones: ["SEP1"], percent: 95, withinSeconds: 60 };
    const safe = planSteps([ctl, tftp, sub, itl, wait].map((change) => ({ change }))).map((step) => step.safePoint);
    expect(safe).toEqual([false, false, true, false, true]);
  });
});

describe("waiting for a login", () => {
  const wait: Change = { kind: "wait-for-login", nodes: [pub, nodeName("cucm-sub1")], withinSeconds: 120 };
  const begun = async () => {
    const here = world();
    here.device.logins.set("cucm-sub1", ["sso.decrypt-failed"]);
    const intent = { ...(await baseline(wait, here)), at: new Date(here.clock.now()).toISOString() };
    return {
      here,
      execute: (more: Partial<ExecuteContext> = {}) =>
        actionFor(wait).execute({ ...executing(here.context), intent, ...more }),
    };
  };

  it("takes the first new one on any node, whatever it came to, and no older one", async () => {
    const { here, execute } = await begun();
    const work = execute();
    await here.clock.advance(20_000);
    here.device.logins.set("cucm-sub1", ["sso.decrypt-failed", "sso.decrypt-failed"]);
    expect(await drive(here.clock, work)).toMatchObject({
      outcome: "sent",
      note: { values: { node: "cucm-sub1", outcome: { id: "changes.login.failed" } } },
    });
  });

  it("ends without one when nobody came, when a person aborts, and says why when the log cannot be read", async () => {
    const { here, execute } = await begun();
    expect(await drive(here.clock, execute())).toMatchObject({
      outcome: "missed",
      note: { id: "changes.login-missing" },
    });
    expect(await drive(here.clock, execute({ abort: AbortSignal.abort() }))).toMatchObject({ outcome: "failed" });
    here.device.deaf = "node-unreachable";
    expect(await drive(here.clock, execute())).toMatchObject({
      outcome: "missed",
      note: expect.not.objectContaining({ id: "changes.login-missing" }),
    });
  });
});

describe("observing a SAML trace level", () => {
  const debug: Change = { kind: "set-saml-trace", node: pub, level: "debug" };
  it("reads it on the node, and a node that cannot be asked is unknown", async () => {
    const here = world();
    const intent = await baseline(debug, here);
    expect(intent.baseline).toEqual({ level: "info" });
    const look = () => actionFor(debug).observe(intent, [], here.context);
    expect(await look()).toMatchObject({ state: "not-done", note: { values: { level: "info" } } });
    here.device.traceLevels.set("cucm-pub", "debug");
    expect(await look()).toMatchObject({ state: "done" });
    here.device.deaf = "node-unreachable";
    expect(await look()).toMatchObject({ state: "unknown", evidence: [] });
  });

  it("drifts when somebody set another level since the plan was made", async () => {
    const here = world();
    const read = () =>
      cucmActions
        .readPrecondition({ kind: "saml-trace", node: pub, level: "info" }, here.context)
        .then((one) => one.holds);
    expect(await read()).toBe(true);
    here.device.traceLevels.set("cucm-pub", "warning");
    expect(await read()).toBe(false);
    here.device.deaf = "node-unreachable";
    expect(await read()).toBe("unknown");
  });
});

describe("observing a restart", () => {
  it("goes by the start time as the node prints it, not by any clock", async () => {
    const here = world();
    const intent = await baseline(tftp, here);
    const look = () => actionFor(tftp).observe(intent, [], here.context);
    expect((await look()).state).toBe("not-done");
    // A node whose clock is years behind: the text differs, so it was restarted.
    here.device.startTimes.set("cucm-pub/Cisco Tftp", "2019-01-01T00:00:00");
    expect((await look()).state).toBe("done");
    here.device.serviceStates.set("cucm-pub/Cisco Tftp", "Starting");
    expect(await look()).toMatchObject({ state: "unknown", note: { id: "changes.service-is" } });
  });

  it("does not know what Control Center does not list, and says that looking again is no use", async () => {
    const here = world();
    const proxy: Change = { ...tftp, service: "Cisco HAProxy" };
    const intent = await baseline(proxy, here);
    expect(await actionFor(proxy).observe(intent, [], here.context)).toMatchObject({ state: "unknown", final: true });
  });

  it("is blocked for a service that the node does not have", async () => {
    const here = world();
    const checked = await actionFor({ ...tftp, service: "Cisco DRF Master" }).precheck(here.context);
    expect(checked).toMatchObject({ ok: false, why: { id: "changes.no-such-service" } });
  });
});

describe("a start", () => {
  const start: Change = { ...tftp, kind: "start-service" };

  it("goes by the state in the node’s own list", async () => {
    const here = world();
    here.device.serviceStates.set("cucm-pub/Cisco Tftp", "Stopped");
    const intent = await baseline(start, here);
    const look = () => actionFor(start).observe(intent, [], here.context);
    expect((await look()).state).toBe("not-done");
    here.device.serviceStates.set("cucm-pub/Cisco Tftp", "Starting");
    expect(await look()).toMatchObject({ state: "unknown", note: { id: "changes.service-is" } });
    here.device.serviceStates.set("cucm-pub/Cisco Tftp", "Started");
    expect((await look()).state).toBe("done");
    here.device.deaf = "node-unreachable";
    expect(await look()).toMatchObject({ state: "unknown", evidence: [] });
  });

  it("asks again when somebody started it meanwhile, and is blocked for a service that the node does not have", async () => {
    const here = world();
    expect(await actionFor(start).precheck(here.context)).toMatchObject({ ok: false, drift: true });
    const other = await actionFor({ ...start, service: "Cisco DRF Master" }).precheck(here.context);
    expect(other).toMatchObject({ ok: false, why: { id: "changes.no-such-service" } });
  });
});

describe("observing a trust list", () => {
  it("is done when every node that served one serves another, and not before", async () => {
    const here = world();
    const intent = await baseline(itl, here);
    const look = () => actionFor(itl).observe(intent, [], here.context);
    expect((await look()).state).toBe("not-done");
    here.device.lists.set("cucm-pub/ITL", trustList("ITL", "bb22", 2));
    expect(await look()).toMatchObject({
      state: "unknown",
      note: { values: { changed: 1, total: 3, missing: "cucm-sub1, cucm-sub2" } },
    });
    here.device.lists.set("cucm-sub1/ITL", trustList("ITL", "bb22", 2));
    here.device.lists.delete("cucm-sub2/ITL");
    expect((await look()).state).toBe("unknown");
    here.device.lists.set("cucm-sub2/ITL", trustList("ITL", "bb22", 2));
    expect((await look()).state).toBe("done");
  });

  it("does not wait for a node that served none before", async () => {
    const here = world();
    here.device.lists.delete("cucm-sub2/ITL");
    const intent = await baseline(itl, here);
    for (const node of ["cucm-pub", "cucm-sub1"]) here.device.lists.set(`${node}/ITL`, trustList("ITL", "bb22", 2));
    expect((await actionFor(itl).observe(intent, [], here.context)).state).toBe("done");
  });

  it("accepts the publisher's new CTL while TFTP still serves the old one, and names the nodes", async () => {
    const here = world({ mixed: true });
    const intent = await baseline(ctl, here);
    here.device.lists.set("cucm-pub/CTL", trustList("CTL", "aa11", 2));
    expect(await actionFor(ctl).observe(intent, [], here.context)).toMatchObject({
      state: "done",
      note: { id: "changes.list-not-served-yet", values: { nodes: "cucm-sub1, cucm-sub2" } },
    });
  });

  it("is unknown while nobody answers, and with a journal that holds no baseline", async () => {
    const here = world();
    const intent = await baseline(itl, here);
    here.device.deaf = "node-unreachable";
    expect((await actionFor(itl).observe(intent, [], here.context)).state).toBe("unknown");
    const empty = { ...intent, baseline: ["garbage"] };
    expect(await actionFor(itl).observe(empty, [], here.context)).toMatchObject({ state: "unknown", final: true });
  });
});

describe("the plan of a restart", () => {
  const plan = (service: string, nodes: readonly string[], here = world()) =>
    planRestart({ service, nodes }, here.context);

  it("goes publisher first, one node after the other, and waits for the registered phones in between", async () => {
    const here = world();
    here.device.phones.set("SEP000000000001", { status: "UnRegistered", since: 0 });
    const draft = await plan("tftp", [], here);
    const kinds = draft.steps.map(({ change }) => ("node" in change ? change.node : change.kind));
    expect(kinds).toEqual([
      "cucm-pub",
      "wait-for-phones",
      "cucm-sub1",
      "wait-for-phones",
      "cucm-sub2",
      "wait-for-phones",
    ]);
    const [, wait] = draft.steps;
    expect(wait?.change.kind === "wait-for-phones" && wait.change.phones).toHaveLength(19);
    expect([draft.phonesRegistered, draft.phonesKnown]).toEqual([19, 20]);
    expect(draft.steps[0]?.preconditions).toEqual([
      { kind: "service-started", node: "cucm-pub", service: "Cisco Tftp" },
    ]);
  });

  it("leaves out nodes where the service does not run, and waits for nobody when phones are not touched", async () => {
    const here = world();
    here.device.serviceStates.set("cucm-sub1/Cisco Tomcat", "Stopped");
    const draft = await plan("Cisco Tomcat", [], here);
    expect(draft.steps.map(({ command, change }) => [command, "node" in change ? change.node : ""])).toEqual([
      ["utils service restart Cisco Tomcat", "cucm-pub"],
      ["utils service restart Cisco Tomcat", "cucm-sub2"],
    ]);
  });

  it("starts the service where it is stopped, when that node is named or when it runs nowhere", async () => {
    const here = world();
    const stop = (node: string) => here.device.serviceStates.set(`${node}/Cisco Tftp`, "Stopped");
    const steps = async (nodes: readonly string[]) => {
      const draft = await plan("tftp", nodes, here);
      return [
        draft.title.id,
        ...draft.steps.flatMap(({ command, change }) => ("node" in change ? [`${command} @${change.node}`] : [])),
      ];
    };
    stop("cucm-sub1");
    expect(await steps(["cucm-sub1"])).toEqual(["changes.plan.start", "utils service start Cisco Tftp @cucm-sub1"]);
    expect(await steps(["cucm-pub", "cucm-sub1"])).toEqual([
      "changes.plan.restart",
      "utils service restart Cisco Tftp @cucm-pub",
      "utils service start Cisco Tftp @cucm-sub1",
    ]);
    expect(await steps([])).not.toContain("utils service start Cisco Tftp @cucm-sub1");
    for (const node of ["cucm-pub", "cucm-sub2"]) stop(node);
    expect(await steps([])).toEqual([
      "changes.plan.start",
      "utils service start Cisco Tftp @cucm-pub",
      "utils service start Cisco Tftp @cucm-sub1",
      "utils service start Cisco Tftp @cucm-sub2",
    ]);
  });

  it("names what is there when service or node is unknown, or the service does not run there", async () => {
    await expect(plan("sshd; reboot", [])).rejects.toMatchObject({
      code: "not-found",
      next: { values: { there: expect.stringContaining("Cisco Tftp") } },
    });
    await expect(plan("tftp", ["cucm-xyz"])).rejects.toMatchObject({
      next: { values: { there: "cucm-pub, cucm-sub1, cucm-sub2" } },
    });
    const here = world();
    here.device.serviceStates.delete("cucm-sub1/Cisco Tftp");
    await expect(plan("tftp", ["cucm-sub1"], here)).rejects.toMatchObject({
      say: { id: "changes.service-not-running" },
      next: { id: "changes.not-activated" },
    });
    await expect(plan("DRF Local", [])).rejects.toMatchObject({ say: { id: "changes.service-runs-nowhere" } });
  });
});

describe("waiting for phones", () => {
  it("believes only two good looks in a row: right after a restart RisPort still shows what was", async () => {
    const { clock, device, context } = world();
    const change: Change = { kind: "wait-for-phones", phones: device.phoneNames, percent: 100, withinSeconds: 600 };
    const curve: number[] = [];
    const work = actionFor(change).execute({
      ...executing(context),
      curve: async (point) => {
        curve.push(point.registered);
        const since = clock.now();
        const status = curve.length === 1 ? "UnRegistered" : "Registered";
        for (const name of device.phoneNames) device.phones.set(name, { status, since });
      },
    });
    expect((await drive(clock, work)).outcome).toBe("sent");
    expect(curve).toEqual([20, 0, 20, 20]);
  });

  it("does not count a phone that was reset and has not registered anew, though it is still shown as registered", async () => {
    const here = world();
    const { clock, device, context } = here;
    const phones = device.phoneNames;
    const reset: Change = { kind: "reset-phones", phones, batch: 100 };
    const intent = await baseline(reset, here);
    const wait: Change = { kind: "wait-for-phones", phones, percent: 50, withinSeconds: 60 };
    const work = actionFor(wait).execute({ ...executing(context), earlier: [{ change: reset, intent }] });
    expect(await drive(clock, work)).toMatchObject({ outcome: "missed", note: { values: { back: 0, needed: 10 } } });
  });

  it("asks for a share of those that an earlier step saw registered, when the plan says so: who is off is not missed", async () => {
    const here = world();
    const { clock, device, context } = here;
    const phones = device.phoneNames;
    const off = phones.slice(0, 6);
    for (const name of off) device.phones.set(name, { status: "UnRegistered", since: clock.now() });
    const lsc: Change = { kind: "restart-service", node: pub, service: "Cisco Tftp" };
    const reset: Change = { kind: "reset-phones", phones, batch: 100 };
    const earlier = [
      { change: lsc, intent: { at: new Date(clock.now()).toISOString(), baseline: {} } },
      { change: reset, intent: await baseline(reset, here) },
    ];
    for (const name of phones.slice(6)) device.phones.set(name, { status: "Registered", since: clock.now() + 60_000 });
    const wait: Change = { kind: "wait-for-phones", phones, percent: 95, withinSeconds: 60 };
    const outcome = async (change: Change, more: Partial<ExecuteContext>) => {
      const at = new Date(clock.now()).toISOString();
      const work = actionFor(change).execute({ ...executing(context), intent: { at, baseline: {} }, ...more });
      return await drive(clock, work);
    };
    expect(await outcome({ ...wait, ofSeen: true }, { earlier })).toMatchObject({
      outcome: "sent",
      note: { values: { back: 14, needed: 14, total: 14 } },
    });
    expect((await outcome(wait, { earlier })).outcome).toBe("missed");
    // Nobody looked before: all of them are asked for.
    expect((await outcome({ ...wait, ofSeen: true }, {})).outcome).toBe("missed");
  });

  it("goes on past enough until nobody more has come for a while, and no longer than its time", async () => {
    const { clock, device, context } = world();
    const phones = device.phoneNames;
    const begun = clock.now();
    const late = (every: number) => async () => {
      const came = Math.min(19, 10 + Math.floor((clock.now() - begun) / every));
      for (const [index, name] of phones.entries())
        device.phones.set(name, { status: index < came ? "Registered" : "UnRegistered", since: begun });
    };
    const wait: Change = { kind: "wait-for-phones", phones, percent: 50, withinSeconds: 900, settleSeconds: 60 };
    const intent = { at: new Date(begun).toISOString(), baseline: {} };
    await late(30_000)();
    const settled = await drive(clock, actionFor(wait).execute({ ...executing(context), intent, curve: late(30_000) }));
    expect(settled).toMatchObject({ outcome: "sent", note: { values: { back: 19, needed: 10 } } });
    expect((clock.now() - begun) / 1000).toBeLessThan(400);

    const again = clock.now();
    const brief: Change = { ...wait, withinSeconds: 20 };
    const cut = await drive(
      clock,
      actionFor(brief).execute({ ...executing(context), intent: { at: new Date(again).toISOString(), baseline: {} } }),
    );
    expect([cut.outcome, (clock.now() - again) / 1000]).toEqual(["sent", 20]);
  });
});

describe("the verification", () => {
  it("calls unknown what could not be read, never good", async () => {
    const here = world();
    const steps = planSteps([{ change: tftp }]);
    const plan = { steps, phonesKnown: 20 } as unknown as Parameters<typeof cucmActions.verifyOutcome>[0];
    here.device.deaf = "node-unreachable";
    const seen = await cucmActions.verifyOutcome(plan, [], 20, here.context);
    expect(seen.lines.map((line) => line.ok)).toEqual(["unknown", "unknown"]);
    expect(seen).toMatchObject({ trust: "not-proved", phonesBack: { before: 20, after: 0, known: 0 } });
  });
});
