// RisPort70: batches, rate, several nodes, absence, and what a reason means.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reasonText } from "../../../src/systems/cucm-soap/reasons.ts";
import { readRis } from "../../../src/systems/cucm-soap/ris.ts";
import { parseXml } from "../../../src/transport/xml.ts";
import { readEnvelope } from "../../../src/transport/xml-soap.ts";
import type { FakeDevice } from "../../fakes/soap-cluster.ts";
import { failure, letTimePass, stage } from "./stage.ts";

const phone = (index: number): string => `SEP${String(index).padStart(12, "0")}`;
const device = (index: number, rest: Partial<FakeDevice> = {}): FakeDevice => ({
  name: phone(index),
  node: "10.0.0.10",
  status: "Registered",
  reason: 0,
  at: 1_767_960_000,
  ...rest,
});
const many = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("registrations", () => {
  it("asks for at most 1,000 names at a time and gives every phone one answer, in order", async () => {
    const { fake, soap } = await stage();
    fake.devices = many(2500).map((index) => device(index));
    const { value, evidence } = await soap.registrations(many(2500).map(phone));
    expect(value.map((one) => one.name)).toEqual(many(2500).map(phone));
    expect(value[7]).toEqual({
      name: phone(7),
      status: "Registered",
      statusReason: 0,
      reasonText: "",
      node: "10.0.0.10",
      address: "10.0.1.100",
      protocol: "SIP",
      model: 683,
      description: "Lobby & Hall",
      since: "2026-01-09T12:00:00.000Z",
    });
    expect(fake.risCalls).toHaveLength(3);
    expect(evidence.excerpt).toContain("Registered: 2500");
    expect(evidence.excerpt).toContain("10.0.0.13 NodeNotResponding");
  });

  it("calls a phone that RIS does not know absent, which is not unregistered", async () => {
    const { soap } = await stage();
    const { value } = await soap.registrations([phone(1)]);
    expect(value).toEqual([expect.objectContaining({ name: phone(1), status: "absent", since: "" })]);
  });

  it("takes the newest state of a phone that is on several nodes", async () => {
    const { fake, soap } = await stage();
    fake.devices = [
      device(1, { node: "10.0.0.11", status: "UnRegistered", reason: 8, at: 1_767_960_100 }),
      device(1, { node: "10.0.0.12", status: "Rejected", reason: 10, at: 1_767_960_300 }),
      device(1, { node: "10.0.0.10", at: 1_767_960_200 }),
    ];
    const { value } = await soap.registrations([phone(1)]);
    expect(value[0]).toMatchObject({ status: "Rejected", reasonText: "authenticationError", node: "10.0.0.12" });
  });

  it("splits a batch whose answer was cut without a word", async () => {
    const { fake, soap } = await stage();
    fake.risLimit = 300;
    fake.devices = many(900).map((index) => device(index));
    const { value } = await soap.registrations(many(900).map(phone));
    expect(value.filter((one) => one.status === "Registered")).toHaveLength(900);
  });

  it("keeps to 15 calls a minute by itself", async () => {
    const { clock, fake, soap } = await stage();
    fake.devices = many(20).map((index) => device(index));
    const calls = many(20).map((index) => soap.registrations([phone(index)]));
    await letTimePass(clock, Promise.all(calls));
    expect(clock.now()).toBeGreaterThan(Date.parse("2026-11-22T02:01:00Z") - 1);
  });

  it("waits and goes on when others have used up the cluster's allowance", async () => {
    const { clock, fake, nodes, soap } = await stage();
    fake.devices = [device(1)];
    fake.risCalls = many(15).map(() => clock.now());
    const { value } = await letTimePass(clock, soap.registrations([phone(1)]));
    expect(value[0]?.status).toBe("Registered");
    expect(nodes[0]?.seen.length).toBeGreaterThan(1);
  });

  it("gives up with the reason when the allowance does not come back within its budget", async () => {
    const { clock, fake, soap } = await stage({ budgetMs: 40_000 });
    fake.risPerMinute = 0;
    const error = await failure(letTimePass(clock, soap.registrations([phone(1)])));
    expect(error).toMatchObject({ code: "rate-limited", retry: "later" });
  });

  it("stops waiting when the question is cancelled", async () => {
    const { fake, nodes, soap } = await stage();
    fake.risPerMinute = 0;
    const cancel = new AbortController();
    const asked = soap.registrations([phone(1)], { signal: cancel.signal });
    const outcome = expect(asked).rejects.toThrow();
    await expect.poll(() => nodes[0]?.seen.length).toBe(1);
    cancel.abort();
    await outcome;
  });

  it("asks a subscriber when the publisher is down, and says whom it asked", async () => {
    const { fake, nodes, cluster, soap } = await stage({ nodes: 2 });
    fake.devices = [device(1)];
    const [publisher, subscriber] = nodes;
    publisher?.dropConnections();
    if (publisher !== undefined) {
      publisher.answer = (_, response) => {
        response.destroy();
      };
    }
    const { value, evidence } = await soap.registrations([phone(1)]);
    expect(value[0]?.status).toBe("Registered");
    expect(evidence.node).toBe(cluster.nodes[1]?.name);
    expect(evidence.source).toContain(String(subscriber?.endpoint.port));
  });

  it("never sends a name that RIS would read as a pattern, and says so for that phone alone", async () => {
    const { fake, nodes, soap } = await stage();
    fake.devices = [device(1)];
    const { value } = await soap.registrations([phone(1), "SEP*", "%", "a b", "x<y>"]);
    expect(value.map((one) => one.status)).toEqual(["Registered", "Unknown", "Unknown", "Unknown", "Unknown"]);
    expect(value[1]?.reasonText).toContain("not asked");
    expect(nodes[0]?.seen[0]?.body).not.toContain("*");
  });

  it("asks nobody when there is nothing to ask", async () => {
    const { nodes, soap } = await stage();
    expect((await soap.registrations([])).value).toEqual([]);
    expect(nodes[0]?.seen).toEqual([]);
  });
});

describe("a status reason", () => {
  it("means what the table of its status says", () => {
    expect(reasonText("Rejected", 10)).toBe("authenticationError");
    expect(reasonText("UnRegistered", 10)).toBe("deviceUnregistered");
    expect(reasonText("Rejected", 11)).toBe("invalidX509NameInCertificate");
    expect(reasonText("UnRegistered", 11)).toBe("malformedRegisterMsg");
    expect(reasonText("Rejected", 12)).toBe("invalidTLSCipher");
    expect(reasonText("Rejected", 28)).toBe("securityMismatch");
    expect(reasonText("Registered", 0)).toBe("");
    expect(reasonText("Rejected", 999)).toBe("code 999");
  });

  const samples = join(import.meta.dirname, "../../../../shared/samples/api/ris");
  it.skipIf(!existsSync(samples))("agrees with the collected tables (needs the samples folder)", () => {
    const tables = JSON.parse(readFileSync(join(samples, "status-reasons.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    for (const [code, text] of Object.entries(tables.unregistered ?? {})) {
      expect(reasonText("UnRegistered", Number(code))).toBe(text);
    }
    for (const [code, text] of Object.entries(tables.rejected ?? {})) {
      expect(reasonText("Rejected", Number(code))).toBe(text);
    }
  });

  it.skipIf(!existsSync(samples)).each([
    ["02-selectCmDeviceExt.response.xml", 1],
    ["10-calltelemetry-selectCmDevice.cucm15.response.xml", 3],
  ])("is read from the sample %s (needs the samples folder)", (file, count) => {
    const read = readEnvelope(parseXml(readFileSync(join(samples, file), "utf8")));
    const answer = "body" in read ? readRis(read.body) : undefined;
    expect(answer?.devices).toHaveLength(count);
    expect(answer?.devices[0]).toMatchObject({ name: "SEP001122334455", status: "Registered", address: "10.0.1.100" });
  });
});
