// What an SSO log is full of (names, assertions, cookies) reaches no card, no log and no file of the bot’s.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { reportMarkdown } from "../../cards/report-text.ts";
import { writerFor } from "../../src/i18n/write.ts";
import type { Logger } from "../../src/kernel/logger.ts";
import { context } from "../cards/samples.ts";
import { pasted } from "./pasted-world.ts";
import { world } from "./world.ts";

const scenario = "sso-login-failed";

it("names, assertions and cookies of the logins that were read and pasted stay behind", async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "certops-test-"));
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const logged: string[] = [];
  const log = (facts: object, message: string): void => void logged.push(JSON.stringify(facts), message);
  const logger: Logger = { debug: log, info: log, warn: log, error: log, child: () => logger };
  const made = await world({
    nodes: 2,
    phones: 0,
    scenario,
    sso: {},
    kept: { dataFolder, logger },
  });
  const { hands, cluster } = made.lab;
  const sso = cluster.sso.on(cluster.publisher.name);
  sso.traceLevel = "debug";
  // One login that works, for its name and attributes; one that fails, for its response.
  expect(await hands.sso.login()).toMatchObject({ ok: true });
  await hands.renew(["tomcat"]);
  await hands.restartService("Cisco Tomcat");
  expect(await hands.sso.login()).toMatchObject({ ok: false });
  const now = cluster.clock.now();
  const cookie = "JSESSIONIDSSO=0C0FFEE0C0FFEE0C0FFEE0C0FFEE0C0F";
  sso.log.write(now, "debug", "debug", `x - request of jane.doe@corp.example with ${cookie}`);
  const text = sso.log
    .list()
    .map(({ path }) => sso.log.read(path))
    .join("");
  const response = /SAML Response is ::([A-Za-z0-9+/]{60})/.exec(text)?.[1] ?? "";
  const uid = /userid is ::(\S+)/.exec(text)?.[1] ?? "";
  expect([response.length, uid]).toEqual([60, "admin"]);

  const said = [
    await made.verdict(),
    await pasted(made, scenario, text),
    await pasted(made, scenario, text, "ssosp.log"),
  ];
  expect(said.map(({ cause }) => cause?.certainty)).toEqual(["proved", "proved", "proved"]);
  const cards = said.map((one) => JSON.stringify(one) + reportMarkdown(one, context, writerFor("en", "UTC"))).join("");
  await made.app.close();
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).join(" ")).toMatch(/\.(?:db|sqlite)/);
  const stored = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), "latin1")).join("");
  expect(stored).toContain("idp-encrypts-for-old");
  const words = [
    response,
    "jane.doe",
    cookie.slice(0, 20),
    "CipherValue",
    "EncryptedAssertion",
    "NameID",
    `uid=${uid}`,
    `::${uid}`,
  ];
  for (const [where, everything] of Object.entries({ cards, stored, log: logged.join("\n") }))
    expect(
      words.filter((word) => everything.includes(word)),
      where,
    ).toEqual([]);
});
