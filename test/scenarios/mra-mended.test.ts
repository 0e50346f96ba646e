// The whole loop: a break by an administrator's hands, the cause over the wire, the plan with its votes, the run, and apps that register again.
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import type { ExpresswayPair } from "../../src/lab/expressway/pair.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";
import { receivedBy } from "../../src/lab/received.ts";
import { remedy, type World, world } from "./world.ts";

const scenario = "mra-registration-failed";

interface Here extends World {
  readonly pair: ExpresswayPair;
}

async function here(options: StartLabOptions = {}): Promise<Here> {
  const made = await world({
    nodes: 2,
    phones: 2,
    snapshot: false,
    expressways: 2,
    pace: 200,
    diagnosisMs: 60_000,
    ...options,
  });
  await made.app.open();
  const pair = made.lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  onTestFinished(() => pair.close());
  return { ...made, pair };
}

/** Asks for the remedy's plan, gives the votes that its impact needs, and waits for the end of the run. */
async function mend({ app }: Here, report: Report, id: string): Promise<Run> {
  const plan = remedy(report, id)?.plan;
  if (plan === undefined) throw new Error(`no plan for ${id}: ${report.cause?.code}`);
  const { approvals, runs } = app.services;
  const person = (name: string) => {
    const found = app.services.policy().people.find((one) => one.id === name);
    if (found === undefined) throw new Error(`nobody called ${name}`);
    return found;
  };
  const web = (name: string) => ({ platform: "web", tenant: "practice", user: name, displayName: name }) as const;
  const { approval, refusal } = await approvals.request({ plan, by: person("alex"), via: web("alex"), reason: "MRA" });
  if (approval === undefined) throw new Error(`refused: ${refusal}`);
  for (const name of ["beatriz", "chen"]) {
    const current = await approvals.get(approval.id);
    if (current?.state !== "pending") break;
    await approvals.decide({ id: approval.id, choice: "approve", by: person(name), via: web(name) });
  }
  const started = await runs.start({ approval: approval.id, by: person("beatriz") });
  if (started.run === undefined) throw new Error(`not started: ${JSON.stringify(started.refusal)}`);
  const { id: run } = started.run;
  let ended: Run | undefined;
  await expect
    .poll(
      async () => {
        ended = await runs.get(run);
        return ended?.state;
      },
      { timeout: 200_000, interval: 500 },
    )
    .not.toMatch(/^(running|verifying)$/);
  if (ended === undefined) throw new Error("the run is gone");
  return ended;
}

const standing = ({ pair }: Here) => pair.apps.map((app) => app.registered);

describe("Mobile and Remote Access, mended through the bot", () => {
  it("after Expressway-C came with a certificate of a CA that CUCM did not know", { timeout: 300_000 }, async () => {
    const at = await here();
    await at.pair.renewServer("expc1", "new");
    at.pair.uploadCa("expc1", at.pair.company.newRoot.pem);
    await at.pair.restart("expc1");
    await at.pair.signIn();
    expect(standing(at)).toEqual([false, true, false, true]);
    const run = await mend(at, await at.verdict(scenario), "trust-repair");
    expect({ state: run.state, why: run.stopped }).toMatchObject({ state: "verified" });
    const lines = run.verification?.lines ?? [];
    expect(lines.filter(({ text }) => text.id === "mra.verify.trusted")).toHaveLength(4);
    expect(lines.every(({ ok }) => ok === true)).toBe(true);
    await at.pair.signIn();
    expect(standing(at)).toEqual([true, true, true, true]);
    expect((await at.verdict(scenario)).cause).toMatchObject({ certainty: "healthy" });
    expect(run.backup?.wantedAt).toBeDefined();
  });

  it("on a release without the certificate API, over the command line", { timeout: 300_000 }, async () => {
    const at = await here({ release: "12.5" });
    at.lab.hands.deleteTrust("tomcat-trust", "Issuing");
    await at.lab.hands.restartService("Cisco Tomcat");
    await at.lab.hands.restartService("Cisco HAProxy");
    await at.pair.signIn();
    expect(standing(at)).toEqual([false, false, false, false]);
    const report = await at.verdict(scenario);
    const first = remedy(report, "trust-repair")?.plan?.steps[0];
    expect(first?.change).toMatchObject({ kind: "trust-certificate", by: "cli", store: "tomcat-trust" });
    expect(first?.command).toMatch(/^set cert import trust tomcat SHA-256 [0-9a-f]{64}$/);
    const run = await mend(at, report, "trust-repair");
    expect(run.state).toBe("verified");
    const sent = receivedBy(at.lab.cluster).filter(({ command }) => command.startsWith("set cert import"));
    expect(sent.map(({ node, command }) => `${node} ${command}`)).toEqual(["cucm-pub set cert import trust tomcat"]);
    await at.pair.signIn();
    expect(standing(at)).toEqual([true, true, true, true]);
  });

  it("after tomcat-ECDSA was left self-signed, at every peer, with a list that uploads replace", {
    timeout: 300_000,
  }, async () => {
    const at = await here({ tomcat: "ca-signed" });
    for (const peer of at.pair.peers) peer.list.uploads = "replace";
    const before = at.pair.peers.map(({ list }) => list.held.map(({ sha256 }) => sha256));
    await at.lab.hands.renew(["tomcat-ECDSA"]);
    await at.lab.hands.restartService("Cisco Tomcat");
    await at.lab.hands.restartService("Cisco HAProxy");
    await at.pair.signIn();
    expect(standing(at)).toEqual([false, false, false, false]);
    const run = await mend(at, await at.verdict(scenario), "trust-repair");
    expect({ state: run.state, why: run.stopped }).toMatchObject({ state: "verified" });
    at.pair.peers.forEach(({ list, received }, index) => {
      const held = list.held.map(({ sha256 }) => sha256);
      expect(held).toEqual(expect.arrayContaining(before[index] ?? ["none"]));
      expect(held).toHaveLength((before[index]?.length ?? 0) + 2);
      // One upload took the rest away, one put it back.
      expect(received.filter((line) => line.startsWith("POST /api/provisioning/certs/root"))).toHaveLength(2);
    });
    await at.pair.signIn();
    expect(standing(at)).toEqual([true, true, true, true]);
  });

  it("after a peer got a certificate and was not restarted", { timeout: 300_000 }, async () => {
    const at = await here();
    await at.pair.renewServer("expc2", "issuing");
    const run = await mend(at, await at.verdict(scenario), "restart-expressway");
    expect(run.state).toBe("verified");
    const [one, two] = at.pair.peers;
    expect(one?.received.filter((line) => line.startsWith("POST"))).toEqual([]);
    expect(two?.received.filter((line) => line.startsWith("POST"))).toEqual([
      "POST /api/provisioning/restart certops-change",
    ]);
    expect((await at.verdict(scenario)).cause?.certainty).toBe("healthy");
  });

  it("by a person who removes the namesake first, and the bot does the rest", { timeout: 300_000 }, async () => {
    const at = await here();
    await at.lab.hands.renew(["tomcat"], { node: nodeName("cucm-sub1") });
    await at.lab.hands.restartService("Cisco Tomcat", [nodeName("cucm-sub1")]);
    await at.lab.hands.restartService("Cisco HAProxy", [nodeName("cucm-sub1")]);
    const report = await at.verdict(scenario);
    expect(remedy(report, "trust-repair")?.plan).toBeUndefined();
    for (const { name } of at.pair.peers) expect(at.pair.removeCa(name, "CN=cucm-sub1.")).toBe(1);
    const run = await mend(at, await at.verdict(scenario), "trust-repair");
    expect(run.state).toBe("verified");
    await at.pair.signIn();
    expect(standing(at)).toEqual([true, true, true, true]);
  });
});
