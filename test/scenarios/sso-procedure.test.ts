// Cisco’s long procedure, step by step to its end: people’s hands ticked by name, restarts through the bot, healthy at last.
import { describe, expect, it, vi } from "vitest";
import { reportMarkdown } from "../../cards/report-text.ts";
import { nodeName } from "../../src/domain/ids.ts";
import type { Remedy, Report } from "../../src/domain/report.ts";
import { doneBy, stepKey } from "../../src/domain/word.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { context } from "../cards/samples.ts";
import { driveUntil } from "../fakes/drive.ts";
import { ssoWorld } from "./sso-world.ts";
import { remedy, world } from "./world.ts";

const sub = nodeName("cucm-sub1");
const cause = (report: Report) => [report.cause?.certainty, report.cause?.code];
const shown = (report: Report, locale: "en" | "zh-CN") =>
  reportMarkdown(report, context, writerFor(locale, "UTC")).replaceAll("\\", "");
const named = (report: Report, id: string): Remedy => {
  const found = remedy(report, id);
  if (found === undefined) throw new Error(`no remedy ${id}`);
  return found;
};
const steps = (report: Report, id: string) =>
  named(report, id).runbook.map((step) => step.id ?? ("id" in step.text ? step.text.id : ""));

describe("the whole procedure for a Tomcat renewal with single sign-on enabled", () => {
  it("cluster-wide: every step is done by the one it is for, and single sign-on works on every node", async () => {
    const here = await ssoWorld({ phones: 0, tomcat: "multi-san" }, { mode: "cluster-wide" });
    const { hands, cluster } = here.lab;
    const { diagnosis, policy } = here.app.services;
    hands.powerNode(sub, false);
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat", [cluster.publisher.name]);
    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    hands.powerNode(sub, true);
    // What the wizard says too.
    expect(() => hands.sso.multiServerTest()).toThrow("not deployed on all nodes");
    // The node that comes back opens its doors one after the other.
    const first = await vi.waitFor(
      async () => {
        const report = await here.diagnose();
        expect(cause(report)).toEqual(["likely", "multi-san-incomplete"]);
        expect(
          report.findings.filter(({ verdict, code }) => verdict === "unknown" && code !== "sso-log.silent"),
        ).toEqual([]);
        return report;
      },
      { timeout: 40_000 },
    );
    const procedure = named(first, "renew-with-sso");

    const people = policy().people;
    const byHand: Readonly<Record<string, () => unknown>> = {
      disable: () => hands.sso.disable(),
      // CSR, signature, upload: in the lab one renewal on all nodes, with every node up.
      upload: () => hands.renew(["tomcat"]),
      export: () => hands.sso.exportMetadata(),
      import: () => hands.sso.importAtIdp(),
      enable: () => undefined,
      "multi-san": () => hands.sso.multiServerTest(),
      "import-idp": async () => {
        await hands.sso.importIdpMetadata();
        await hands.sso.enable();
      },
      test: async () => expect(await hands.sso.test()).toMatchObject({ ok: true }),
      "back-up": () => hands.backUp(),
    };
    const requests: Readonly<Record<string, string>> = {
      "scenario.sso.step.tomcat": "restart-tomcat",
      "scenario.sso.step.tftp": "restart-tftp",
      "scenario.sso.step.drf": "restart-drf",
      "scenario.sso.step.after": "restart-after-enabling",
    };
    let report: Report = first;
    for (const [at, step] of procedure.runbook.entries()) {
      const wanted = "id" in step.text ? requests[step.text.id] : undefined;
      if (step.by === "bot") {
        // The buttons of the card that the procedure stands on hold to its end.
        const { run } = await here.approved(first, wanted ?? "");
        await driveUntil(here.clock, async () => (await run()).endedAt !== undefined);
        expect((await run()).state, wanted).toBe("verified");
        continue;
      }
      await byHand[step.id ?? ""]?.();
      const by = people[at % people.length];
      if (by === undefined) throw new Error("nobody is there");
      report = await diagnosis.tick({ id: first.id, step: stepKey(procedure, at), done: true, by });
      expect(doneBy(report, procedure, at)?.by).toBe(by.id);
    }
    const byPerson = procedure.runbook.filter((step) => step.by === "person").length;
    expect(byPerson).toBe(16);
    expect(shown(report, "en").match(/ \(done · /g)).toHaveLength(byPerson);

    for (const { name } of cluster.nodes) expect(await hands.sso.login({ node: name })).toMatchObject({ ok: true });
    const after = await here.diagnose();
    expect(cause(after)).toEqual(["healthy", "works"]);
  }, 120_000);

  it("stands on the card in both languages as the release and the agreement need it", async () => {
    const old = await world({
      nodes: 2,
      phones: 0,
      snapshot: false,
      scenario: "sso-login-failed",
      sso: { mode: "per-node" },
      release: "12.5",
    });
    await old.lab.hands.renew(["tomcat"]);
    await old.lab.hands.restartService("Cisco Tomcat");
    await old.lab.hands.sso.login();
    const report = await old.verdict();
    expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
    // Each node by itself, no multi-server certificate to test, DRF and SSOSP not before 14.
    expect(steps(report, "renew-with-sso")).toEqual(
      "after-hours disable csr csr-check sign ca upload self-signed verify scenario.sso.step.tomcat scenario.sso.step.tftp export import enable import-idp test scenario.sso.step.after back-up".split(
        " ",
      ),
    );
    expect(shown(report, "en")).toContain("with self-signed certificates: one on each node");
    expect(remedy(report, "restart-drf")).toBeUndefined();
    const commands = named(report, "restart-after-enabling").plan?.steps.map(({ command }) => command) ?? [];
    expect([...new Set(commands)]).toEqual([
      "utils service restart Cisco Tomcat",
      "utils service restart Cisco UDS Tomcat",
    ]);
    expect(shown(report, "en")).toContain("Disable SAML SSO on each node (per-node agreement)");
    expect(shown(report, "zh-CN")).toContain("每个节点");
    expect(shown(report, "en")).toContain("https://cucm-pub:8443/ssosp/local/login");
  });

  it("is not offered where ITLRecovery is used: its renewal is mended by the metadata alone", async () => {
    const made = await world({
      nodes: 2,
      phones: 0,
      snapshot: false,
      scenario: "sso-login-failed",
      sso: { mode: "cluster-wide", certificate: "ITLRecovery" },
    });
    const { hands } = made.lab;
    await hands.renew(["ITLRecovery"]);
    await hands.sso.login();
    const report = await made.verdict();
    expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
    expect(report.remedies.map(({ id }) => id)).toEqual(["import-metadata", "trace", "recovery-url"]);
    expect(shown(report, "en")).toContain("certificate ITLRecovery");
    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    expect(await hands.sso.test()).toMatchObject({ ok: true });
    expect(cause(await made.verdict())).toEqual(["healthy", "works"]);
  });
});
