// Single sign-on, later: logins that failed before the repair, dates that are over, a certificate that CallManager uses too.
import { expect, it } from "vitest";
import { reportMarkdown } from "../../cards/report-text.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Report } from "../../src/domain/report.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";
import type { SsoChoice } from "../../src/lab/sso/office.ts";
import { context } from "../cards/samples.ts";
import { codes, remedy, type World, world } from "./world.ts";

const sub = nodeName("cucm-sub1");
const minute = 60_000;
const cluster = (sso: Partial<SsoChoice>, more: StartLabOptions = {}): Promise<World> =>
  world({ nodes: 2, phones: 0, snapshot: false, scenario: "sso-login-failed", sso, ...more });
const cause = (report: Report) => [report.cause?.certainty, report.cause?.code];
const found = (report: Report, id: string) => report.findings.find((one) => one.id === id);
const text = (report: Report, locale: "en" | "zh-CN") =>
  reportMarkdown(report, context, writerFor(locale, "UTC")).replaceAll("\\", "");

/** People do one thing after the other: a minute lies between, by every clock. */
const later = ({ lab }: World, offsetMs = minute) => lab.hands.setTime({ offsetMs });
const traced = ({ lab }: World, level: "debug" | "info" | "error") => {
  for (const { name } of lab.cluster.nodes) lab.cluster.sso.on(name).traceLevel = level;
};

async function renewed({ lab }: World): Promise<void> {
  await lab.hands.renew(["tomcat"]);
  await lab.hands.restartService("Cisco Tomcat");
}

async function told(made: World): Promise<void> {
  later(made);
  made.lab.hands.sso.exportMetadata();
  await made.lab.hands.sso.importAtIdp();
  later(made);
}

it("a cluster-wide agreement: a login on one node shows that the other node’s failure is over, whatever the trace level was", async () => {
  const made = await cluster({ mode: "cluster-wide" }, { tomcat: "multi-san" });
  const { hands } = made.lab;
  for (const level of ["debug", "info"] as const) {
    traced(made, level);
    await renewed(made);
    expect(await hands.sso.login({ node: sub })).toMatchObject({ ok: false });
    const broken = await made.verdict();
    expect(cause(broken)).toEqual([level === "debug" ? "proved" : "likely", "idp-encrypts-for-old"]);
    await told(made);
    expect(await hands.sso.login()).toMatchObject({ ok: true });
    const after = await made.verdict();
    expect(cause(after)).toEqual(["healthy", "works"]);
    expect(found(after, "sso-log:cucm-sub1")).toMatchObject({ code: "sso.over", verdict: "ok" });
    expect([
      text(after, "en").includes("is over: a login on cucm-pub"),
      text(after, "zh-CN").includes("已成过去"),
    ]).toEqual([true, true]);
  }

  // Somebody reuses the certificate for CallManager: from then on its renewal is no small matter.
  await hands.reuseTomcat();
  await renewed(made);
  await hands.sso.login();
  const reused = await made.verdict();
  expect(codes(reused)).toContain("certificate.reused");
  const procedure = remedy(reused, "renew-with-sso");
  expect([procedure?.impact, procedure?.runbook[1]?.id]).toEqual(["high", "reused"]);
  expect(text(reused, "zh-CN")).toContain("CallManager 也使用此证书");

  // Years later nobody has renewed anything, and the identity provider gives no token for a certificate whose dates are over.
  await told(made);
  expect(await hands.sso.login()).toMatchObject({ ok: true });
  later(made, 6 * 365 * 86_400_000);
  await hands.sso.idp.renewSigning();
  await hands.sso.importIdpMetadata();
  expect(await hands.sso.login({ node: sub })).toMatchObject({
    ok: false,
    says: expect.stringContaining("Status code"),
  });
  const over = await made.verdict();
  expect(cause(over)).toEqual(["likely", "certificate-expired"]);
  expect(over.cause?.because).toEqual(["sso-log:cucm-sub1", "sso-agreement:expired:cucm-sub1"]);
  expect(over.remedies[0]).toMatchObject({ id: "renew-with-sso", feasibility: "works" });
  expect([text(over, "en").includes("event 317"), text(over, "zh-CN").includes("事件 317")]).toEqual([true, true]);
  await renewed(made);
  await told(made);
  expect(await hands.sso.test()).toMatchObject({ ok: true });
  expect((await made.verdict()).cause?.code).toBe("works");
}, 120_000);

it("a per-node agreement: another node’s login says nothing, metadata exported since only that nobody knows; the test on the node itself ends it", async () => {
  const made = await cluster({ mode: "per-node" });
  const { hands } = made.lab;
  traced(made, "debug");
  await renewed(made);
  expect(await hands.sso.login({ node: sub })).toMatchObject({ ok: false });
  expect(cause(await made.verdict())).toEqual(["proved", "idp-encrypts-for-old"]);
  await told(made);
  expect(await hands.sso.test()).toMatchObject({ ok: true });
  const open = await made.verdict();
  expect(cause(open)).toEqual(["likely", "idp-encrypts-for-old"]);
  expect(open.cause?.statement.id).toBe("scenario.sso.cause.old-exported");
  expect(open.cause?.qualifications).toMatchObject([{ id: "scenario.sso.prove.newer-login", values: { node: sub } }]);
  expect(remedy(open, "import-metadata")?.feasibility).toBe("depends");
  later(made);
  // Below INFO the log says nothing of a login that works: the node’s own status does.
  traced(made, "error");
  expect(await hands.sso.test(sub)).toMatchObject({ ok: true });
  const after = await made.verdict();
  expect(cause(after)).toEqual(["healthy", "works"]);
  expect(found(after, "sso-log:cucm-sub1")?.title.values?.why).toMatchObject({ id: "checks.sso.over.tested" });

  // A test that fails is said as long as nothing later says otherwise.
  traced(made, "info");
  hands.sso.idp.claims = false;
  later(made);
  expect(await hands.sso.test(sub)).toMatchObject({ ok: false });
  const failed = await made.verdict();
  expect([codes(failed).includes("sso.test-failed"), cause(failed)]).toEqual([true, ["proved", "idp-refuses"]]);
  hands.sso.idp.claims = true;
  later(made);
  expect(await hands.sso.login({ node: sub })).toMatchObject({ ok: true });
  expect(cause(await made.verdict())).toEqual(["healthy", "works"]);

  // One node loses it, as a restore may leave it: the page has a button for just that.
  await hands.sso.disable([sub]);
  const partly = await made.verdict();
  expect(partly.remedies[0]).toMatchObject({ id: "enable-sso", title: { id: "scenario.sso.remedy.enable-rest" } });
  expect(partly.remedies[0]?.runbook.find(({ id }) => id === "fix-disabled")).toMatchObject({ nodes: [sub] });
}, 90_000);

it("ITLRecovery whose dates are over is renewed in its own order, with the phones", async () => {
  const made = await cluster({ mode: "cluster-wide", certificate: "ITLRecovery" });
  const until = Date.parse(made.lab.cluster.publisher.own.get("ITLRecovery")?.notAfter ?? "");
  later(made, until - made.lab.cluster.clock.now() + minute);
  await made.lab.hands.sso.login();
  const report = await made.verdict();
  expect(cause(report)).toEqual(["likely", "certificate-expired"]);
  expect(report.remedies[0]).toMatchObject({ id: "renew-recovery", impact: "high" });
  expect(report.remedies.map(({ id }) => id)).not.toContain("renew-with-sso");
}, 60_000);
