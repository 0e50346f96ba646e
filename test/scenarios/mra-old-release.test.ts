// Remote access mended on a release without the certificate API: the certificate goes in over the command line.
import { expect, it, onTestFinished } from "vitest";
import { receivedBy } from "../../src/lab/received.ts";
import { Chat } from "./chat.ts";
import { remedy, world } from "./world.ts";

it("adds the missing CA by set cert import, and the app registers again", { timeout: 120_000 }, async () => {
  const time = { pace: 10, clockScale: 30, labTime: true, risPerMinute: 10_000, diagnosisMs: 60_000 };
  const at = await world({
    release: "12.5",
    nodes: 1,
    phones: 1,
    snapshot: false,
    expressways: 1,
    appsTryEvery: 1e6,
    ...time,
  });
  const chat = await Chat.join(at.app);
  const { expressway: pair, hands, cluster } = at.lab;
  if (pair === undefined) throw new Error("no pair");
  onTestFinished(() => pair.close());
  hands.deleteTrust("tomcat-trust", "Issuing");
  await hands.restartService("Cisco Tomcat");
  await hands.restartService("Cisco HAProxy");
  await pair.signIn();
  expect(new Set(pair.apps.map(({ registered }) => registered))).toEqual(new Set([false]));
  const report = await chat.ask("alex", "Webex app users cannot register over MRA");
  const first = remedy(report, "trust-repair")?.plan?.steps[0];
  expect(first?.change).toMatchObject({ kind: "trust-certificate", by: "cli", store: "tomcat-trust" });
  expect(first?.command).toMatch(/^set cert import trust tomcat SHA-256 [0-9a-f]{64}$/);
  expect((await chat.mend("trust-repair")).state).toBe("verified");
  const sent = receivedBy(cluster).filter(({ command }) => command.startsWith("set cert import"));
  expect(sent.map(({ node, command }) => `${node} ${command}`)).toEqual(["cucm-pub set cert import trust tomcat"]);
  await pair.signIn();
  expect(new Set(pair.apps.map(({ registered }) => registered))).toEqual(new Set([true]));
});
