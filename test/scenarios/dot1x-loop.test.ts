// Scenario 4.1, the whole way: broken by administrators, diagnosed over the wire, mended through the bot with votes, and verified.
import { expect, it, vi } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import { receivedBy } from "../../src/lab/received.ts";
import { carryOut } from "./secure-world.ts";
import { remedy, type World, world } from "./world.ts";

const scenario = "dot1x-failed";

const behind = (): Promise<World> =>
  world({
    nodes: 2,
    phones: 6,
    authenticationServer: "ise",
    snapshot: false,
    clockScale: 60,
    pace: 1,
    labTime: true,
    risPerMinute: 10_000,
  });

const statuses = (lab: Lab): (string | undefined)[] => lab.cluster.phones.map((phone) => phone.registration?.status);
const all = (lab: Lab, status: string): Promise<void> =>
  vi.waitFor(() => expect(statuses(lab)).toEqual(lab.cluster.phones.map(() => status)), {
    timeout: 90_000,
    interval: 20,
  });

it("gives phones new LSCs behind a bypass, counts the old ones down, and lets nobody out when the bypass ends", {
  timeout: 150_000,
}, async () => {
  const made = await behind();
  const { lab } = made;
  const former = lab.cluster.publisher.own.get("CAPF")?.serial ?? "";
  await lab.hands.renew(["CAPF"]);
  await lab.cluster.phonesSettled();
  lab.hands.dot1x.distrust(former);
  await lab.hands.dot1x.reauthenticate();
  await all(lab, "UnRegistered");

  const report = await made.verdict(scenario);
  expect(report.cause).toMatchObject({ code: "former-not-trusted" });
  expect(report.affected?.values).toMatchObject({ lost: 6, former: 6 });
  expect(remedy(report, "dot1x-reissue")).toMatchObject({ feasibility: "depends" });
  expect(remedy(report, "dot1x-reissue")?.plan).toBeUndefined();

  // Steps for people: the present CAPF onto the server, the bypass at the switch.
  lab.hands.dot1x.trust(lab.cluster.publisher.own.get("CAPF")?.pem ?? "");
  expect(lab.hands.dot1x.bypass()).toBe(6);
  await all(lab, "Registered");
  const bypassed = await made.verdict(scenario);
  expect(bypassed.cause).toMatchObject({ certainty: "proved", code: "refused-later" });
  const plan = remedy(bypassed, "dot1x-reissue")?.plan;
  if (plan === undefined) throw new Error(JSON.stringify(bypassed.remedies.map((one) => [one.id, one.reason.id])));

  const run = await carryOut(made, plan);
  expect([run.state, run.stopped]).toEqual(["verified", undefined]);
  for (const { name } of lab.cluster.phones) {
    expect(receivedBy(lab.cluster, `AXL updatePhone ${name} Install`)).toHaveLength(1);
  }
  expect(await lab.hands.dot1x.endBypass()).toBe(0);
  expect(lab.cluster.phones.map(({ name }) => lab.hands.dot1x.portOf(name))).toEqual(
    lab.cluster.phones.map(() => "dot1x"),
  );
  const after = await made.verdict(scenario);
  expect(after.cause).toMatchObject({ certainty: "healthy", code: "all-in" });
  expect([after.remedies, after.affected]).toEqual([[], undefined]);
});
