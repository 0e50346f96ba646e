// Single sign-on: made to fail by an administrator's hands, diagnosed over the wire, mended, and looked at again.
import { describe, expect, it } from "vitest";
import { reportMarkdown } from "../../cards/report-text.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";
import type { SsoChoice } from "../../src/lab/sso/office.ts";
import { context } from "../cards/samples.ts";
import { ssoTwins } from "../fakes/log-twins.ts";
import { codes, remedy, type World, world } from "./world.ts";

const sub = nodeName("cucm-sub1");
const cluster = (sso: Partial<SsoChoice> = {}, more: StartLabOptions = {}): Promise<World> =>
  world({ nodes: 2, phones: 0, snapshot: false, scenario: "sso-login-failed", sso, ...more });

const debug = (made: World): void => {
  for (const { name } of made.lab.cluster.nodes) made.lab.cluster.sso.on(name).traceLevel = "debug";
};
const cause = (report: Report) => [report.cause?.certainty, report.cause?.code];
/** What the log of the node where people signed in gave: the same as the samples of that break (test/signatures/sso-log). */
const inLog = (report: Report): string[] =>
  report.findings.flatMap(({ check, node, code }) => (check === "sso-log" && node === "cucm-pub" ? [code] : []));
const unknowns = (report: Report) => report.findings.filter(({ verdict }) => verdict === "unknown");

/** Names, assertions and whole responses are personal: whatever happened, none of it leaves the log. */
function expectNothingPersonal(report: Report): void {
  const everything = JSON.stringify(report) + reportMarkdown(report, context, writerFor("en", "UTC"));
  for (const word of [
    "userid",
    "NameID",
    "<Assertion",
    "PHNhbWxwO",
    "CipherValue",
    "Attributes: {uid",
    "SAML Response is ::",
  ])
    expect(everything).not.toContain(word);
}

describe("Tomcat renewed, the identity provider not told", () => {
  it("is proved by the serial number that the response was encrypted for, and mended by importing the metadata", async () => {
    const made = await cluster();
    const { hands } = made.lab;
    const before = made.lab.cluster.publisher.own.get("tomcat")?.serial ?? "";
    debug(made);
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat");
    expect(await hands.sso.login()).toMatchObject({ ok: false });

    const report = await made.verdict();
    expect(cause(report)).toEqual(["proved", "idp-encrypts-for-old"]);
    expect(report.cause?.statement.values).toMatchObject({
      node: "cucm-pub",
      serial: expect.stringMatching(`^${before.slice(0, 4)}`),
    });
    expect(codes(report)).toEqual(
      expect.arrayContaining(["sso.metadata-older", "sso.decrypt-failed", "sso.encrypted-for", "tomcat.loaded"]),
    );
    const because = report.findings
      .filter(({ id }) => report.cause?.because.includes(id))
      .flatMap(({ evidence }) => evidence);
    expect(because.map(({ excerpt }) => excerpt).join("\n")).toContain(`hex ${before}`);
    expect(report.questions).toEqual([]);
    expect(remedy(report, "import-metadata")).toMatchObject({ feasibility: "works", inSupportDocument: true });
    expectNothingPersonal(report);

    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    expect(await hands.sso.login()).toMatchObject({ ok: true });
    const after = await made.verdict();
    expect(cause(after)).toEqual(["healthy", "works"]);
    expect(after.remedies).toEqual([]);
    expectNothingPersonal(after);
  });

  it("without the trace is only likely, and what would prove it is named; somebody’s look at the IdP completes the proof", async () => {
    const made = await cluster();
    const { hands } = made.lab;
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat");
    await hands.sso.login();
    const report = await made.verdict();
    expect(inLog(report)).toEqual(ssoTwins["Tomcat was renewed and the IdP not told"].codes);
    expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
    expect(report.cause?.qualifications).toMatchObject([{ id: "scenario.sso.prove.trace" }]);
    expect(report.questions?.map(({ id }) => id)).toEqual(["idp-has"]);
    expect(remedy(report, "import-metadata")?.feasibility).toBe("depends");
    const [person] = made.app.services.policy().people;
    if (person === undefined) throw new Error("no person");
    const wish = {
      id: report.id,
      question: "idp-has",
      option: "older",
      by: person,
      signal: AbortSignal.timeout(30_000),
    };
    let told: Report = report;
    for await (const revision of made.app.services.diagnosis.answer(wish)) told = revision;
    expect(cause(told)).toEqual(["proved", "idp-encrypts-for-old"]);
    expect(told.cause?.because).toContain("answer:idp-has");
    for await (const revision of made.app.services.diagnosis.answer({ ...wish, option: "same" })) told = revision;
    expect(cause(told)).toEqual(["unknown", "not-explained"]);
    expect(told.cause?.qualifications).toMatchObject([{ id: "scenario.sso.ruled.old-certificate" }]);
  });

  it("before anybody tried to sign in is likely by the dates alone", async () => {
    const made = await cluster();
    await made.lab.hands.renew(["tomcat"]);
    await made.lab.hands.restartService("Cisco Tomcat");
    const report = await made.verdict();
    expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
    expect(codes(report)).toContain("sso-log.silent");
    expect(report.questions?.map(({ id }) => id)).toEqual(["error-shown", "idp-has"]);

    // Exported since: whether the identity provider has it, only a login or a test tells, and the card says just that.
    const { hands } = made.lab;
    const later = () => hands.setTime({ offsetMs: 60_000 });
    later();
    hands.sso.exportMetadata();
    const open = await made.verdict();
    expect(cause(open)).toEqual(["unknown", "never-tried"]);
    expect(open.cause?.statement).toMatchObject({
      id: "scenario.sso.cause.never-tried",
      values: { unit: "tomcat", nodes: "cucm-pub, cucm-sub1" },
    });
    expect(open.cause?.qualifications).toContainEqual({ id: "scenario.sso.ruled.turned-away" });
    expect(open.remedies[0]).toMatchObject({ id: "import-metadata", feasibility: "depends" });
    await hands.sso.importAtIdp();
    later();
    expect(await hands.sso.test(sub)).toMatchObject({ ok: true });
    const tested = await made.verdict();
    expect(tested.cause?.code).not.toBe("never-tried");
    expect(tested.remedies.map(({ id }) => id)).not.toContain("import-metadata");
  });

  it("with ITLRecovery in use, its renewal breaks single sign-on at once", async () => {
    const made = await cluster({ certificate: "ITLRecovery" });
    debug(made);
    await made.lab.hands.renew(["ITLRecovery"]);
    await made.lab.hands.sso.login();
    const report = await made.verdict();
    expect(cause(report)).toEqual(["proved", "idp-encrypts-for-old"]);
    expect(report.cause?.statement.values?.unit).toBe("ITLRecovery");
  });

  it.each([
    ["certificate", "11.5"],
    ["none", "15SU2"],
  ] as const)(
    "is told from what other identity providers write (%s), out of a log of release %s",
    async (naming, release) => {
      // On 11.5 the log comes from the old service, as an attachment.
      const made = await cluster({}, { release });
      debug(made);
      made.lab.hands.sso.idp.naming = naming;
      await made.lab.hands.renew(["tomcat"]);
      await made.lab.hands.restartService("Cisco Tomcat");
      await made.lab.hands.sso.login();
      const report = await made.verdict();
      expect(cause(report)).toEqual([naming === "none" ? "likely" : "proved", "idp-encrypts-for-old"]);
      if (naming === "none") expect(report.cause?.qualifications).toMatchObject([{ id: "scenario.sso.prove.idp" }]);
    },
  );
});

describe("the identity provider has the new certificate", () => {
  it("and Tomcat was not restarted: the bot restarts it", async () => {
    const made = await cluster();
    const { hands } = made.lab;
    debug(made);
    await hands.renew(["tomcat"]);
    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    await hands.sso.login();
    const report = await made.verdict();
    expect(cause(report)).toEqual(["proved", "tomcat-not-restarted"]);
    const [first] = report.remedies;
    expect(first).toMatchObject({ id: "restart-tomcat", feasibility: "works" });
    expect(
      first?.plan?.steps.map(({ change }) =>
        "node" in change && "service" in change ? `${change.service} ${change.node}` : "",
      ),
    ).toEqual([
      "Cisco Tomcat cucm-pub",
      "Cisco Tomcat cucm-sub1",
      "Cisco SSOSP Tomcat cucm-pub",
      "Cisco SSOSP Tomcat cucm-sub1",
    ]);
    await hands.restartService("Cisco Tomcat");
    expect(await hands.sso.login()).toMatchObject({ ok: true });
    expect(cause(await made.verdict())).toEqual(["healthy", "works"]);
  });
});

it("a Tomcat that was not restarted is likely by the dates, when the log names no certificate", async () => {
  const made = await cluster();
  const { hands } = made.lab;
  await hands.renew(["tomcat"]);
  hands.sso.exportMetadata();
  await hands.sso.importAtIdp();
  await hands.sso.login();
  const report = await made.verdict();
  expect(cause(report)).toEqual(["likely", "tomcat-not-restarted"]);
  expect(report.cause?.qualifications).toMatchObject([{ id: "scenario.sso.prove.trace" }]);
  // Another node’s metadata grows old: the login that failed does not rest on it. Dates are printed to the second.
  hands.setTime({ offsetMs: 60_000 });
  await hands.renew(["tomcat"], { node: sub });
  const again = await made.verdict();
  expect([...cause(again), codes(again).includes("sso.metadata-older")]).toEqual([
    "likely",
    "tomcat-not-restarted",
    true,
  ]);
});

it("before the restart that somebody forgot, an old copy at the identity provider is the right one and is not blamed", async () => {
  const made = await cluster();
  const { hands } = made.lab;
  await hands.renew(["tomcat"]);
  const report = await made.verdict();
  expect(cause(report)).toEqual(["likely", "tomcat-not-restarted"]);
  expect(codes(report)).toContain("sso.metadata-older");
  // New metadata now would break logins that go through: it belongs to the restart.
  expect(remedy(report, "import-metadata")?.reason).toMatchObject({ id: "scenario.sso.reason.import-and-restart" });
  expect(await hands.sso.login()).toMatchObject({ ok: true });
  hands.sso.exportMetadata();
  await hands.sso.importAtIdp();
  expect(await hands.sso.login()).toMatchObject({ ok: false });
  await hands.restartService("Cisco Tomcat");
  expect(await hands.sso.login()).toMatchObject({ ok: true });
});

it("a node that was restarted needs the new copy, though another still runs with its old certificate", async () => {
  const made = await cluster();
  const { hands } = made.lab;
  await hands.renew(["tomcat"]);
  await hands.restartService("Cisco Tomcat", [sub]);
  const report = await made.verdict();
  expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
  expect(report.cause?.because).toEqual(["sso-agreement:dates:cucm-sub1"]);
  debug(made);
  expect(await hands.sso.login({ node: sub })).toMatchObject({ ok: false });
  const proved = await made.verdict();
  expect(cause(proved)).toEqual(["proved", "idp-encrypts-for-old"]);
  // The publisher signs people in with its old one until it is restarted as well.
  expect(remedy(proved, "import-metadata")).toMatchObject({
    feasibility: "depends",
    reason: { id: "scenario.sso.reason.import-and-restart" },
  });
  expect(remedy(proved, "restart-tomcat")?.plan).toBeDefined();
  expect(await hands.sso.login()).toMatchObject({ ok: true });
});

describe("what looks alike is told apart", { timeout: 90_000 }, () => {
  it("a new signing certificate of the IdP; an expired one; clocks; a claim rule", async () => {
    const made = await cluster();
    const { sso } = made.lab.hands;
    await sso.idp.renewSigning();
    await sso.login();
    const signing = await made.verdict();
    expect(inLog(signing)).toEqual(ssoTwins["the IdP got a new signing certificate"].codes);
    expect(cause(signing)).toEqual(["proved", "idp-signing-changed"]);
    expect(remedy(signing, "import-idp-metadata")?.feasibility).toBe("works");
    expect(remedy(signing, "import-metadata")).toBeUndefined();
    await sso.importIdpMetadata();
    expect(await sso.login()).toMatchObject({ ok: true });

    sso.idp.clockOffset = 900_000;
    await sso.login();
    expect(cause(await made.verdict())).toEqual(["proved", "clocks-differ"]);
    sso.idp.clockOffset = 0;
    sso.idp.claims = false;
    await sso.login();
    const refused = await made.verdict();
    expect(inLog(refused)).toEqual(ssoTwins["a claim rule of the IdP was taken away"].codes);
    expect(cause(refused)).toEqual(["proved", "idp-refuses"]);
    expect(refused.remedies.map(({ id }) => id)).toEqual(["mend-idp", "recovery-url"]);
    expect(remedy(refused, "mend-idp")?.feasibility).toBe("works");
    expectNothingPersonal(refused);
    // Renewed meanwhile: whoever gets past the refusal meets the old copy at the identity provider.
    await made.lab.hands.renew(["tomcat"]);
    await made.lab.hands.restartService("Cisco Tomcat");
    const both = await made.verdict();
    expect(cause(both)).toEqual(["proved", "idp-refuses"]);
    expect(remedy(both, "mend-idp")).toMatchObject({
      feasibility: "depends",
      reason: { id: "scenario.sso.reason.mend-and-import" },
    });
    expect(both.remedies.map(({ id }) => id)).toEqual(["mend-idp", "import-metadata", "recovery-url"]);
    sso.idp.claims = true;
    expect(await sso.login()).toMatchObject({ ok: false });
    sso.exportMetadata();
    await sso.importAtIdp();
    expect(await sso.login()).toMatchObject({ ok: true });
    expect(cause(await made.verdict())).toEqual(["healthy", "works"]);
  });

  it("an expired certificate of the IdP beside an intact Tomcat", async () => {
    const made = await cluster();
    const { sso } = made.lab.hands;
    await sso.idp.renewSigning({ notAfter: made.lab.cluster.clock.now() - 60_000 });
    const report = await made.verdict();
    expect(codes(report)).toContain("idp.signing-certificate-expired");
    expect(cause(report)).toEqual(["likely", "idp-signing-changed"]);
  });

  it("an identity provider that cannot be reached, or a log too large to be fetched, is unknown with what to do, and hides nothing else", async () => {
    const made = await cluster();
    made.lab.hands.sso.idp.powered = false;
    const { log } = made.lab.cluster.sso.on(sub);
    log.write(made.lab.cluster.clock.now(), "info", "info", "x".repeat(65 * 1024 * 1024));
    const report = await made.verdict();
    const huge = unknowns(report).filter(({ code }) => code === "sso-log.too-large");
    expect(huge).toMatchObject([{ node: sub, next: { id: "checks.sso.too-large.next" } }]);
    expect(report.cause?.missing?.map(({ text }) => "id" in text && text.id)).toContain("checks.sso.too-large");
    const [unread] = unknowns(report).filter(({ check }) => check === "idp-metadata");
    expect(unread).toMatchObject({ verdict: "unknown", next: { id: "checks.idp.unread.next" } });
    expect(report.cause?.missing?.length).toBeGreaterThan(0);
    expect(codes(report)).toContain("sso.enabled");
  });

  it("single sign-on that is switched off, everywhere or on one node", async () => {
    const made = await cluster();
    await made.lab.hands.sso.disable([sub]);
    const partly = await made.verdict();
    expect(cause(partly)).toEqual(["proved", "sso-partly-enabled"]);
    expect(partly.affected?.values?.nodes).toBe("cucm-sub1");
    await made.lab.hands.sso.disable();
    // Renewed meanwhile: enabled before Tomcat has it, SSO would decrypt with the old key.
    await made.lab.hands.renew(["tomcat"]);
    const off = await made.verdict();
    expect(cause(off)).toEqual(["proved", "sso-disabled"]);
    expect(off.remedies.map(({ id }) => id)).toEqual(["enable-sso", "restart-tomcat", "restart-after-enabling"]);
    await made.lab.hands.sso.setUp();
    expect(cause(await made.verdict())).toEqual(["healthy", "works"]);
  });
});

describe("a cluster-wide agreement", { timeout: 90_000 }, () => {
  it("needs the one certificate on every node: a node that was away has another", async () => {
    const made = await cluster({ mode: "cluster-wide" }, { tomcat: "multi-san" });
    const { hands } = made.lab;
    expect(codes(await made.verdict())).toContain("tomcat.multi-san-complete");
    hands.powerNode(sub, false);
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat", [made.lab.cluster.publisher.name]);
    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    hands.powerNode(sub, true);
    const report = await made.verdict();
    expect(codes(report)).toContain("tomcat.differs-between-nodes");
    expect(cause(report)).toEqual(["likely", "multi-san-incomplete"]);
    expect(report.remedies[0]).toMatchObject({ id: "renew-with-sso", feasibility: "works" });
    const steps = report.remedies[0]?.runbook.map(({ id, text }) => id ?? ("id" in text ? text.id : "")) ?? [];
    expect(steps).toEqual(
      "after-hours disable csr csr-check sign ca upload self-signed verify scenario.sso.step.tomcat scenario.sso.step.tftp scenario.sso.step.drf export import enable multi-san import-idp test scenario.sso.step.after back-up".split(
        " ",
      ),
    );
    const plans = report.remedies.filter(({ plan }) => plan !== undefined).map(({ id }) => id);
    expect(plans).toEqual(["restart-tomcat", "restart-tftp", "restart-drf", "restart-after-enabling", "trace"]);
    debug(made);
    await hands.sso.login({ node: sub });
    expect(cause(await made.verdict())).toEqual(["proved", "idp-encrypts-for-old"]);
  });
});
