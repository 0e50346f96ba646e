// No phone is silent, and yet: what is wrong is said with its next step, and what could not be looked at is never “ruled out”.
import { describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { world } from "./world.ts";

describe("phones-unregistered while every phone is registered", () => {
  it("names stopped services and what to do, and never claims that services run", async () => {
    const { lab, verdict } = await world();
    await lab.hands.stopService("Cisco Tftp");
    const { cause } = await verdict();
    expect(cause).toMatchObject({ certainty: "unknown", code: "phones-registered-troubled", qualifications: [] });
    expect(cause?.statement.id).toBe("scenario.phones.cause.troubled");
    expect(cause?.troubles?.map((one) => one.text.id)).toContain("checks.services.stopped");
    expect(cause?.troubles?.every((one) => one.next !== undefined)).toBe(true);
  });

  it("does not call a cluster with expired certificates healthy", async () => {
    const { lab, verdict } = await world();
    lab.hands.setTime({ offsetMs: 6 * 365 * 86_400_000 });
    const { cause } = await verdict();
    expect(cause?.certainty).not.toBe("healthy");
    expect(cause?.troubles?.[0]?.text.id).toBe("checks.certificates.expired");
  });

  it("does not call a cluster that is prepared for rollback healthy", async () => {
    const { lab, verdict } = await world();
    lab.hands.setRollback(true);
    const { cause } = await verdict();
    expect(cause?.troubles?.map((one) => one.text.id)).toContain("checks.mode.rollback");
  });

  it("keeps what could not be looked at apart from what was ruled out, one line for each node", async () => {
    const { lab, verdict } = await world();
    lab.hands.changeHostKey(nodeName("cucm-sub1"));
    const { cause } = await verdict();
    expect(cause).toMatchObject({ code: "phones-registered-partly-seen", qualifications: [], troubles: [] });
    expect(cause?.missing?.map((one) => one.text.values?.node)).toEqual(["cucm-sub1"]);
    expect(cause?.missing?.[0]?.next).toBeDefined();
  });

  it("rules nothing out by a publisher that does not answer", async () => {
    const { lab, verdict } = await world();
    lab.hands.setNetwork(nodeName("cucm-pub"), "refuse");
    const { cause } = await verdict();
    expect(cause).toMatchObject({ certainty: "unknown", code: "phones-not-seen" });
    expect(cause?.qualifications.map((one) => one.id)).not.toContain("checks.unread");
    expect(cause?.missing?.length).toBeGreaterThan(0);
  });
});
