// Single sign-on of the practice cluster: real metadata, real encryption, and failures that follow from what an administrator did.
import { describe, expect, it, onTestFinished } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { performLabRequest } from "../../src/lab/control-requests.ts";
import { type StartLabOptions, startLab } from "../../src/lab/index.ts";

const sub = nodeName("cucm-sub1");

async function lab(options: StartLabOptions = {}) {
  const made = await startLab({ nodes: 2, phones: 0, seed: 5, pace: 100, ...options });
  onTestFinished(() => made.close());
  return made;
}
const logOf = (made: Awaited<ReturnType<typeof lab>>, node = made.cluster.publisher.name): string => {
  const { log } = made.cluster.sso.on(node);
  return log
    .list()
    .map(({ path }) => log.read(path))
    .join("");
};

describe("signing in", () => {
  it("works on every node when both sides know each other, cluster-wide and per node, with either certificate", async () => {
    for (const mode of ["cluster-wide", "per-node"] as const) {
      for (const certificate of ["tomcat", "ITLRecovery"] as const) {
        const made = await lab({ tomcat: "multi-san" });
        await made.hands.sso.setUp({ mode, certificate });
        for (const { name } of made.cluster.nodes) {
          expect(await made.hands.sso.login({ node: name }), `${mode} ${certificate} ${name}`).toMatchObject({
            ok: true,
          });
        }
      }
    }
  });

  it("fails after Tomcat was renewed and restarted: the IdP still encrypts for the old key", async () => {
    const made = await lab();
    const { sso } = made.hands;
    await sso.setUp();
    await made.hands.renew(["tomcat"]);
    expect(await sso.login()).toMatchObject({ ok: true });
    await made.hands.restartService("Cisco Tomcat");
    const failed = await sso.login();
    expect(failed).toMatchObject({ ok: false });
    expect(failed.says).toContain("Failed to decrypt the secret key");
    expect(logOf(made)).toMatch(
      /ERROR \[http-nio-81-exec-\d+\] {2}cpi\.sso.*SAMLAuthenticator - Error while processing saml response Failed to decrypt the secret key\./,
    );
    expect(logOf(made)).not.toContain("SAML Response is ::");
    sso.exportMetadata();
    await sso.importAtIdp();
    expect(await sso.login()).toMatchObject({ ok: true });
    expect(await sso.login({ node: sub })).toMatchObject({ ok: true });
  });

  it("writes whole responses and user names into the log at DEBUG only", async () => {
    const made = await lab();
    await made.hands.sso.setUp();
    const { name } = made.cluster.publisher;
    made.cluster.sso.on(name).traceLevel = "debug";
    await made.hands.sso.login();
    expect(logOf(made)).toMatch(/SAML Response is ::[A-Za-z0-9+/=]+\n/);
    expect(logOf(made)).toContain("userid is ::admin");
    expect(logOf(made, sub)).not.toContain("userid");
  });
});

describe("what looks alike", () => {
  it("is a new signing certificate of the IdP, clocks that differ, a refused claim, an unknown service provider", async () => {
    const made = await lab();
    const { sso } = made.hands;
    await sso.setUp();
    sso.idp.clockOffset = 600_000;
    expect((await sso.login()).says).toContain("out of sync");
    sso.idp.clockOffset = 0;
    sso.idp.claims = false;
    expect((await sso.login()).says).toContain("Invalid Status code in Response");
    sso.idp.claims = true;
    await sso.idp.renewSigning();
    expect((await sso.login()).says).toContain("signing certificate does not match");
    await sso.importIdpMetadata();
    expect(await sso.login()).toMatchObject({ ok: true });
    expect((await sso.login({ password: "wrong" })).says).toContain("Incorrect user ID");
    sso.idp.powered = false;
    expect((await sso.login()).says).toContain("could not be opened");
  });
});

it("cluster-wide with Tomcat needs one certificate on all nodes", async () => {
  const made = await lab();
  await expect(made.hands.sso.setUp({ mode: "cluster-wide" })).rejects.toThrow("multi-server");
});

it("is driven from the console too", async () => {
  const made = await lab();
  const ask = (verb: string, value?: string) => performLabRequest(made.cluster, { do: "sso", verb, value });
  expect(await ask("set-up")).toMatchObject({ idp: expect.stringMatching(/^https:.*FederationMetadata\.xml$/) });
  await ask("idp-clock", "600");
  expect(await ask("login")).toMatchObject({ ok: false });
  await expect(Promise.resolve().then(() => ask("idp-power", "maybe"))).rejects.toThrow("on or off");
  expect(await ask("status")).toMatchObject({ "cucm-pub": { enabled: true, traceLevel: "info" } });
});
