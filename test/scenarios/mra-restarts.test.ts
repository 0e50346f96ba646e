// Remote access and restarts that were forgotten or come too early: what a peer, Tomcat or HAProxy loads when it starts, and who would refuse it then.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import type { Phrase, Text } from "../../src/domain/text.ts";
import { type MraWorld, mraWorld } from "./mra-world.ts";
import { codes, remedy } from "./world.ts";

let at: MraWorld;
beforeAll(async () => {
  at = await mraWorld({ nodes: 1 });
});
afterAll(() => at.close());

const stores = ["tomcat-trust", "CallManager-trust"] as const;
const readers = ["Cisco Tomcat", "Cisco HAProxy"] as const;
const all = [true, true, true, true];

const tried = (expected: readonly boolean[]): Promise<void> => at.tried(expected);

async function restartReaders(): Promise<void> {
  for (const service of readers) await at.lab.hands.restartService(service);
}

const ask = (): Promise<Report> => at.chat.ask("alex", "Webex app users cannot register over MRA");

async function named(code: string): Promise<Report> {
  const report = await ask();
  expect([report.cause?.certainty, report.cause?.code]).toEqual(["proved", code]);
  return report;
}

async function mended(id: string): Promise<void> {
  const run = await at.chat.mend(id);
  expect({ state: run.state, why: run.stopped }).toMatchObject({ state: "verified" });
}

/** The apps are in, and the bot finds nothing. */
async function well(): Promise<void> {
  await tried(all);
  const report = await ask();
  expect([report.cause?.certainty, report.cause?.code, report.remedies]).toEqual(["healthy", "trust-whole", []]);
}

const idOf = (text: Text | undefined): string | undefined => (text !== undefined && "id" in text ? text.id : undefined);
const said = (report: Report, id: string): readonly [string | undefined, string | undefined] => {
  const found = remedy(report, id);
  return [found?.feasibility, idOf(found?.reason)];
};
const works = (report: Report): readonly string[] =>
  report.remedies.filter(({ feasibility }) => feasibility === "works").map(({ id }) => id);

describe("a peer whose new certificate is not in use yet", { timeout: 120_000 }, () => {
  it("is not restarted before CUCM knows its issuer, which nobody but the CA itself can hand out: by hand, then the restart", async () => {
    const { pair, lab, chat } = at;
    await pair.renewServer("expc1", "new");
    await tried(all);
    const report = await named("server-certificate-not-loaded");
    expect(said(report, "restart-expressway")).toEqual(["depends", "mra.reason.restart-untrusted"]);
    expect([remedy(report, "trust-repair"), works(report)]).toEqual([undefined, ["trust-by-hand"]]);
    const steps = remedy(report, "trust-by-hand")?.runbook ?? [];
    expect(steps.map(({ id }) => id)).toEqual([
      "after-hours",
      "show-pem",
      "upload-tomcat-trust",
      "upload-callmanager-trust",
      "restart-callmanager",
      "restart-tftp",
      "restart-tomcat",
      "restart-haproxy",
      "sign-in",
    ]);
    // The issuer of the certificate that is still in use is tidied away too early: services that restart would shut the peer out.
    lab.hands.deleteTrust("tomcat-trust", "Issuing");
    const early = await named("server-certificate-not-loaded");
    expect([said(early, "trust-by-hand"), works(early)]).toEqual([["depends", "mra.reason.restart-after"], []]);
    lab.hands.importTrust("tomcat-trust", pair.company.issuing.pem);
    const asked = steps[1]?.text as Phrase;
    expect([asked.id, asked.values?.issuers]).toEqual(["mra.hand.ask-for-pem", expect.stringContaining("Root CA 2")]);
    for (const store of stores) lab.hands.importTrust(store, pair.company.newRoot.pem);
    for (const { id = "" } of steps.slice(0, 4)) await chat.tick("beatriz", report, "trust-by-hand", id);
    // Stored, and read by nobody yet: the peer would still be refused.
    const unread = await named("server-certificate-not-loaded");
    expect(said(unread, "restart-expressway")).toEqual(["depends", "mra.reason.restart-unread"]);
    expect(works(unread)).toEqual(["read-trust"]);
    await mended("read-trust");
    await tried(all);
    const ready = await named("server-certificate-not-loaded");
    expect(works(ready)).toEqual(["restart-expressway"]);
    await mended("restart-expressway");
    await well();
  });

  it("is not restarted before CUCM knows its issuer, which its own list holds: the bot carries it over, then restarts the peer", async () => {
    const { pair, lab } = at;
    for (const store of stores) lab.hands.deleteTrust(store, "Root CA 2");
    // Both peers are to show certificates of the CA that CUCM has just lost.
    pair.uploadCa("expc1", pair.company.newRoot.pem);
    pair.uploadCa("expc2", pair.company.newRoot.pem);
    await pair.renewServer("expc1", "issuing");
    await pair.restart("expc1");
    await restartReaders();
    await tried(all);
    await pair.renewServer("expc2", "new");
    const report = await named("server-certificate-not-loaded");
    expect(said(report, "restart-expressway")).toEqual(["depends", "mra.reason.restart-untrusted"]);
    expect(works(report)).toEqual(["trust-repair", "trust-by-hand"]);
    const changes = remedy(report, "trust-repair")?.plan?.steps.map(({ change }) => change) ?? [];
    expect(changes.filter(({ kind }) => kind === "trust-certificate")).toMatchObject(
      stores.map((store) => ({ store, certificate: { subject: expect.stringContaining("Root CA 2") } })),
    );
    expect(changes.some(({ kind }) => kind === "restart-expressway")).toBe(false);
    await mended("trust-repair");
    const ready = await named("server-certificate-not-loaded");
    expect(works(ready)).toEqual(["restart-expressway"]);
    await mended("restart-expressway");
    expect(pair.peers.map(({ stored, loaded }) => stored === loaded)).toEqual([true, true]);
    await well();
  });

  it("is not called mended by its restart while Expressway-C refuses CUCM as well", async () => {
    const { pair } = at;
    expect(pair.removeCa("expc2", "Lab CA")).toBeGreaterThan(0);
    await pair.renewServer("expc2", "issuing");
    await tried([true, false, true, false]);
    const report = await named("server-certificate-not-loaded");
    expect(said(report, "restart-expressway")).toEqual(["depends", "mra.reason.restart-refusing"]);
    expect(works(report)).toEqual(["trust-repair", "trust-by-hand"]);
    await mended("trust-repair");
    await tried(all);
    await ask();
    await mended("restart-expressway");
    await well();
  });
});

describe("a door of CUCM that shows what was replaced", { timeout: 120_000 }, () => {
  it("is no trouble while the new certificate is trusted as well", async () => {
    await at.lab.hands.renew(["tomcat", "tomcat-ECDSA"], { signer: "ca" });
    await tried(all);
    const report = await ask();
    expect([report.cause?.code, report.remedies]).toEqual(["trust-whole", []]);
    expect(codes(report)).toEqual(expect.arrayContaining(["door.not-restarted", "door.trusted"]));
    await restartReaders();
    await well();
  });

  it("will shut people out at the next restart when nobody trusts the new one: named before it happens, trusted first, then restarted", async () => {
    const { pair, lab } = at;
    await lab.hands.renew(["tomcat"]);
    await tried(all);
    const report = await named("refused-after-restart");
    expect(codes(report)).toContain("door.refused-after-restart");
    const kinds = remedy(report, "trust-repair")?.plan?.steps.map(({ change }) => change.kind) ?? [];
    expect(kinds.slice(0, 2)).toEqual(["trust-on-expressway", "trust-on-expressway"]);
    expect(new Set(kinds.slice(2))).toEqual(new Set(["restart-service"]));
    await mended("trust-repair");
    await well();
    expect(pair.peers.every(({ list }) => list.held.some(({ subject }) => subject.includes("cucm-pub")))).toBe(true);
  });

  it("is refused as soon as the peers were given the new one under the old one’s name: Tomcat and HAProxy are restarted, nothing else", async () => {
    const { pair, lab } = at;
    await lab.hands.renew(["tomcat"]);
    for (const { name } of pair.peers) pair.uploadCa(name, pair.cucmPem());
    await tried([false, false, false, false]);
    const report = await named("door-not-restarted");
    expect(works(report)).toEqual(["restart-doors"]);
    const services = remedy(report, "restart-doors")?.plan?.steps.map(({ command, change }) =>
      "node" in change ? `${change.node} ${command}` : command,
    );
    expect(services).toEqual(readers.map((service) => `cucm-pub utils service restart ${service}`));
    await mended("restart-doors");
    await well();
  });

  it("cannot simply lose the old one from the lists: what still shows it would be refused meanwhile, and the card says so", async () => {
    const { pair, lab, chat } = at;
    await lab.hands.renew(["tomcat"]);
    const report = await named("refused-after-restart");
    expect(said(report, "remove-namesake")).toEqual(["depends", "mra.reason.remove-namesake-cuts"]);
    expect(remedy(report, "trust-repair")).toBeUndefined();
    const steps = remedy(report, "trust-by-hand")?.runbook.map(({ id = "" }) => id) ?? [];
    expect(steps).toEqual(
      "after-hours download-own upload-to-expressway restart-tomcat restart-haproxy sign-in".split(" "),
    );
    for (const { name } of pair.peers) pair.uploadCa(name, pair.cucmPem());
    await restartReaders();
    await tried(all);
    for (const step of steps) await chat.tick("beatriz", report, "trust-by-hand", step);
    await well();
  });

  it("is silent while HAProxy is stopped, and a start alone brings nobody back where the new certificate is not trusted", async () => {
    const { lab, pair } = at;
    await lab.hands.renew(["tomcat"]);
    await lab.hands.stopService("Cisco HAProxy");
    await tried([false, false, false, false]);
    const report = await named("service-stopped");
    expect(said(report, "start-services")).toEqual(["depends", "mra.reason.start-refused"]);
    expect(remedy(report, "trust-by-hand")).toBeDefined();
    for (const { name } of pair.peers) pair.uploadCa(name, pair.cucmPem());
    await lab.hands.startService("Cisco HAProxy");
    await well();
  });
});

describe("an Expressway-C whose certificate signed itself", { timeout: 120_000 }, () => {
  it("and is stored only is trusted by a plan, and its restart is a person’s: no run could see the end of it", async () => {
    const { pair, chat } = at;
    await pair.renewServer("expc2", "self");
    const report = await named("server-certificate-not-loaded");
    expect(said(report, "restart-expressway")).toEqual(["depends", "mra.reason.restart-untrusted"]);
    const [first] = remedy(report, "trust-repair")?.plan?.steps ?? [];
    expect(first?.change).toMatchObject({ certificate: { ca: false, origin: { kind: "expressway-server" } } });
    await mended("trust-repair");
    const ready = await named("server-certificate-not-loaded");
    expect([remedy(ready, "restart-expressway")?.plan, works(ready)]).toEqual([undefined, ["restart-expressway"]]);
    await pair.restart("expc2");
    for (const step of ["restart-peer", "pin-peer"]) await chat.tick("chen", ready, "restart-expressway", step);
    await tried(all);
  });

  it("and is not pinned gets no password: what its port shows is judged, nothing of it is put into a plan, and a person copies it", async () => {
    const { pair, lab } = at;
    await pair.renewServer("expc1", "self");
    await pair.restart("expc1");
    const asked = pair.peer("expc1").received.length;
    await tried([false, true, false, true]);
    const report = await ask();
    expect([report.cause?.certainty, report.cause?.code]).toEqual(["likely", "cucm-refuses-expressway"]);
    expect(report.cause?.qualifications.map(({ id }) => id)).toEqual(["mra.prove.pin"]);
    expect(codes(report)).toEqual(expect.arrayContaining(["client.self-signed", "read.certificate-not-pinned"]));
    expect([works(report), pair.peer("expc1").received.length]).toEqual([["trust-by-hand"], asked]);
    const first = remedy(report, "trust-by-hand")?.runbook[1];
    expect([first?.id, idOf(first?.text)]).toEqual(["show-pem", "mra.hand.show-own-pem"]);
    for (const store of stores) lab.hands.importTrust(store, pair.peer("expc1").stored.pem);
    await restartReaders();
    await tried(all);
    // In again; what the peer itself trusts, nobody could see.
    const after = await ask();
    expect([after.cause?.certainty, after.cause?.code]).toEqual(["unknown", "nothing-proved"]);
    expect(after.cause?.missing?.length).toBeGreaterThan(0);
  });
});
