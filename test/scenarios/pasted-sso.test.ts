// A pasted SSO log in the conclusion: proved by a serial number that the bot read from the cluster, never by the paste alone.
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/domain/report.ts";
import type { SsoChoice } from "../../src/lab/sso/office.ts";
import { tar, zip } from "../fakes/archives.ts";
import { button, pasted, personOf, press, weighed } from "./pasted-world.ts";
import { remedy, type World, world } from "./world.ts";

const scenario = "sso-login-failed";
const cluster = (sso: Partial<SsoChoice> = {}, snapshot = true): Promise<World> =>
  world({ nodes: 2, phones: 0, snapshot, scenario, sso });
const cause = (report: Report) => [report.cause?.certainty, report.cause?.code];

const debug = (made: World): void => {
  for (const { name } of made.lab.cluster.nodes) made.lab.cluster.sso.on(name).traceLevel = "debug";
};
const logOf = ({ lab }: World): string => {
  const { log } = lab.cluster.sso.on(lab.cluster.publisher.name);
  return log
    .list()
    .map(({ path }) => log.read(path))
    .join("");
};
/** A busy node: its log has gone round since, and only the copy that somebody made is left. */
const goesRound = ({ lab }: World): void => {
  for (const { name } of lab.cluster.nodes) {
    const { log } = lab.cluster.sso.on(name);
    log.fileSize = 1;
    for (let file = 0; file < 12; file++) log.write(lab.cluster.clock.now(), "info", "info", "nothing of note");
  }
};

/** Tomcat renewed and restarted, the identity provider not told; the log of the failed login, which is then gone. */
async function broken(made: World): Promise<string> {
  debug(made);
  await made.lab.hands.renew(["tomcat"]);
  await made.lab.hands.restartService("Cisco Tomcat");
  expect(await made.lab.hands.sso.login()).toMatchObject({ ok: false });
  const text = logOf(made);
  goesRound(made);
  return text;
}

function expectNothingPersonal(report: Report): void {
  for (const word of ["NameID", "<Assertion", "PHNhbWxwO", "CipherValue", "uid=", "SAML Response is ::"])
    expect(JSON.stringify(report)).not.toContain(word);
}

describe("a pasted SSO log", () => {
  it("proves by serial number that the IdP encrypts for a certificate that a snapshot saw, marked as pasted and by whom", async () => {
    const made = await cluster();
    const before = made.lab.cluster.publisher.own.get("tomcat")?.serial ?? "";
    const text = await broken(made);
    expect(cause(await made.verdict())).toEqual(["likely", "idp-encrypts-for-old"]);

    const report = await pasted(made, scenario, text);
    expect(cause(report)).toEqual(["proved", "idp-encrypts-for-old"]);
    expect(report.cause?.statement).toMatchObject({
      id: "scenario.sso.cause.pasted.earlier",
      values: { by: personOf(made).name, node: "cucm-pub", serial: expect.stringMatching(`^${before.slice(0, 4)}`) },
    });
    expect(report.cause?.because).toContain("pasted:weighed");
    expect(weighed(report)).toMatchObject({
      code: "pasted.counts",
      evidence: [
        {
          system: "paste",
          source: expect.stringContaining(personOf(made).id),
          excerpt: expect.stringContaining(before),
        },
      ],
    });
    expect(remedy(report, "import-metadata")).toMatchObject({ feasibility: "works" });
    expectNothingPersonal(report);
    // What was weighed is kept with the report, and weighed again after an answer.
    expect(await made.app.services.diagnosis.get(report.id)).toMatchObject({
      pasted: { facts: { login: { serial: before } } },
    });
  });

  it("counts as a dropped file too, of any size, and inside of what RTMT packs", async () => {
    const made = await cluster();
    const log = Buffer.from(await broken(made));
    const quiet = Buffer.from(
      `${"2026-01-01 00:00:00,000 INFO  [http-nio-81-exec-9]  cpi.sso.saml.sp.Filter - nothing of note\n".repeat(14_000)}`,
    );
    const node = "10.0.0.1/2026-11-22_06-30-00/tomcat/logs/ssosp/log4j";
    const entries = [
      { path: `${node}/ssosp00001.log`, content: quiet },
      { path: `${node}/ssosp00002.log.gz`, content: gzipSync(log) },
    ];
    for (const [file, bytes] of [
      ["ssosp00001.log", log],
      ["much.log", Buffer.concat([quiet, log, quiet])],
      ["rtmt.tar.gz", gzipSync(tar(entries))],
      ["rtmt.zip", await zip(Object.fromEntries(entries.map(({ path, content }) => [path, content])))],
    ] as const) {
      const report = await pasted(made, scenario, bytes, file);
      expect(cause(report), file).toEqual(["proved", "idp-encrypts-for-old"]);
      expect(weighed(report)?.evidence[0]?.source).toContain(file);
      expectNothingPersonal(report);
    }
  });

  it("proves that Tomcat was not restarted when the response is encrypted for what is stored and not loaded", async () => {
    const made = await cluster({}, false);
    const { hands } = made.lab;
    debug(made);
    await hands.renew(["tomcat"]);
    hands.sso.exportMetadata();
    await hands.sso.importAtIdp();
    expect(await hands.sso.login()).toMatchObject({ ok: false });
    const text = logOf(made);
    goesRound(made);
    const report = await pasted(made, scenario, text);
    expect(cause(report)).toEqual(["proved", "tomcat-not-restarted"]);
    expect(report.cause?.statement.id).toBe("scenario.sso.cause.pasted.stored");
  });

  it("of another cluster is no proof: nothing that the bot read has that serial number", async () => {
    const other = await world({ nodes: 2, phones: 0, seed: 99, snapshot: false, scenario, sso: {} });
    const text = await broken(other);
    const made = await cluster();
    const report = await pasted(made, scenario, text);
    expect(weighed(report)).toMatchObject({ code: "pasted.unmatched", verdict: "unknown" });
    expect(report.cause?.certainty).not.toBe("proved");
  });

  it("from before the certificate of now, from last month or from tomorrow proves nothing about now", async () => {
    const made = await cluster();
    const text = await broken(made);
    const day = new Date(made.lab.cluster.clock.now()).toISOString().slice(0, 10);
    const on = (days: number): string =>
      new Date(made.lab.cluster.clock.now() + days * 86_400_000).toISOString().slice(0, 10);
    for (const [days, worth] of [
      [-3, "old"],
      [-40, "old"],
      [3, "not-yet"],
    ] as const) {
      const report = await pasted(made, scenario, text.replaceAll(day, on(days)));
      expect(weighed(report)?.code, String(days)).toBe(`pasted.${worth}`);
      expect(report.cause?.certainty).not.toBe("proved");
      expect(report.cause?.because).not.toContain("pasted:weighed");
    }
  });

  it("without the response is likely at most", async () => {
    const made = await cluster();
    const { hands } = made.lab;
    await hands.renew(["tomcat"]);
    await hands.restartService("Cisco Tomcat");
    await hands.sso.login();
    const text = logOf(made);
    goesRound(made);
    const report = await pasted(made, scenario, text);
    expect(cause(report)).toEqual(["likely", "idp-encrypts-for-old"]);
    expect(weighed(report)?.code).toBe("pasted.fits");
  });

  it("does not stand against what the bot read itself: a login that worked since", async () => {
    const made = await cluster();
    const text = await broken(made);
    made.lab.hands.sso.exportMetadata();
    await made.lab.hands.sso.importAtIdp();
    expect(await made.lab.hands.sso.login()).toMatchObject({ ok: true });
    expect(cause(await pasted(made, scenario, text))).toEqual(["healthy", "works"]);
  });

  it("forged in the button carries no more than codes, times and numbers, and cannot add to a plan", async () => {
    const made = await cluster();
    const payload = await button(made, scenario, await broken(made));
    for (const facts of [
      "{",
      "[]",
      '{"login":{"outcome":"sso.decrypt-failed","at":"<b>now</b>"}}',
      '{"login":{"outcome":"evil","at":""}}',
      `{"login":{"outcome":"sso.decrypt-failed","at":"","serial":"${"f".repeat(51)}"}}`,
      '{"refusals":[{"kind":"cucm-refuses-expressway","at":"","server":"a b"}]}',
    ]) {
      await expect(press(made, { ...payload, facts }), facts).rejects.toMatchObject({ code: "not-found" });
    }
    const at = new Date(made.lab.cluster.clock.now()).toISOString().replace("T", " ").replace(".", ",").slice(0, 23);
    const login = { outcome: "sso.decrypt-failed", at, serial: "deadbeef" };
    const forged = await press(made, { ...payload, facts: JSON.stringify({ login }) });
    expect(weighed(forged)?.code).toBe("pasted.unmatched");
    expect(cause(forged)).toEqual(["likely", "idp-encrypts-for-old"]);
    expect(JSON.stringify(forged.remedies)).not.toContain("deadbeef");
  });

  it("is weighed again when somebody answers", async () => {
    const made = await cluster();
    await broken(made);
    const likely = await pasted(made, scenario, logLine(made));
    const wish = {
      id: likely.id,
      question: "idp-has",
      option: "older",
      by: personOf(made),
      signal: AbortSignal.timeout(30_000),
    };
    let again: Report = likely;
    for await (const revision of made.app.services.diagnosis.answer(wish)) again = revision;
    expect(weighed(again)).toEqual(weighed(likely));
    expect(again.pasted).toEqual(likely.pasted);
  });
});

/** One line as somebody copies it, without the response. */
function logLine({ lab }: World): string {
  const at = new Date(lab.cluster.clock.now()).toISOString().replace("T", " ").replace(".", ",").slice(0, 23);
  const line = `${at} ERROR [http-nio-81-exec-3]  cpi.sso.saml.sp.security.authentication.SAMLAuthenticator - Error while processing saml response Failed to decrypt the secret key.`;
  return `${line}\n${line}\n`;
}
