// The panel’s hands at the Expressway-C peers and at single sign-on: each does what it says, and a newcomer sees it in the numbers.
import { describe, expect, it, onTestFinished } from "vitest";
import { practicePanel } from "../../src/app/practice.ts";
import { labNote, readLabAction } from "../../src/channels/web/lab-panel.ts";
import {
  type PanelExpresswayVerb,
  type PanelSsoVerb,
  panelExpresswayVerbs,
  panelSsoVerbs,
} from "../../src/channels/web/lab-verbs.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { startLab } from "../../src/lab/index.ts";

async function here(expressways = 1) {
  const lab = await startLab({ nodes: 1, phones: 0, seed: 5, pace: 500, expressways, appsTryEvery: 1e6 });
  onTestFinished(() => lab.close());
  const panel = practicePanel(lab);
  const mra = (verb: PanelExpresswayVerb) => panel.act({ kind: "expressway", verb, peer: "expc1" });
  const registered = async () => {
    await mra("sign-in");
    return (await panel.status()).apps?.registered;
  };
  return { lab, panel, mra, registered };
}

describe("remote access in the panel", () => {
  it("is broken and mended by what an administrator does, and the apps tell", async () => {
    const { lab, panel, mra, registered } = await here();
    const doors = async () => {
      for (const service of ["Cisco Tomcat", "Cisco HAProxy"] as const)
        await panel.act({ kind: "restart-service", service, nodes: [] });
    };
    expect(panel.peers).toEqual(["expc1"]);
    expect(await registered()).toBe(4);
    const having = async (...verbs: readonly PanelExpresswayVerb[]) => {
      for (const verb of verbs) await mra(verb);
      return await registered();
    };
    expect(await having("forget-cucm")).toBe(0);
    expect(await having("trust-cucm")).toBe(4);
    // Stored, not used yet: the restart brings it out.
    expect(await having("server-new")).toBe(4);
    expect(await having("restart")).toBe(0);
    expect(await having("server-issuing", "restart")).toBe(4);
    expect(await having("server-expired", "restart")).toBe(0);
    expect(await having("server-issuing", "restart")).toBe(4);
    expect(await having("cucm-distrust")).toBe(4);
    await doors();
    expect(await registered()).toBe(0);
    expect(await having("cucm-trust")).toBe(0);
    await doors();
    expect(await registered()).toBe(4);
    expect(await having("other-name")).toBe(0);
    expect(await having("right-name")).toBe(4);
    expect(await having("haproxy-stop")).toBe(0);
    expect(await having("haproxy-start")).toBe(4);
    expect(await having("power-off")).toBe(0);
    expect(await having("power-on")).toBe(4);
    expect(lab.expressway?.peers[0]?.powered).toBe(true);
  });

  it("is not offered where no Expressway stands, and refused with a sentence", async () => {
    const { panel, mra } = await here(0);
    expect([panel.peers, (await panel.status()).apps, panel.sso]).toEqual([undefined, undefined, false]);
    await expect(mra("restart")).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("single sign-on in the panel", () => {
  it("fails for what was done at the IdP or at CUCM, and works again", async () => {
    const { lab } = await here(0);
    await lab.hands.sso.alreadySetUp(90 * 86_400_000);
    const panel = practicePanel(lab);
    const having = async (...verbs: readonly PanelSsoVerb[]) => {
      for (const verb of verbs) await panel.act({ kind: "sso", verb });
      return (await lab.hands.sso.login()).ok;
    };
    expect([panel.sso, await having("login", "test")]).toEqual([true, true]);
    expect(await having("clock-off")).toBe(false);
    expect(await having("clock-right")).toBe(true);
    expect(await having("idp-signing")).toBe(false);
    expect(await having("import-idp")).toBe(true);
    expect(await having("claims-off")).toBe(false);
    expect(await having("claims-on")).toBe(true);
    expect(await having("idp-off")).toBe(false);
    expect(await having("idp-on")).toBe(true);
    await panel.act({ kind: "renew", units: ["tomcat"], nodes: [] });
    await panel.act({ kind: "restart-service", service: "Cisco Tomcat", nodes: [] });
    expect(await having()).toBe(false);
    expect(await having("export", "import-at-idp")).toBe(true);
    await panel.act({ kind: "sso", verb: "disable" });
    expect(lab.cluster.sso.on(lab.cluster.publisher.name).enabled).toBe(false);
  });
});

it("takes only the panel’s own words from a browser, and says in both languages what was done", () => {
  const actions = [
    ...panelExpresswayVerbs.map((verb) => ({ kind: "expressway", verb, peer: "expc1" }) as const),
    ...panelSsoVerbs.map((verb) => ({ kind: "sso", verb }) as const),
  ];
  for (const action of actions) {
    expect(readLabAction(action)).toEqual(action);
    for (const locale of ["en", "zh-CN"] as const) {
      expect(writerFor(locale, "UTC").write(labNote(action, "Alex"))).toMatch(/^Alex · .+ · .+/);
    }
  }
  for (const wrong of [
    { kind: "expressway", verb: "renew", peer: "expc1" },
    { kind: "expressway", verb: "restart" },
    { kind: "expressway", verb: "restart", peer: "expc1; reboot" },
    { kind: "sso", verb: "set-up" },
    { kind: "sso" },
  ]) {
    expect(readLabAction(wrong)).toBeUndefined();
  }
});
