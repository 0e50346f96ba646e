// The impact answer as the bot makes it: units that endanger each other are never named without the warning; a practice cluster's own
// numbers, order and times; what cannot be known says why.
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { impactCard } from "../../cards/impact-card.ts";
import { textCard } from "../../cards/render/text.ts";
import { linkCluster } from "../../src/app/cluster-link.ts";
import { type ImpactWish, impactTable } from "../../src/app/impact.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import type { ClusterNode } from "../../src/domain/cluster.ts";
import type { ImpactTable } from "../../src/domain/impact-report.ts";
import type { Run } from "../../src/domain/run.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import type { ClusterSystems } from "../../src/systems/ports.ts";
import { impactOf } from "../../src/trust/impact.ts";
import * as s from "../cards/samples.ts";

const { signal } = new AbortController();
const table = (units: readonly string[], more: Partial<ImpactWish> = {}): Promise<ImpactTable> =>
  impactTable({
    units,
    systems: undefined,
    clock: systemClock,
    runs: async () => [],
    limitMs: 20_000,
    signal,
    ...more,
  });
const written = (given: ImpactTable): string =>
  textCard(impactCard(given), { writer: writerFor("en", "UTC"), width: 600, full: true });

test.each([
  [["CallManager", "TVS"], /Never renew CallManager \+ TVS together/],
  [["TVS", "ITLRecovery"], /Do not renew ITLRecovery \+ TVS together/],
  [["CallManager", "TVS", "ITLRecovery"], /Never renew CallManager \+ TVS \+ ITLRecovery together/],
  [["CallManager", "CAPF"], /one trust-list certificate at a time/],
])("%j carry the warning and are of high impact", async (units, warning) => {
  const text = written(await table(units));
  expect(text).toMatch(warning);
  expect(text).toContain("High impact");
});

test("one unit, and units that do not touch each other, carry none", async () => {
  for (const units of [["TVS"], ["tomcat", "ipsec"], []]) expect((await table(units)).together).toBeUndefined();
});

test("levels of certops.yaml take the place of the derived ones, and the card says which", async () => {
  const { rows } = await table(["TVS", "CAPF"], { levels: { TVS: "high" } });
  expect(rows.map(({ impact, configured }) => [impact, configured])).toEqual([
    ["high", true],
    ["medium", undefined],
  ]);
  expect(written({ rows })).toContain("Levels from certops.yaml: TVS. The others are derived.");
});

test("the table follows the release: who signs, what DRS uses, what resets by itself", async () => {
  const of = (full: string, unit: "CallManager" | "ITLRecovery" | "tomcat" | "ipsec" | "CAPF" | "TVS") =>
    impactOf(unit, { full, major: Number(full.split(".")[0]), minor: Number(full.split(".")[1]) }).notes;
  const releases = ["11.5.1.23900-30", "12.5.1.18900-40", "14.0.1.10000-20", "14.0.1.12900-161", "15.0.1.12900-234"];
  const with_ = (note: string, unit: Parameters<typeof of>[1]) =>
    releases.filter((full) => of(full, unit).some((one) => one === note)).map((full) => full.slice(0, 4));
  expect(with_("signs-the-lists", "CallManager")).toEqual(["11.5"]);
  expect(with_("signs-the-lists", "ITLRecovery")).toEqual(["12.5", "14.0", "14.0", "15.0"]);
  expect(with_("drs-uses-this-certificate", "ipsec")).toEqual(["11.5", "12.5"]);
  expect(with_("drs-uses-this-certificate", "tomcat")).toEqual(["14.0", "15.0"]);
  expect(with_("phones-may-reset-at-once", "TVS")).toEqual(["14.0", "14.0", "15.0"]);
  expect(with_("publisher-only", "CAPF")).toEqual(["14.0", "14.0", "15.0"]);
});

test("a list is called the longer one only where it holds the other; what only the guide restarts is named", async () => {
  const ids = async (unit: string) =>
    (await table([unit])).disagreements?.map((one) => ("id" in one ? one.id : "")).filter((id) => /restarts/.test(id));
  expect(await ids("CallManager")).toEqual(["forecast.disagree.restarts"]);
  expect(await ids("TVS")).toEqual(["forecast.disagree.restarts-none"]);
  for (const unit of ["tomcat", "tomcat-ECDSA", "ipsec", "CAPF"])
    expect(await ids(unit)).toEqual(["forecast.disagree.restarts-other"]);
  expect(written(await table(["tomcat"]))).toMatch(
    /restarts Cisco Intercluster Lookup Service, .*Cisco AXL Tomcat too/,
  );
});

describe("on a cluster", () => {
  let lab: Lab;
  let systems: ClusterSystems;
  beforeAll(async () => {
    lab = await startLab({
      nodes: 2,
      phones: 12,
      securePhones: 5,
      seed: 7,
      pace: 50,
      mode: "mixed",
      tomcat: "multi-san",
    });
    const settings = practiceCluster(lab);
    const record = async (): Promise<void> => undefined;
    systems = linkCluster(settings, await practicePins(lab), { clock: systemClock, logger: silentLogger, record });
    lab.hands.addTrunk({ name: "PSTN-SBC", description: "", devicePool: "HQ", secure: true });
    lab.hands.addTrunk({ name: "Voicemail", description: "", devicePool: "HQ", secure: false });
    lab.hands.setCallManagerGroup("Branches", [nodeAt(lab, 1)]);
  }, 120_000);
  afterAll(async () => {
    await systems.close();
    await lab.close();
  });

  it("counts phones on each node, secure ones, groups with one node and secure trunks, with the time", async () => {
    const { live, release, order } = await table(["CallManager"], { systems });
    expect(order?.first).toEqual({ command: "utils ctl update CTLFile", node: "cucm-pub" });
    const branches = lab.cluster.phones.filter(({ devicePool }) => devicePool.startsWith("Branch")).length;
    expect(release).toBe(lab.cluster.releaseFull);
    expect(live).toMatchObject({
      phones: { known: true, value: { registered: 12, known: 12 } },
      secure: { known: true, value: { secure: 5, known: 12 } },
      groups: {
        known: true,
        value: { groups: 2, single: [{ group: "Branches", node: "cucm-sub1", phones: branches }] },
      },
      mode: { known: true, value: "mixed" },
      sso: { known: true, value: { enabled: false } },
      trunks: { known: true, value: { trunks: 2, secure: ["PSTN-SBC"] } },
    });
    const perNode = live?.phones.known === true ? live.phones.value.nodes : [];
    expect(perNode.reduce((sum, { registered }) => sum + registered, 0)).toBe(12);
    expect(perNode.map(({ node }) => node).sort()).toEqual(["cucm-pub", "cucm-sub1"]);
    expect(Number.isFinite(Date.parse(live?.at ?? ""))).toBe(true);
  });

  it("says in red what phones would lose, and whether the other key could reach them", async () => {
    const all = await table(["CallManager", "TVS", "ITLRecovery"], { systems });
    expect(all.foretold).toEqual({
      known: true,
      value: { outcome: "lost", signer: "ITLRecovery", localkey: false },
    });
    const text = written(all);
    expect(text).toContain("would accept no list of this cluster any more");
    expect(text).toContain("12 phones are registered now.");
    expect(text).toContain("could not reach them either");
    const two = await table(["TVS", "ITLRecovery"], { systems });
    expect(written(two)).toContain("utils itl reset localkey could still reach them");
    // One after the other: each certificate has its own restarts, and ITLRecovery resets the phones twice.
    expect(two.order?.steps.map(({ times }) => times)).toEqual([2, 2]);
    expect(two.order).toMatchObject({ resets: 3, seconds: 2 * 2 * (30 + 60) + 3 * 300 });
    expect(written(two)).toContain("5 min (typical value) · 3 times");
    expect((await table(["tomcat"], { systems })).foretold).toBeUndefined();
  });

  it("names single-node groups and trunks that the renewal would silence", async () => {
    const text = written(await table(["CallManager"], { systems }));
    expect(text).toMatch(/of the group Branches can register with cucm-sub1 alone/);
    expect(text).toContain("PSTN-SBC");
  });

  it("gives order and time: measured where this cluster’s runs have it, else typical, and says which", async () => {
    const run: Run = {
      ...s.run,
      plan: {
        ...s.plan,
        steps: s.plan.steps.map((step) => ({
          ...step,
          change: { kind: "restart-service", node: s.pub, service: "Cisco Tftp" } as const,
        })),
      },
      steps: s.plan.steps.map(({ number }) => ({
        number,
        state: "done",
        startedAt: "2026-11-01T00:00:00.000Z",
        endedAt: "2026-11-01T00:00:42.000Z",
        evidence: [],
      })),
    };
    const { order } = await table(["TVS"], { systems, runs: async () => [run] });
    expect(order?.steps.map(({ service, nodes }) => `${service} ${nodes.join(",")}`)).toEqual([
      "Cisco Trust Verification Service cucm-pub,cucm-sub1",
      "Cisco Tftp cucm-pub,cucm-sub1",
    ]);
    expect(order?.steps.map(({ each }) => each)).toEqual([{ seconds: 30 }, { seconds: 42, runs: s.plan.steps.length }]);
    const text = written(await table(["TVS"], { systems, runs: async () => [run] }));
    expect(text).toMatch(/42 s each \(measured here, \d+ earlier runs?\)/);
    expect(text).toContain("30 s each (typical value)");
  });

  it("on one node alone restarts only there; a node that is not there is refused by name", async () => {
    const { order, node } = await table(["tomcat"], { systems, node: "CUCM-SUB1" });
    expect(node).toBe("cucm-sub1");
    expect(order?.steps.flatMap(({ nodes }) => nodes)).not.toContain("cucm-pub");
    await expect(table(["tomcat"], { systems, node: "cucm-sub9" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("says unknown, and why, of what does not answer, and gives the table all the same", async () => {
    lab.hands.setNetwork(nodeAt(lab, 0), "refuse");
    try {
      const given = await table(["CallManager"], { systems, limitMs: 5000 });
      const { live, foretold, order } = given;
      for (const figure of [live?.phones, live?.groups, live?.trunks, live?.sso, foretold]) {
        expect(figure).toMatchObject({ known: false, why: { id: expect.any(String) } });
      }
      expect(order?.assumed).toEqual(["cucm-pub"]);
      expect(order?.first).toMatchObject({ mixed: true });
      expect(written(given)).toMatch(/Phones registered\s+unknown: /);
    } finally {
      lab.hands.setNetwork(nodeAt(lab, 0), "ok");
    }
  });

  it("a publisher that hangs takes no other node’s time, and nothing is said of patience that nobody had", async () => {
    lab.hands.setNetwork(nodeAt(lab, 0), "hang");
    try {
      const given = await table(["TVS"], { systems, limitMs: 2500 });
      expect(given.order?.assumed).toEqual(["cucm-pub"]);
      expect(given.live?.phones).toEqual({ known: false, why: { id: "forecast.too-slow" } });
      expect(written(given)).toContain("The release of HQ could not be read: as for release 15.");
    } finally {
      lab.hands.setNetwork(nodeAt(lab, 0), "ok");
    }
  });

  it("says in red that phones have not started since the list was made: nothing else is to be renewed before", async () => {
    lab.hands.setPhoneInteraction("manual");
    const madeAt = async (): Promise<string> => {
      const [publisher] = systems.cluster.nodes;
      const served = publisher && (await systems.tftp.trustList(publisher, "ITL", { signal })).value;
      return served !== undefined && "list" in served ? served.list.timestamp : "";
    };
    const before = await madeAt();
    lab.hands.setTime({ offsetMs: 60_000 });
    await lab.hands.renew(["CallManager"]);
    await expect.poll(madeAt, { timeout: 15_000 }).not.toBe(before);
    const given = await table(["TVS"], { systems });
    expect(given.foretold).toMatchObject({ known: true, value: { outcome: "held" } });
    expect(impactCard(given).body).toContainEqual(
      expect.objectContaining({ tone: "danger", text: expect.objectContaining({ id: "forecast.foretold.older" }) }),
    );
    expect(written(given)).toMatch(/\d+ registered phones have not started since the ITL served now was made/);
  });

  it("counts a Tomcat certificate that CallManager uses too as both: lists, phones, dangers, restarts", async () => {
    expect((await table(["tomcat"])).rows[0]).toMatchObject({ impact: "low", lists: [], phones: "none" });
    await lab.hands.reuseTomcat();
    const given = await table(["tomcat", "TVS"], { systems });
    expect(given.rows[0]).toMatchObject({ unit: "tomcat", impact: "high", lists: ["CTL", "ITL"], phones: "all" });
    expect(given.order?.steps.map(({ service }) => service)).toEqual(
      expect.arrayContaining(["Cisco CallManager", "Cisco Tftp", "Cisco Tomcat"]),
    );
    expect(written(given)).toContain("CallManager uses Tomcat’s certificate here");
    expect(given.together).toEqual(["CallManager", "TVS"]);
  });
});

function nodeAt(lab: Lab, index: number): ClusterNode["name"] {
  const node = lab.nodes[index];
  if (node === undefined) throw new Error("the lab has fewer nodes");
  return node.name;
}
