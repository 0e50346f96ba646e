// A practice cluster with single sign-on and a bot on a clock of its own: diagnosing, and a plan voted on and run.
import { expect, onTestFinished } from "vitest";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { createApp } from "../../src/app.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import type { Person } from "../../src/domain/person.ts";
import type { Report } from "../../src/domain/report.ts";
import type { Run } from "../../src/domain/run.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type StartLabOptions, startLab } from "../../src/lab/index.ts";
import type { SsoChoice } from "../../src/lab/sso/office.ts";

export async function ssoWorld(options: StartLabOptions = {}, sso: Partial<SsoChoice> = {}) {
  const lab = await startLab({ nodes: 2, phones: 2, seed: 11, pace: 100, ...options });
  onTestFinished(() => lab.close());
  await lab.hands.sso.alreadySetUp(90 * 86_400_000, sso);
  const idp = await lab.hands.sso.idpDoor();
  const cluster = practiceCluster(lab, idp);
  const clock = new ManualClock(lab.cluster.clock.now());
  const settings = practiceConfig({ dataFolder: "unused" });
  const app = await createApp({
    settings: { ...settings, clusters: [cluster] },
    clock,
    logger: silentLogger,
    pins: new Map([[cluster.cluster.id, await practicePins(lab, idp)]]),
    memory: true,
  });
  onTestFinished(() => app.close());
  await app.open();
  const who = (id: string): Person => {
    const found = settings.policy.people.find((person) => person.id === id);
    if (found === undefined) throw new Error(`nobody called ${id}`);
    return found;
  };
  const diagnose = async (): Promise<Report> => {
    const signal = AbortSignal.timeout(60_000);
    const wish = {
      cluster: cluster.cluster.id,
      scenario: "sso-login-failed",
      question: "SSO?",
      person: who("alex"),
      signal,
    };
    let last: Report | undefined;
    for await (const report of app.services.diagnosis.start({ ...wish, scenario: "sso-login-failed" })) last = report;
    if (last === undefined) throw new Error("nothing was said");
    return last;
  };
  /** Requested by one, approved by another, run to its end. */
  const approved = async (report: Report, remedy: string): Promise<{ readonly run: () => Promise<Run> }> => {
    const plan = report.remedies.find(({ id }) => id === remedy)?.plan;
    if (plan === undefined) throw new Error(`no plan for ${remedy}`);
    const [by, other] = [who("alex"), who("beatriz")];
    const via = (person: Person) =>
      ({ platform: "web", tenant: "practice", user: person.id, displayName: person.name }) as const;
    const { services } = app;
    const asked = await services.approvals.request({
      plan: { ...plan, diagnosis: report.id, remedy },
      by,
      via: via(by),
      reason: "logins fail",
    });
    if (asked.approval === undefined) throw new Error(`refused: ${asked.refusal}`);
    const { id } = asked.approval;
    const own = await services.approvals.decide({ id, choice: "approve", by, via: via(by) });
    expect(own.refusal).toBe("not-permitted");
    // A restart that resets phones needs two.
    for (const person of settings.policy.people) {
      if (person.id === by.id || !services.can(person, "approve", plan.cluster)) continue;
      await services.approvals.decide({ id, choice: "approve", by: person, via: via(person) });
    }
    const started = await services.runs.start({ approval: id, by: other });
    const runId = started.run?.id;
    if (runId === undefined) throw new Error(`not started: ${started.refusal}`);
    const read = async (): Promise<Run> => {
      const run = await services.runs.get(runId);
      if (run === undefined) throw new Error("the run is gone");
      return run;
    };
    return { run: read };
  };
  return { lab, app, clock, who, diagnose, approved };
}
