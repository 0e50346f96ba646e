// The whole loop of single sign-on: likely, proved by an approved trial that puts everything back, mended by people’s ticked steps, healthy.
import { expect, it } from "vitest";
import type { Run } from "../../src/domain/run.ts";
import { doneBy, stepKey } from "../../src/domain/word.ts";
import { driveUntil } from "../fakes/drive.ts";
import { ssoWorld } from "./sso-world.ts";

const levels = ({ lab }: Awaited<ReturnType<typeof ssoWorld>>): string[] =>
  lab.cluster.nodes.map(({ name }) => lab.cluster.sso.on(name).traceLevel);
const ended = (run: Run): boolean => run.endedAt !== undefined;

it("goes from likely to proved by an approved trial on all nodes, and from there to healthy by people’s hands", async () => {
  const here = await ssoWorld();
  const { lab, app, clock, who, diagnose } = here;
  lab.cluster.sso.on(lab.nodes[1]?.name ?? lab.cluster.publisher.name).traceLevel = "warning";
  await lab.hands.renew(["tomcat"]);
  await lab.hands.restartService("Cisco Tomcat");
  await lab.hands.sso.login();
  const likely = await diagnose();
  expect([likely.cause?.certainty, likely.cause?.code]).toEqual(["likely", "idp-encrypts-for-old"]);

  const { run } = await here.approved(likely, "trace");
  await driveUntil(clock, async () => (await run()).steps[2]?.state === "started");
  expect(levels(here)).toEqual(["debug", "debug"]);
  expect(await lab.hands.sso.login()).toMatchObject({ ok: false });
  await driveUntil(here.clock, async () => ended(await run()));
  const after = await run();
  expect([after.state, after.steps.map(({ state }) => state)]).toEqual(["verified", Array(5).fill("done")]);
  expect(levels(here)).toEqual(["info", "warning"]);
  expect(after.verification?.lines.map(({ text }) => text.id)).toContain("changes.verify.saml-trace");
  expect(after.steps[2]?.note).toMatchObject({ id: "changes.login-seen" });

  const proved = await diagnose();
  expect([proved.cause?.certainty, proved.cause?.code]).toEqual(["proved", "idp-encrypts-for-old"]);
  const [short] = proved.remedies;
  if (short === undefined) throw new Error("no remedy");
  expect(short.id).toBe("import-metadata");
  lab.hands.sso.exportMetadata();
  await app.services.diagnosis.tick({ id: proved.id, step: stepKey(short, 0), done: true, by: who("beatriz") });
  await lab.hands.sso.importAtIdp();
  const ticked = await app.services.diagnosis.tick({
    id: proved.id,
    step: stepKey(short, 1),
    done: true,
    by: who("chen"),
  });
  expect([doneBy(ticked, short, 0)?.by, doneBy(ticked, short, 1)?.by]).toEqual(["beatriz", "chen"]);
  expect(await lab.hands.sso.test()).toMatchObject({ ok: true });
  const healthy = await diagnose();
  expect([healthy.cause?.certainty, healthy.cause?.code]).toEqual(["healthy", "works"]);

  // Somebody sets the identity provider’s clock without NTP: nothing is wrong with any certificate, and people mend it step by step.
  lab.hands.sso.idp.clockOffset = 900_000;
  expect(await lab.hands.sso.login()).toMatchObject({ ok: false });
  const apart = await diagnose();
  expect([apart.cause?.certainty, apart.cause?.code]).toEqual(["proved", "clocks-differ"]);
  const clocks = apart.remedies.find(({ id }) => id === "set-clocks");
  if (clocks === undefined) throw new Error("no remedy for the clocks");
  expect(clocks.runbook.map(({ id, by }) => [id, by])).toEqual([
    ["ntp", "person"],
    ["idp-time", "person"],
    ["test", "person"],
  ]);
  const tick = (step: number, id: string) =>
    app.services.diagnosis.tick({ id: apart.id, step: stepKey(clocks, step), done: true, by: who(id) });
  await tick(0, "beatriz");
  // A tick is somebody’s word: the bot still finds what it finds.
  expect((await diagnose()).cause?.code).toBe("clocks-differ");
  lab.hands.sso.idp.clockOffset = 0;
  await tick(1, "chen");
  expect(await lab.hands.sso.test()).toMatchObject({ ok: true });
  const word = await tick(2, "beatriz");
  expect([0, 1, 2].map((step) => doneBy(word, clocks, step)?.by)).toEqual(["beatriz", "chen", "beatriz"]);
  const right = await diagnose();
  expect([right.cause?.certainty, right.cause?.code]).toEqual(["healthy", "works"]);
}, 120_000);

it("puts the trace level back on every node when nobody signs in, and says so", async () => {
  const here = await ssoWorld();
  await here.lab.hands.renew(["tomcat"]);
  await here.lab.hands.restartService("Cisco Tomcat");
  const { run } = await here.approved(await here.diagnose(), "trace");
  await driveUntil(here.clock, () => levels(here).every((level) => level === "debug"));
  await driveUntil(here.clock, async () => ended(await run()));
  const after = await run();
  expect(after.steps.map(({ state }) => state)).toEqual(["done", "done", "failed", "done", "done"]);
  expect(levels(here)).toEqual(["info", "info"]);
  expect(after.stopped).toBeDefined();
}, 120_000);

it("restarts Tomcat on all nodes when that is what is missing, publisher first", async () => {
  const here = await ssoWorld();
  const { lab, diagnose } = here;
  for (const { name } of lab.nodes) lab.cluster.sso.on(name).traceLevel = "debug";
  await lab.hands.renew(["tomcat"]);
  lab.hands.sso.exportMetadata();
  await lab.hands.sso.importAtIdp();
  expect(await lab.hands.sso.login()).toMatchObject({ ok: false });
  const report = await diagnose();
  expect([report.cause?.certainty, report.cause?.code]).toEqual(["proved", "tomcat-not-restarted"]);
  const { run } = await here.approved(report, "restart-tomcat");
  await driveUntil(here.clock, async () => ended(await run()));
  expect((await run()).state).toBe("verified");
  expect(await lab.hands.sso.login()).toMatchObject({ ok: true });
  expect((await diagnose()).cause?.code).toBe("works");
}, 90_000);
