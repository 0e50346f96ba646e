// Every cause of failed remote access, the whole loop: broken by an administrator’s hands, asked in words, proved over the wire, mended in the chat, apps back.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { type MraWorld, mraWorld } from "./mra-world.ts";
import { codes, remedy } from "./world.ts";

const sub = nodeName("cucm-sub1");
let at: MraWorld;
beforeAll(async () => {
  at = await mraWorld({ nodes: 2 });
});
afterAll(() => at.close());

const within = { timeout: 60_000, interval: 10 };
const all = [true, true, true, true];
const none = [false, false, false, false];

const tried = (expected: readonly boolean[]): Promise<void> => at.tried(expected);

/** What shows certificates, and reads the store that says whom it accepts. */
async function doors(): Promise<void> {
  await at.lab.hands.restartService("Cisco Tomcat");
  await at.lab.hands.restartService("Cisco HAProxy");
}

const ask = (): Promise<Report> => at.chat.ask("alex", "Webex app users cannot register over MRA");

async function proved(code: string): Promise<Report> {
  const report = await ask();
  expect([report.cause?.certainty, report.cause?.code]).toEqual(["proved", code]);
  return report;
}

/** By the bot: votes in the chat, every step done, verified. */
async function mended(id: string): Promise<Run> {
  const run = await at.chat.mend(id);
  expect({ state: run.state, why: run.stopped }).toMatchObject({ state: "verified" });
  return run;
}

/** The end of every loop: the apps are back, and the bot says so by itself. */
async function well(): Promise<Report> {
  await tried(all);
  const report = await ask();
  expect([report.cause?.certainty, report.cause?.code, report.remedies]).toEqual(["healthy", "trust-whole", []]);
  return report;
}

describe("Mobile and Remote Access, mended through the bot", { timeout: 120_000 }, () => {
  it("after Expressway-C came with a certificate of a CA that CUCM did not know: likely, proved by an approved log, mended, and the old log is old", async () => {
    const { pair, chat } = at;
    const logging = () =>
      pair.peers.map(
        ({ received }) => received.filter((line) => /^P.*diagnosticlogging certops-change/.test(line)).length,
      );
    await pair.renewServer("expc1", "new");
    pair.uploadCa("expc1", pair.company.newRoot.pem);
    await pair.restart("expc1");
    const likely = await ask();
    expect([likely.cause?.certainty, likely.cause?.code]).toEqual(["likely", "cucm-refuses-expressway"]);
    expect(remedy(likely, "collect-log")).toMatchObject({ impact: "low" });
    const trial = chat.mend("collect-log");
    await vi.waitFor(() => expect(pair.peers.map(({ log }) => log.state)).toEqual(["started", "started"]), within);
    await tried([false, true, false, true]);
    // Five minutes later.
    at.lab.hands.setTime({ offsetMs: 300_000 });
    const logged = await trial;
    expect([logged.state, logged.steps.map(({ state }) => state)]).toEqual(["verified", Array(3).fill("done")]);
    expect(logged.verification?.lines.filter(({ text }) => text.id === "mra.verify.logging-off")).toHaveLength(2);
    expect(pair.peers.map(({ log }) => log.state)).toEqual(["stopped", "stopped"]);
    // Started and stopped at one peer, which tells the other; collected at each.
    expect(logging()).toEqual([3, 1]);
    const report = await proved("cucm-refuses-expressway");
    expect([codes(report).includes("exlog.cucm-refused"), remedy(report, "collect-log")]).toEqual([true, undefined]);
    const run = await mended("trust-repair");
    const lines = run.verification?.lines ?? [];
    expect(lines.filter(({ text }) => text.id === "mra.verify.trusted")).toHaveLength(4);
    expect(lines.filter(({ ok }) => ok === false)).toEqual([]);
    expect(run.backup?.wantedAt).toBeDefined();
    expect(codes(await well())).toContain("exlog.over");
  });

  it("after a peer got a certificate and was not restarted", async () => {
    const before = at.pair.peers.map(({ received }) => received.filter((line) => line.startsWith("POST")));
    await at.pair.renewServer("expc2", "issuing");
    await proved("server-certificate-not-loaded");
    await mended("restart-expressway");
    const sent = at.pair.peers.map(({ received }) => received.filter((line) => line.startsWith("POST")));
    expect(sent).toEqual([before[0], [...(before[1] ?? []), "POST /api/provisioning/restart certops-change"]]);
    await well();
  });

  it("after tomcat-ECDSA was left self-signed, at every peer, with a list that uploads replace", async () => {
    const { pair, lab } = at;
    for (const peer of pair.peers) peer.list.uploads = "replace";
    const before = pair.peers.map(({ list }) => list.held.map(({ sha256 }) => sha256));
    const uploads = () =>
      pair.peers.map(
        ({ received }) => received.filter((line) => line.includes("POST /api/provisioning/certs/root")).length,
      );
    const earlier = uploads();
    await lab.hands.renew(["tomcat-ECDSA"]);
    await lab.hands.restartService("Cisco Tomcat");
    await lab.hands.restartService("Cisco HAProxy");
    await tried(none);
    await proved("ecdsa-left-behind");
    await mended("trust-repair");
    pair.peers.forEach(({ list }, index) => {
      const held = list.held.map(({ sha256 }) => sha256);
      expect(held).toEqual(expect.arrayContaining(before[index] ?? ["none"]));
      expect(held).toHaveLength((before[index]?.length ?? 0) + 2);
    });
    // One upload took the rest away, one put it back.
    expect(uploads().map((count, index) => count - (earlier[index] ?? 0))).toEqual([2, 2]);
    for (const peer of pair.peers) peer.list.uploads = "append";
    await well();
  });

  it("after somebody tidied up a peer’s trusted CA list", async () => {
    expect(at.pair.removeCa("expc2", "Lab CA")).toBeGreaterThan(0);
    await tried([true, false, true, false]);
    await proved("expressway-refuses-cucm");
    await mended("trust-repair");
    await well();
  });

  it("after Tomcat signed itself under a name that is on the list: a person removes the namesake, the bot does the rest", async () => {
    const { lab, pair } = at;
    const doors = async () => {
      await lab.hands.restartService("Cisco Tomcat", [sub]);
      await lab.hands.restartService("Cisco HAProxy", [sub]);
    };
    await lab.hands.renew(["tomcat"], { node: sub });
    await doors();
    for (const { name } of pair.peers) pair.uploadCa(name, lab.cluster.node("cucm-sub1")?.own.get("tomcat")?.pem ?? "");
    await lab.hands.renew(["tomcat"], { node: sub });
    await doors();
    const report = await ask();
    expect([report.cause?.code, remedy(report, "trust-repair")?.plan]).toEqual(["expressway-refuses-cucm", undefined]);
    for (const [index, { name }] of pair.peers.entries()) {
      expect(pair.removeCa(name, "CN=cucm-sub1.")).toBeGreaterThan(0);
      await at.chat.tick(
        "beatriz",
        report,
        "remove-namesake",
        index === 0 ? "remove-namesake" : `remove-namesake-${index + 1}`,
      );
    }
    await ask();
    await mended("trust-repair");
    await well();
  });

  it("after both sides forgot the other’s CA, in one plan", async () => {
    const { lab, pair } = at;
    expect(pair.removeCa("expc2", "Lab CA")).toBeGreaterThan(0);
    lab.hands.deleteTrust("tomcat-trust", "Root CA");
    await lab.hands.restartService("Cisco Tomcat");
    await lab.hands.restartService("Cisco HAProxy");
    await tried(none);
    const report = await proved("both-directions");
    expect(
      remedy(report, "trust-repair")
        ?.plan?.steps.slice(0, 2)
        .map(({ change }) => change.kind),
    ).toEqual(["trust-certificate", "trust-certificate"]);
    await mended("trust-repair");
    await well();
  });

  it("after the stores were filled and nobody restarted what reads them", async () => {
    const { lab, pair } = at;
    const { issuing } = pair.company;
    lab.hands.deleteTrust("CallManager-trust", "Issuing");
    await lab.hands.restartService("Cisco HAProxy");
    lab.hands.importTrust("CallManager-trust", issuing.pem);
    for (const { name } of pair.peers) pair.startLog(name);
    await tried([true, false, true, false]);
    for (const { name } of pair.peers) pair.stopLog(name);
    await proved("trust-not-loaded");
    await mended("read-trust");
    await well();
  });

  it("after System > Server was changed to a name that no certificate has: by hand, ticked", async () => {
    const { pair, lab } = at;
    const pub = nodeName("cucm-pub");
    const before = lab.cluster.publisher.serverName;
    pair.setServerName(pub, "cucm-one.other.example");
    await tried([false, true, false, true]);
    const report = await proved("name-not-in-certificate");
    pair.setServerName(pub, before);
    for (const step of ["fix-server-entry", "refresh-servers", "sign-in"])
      await at.chat.tick("chen", report, "fix-name", step);
    await well();
  });

  it("after both sides forgot the other’s CA, by the support document’s own steps: each ticked once it is done", async () => {
    const { lab, pair } = at;
    expect(pair.removeCa("expc2", "Lab CA")).toBeGreaterThan(0);
    lab.hands.deleteTrust("tomcat-trust", "Root CA");
    await doors();
    const report = await proved("both-directions");
    // One peer’s certificate is the new root’s, the other’s the old one’s.
    const { root, newRoot } = pair.company;
    const upload = (store: "tomcat-trust" | "CallManager-trust"): void => {
      for (const { pem } of [root, newRoot]) lab.hands.importTrust(store, pem);
    };
    const restart = (service: string) => lab.hands.restartService(service);
    const done: Readonly<Record<string, () => unknown>> = {
      "after-hours": () => undefined,
      "download-ca": () => pair.cucmPem(),
      "upload-to-expressway": () => pair.uploadCa("expc2", pair.cucmPem()),
      "show-pem": () => pair.company.root.pem,
      "upload-tomcat-trust": () => upload("tomcat-trust"),
      "upload-callmanager-trust": () => upload("CallManager-trust"),
      "restart-callmanager": () => restart("Cisco CallManager"),
      "restart-tftp": () => restart("Cisco Tftp"),
      "restart-tomcat": () => restart("Cisco Tomcat"),
      "restart-haproxy": () => restart("Cisco HAProxy"),
      "sign-in": () => tried(all),
    };
    expect(remedy(report, "trust-by-hand")?.runbook.map(({ id }) => id)).toEqual(Object.keys(done));
    for (const [step, hand] of Object.entries(done)) {
      await hand();
      await at.chat.tick("beatriz", report, "trust-by-hand", step);
    }
    await well();
  });

  it("after tomcat-ECDSA was left self-signed: verification is turned off for the night, and a CA signs it in the morning", async () => {
    const { lab, pair } = at;
    await lab.hands.renew(["tomcat-ECDSA"]);
    await doors();
    // The peers were told to believe in both nodes’ own ones before: these are new.
    await tried(none);
    const report = await proved("ecdsa-left-behind");
    for (const peer of pair.peers) peer.verifyOrigin = false;
    await at.chat.tick("chen", report, "verify-origin-off", "verify-off");
    await tried(all);
    // Nobody is lost any more: no cause is named, and what the certificates would do is told all the same, with what mends it.
    const night = await ask();
    expect([night.cause?.certainty, night.cause?.code]).toEqual(["unknown", "registered-all-the-same"]);
    expect(night.cause?.troubles?.length).toBeGreaterThan(0);
    // Tomcat’s own ones signed themselves: which CA the peers would take, no door shows.
    expect([remedy(night, "sign-ecdsa")?.feasibility, remedy(night, "verify-origin-off")]).toEqual([
      "depends",
      undefined,
    ]);
    for (const peer of pair.peers) peer.verifyOrigin = true;
    await tried(none);
    const morning = await proved("ecdsa-left-behind");
    await lab.hands.renew(["tomcat-ECDSA"], { signer: "ca" });
    await doors();
    await at.chat.tick("beatriz", morning, "sign-ecdsa", "sign-ecdsa");
    await well();
  });

  it("after somebody stopped HAProxy: by hand, ticked", async () => {
    const { lab } = at;
    await lab.hands.stopService("Cisco HAProxy", [sub]);
    await tried([true, false, true, false]);
    const report = await proved("service-stopped");
    await lab.hands.startService("Cisco HAProxy", [sub]);
    await at.chat.tick("beatriz", report, "start-services", "start");
    await well();
  });

  it("after both peers lost power: nothing is proved but who does not answer, and a tick is not taken for an answer", async () => {
    const { pair } = at;
    for (const { name } of pair.peers) await pair.power(name, false);
    await tried(none);
    const report = await ask();
    expect([report.cause?.certainty, report.cause?.code]).toEqual(["likely", "peer-down"]);
    await at.chat.tick("beatriz", report, "wake-peer", "wake");
    expect((await ask()).cause?.code).toBe("peer-down");
    for (const { name } of pair.peers) await pair.power(name, true);
    await well();
  });

  it("after the certificates of both peers expired, days later by the cluster’s clock: by hand, ticked, and the new ones are believed", async () => {
    const { pair } = at;
    // What is issued from here on begins in the future of this machine’s clock.
    at.lab.hands.setTime({ offsetMs: 3 * 86_400_000 });
    // A day long, and begun a day ago.
    for (const { name } of pair.peers) {
      await pair.renewServer(name, "issuing", 1);
      await pair.restart(name);
    }
    await tried(none);
    const report = await proved("certificate-expired");
    for (const { name } of pair.peers) {
      await pair.renewServer(name, "issuing");
      await pair.restart(name);
    }
    expect(remedy(report, "renew-expired")?.runbook.map(({ id }) => id)).toEqual([
      "renew-peer",
      "restart-peer",
      "sign-in",
    ]);
    for (const step of ["renew-peer", "restart-peer"]) await at.chat.tick("beatriz", report, "renew-expired", step);
    expect(codes(report)).toContain("expressway.expired");
    await well();
  });
});
