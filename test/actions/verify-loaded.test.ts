// After a restart: a node and an Expressway-C peer are looked at until they show what they store, and a run says which does not.
import { expect, it, onTestFinished } from "vitest";
import type { ActionContext } from "../../src/actions/action.ts";
import { planSteps } from "../../src/actions/plan.ts";
import { loadedLines } from "../../src/actions/verify-loaded.ts";
import { linkCluster } from "../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../src/app/practice.ts";
import { nodeName } from "../../src/domain/ids.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { startLab } from "../../src/lab/index.ts";

const [pub, peer] = [nodeName("cucm-pub"), nodeName("expc1")];

it("says of every restarted door and peer whether it shows the stored certificate, and claims nothing that it could not see", async () => {
  const lab = await startLab({ nodes: 1, phones: 0, seed: 43, expressways: 1, pace: 500, appsTryEvery: 1e6 });
  onTestFinished(() => lab.close());
  const systems = linkCluster(practiceCluster(lab), await practicePins(lab), {
    clock: systemClock,
    logger: silentLogger,
    record: async () => undefined,
  });
  onTestFinished(() => systems.close());
  const context: ActionContext = { systems, clock: systemClock, signal: AbortSignal.timeout(60_000) };
  const steps = planSteps([
    { change: { kind: "restart-service", node: pub, service: "Cisco Tomcat" } },
    { change: { kind: "restart-service", node: pub, service: "Cisco HAProxy" } },
    { change: { kind: "restart-expressway", node: peer } },
  ]);
  const look = async () =>
    (await loadedLines({ steps }, context)).map(({ ok, text }) => [ok, text.id, text.values?.place]);
  const loaded = "changes.verify.loaded";
  expect(await look()).toEqual([
    [true, loaded, "cucm-pub:8443"],
    [true, loaded, "expc1"],
  ]);
  await lab.hands.renew(["tomcat"]);
  await lab.expressway?.renewServer("expc1", "issuing");
  expect(await look()).toEqual([
    [false, "changes.verify.not-loaded", "cucm-pub:8443"],
    [false, "changes.verify.not-loaded", "expc1"],
  ]);
  await lab.hands.restartService("Cisco Tomcat");
  await lab.expressway?.power("expc1", false);
  expect((await look()).map(([ok, id]) => [ok, id === loaded])).toEqual([
    [true, true],
    ["unknown", false],
  ]);
  expect(
    await loadedLines(
      { steps: planSteps([{ change: { kind: "restart-service", node: pub, service: "Cisco Tftp" } }]) },
      context,
    ),
  ).toEqual([]);
}, 60_000);
