// Mobile and Remote Access, broken by an administrator's hands, diagnosed over the wire: the two directions and their look-alikes told apart.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import type { ExpresswayPair } from "../../src/lab/expressway/pair.ts";
import { expresswayTwins } from "../fakes/log-twins.ts";
import { codes, registered, remedy, type World, world } from "./world.ts";

const scenario = "mra-registration-failed";
const pub = nodeName("cucm-pub");

interface Here extends World {
  readonly pair: ExpresswayPair;
  look(): Promise<Report>;
}

/** Apps try when a test says so; services start quickly. */
async function here(options: Parameters<typeof world>[0] = {}): Promise<Here> {
  const made = await world({
    nodes: 2,
    phones: 3,
    snapshot: false,
    expressways: 2,
    appsTryEvery: 1e6,
    pace: 200,
    diagnosisMs: 40_000,
    ...options,
  });
  const pair = made.lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  return { ...made, pair, look: () => made.verdict(scenario) };
}

/** What a person does before asking: log on, one sign-in, stop and collect. */
async function logged({ pair }: Here): Promise<void> {
  for (const { name } of pair.peers) pair.startLog(name);
  await pair.signIn();
  for (const { name } of pair.peers) pair.stopLog(name);
}

/** What one peer’s log gave: the same as the samples of that break (test/checks/expressway-log). */
const inLog = (report: Report): string[] =>
  report.findings.flatMap(({ check, node, code }) => (check === "expressway-log" && node === "expc1" ? [code] : []));

async function doorsAgain({ lab }: Here): Promise<void> {
  await lab.hands.restartService("Cisco Tomcat");
  await lab.hands.restartService("Cisco HAProxy");
}

describe("mra-registration-failed", () => {
  it("tells stored from used, and that CUCM refuses Expressway-C, by alert, store and CA, and offers exactly that CA for both stores", async () => {
    const at = await here();
    await at.pair.renewServer("expc1", "new");
    expect((await at.look()).cause).toMatchObject({ certainty: "proved", code: "server-certificate-not-loaded" });
    await at.pair.restart("expc1");
    at.pair.uploadCa("expc1", at.pair.company.newRoot.pem);
    await logged(at);
    const report = await at.look();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "cucm-refuses-expressway" });
    expect(codes(report)).toEqual(expect.arrayContaining(["client.not-trusted", "door.trusted"]));
    expect(inLog(report)).toEqual(expresswayTwins["CUCM does not know the CA of Expressway-C"].codes);
    const steps = remedy(report, "trust-repair")?.plan?.steps ?? [];
    expect(steps.slice(0, 2).map(({ change }) => change)).toMatchObject([
      { kind: "trust-certificate", node: "cucm-pub", store: "tomcat-trust", by: "api", certificate: { ca: true } },
      { kind: "trust-certificate", node: "cucm-pub", store: "CallManager-trust", by: "api" },
    ]);
    const services = steps.flatMap(({ change }) =>
      change.kind === "restart-service" ? [`${change.service} ${change.node}`] : [],
    );
    expect(services).toEqual([
      "Cisco CallManager cucm-pub",
      "Cisco CallManager cucm-sub1",
      "Cisco Tftp cucm-pub",
      "Cisco Tftp cucm-sub1",
      "Cisco Tomcat cucm-pub",
      "Cisco Tomcat cucm-sub1",
      "Cisco HAProxy cucm-pub",
      "Cisco HAProxy cucm-sub1",
    ]);
    expect(remedy(report, "trust-by-hand")?.runbook.map(({ id }) => id)).toContain("upload-callmanager-trust");
    for (const store of ["tomcat-trust", "CallManager-trust"] as const) {
      at.lab.hands.importTrust(store, at.pair.company.newRoot.pem);
    }
    await logged(at);
    const uploaded = await at.look();
    expect(uploaded.cause).toMatchObject({ certainty: "proved", code: "trust-not-loaded" });
    expect(remedy(uploaded, "read-trust")?.plan?.steps.some(({ change }) => change.kind === "trust-certificate")).toBe(
      false,
    );
  });

  it("tells that Expressway-C refuses CUCM, and names the ECDSA certificate that was left behind at every peer", async () => {
    const at = await here({ tomcat: "ca-signed" });
    await at.lab.hands.renew(["tomcat-ECDSA"]);
    await doorsAgain(at);
    await logged(at);
    const report = await at.look();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "ecdsa-left-behind" });
    expect(codes(report)).toEqual(expect.arrayContaining(["door.self-signed", "client.trusted"]));
    expect(inLog(report)).toEqual(expresswayTwins["a certificate of CUCM signed itself"].codes);
    const plan = remedy(report, "trust-repair")?.plan;
    expect(plan?.steps.map(({ change }) => change.kind)).toEqual(["trust-on-expressway", "trust-on-expressway"]);
    const [first] = plan?.steps ?? [];
    if (first?.change.kind !== "trust-on-expressway") throw new Error("no upload");
    expect(first.change.certificates.map(({ ca, origin }) => [ca, origin.kind])).toEqual([
      [false, "cluster-own"],
      [false, "cluster-own"],
    ]);
    expect(remedy(report, "sign-ecdsa")?.feasibility).toBe("works");
    expect(remedy(report, "verify-origin-off")).toMatchObject({ feasibility: "last-resort" });
  });

  it("says who signed Tomcat and CallManager; in mixed mode CallManager’s CA belongs on the list too, and goes there with Tomcat’s", async () => {
    const at = await here({ tomcat: "ca-signed", mode: "mixed" });
    const signers = (report: Report) =>
      report.findings.find(({ id }) => id === "mra-doors:cucm-pub:signers")?.title.values;
    expect(signers(await at.look())).toMatchObject({
      callManager: "itself",
      tomcat: expect.stringContaining("Lab CA"),
    });
    await at.lab.hands.renew(["CallManager"], { signer: "ca" });
    at.pair.removeCa("expc2", "Lab CA");
    const report = await at.look();
    expect(signers(report)?.callManager).toContain("Lab CA");
    expect(report.findings.find(({ code }) => code === "door.sip-issuer-missing")).toMatchObject({
      verdict: "warning",
      title: { values: { peers: "expc2" } },
    });
    const uploads = (remedy(report, "trust-repair")?.plan?.steps ?? []).flatMap(({ change }) =>
      change.kind === "trust-on-expressway" ? [`${change.node} ${change.certificates.length}`] : [],
    );
    expect(uploads).toEqual(["expc2 1"]);
  });

  it("finds both directions broken, one plan for both", async () => {
    const at = await here({ tomcat: "ca-signed" });
    at.pair.removeCa("expc2", "Lab CA");
    at.lab.hands.deleteTrust("tomcat-trust", "Root CA");
    await doorsAgain(at);
    const report = await at.look();
    expect(report.cause?.code).toBe("both-directions");
    expect(
      remedy(report, "trust-repair")
        ?.plan?.steps.map(({ change }) => change.kind)
        .slice(0, 2),
    ).toEqual(["trust-certificate", "trust-on-expressway"]);
  });

  it("names the missing intermediate", async () => {
    const at = await here();
    at.lab.hands.deleteTrust("CallManager-trust", "Issuing");
    await doorsAgain(at);
    await at.pair.signIn();
    const report = await at.look();
    expect(report.cause).toMatchObject({ certainty: "proved", code: "cucm-refuses-expressway" });
    const change = remedy(report, "trust-repair")?.plan?.steps[0]?.change;
    expect(change).toMatchObject({ store: "CallManager-trust" });
    expect(JSON.stringify(change)).toContain("Example Co Issuing CA 1");
  });

  it("sees a namesake on the list and asks a person to remove it before anything is uploaded", async () => {
    const at = await here();
    await at.lab.hands.renew(["tomcat-ECDSA"], { node: pub });
    await doorsAgain(at);
    // No certificate of CUCM is signed by a CA here: nobody knows one that the peers trust.
    const left = await at.look();
    expect([left.cause?.code, remedy(left, "sign-ecdsa")?.feasibility]).toEqual(["ecdsa-left-behind", "depends"]);
    await at.lab.hands.renew(["tomcat"], { node: pub });
    await doorsAgain(at);
    await at.pair.signIn();
    const report = await at.look();
    expect(report.cause?.code).toBe("expressway-refuses-cucm");
    expect(remedy(report, "trust-repair")).toBeUndefined();
    expect(remedy(report, "remove-namesake")?.runbook).toHaveLength(4);
  });

  it("takes a person’s word for the log where no Expressway is configured, as likely at most", async () => {
    const { app, verdict } = await world({ nodes: 1, phones: 1, snapshot: false, pace: 200, diagnosisMs: 40_000 });
    const first = await verdict(scenario);
    expect(first.cause).toMatchObject({ certainty: "unknown", code: "no-expressway-configured" });
    expect(codes(first)).toContain("expressway.none");
    const [by] = app.services.policy().people;
    if (by === undefined) throw new Error("nobody");
    let last = first;
    const signal = AbortSignal.timeout(60_000);
    const word = { id: first.id, question: "log-line", option: "unknown-ca", by, signal };
    for await (const revision of app.services.diagnosis.answer(word)) last = revision;
    expect(last.cause).toMatchObject({ certainty: "likely", code: "cucm-refuses-expressway" });
    expect(remedy(last, "trust-repair")).toBeUndefined();
    expect(remedy(last, "trust-by-hand")?.runbook.map(({ id }) => id)).toEqual([
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
  });

  it("leaves apps out where desk phones fall silent: they hold no trust list", async () => {
    const at = await world({ nodes: 2, phones: 3, expressways: 1, pace: 200, diagnosisMs: 40_000 });
    await at.lab.hands.renew(["CallManager", "TVS", "ITLRecovery"]);
    await registered(at.lab, 0);
    const report = await at.verdict("phones-unregistered");
    expect(report.cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
    expect(report.affected?.values).toMatchObject({ lost: 3, known: 3 });
  });

  it("tries a password that was changed once in all, however often and however much is asked, and says what to correct", async () => {
    const at = await here({ nodes: 1, expressways: 1 });
    at.pair.setPassword("expc1", "certops-monitor", "another-1x");
    for (const report of [await at.look(), await at.look()]) {
      expect(report.cause?.certainty).toBe("unknown");
      const found = report.findings.find(({ code }) => code === "read.login-refused");
      expect([found?.verdict, found?.next?.id]).toEqual(["unknown", "expressway.login-refused.next"]);
      expect(report.remedies.flatMap(({ plan }) => plan?.steps ?? [])).toEqual([]);
    }
    expect(at.pair.peers.flatMap(({ received }) => received)).toHaveLength(1);
  });
});

describe("mra-registration-failed, one pair after the other trouble", () => {
  const closing: (() => Promise<void>)[] = [];
  let at: Here;
  beforeAll(async () => {
    at = await here({ atEnd: (close) => closing.push(close) });
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  it("finds trust whole in both directions while all is well", async () => {
    await logged(at);
    const report = await at.look();
    expect(inLog(report)).toEqual(expresswayTwins["all is well"].codes);
    expect(report.cause).toMatchObject({ certainty: "healthy", code: "trust-whole" });
    expect(codes(report)).toEqual(expect.arrayContaining(["expressway.answers", "door.trusted", "client.trusted"]));
    expect(report.remedies).toEqual([]);
    expect(report.nodesAnswered).toBe(report.nodesTotal);
  });

  it("names the System > Server entry that the certificate lacks", async () => {
    at.pair.setServerName(pub, "cucm-one.other.example");
    await logged(at);
    const report = await at.look();
    at.pair.setServerName(pub);
    expect(report.cause).toMatchObject({ certainty: "proved", code: "name-not-in-certificate" });
    expect(codes(report)).toContain("door.name-missing");
    expect(inLog(report)).toEqual(expresswayTwins["System > Server has a name that the certificate lacks"].codes);
    expect(report.remedies.map(({ id }) => id)).toEqual(["fix-name"]);
  });

  it("is not fooled by a stopped HAProxy, an expired certificate or a dead peer", async () => {
    await at.lab.hands.stopService("Cisco HAProxy", [pub]);
    await at.pair.signIn();
    expect((await at.look()).cause).toMatchObject({ certainty: "proved", code: "service-stopped" });
    await at.lab.hands.startService("Cisco HAProxy", [pub]);
    await at.pair.power("expc1", false);
    await at.pair.signIn();
    const dead = await at.look();
    expect(dead.cause?.certainty).toBe("unknown");
    expect(dead.cause?.missing?.[0]?.next).toBeDefined();
    expect(dead.questions?.map(({ id }) => id)).toEqual(["log-line"]);
    await at.pair.power("expc1", true);
    at.lab.hands.setTime({ offsetMs: 731 * 86_400_000 });
    expect((await at.look()).cause).toMatchObject({ code: "certificate-expired" });
  });
});

it("leaves unknown with what to do where a peer hangs, or answers with garbage", async () => {
  const at = await here({ nodes: 1, expressways: 1, diagnosisMs: 4_000 });
  for (const network of ["hang", "garbage"] as const) {
    at.pair.setNetwork("expc1", network);
    const report = await at.look();
    expect(report.cause?.certainty).not.toBe("healthy");
    expect(report.cause?.certainty).not.toBe("proved");
    const unread = report.findings.filter(({ verdict, node }) => verdict === "unknown" && node === "expc1");
    expect(unread.length, network).toBeGreaterThan(0);
    for (const one of unread) expect(one.next).toBeDefined();
    expect(codes(report)).not.toContain("client.trusted");
    expect(remedy(report, "collect-log")).toBeUndefined();
  }
});
