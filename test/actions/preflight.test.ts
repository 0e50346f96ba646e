// The checks before any change, over SSH against the practice cluster, each failed by an administrator's hands.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dryRunSteps } from "../../src/actions/dry-run.ts";
import { planSteps } from "../../src/actions/plan.ts";
import { readPreflight } from "../../src/actions/preflight.ts";
import { linkCluster } from "../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { obstacles, type Preflight } from "../../src/domain/preflight.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { performLabRequest } from "../../src/lab/control-requests.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";

let lab: Lab;
let link: ReturnType<typeof linkCluster>;
const sub = nodeName("cucm-sub1");

beforeAll(async () => {
  lab = await startLab({ nodes: 3, phones: 4, seed: 11, pace: 100 });
  const record = (): Promise<void> => Promise.resolve();
  link = linkCluster(practiceCluster(lab), await practicePins(lab), {
    clock: lab.cluster.clock,
    logger: silentLogger,
    record,
  });
});
afterAll(async () => {
  await link.close();
  await lab.close();
});
beforeEach(async () => {
  const { hands } = lab;
  for (const { name } of lab.nodes) {
    hands.setNtp(name, true);
    hands.setAuthenticated(name, true);
    hands.setUpgrading(name, false);
    hands.setNetwork(name, "ok");
  }
  for (const service of ["A Cisco DB Replicator", "Cisco Database Layer Monitor"]) await hands.startService(service);
  if (lab.cluster.backupSince !== undefined) hands.backUp();
  hands.setBackups([1, 8]);
});

const context = () => ({ systems: link, clock: lab.cluster.clock, signal: new AbortController().signal });
const look = (otherRun?: string): Promise<Preflight> => readPreflight({ backupDays: 7, otherRun }, context());
const bad = (preflight: Preflight): string[] =>
  obstacles(preflight).map((line) => `${line.item} ${line.node ?? "-"} ${line.verdict}`);
const hand = (request: object) => performLabRequest(lab.cluster, request);

describe("before a change", () => {
  it("a sound cluster shows one good line for each thing, with what every node said", async () => {
    const seen = await look();
    expect(bad(seen)).toEqual([]);
    expect(seen.lines.map((line) => [line.item, line.evidence.length])).toEqual([
      ["replication", 3],
      ["ntp", 3],
      ["authenticated", 3],
      ["upgrade", 3],
      ["backup-running", 1],
      ["backup", 1],
      ["other-run", 0],
    ]);
  });

  it("a stopped replicator is seen from every node, with state, queue and what to do", async () => {
    await hand({ do: "stop-service", service: "A Cisco DB Replicator", nodes: ["cucm-sub1"] });
    const seen = await look();
    expect(bad(seen)).toEqual(lab.nodes.map(({ name }) => `replication ${name} problem`));
    const line = seen.lines[0];
    expect(writerFor("en").write(line?.says ?? { id: "" })).toContain(
      "cucm-sub1 is not set up (state 4, Y/Y/Y, queue 137)",
    );
    expect(line?.next).toBeDefined();
    expect(line?.evidence[0]?.excerpt).toContain("(4) Setup Failed");
  });

  it("a stopped database monitor is no good replication either", async () => {
    await hand({ do: "stop-service", service: "Cisco Database Layer Monitor", nodes: ["cucm-sub1"] });
    expect(bad(await look())).toHaveLength(3);
  });

  it.each([
    [{ do: "ntp", node: "cucm-sub1", on: false }, ["ntp cucm-sub1 problem"]],
    [{ do: "upgrade", node: "cucm-sub2", on: true }, ["upgrade cucm-sub2 problem"]],
    [{ do: "begin-backup" }, ["backup-running cucm-pub problem"]],
    [{ do: "backups", daysAgo: [8, 30] }, ["backup cucm-pub problem"]],
    [{ do: "backups", daysAgo: [] }, ["backup cucm-pub problem"]],
  ])("%j is in the way", async (request, expected) => {
    await hand(request);
    expect(bad(await look())).toEqual(expected);
  });

  it("a failed backup does not count, a new good one does", async () => {
    await hand({ do: "backups", daysAgo: [] });
    await hand({ do: "back-up", success: false });
    expect(bad(await look())).toEqual(["backup cucm-pub problem"]);
    await hand({ do: "back-up" });
    expect(bad(await look())).toEqual([]);
  });

  it("a node that the others do not accept is seen from all of them", async () => {
    await hand({ do: "authentication", node: "cucm-sub2", on: false });
    expect(bad(await look())).toEqual(lab.nodes.map(({ name }) => `authenticated ${name} problem`));
  });

  it("a node that cannot be asked is unknown, which is in the way too, and the others are still read", async () => {
    lab.hands.setNetwork(sub, "refuse");
    const seen = await look();
    expect(bad(seen).filter((line) => line.includes("cucm-sub1"))).toEqual(
      ["replication", "ntp", "authenticated", "upgrade"].map((item) => `${item} cucm-sub1 unknown`),
    );
    expect(seen.lines.find((line) => line.item === "backup")?.verdict).toBe("ok");
    for (const line of obstacles(seen)) expect(line.next, line.item).toBeDefined();
  });

  it("a node that prints garbage is unknown, never good", async () => {
    lab.hands.setNetwork(sub, "garbage");
    expect(bad(await look()).some((line) => line === "ntp cucm-sub1 unknown")).toBe(true);
  });

  it("another run on the cluster is in the way", async () => {
    expect(bad(await look("run_1"))).toEqual(["other-run - problem"]);
  });
});

describe("the lab's own console", () => {
  it("refuses what it does not understand, and a second backup while one runs", async () => {
    await expect(hand({ do: "ntp", node: "nowhere", on: true })).rejects.toThrow("there is no node nowhere");
    await expect(hand({ do: "ntp", node: "cucm-sub1", on: "yes" })).rejects.toThrow('"on" must be true or false');
    await expect(hand({ do: "backups", daysAgo: [-1] })).rejects.toThrow("numbers of days");
    await hand({ do: "begin-backup" });
    await expect(hand({ do: "begin-backup" })).rejects.toThrow("running already");
  });
});

describe("a dry run", () => {
  it("reads every precondition and readiness, and restarts nothing", async () => {
    const steps = planSteps([
      {
        change: { kind: "restart-service", node: sub, service: "Cisco Tftp" },
        preconditions: [{ kind: "service-started", node: sub, service: "Cisco Tftp" }],
      },
      {
        change: { kind: "restart-service", node: sub, service: "Cisco CTIManager" },
        preconditions: [{ kind: "service-started", node: sub, service: "Cisco CTIManager" }],
      },
    ]);
    await lab.hands.stopService("Cisco CTIManager", [sub]);
    const started = () => lab.cluster.node(sub)?.services.get("Cisco Tftp")?.startedAt;
    const before = started();
    const [tftp, cti] = await dryRunSteps(steps, context());
    expect(tftp).toMatchObject({ command: "utils service restart Cisco Tftp", sameCommand: true, ready: true });
    expect(tftp?.conditions).toMatchObject([{ holds: true }]);
    expect(cti?.conditions).toMatchObject([{ holds: false }]);
    expect(started()).toBe(before);
  });

  it("says so when this version would send another text than the approved one", async () => {
    const [step] = planSteps([{ change: { kind: "restart-service", node: sub, service: "Cisco Tftp" } }]);
    if (step === undefined) throw new Error("no step");
    const [seen] = await dryRunSteps([{ ...step, command: "utils service restart Cisco Tomcat" }], context());
    expect(seen?.sameCommand).toBe(false);
  });
});
