// Adding certificates: what was approved is what is sent, from where it was read; a dry run sends nothing; an interrupted upload is put right.
import { describe, expect, it, onTestFinished } from "vitest";
import type { ActionContext, ExecuteContext } from "../../src/actions/action.ts";
import { dryRunSteps } from "../../src/actions/dry-run.ts";
import { actionFor } from "../../src/actions/index.ts";
import { planSteps } from "../../src/actions/plan.ts";
import { linkCluster } from "../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import type { Change } from "../../src/domain/plan.ts";
import type { TrustedCertificate } from "../../src/domain/trusted-certificate.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { startLab } from "../../src/lab/index.ts";
import { receivedBy } from "../../src/lab/received.ts";
import { readCertificate } from "../../src/trust/certificate.ts";

async function here() {
  const lab = await startLab({ nodes: 1, phones: 0, seed: 43, expressways: 1 });
  onTestFinished(() => lab.close());
  const pair = lab.expressway;
  const [peer] = pair?.peers ?? [];
  if (pair === undefined || peer === undefined) throw new Error("no pair");
  const systems = linkCluster(practiceCluster(lab), await practicePins(lab), {
    clock: systemClock,
    logger: silentLogger,
    record: async () => undefined,
  });
  onTestFinished(() => systems.close());
  const [node] = systems.cluster.nodes;
  const [one] = systems.cluster.expressways ?? [];
  if (node === undefined || one === undefined) throw new Error("no node");
  const context: ActionContext = { systems, clock: systemClock, signal: AbortSignal.timeout(60_000) };
  pair.uploadCa("expc1", pair.company.newRoot.pem);
  const read = readCertificate(pair.company.newRoot.pem);
  const certificate: TrustedCertificate = {
    sha256: read.sha256,
    subject: read.subject,
    serial: read.serial,
    ca: read.ca,
    origin: { kind: "expressway-trust", node: one.name },
    pem: pair.company.newRoot.pem,
  };
  const trust = (given: Partial<TrustedCertificate> = {}): Change => {
    return {
      kind: "trust-certificate",
      node: node.name,
      store: "tomcat-trust",
      certificate: { ...certificate, ...given },
      by: "api",
    };
  };
  return { lab, pair, peer, systems, node, one, context, certificate, trust };
}

const executing = (context: ActionContext, baseline: ExecuteContext["intent"]["baseline"]): ExecuteContext => ({
  ...context,
  intent: { at: new Date(systemClock.now()).toISOString(), baseline },
  fence: () => Promise.resolve(),
  abort: new AbortController().signal,
  progress: () => Promise.resolve(),
  progressed: [],
  earlier: [],
  curve: () => Promise.resolve(),
  tally: () => Promise.resolve(),
});

describe("adding a certificate to a cluster’s trust store", () => {
  it("is blocked when the PEM is not the approved certificate, or when its origin does not hold it any more", async () => {
    const { context, trust, pair, peer } = await here();
    const other = await actionFor(trust({ pem: pair.company.root.pem })).precheck(context);
    expect(other).toMatchObject({ ok: false, why: { id: "mra.change.not-itself" } });
    const two = `${pair.company.newRoot.pem}${pair.company.root.pem}`;
    expect(await actionFor(trust({ pem: two })).precheck(context)).toMatchObject({ ok: false });
    expect(await actionFor(trust({ ca: false })).precheck(context)).toMatchObject({ ok: false });
    peer.list.remove("Root CA 2");
    expect(await actionFor(trust()).precheck(context)).toMatchObject({
      ok: false,
      why: { id: "mra.change.origin-lost" },
    });
  });

  it("is seen on the node, not believed; what is there already is not sent again", async () => {
    const { context, trust, lab, pair } = await here();
    const action = actionFor(trust());
    const checked = await action.precheck(context);
    if (!checked.ok) throw new Error("blocked");
    const intent = { at: new Date().toISOString(), baseline: checked.baseline };
    expect(await action.observe(intent, [], context)).toMatchObject({ state: "not-done" });
    lab.hands.importTrust("tomcat-trust", pair.company.newRoot.pem);
    expect(await action.observe(intent, [], context)).toMatchObject({ state: "done" });
    const again = await action.precheck(context);
    if (!again.ok) throw new Error("blocked");
    const done = await action.execute(executing(context, again.baseline));
    expect(done).toMatchObject({ outcome: "sent", note: { id: "mra.change.already-trusted" } });
    expect(done.transcript).toBeUndefined();
  });

  it("sends nothing in a dry run", async () => {
    const { context, trust, one, certificate, lab, peer } = await here();
    const before = peer.list.held.length;
    const steps = planSteps([
      { change: trust() },
      { change: { kind: "trust-on-expressway", node: one.name, certificates: [certificate] } },
      { change: { kind: "restart-expressway", node: one.name } },
    ]);
    expect((await dryRunSteps(steps, context)).map(({ ready }) => ready)).toEqual([true, true, true]);
    expect(peer.list.held).toHaveLength(before);
    expect(peer.received.filter((line) => !line.startsWith("GET"))).toEqual([]);
    expect(receivedBy(lab.cluster).filter(({ command }) => command.startsWith("set"))).toEqual([]);
  });
});

describe("adding certificates to an Expressway’s list", () => {
  it("puts back, after a crash in the middle, what an upload had taken away", async () => {
    const { context, systems, one, peer, node } = await here();
    const own = await systems.cli(node.name).ownCertificate("ipsec");
    const { sha256, subject, serial, ca } = own.value;
    // A name of its own: the ipsec certificate shares its subject with tomcat’s, which stands on the list.
    peer.list.remove("CN=cucm-pub.lab.example");
    const before = peer.list.held.map((held) => held.sha256);
    const pem = pemOf(node.name, systems);
    const change: Change = {
      kind: "trust-on-expressway",
      node: one.name,
      certificates: [
        {
          sha256,
          subject,
          serial,
          ca,
          origin: { kind: "cluster-own", node: node.name, unit: "ipsec" },
          pem: await pem,
        },
      ],
    };
    const action = actionFor(change);
    const checked = await action.precheck(context);
    if (!checked.ok) throw new Error(JSON.stringify(checked.why));
    // The upload arrived and replaced everything; the bot died before it could look.
    peer.list.uploads = "replace";
    peer.list.upload(await pem);
    const intent = { at: new Date().toISOString(), baseline: checked.baseline };
    expect(await action.observe(intent, [], context)).toMatchObject({
      state: "not-done",
      note: { id: "mra.change.list-lacks" },
    });
    expect(await action.execute(executing(context, checked.baseline))).toMatchObject({ outcome: "sent" });
    expect(peer.list.held.map((held) => held.sha256)).toEqual(expect.arrayContaining([...before, sha256]));
    expect(await action.observe(intent, [], context)).toMatchObject({ state: "done" });
  });

  it("stops before a certificate of the same name, and names it", async () => {
    const { context, pair, one, certificate } = await here();
    const twin = await pair.company.serverFor("twin.example", "self", { now: Date.now() });
    const other = await pair.company.serverFor("twin.example", "self", { now: Date.now() });
    pair.uploadCa("expc1", other.pem);
    const read = readCertificate(twin.pem);
    pair.peer("expc1").stored = { ...twin, chainPem: twin.pem };
    const change: Change = {
      kind: "trust-on-expressway",
      node: one.name,
      certificates: [
        {
          ...certificate,
          sha256: read.sha256,
          subject: read.subject,
          serial: read.serial,
          ca: read.ca,
          pem: twin.pem,
          origin: { kind: "expressway-server", node: one.name },
        },
      ],
    };
    expect(await actionFor(change).precheck(context)).toMatchObject({ ok: false, why: { id: "mra.change.same-name" } });
  });
});

const pemOf = async (
  name: Parameters<ActionContext["systems"]["cli"]>[0],
  systems: ActionContext["systems"],
): Promise<string> => {
  const { value } = await systems.cli(name).ownCertificate("ipsec");
  return `-----BEGIN CERTIFICATE-----\n${Buffer.from(value.der)
    .toString("base64")
    .match(/.{1,64}/g)
    ?.join("\n")}\n-----END CERTIFICATE-----\n`;
};
