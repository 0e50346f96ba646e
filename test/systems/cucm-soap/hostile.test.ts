// What a wrong password and a hostile publisher could do: lock the account, fill the memory, hold the bot for hours.
import { describe, expect, it } from "vitest";
import { failure, letTimePass, stage } from "./stage.ts";

describe("a wrong password", () => {
  it("is one failed logon, however many nodes and services are asked at once", async () => {
    const on = await stage({ nodes: 3 });
    on.fake.password = "another";
    const asked = [
      ...on.cluster.nodes.map((node) => on.soap.serviceStatus(node, [])),
      on.soap.phones(),
      on.soap.certificates(),
      on.soap.registrations(["SEP000000000001"]),
    ];
    for (const error of await Promise.all(asked.map((one) => failure(one)))) expect(error.code).toBe("login-refused");
    expect(on.nodes.reduce((sum, node) => sum + node.seen.length, 0)).toBe(1);
  });
});

describe("a hostile publisher", () => {
  it("cannot hold a question for hours by claiming more phones than it returns", async () => {
    const on = await stage();
    const names = Array.from({ length: 128 }, (_, index) => `SEP${String(index).padStart(12, "0")}`);
    on.fake.devices = names.map((name) => ({ name, node: "10.0.0.10", status: "Registered", reason: 0, at: 1 }));
    on.fake.risLimit = 0;
    const error = await failure(letTimePass(on.clock, on.soap.registrations(names), 1200));
    expect(error.code).toBe("output-not-understood");
    expect(on.fake.risCalls.length).toBeLessThan(70);
  });

  it("cannot fill the memory with pages", async () => {
    const on = await stage({ mostBytes: 300_000 });
    on.fake.phones = Array.from({ length: 20_000 }, (_, index) => `SEP${String(index).padStart(12, "0")}`);
    expect((await failure(on.soap.phones())).code).toBe("output-not-understood");
    expect(on.nodes[0]?.seen.length).toBeLessThan(6);
  });
});
