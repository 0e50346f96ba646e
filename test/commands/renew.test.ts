// Renewing, asked in words: the runbook of these certificates on this release, what endangers them, the impact, and no change at all.
import { describe, expect, test } from "vitest";
import { readUnits } from "../../commands/impact.ts";
import { answer, commands, teachings } from "../../commands/index.ts";
import { renewalOf } from "../../src/app/renewal.ts";
import type { Card } from "../../src/domain/card.ts";
import { certificateUnits, type Release } from "../../src/domain/cluster.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { knownCluster } from "../../src/router/understanding/entities.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { wordsOf } from "../router/thread-world.ts";
import { type Asked, branch, fakeServices, hq } from "./services-fake.ts";

const understand = createUnderstanding(teachings(scenarioPhrases), () => [hq].map(knownCluster));
const who = (text: string) => invocation({ person: person("alex"), actor: actorOf("alex"), text });

async function ask(text: string): Promise<{ readonly cards: readonly Card[]; readonly asked: readonly Asked[] }> {
  const { services, asked } = fakeServices();
  const cards: Card[] = [];
  for await (const { card } of answer(understand(text), who(text), services)) cards.push(card);
  return { cards, asked };
}

const release = (full: string): Release => {
  const [major = 15, minor = 0] = full.split(".").map(Number);
  return { full, major, minor };
};
const commandsOf = (units: readonly string[], full: string, nodes: readonly string[] = []) =>
  renewalOf({ units, nodes }, release(full)).runbook.map(({ command }) => command);

describe("asked in words", () => {
  test.each([
    ["I want to renew TVS on sub1", ["TVS"], ["cucm-sub1"]],
    ["我要更新 Tomcat 证书", ["tomcat"], []],
    ["how do we replace tomcat and ipsec on the publisher", ["tomcat", "ipsec"], ["cucm-pub"]],
    ["续订 CAPF 和 CallManager 的步骤", ["CallManager", "CAPF"], []],
  ])("%s: runbook and impact, nothing else", async (text, units, nodes) => {
    const { cards, asked } = await ask(text);
    const [guide, impact, ...more] = asked;
    expect(guide).toMatchObject({ what: "renewal", wish: { nodes, units: expect.arrayContaining(units) } });
    expect(impact?.what).toBe("impact");
    expect(more).toEqual([]);
    for (const unit of units) expect(wordsOf(cards[0])).toContain(`set cert regen ${unit}`);
    expect(wordsOf(cards[0], "zh-CN")).toContain("操作手册");
  });

  test("two that must not go together carry the warning before anything else, and the question of which trouble follows", async () => {
    const { cards } = await ask("we want to renew CallManager, TVS and ITLRecovery tonight");
    expect(cards[0]?.tone).toBe("danger");
    expect(cards[0]?.body[0]).toMatchObject({ tone: "danger", strong: true });
    expect(cards[0]?.actions.map(({ payload }) => payload.scenario)).toContain("phones-unregistered");
    expect(wordsOf(cards[0])).toContain("214231 renews TVS last");
  });

  test.each([
    "renew everything tonight",
    "renew all certificates now",
    "我们打算周末续订所有证书",
    "如果全部证书一起更新会怎么样",
  ])("%s: every certificate is meant, not the table of each alone", async (text) => {
    const { asked } = await ask(text);
    const { what, wish } = asked.at(-1) ?? {};
    expect(what).toBe("impact");
    expect(wish).toHaveLength(certificateUnits.length);
    expect(wish).toEqual(expect.arrayContaining([...certificateUnits]));
  });

  test("a trust store is no certificate: it is said so, with the certificate that may be meant", async () => {
    for (const name of ["tomcat-trust", "CallManager-trust", "ITL-trust"])
      expect(() => readUnits(name)).toThrow("a trust store, not a certificate");
    expect(() => readUnits("phone-trust")).toThrow("no such certificate unit");
  });

  test("without a certificate it is asked which, with buttons", async () => {
    const { cards, asked } = await ask("how do I renew a certificate?");
    expect(cards[0]?.actions.map(({ payload }) => payload.certificates)).toContain("tomcat");
    expect(asked).toEqual([]);
  });

  test("a node of another cluster, or a made-up one, is in no runbook", async () => {
    const { services } = fakeServices({ clusters: [hq, branch] });
    const { command, args } = parseCommand("renew TVS node=nowhere cluster=hq", commands);
    const cards: Card[] = [];
    for await (const { card } of command.run(args, who("renew"), services)) cards.push(card);
    expect(wordsOf(cards[0])).not.toContain("nowhere");
  });
});

describe("the runbook", () => {
  test("saves what can be saved first, and ends with a new backup", () => {
    for (const unit of certificateUnits) {
      const steps = commandsOf([unit], "15.0.1.12900-234");
      expect(steps[0]).toBe("/certops snapshot");
      expect(steps.at(-1)).toContain("Disaster Recovery System");
      expect(steps).toContain(`set cert regen ${unit}`);
    }
  });

  test("renews one trust-list certificate after the other, each proved before the next; the dangerous one last", () => {
    const steps = commandsOf(["ITLRecovery", "TVS", "CallManager", "tomcat"], "15.0.1.12900-234");
    const at = (unit: string): number => steps.indexOf(`set cert regen ${unit}`);
    expect([at("tomcat"), at("TVS"), at("CallManager"), at("ITLRecovery")]).toEqual(
      [at("tomcat"), at("TVS"), at("CallManager"), at("ITLRecovery")].toSorted((a, b) => a - b),
    );
    for (const [one, next] of [
      ["TVS", "CallManager"],
      ["CallManager", "ITLRecovery"],
    ] as const) {
      expect(steps.slice(at(one), at(next))).toContain("/certops trust");
    }
  });

  test("updates the CTL file before any restart where the certificate stands in the CTL, and never for TVS", () => {
    const steps = commandsOf(["CallManager"], "12.5.1.11900-146");
    const ctl = steps.indexOf("utils ctl update CTLFile");
    expect(ctl).toBeGreaterThan(steps.indexOf("set cert regen CallManager"));
    expect(ctl).toBeLessThan(steps.findIndex((command) => command?.startsWith("utils service restart")));
    expect(commandsOf(["TVS"], "12.5.1.11900-146")).not.toContain("utils ctl update CTLFile");
  });

  test("follows the guide’s own procedure for the certificate that signs: the lists are signed with the other key meanwhile", () => {
    const signed = (mixed?: boolean) =>
      renewalOf({ units: ["ITLRecovery"], nodes: [] }, release("15.0.1.12900-234"), { publisher: "cucm-pub", mixed })
        .runbook.map(({ command }) => command)
        .join("\n");
    expect(signed(false)).toMatch(/set cert regen ITLRecovery\nutils itl reset localkey\n/);
    expect(signed(true)).toMatch(
      /set cert regen ITLRecovery\nutils ctl reset localkey\n[\s\S]*utils ctl update CTLFile/,
    );
    // Nobody knows the mode: both ways are told apart, none is left out.
    expect(signed()).toMatch(/utils itl reset localkey\nutils ctl reset localkey/);
    expect(commandsOf(["ITLRecovery"], "11.5.1.10000-6")).not.toContain("utils itl reset localkey");
  });

  test("with single sign-on follows the document: off before, metadata to the identity provider, on and tested after", () => {
    const steps = (sso?: boolean) =>
      renewalOf({ units: ["tomcat"], nodes: [] }, release("15.0.1.12900-234"), { sso })
        .runbook.map(({ command }) => command ?? "-")
        .join("\n");
    expect(steps(true)).toMatch(
      /Disable SAML SSO\nset cert regen tomcat\n[\s\S]*Export All Metadata\n-\n[\s\S]*Enable SAML SSO\nImport IdP Metadata\nRun SSO Test\.\.\.\nutils service restart Cisco Tomcat\nutils service restart Cisco UDS Tomcat/,
    );
    expect(steps(false)).not.toMatch(/SAML|Metadata/);
    // Nobody could read it: one step before and one after, each with its “if”.
    expect(steps().match(/SAML SSO|Export All Metadata/g)).toHaveLength(2);
  });

  test("names Expressway-C where its certificate is shown to it, the 802.1X servers for CAPF, and asks for one backup after it", () => {
    const peers = "Expressway-C > Maintenance > Security > Trusted CA certificate";
    const with_ = certificateUnits.filter((unit) => commandsOf([unit], "15.0.1.12900-234").includes(peers));
    expect(with_).toEqual(certificateUnits.filter((unit) => /^(?:tomcat|CallManager)/.test(unit)));
    const texts = (authenticationServers: string) =>
      JSON.stringify(renewalOf({ units: ["CAPF"], nodes: [] }, undefined, { authenticationServers }).runbook);
    expect(texts("ise1")).toContain('"servers":"ise1"');
    expect(texts("")).toContain("renewal.step.dot1x");
    const all = commandsOf(certificateUnits, "15.0.1.12900-234");
    expect(all.filter((command) => command?.startsWith("Disaster Recovery System"))).toHaveLength(2);
  });

  test("restarts what the release has: HAProxy from 14 on only", () => {
    const haproxy = "utils service restart Cisco HAProxy";
    expect(commandsOf(["CallManager"], "12.5.1.11900-146")).not.toContain(haproxy);
    expect(commandsOf(["CallManager"], "14.0.1.12900-161")).toContain(haproxy);
  });
});
