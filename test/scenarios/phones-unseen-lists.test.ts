// Lists that changed twice between two snapshots: phones may have taken one that nobody saw, and no more is said than that allows.
import { expect, it, vi } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import { world } from "./world.ts";

const hours = 3_600_000;
/** Registrations and lists are told in whole seconds: at this pace the one is later than the other by some. */
const inSeconds = { pace: 1, clockScale: 60, risPerMinute: 10_000 } as const;

async function count(lab: Lab, status: "Registered" | "UnRegistered", phones: number): Promise<void> {
  const those = () => lab.cluster.phones.filter(({ registration }) => registration?.status === status);
  await vi.waitFor(() => expect(those()).toHaveLength(phones), { timeout: 15_000 });
}

it("a new bot knows from what Cisco CallManager still presents that all certificates were renewed, not installed", async () => {
  const { lab, verdict } = await world({ ...inSeconds, nodes: 1, phones: 4, securePhones: 0, release: "14" });
  lab.hands.setTime({ offsetMs: 72 * hours });
  await lab.hands.renew(["TVS", "CallManager", "CAPF", "tomcat", "ITLRecovery"]);
  lab.hands.resetPhones();
  await count(lab, "Registered", 0);
  expect((await verdict()).cause).toMatchObject({ certainty: "likely", code: "trust-anchor-lost" });
});

it("phones without power are not called locked out when they may follow by such a list, and what may help those that are depends on it", async () => {
  const { lab, verdict, snapshot } = await world({
    ...inSeconds,
    nodes: 1,
    phones: 4,
    securePhones: 0,
    release: "15SU2",
  });
  const renew = async (...units: ("CallManager" | "ITLRecovery" | "TVS")[]) => {
    await lab.hands.renew(units);
    await vi.waitFor(() => expect(lab.cluster.nodes.every((node) => node.listens("tvs"))).toBe(true), {
      timeout: 15_000,
    });
    await lab.cluster.phonesSettled();
  };
  // Each time phones are reset by themselves, and follow.
  await renew("TVS");
  lab.hands.setTime({ offsetMs: 2 * hours });
  await renew("ITLRecovery");
  await count(lab, "Registered", 4);
  lab.hands.powerPhones(false, { first: 2 });
  await count(lab, "UnRegistered", 2);
  expect((await verdict()).cause).toMatchObject({ certainty: "unknown", code: "not-explained" });

  lab.hands.powerPhones(true);
  await count(lab, "Registered", 4);
  await snapshot();
  await renew("CallManager");
  lab.hands.setTime({ offsetMs: 2 * hours });
  await renew("TVS", "ITLRecovery");
  await count(lab, "Registered", 0);
  const { cause, remedies } = await verdict();
  expect(cause).toMatchObject({ certainty: "proved", code: "trust-anchor-lost" });
  expect(remedies.find(({ id }) => id === "itl-localkey")).toMatchObject({
    feasibility: "depends",
    reason: { id: "phones-lists.reason.list-between" },
  });
  await lab.hands.itlReset("localkey");
  await count(lab, "Registered", 4);
});
