// `reset phones …` and `restart phones …`: which phones are meant, by command, by prompt and by button; nothing is sent here.
import { describe, expect, test } from "vitest";
import { answer, clicks, commands, teachings } from "../../commands/index.ts";
import { readPhones } from "../../commands/reset.ts";
import type { PhonesMeant, Services } from "../../commands/services.ts";
import type { Reply } from "../../src/domain/chat.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { fakeServices } from "./services-fake.ts";

const who = (text = "") => invocation({ person: person("alex"), actor: actorOf("alex"), text });

async function all(replies: AsyncIterable<Reply>): Promise<Reply[]> {
  const list: Reply[] = [];
  for await (const reply of replies) list.push(reply);
  return list;
}

const type = (text: string, services: Services): Promise<Reply[]> => {
  const { command, args } = parseCommand(text, commands);
  return all(command.run(args, who(text), services));
};

describe("which phones are meant", () => {
  test.each<[string, PhonesMeant]>([
    ["phones all", { kind: "all" }],
    ["all phones", { kind: "all" }],
    ["every phone", { kind: "all" }],
    ["phones pool Branch-North", { kind: "pool", name: "Branch-North" }],
    ["phones in device pool “Branch North”", { kind: "pool", name: "Branch North" }],
    ["all phones in device pool HQ", { kind: "pool", name: "HQ" }],
    ["phones group Campus", { kind: "group", name: "Campus" }],
    ["phones of the Cisco Unified CM group Campus", { kind: "group", name: "Campus" }],
    ["sep001122334455, SEPAABBCCDDEEFF", { kind: "names", names: ["SEP001122334455", "SEPAABBCCDDEEFF"] }],
  ])("%s", (text, meant) => {
    expect(readPhones(text)).toEqual(meant);
  });

  test.each(["", "phones", "phones on the third floor", "SEP12", "; reboot"])("“%s” is not guessed at", (text) => {
    expect(() => readPhones(text)).toThrow(expect.objectContaining({ code: "bad-input" }));
  });
});

describe("the commands", () => {
  test("propose a plan with a button that carries only what was meant", async () => {
    const { services, asked } = fakeServices();
    const [reply] = await type("reset phones pool Branch-North cluster=hq", services);
    expect(asked).toContainEqual({
      what: "plan-phones",
      wish: { which: { kind: "pool", name: "Branch-North" }, restart: false },
    });
    expect(reply?.card.actions[0]).toMatchObject({
      action: "approval.request",
      payload: { cluster: "hq", phones: "phones pool Branch-North", restart: "no" },
    });
  });

  test("restart is the gentler way of the same, and still restarts services", async () => {
    const { services, asked } = fakeServices();
    await type("restart phones all cluster=hq", services);
    await type("restart tftp on cucm-pub cluster=hq", services);
    expect(asked.map(({ what, wish }) => [what, wish])).toEqual([
      ["plan-phones", { which: { kind: "all" }, restart: true }],
      ["plan", { service: "Cisco Tftp", nodes: ["cucm-pub"] }],
    ]);
  });

  test("the button makes the plan anew from what was meant; a forged one is refused", async () => {
    const { services, asked } = fakeServices();
    const click = clicks.find((one) => one.action === "approval.request");
    if (click === undefined) throw new Error("no button");
    const payload = { cluster: "hq", phones: "phones group Campus", restart: "yes", reason: "why" };
    await all(click.run(payload, who(), services));
    expect(asked[0]?.wish).toEqual({ which: { kind: "group", name: "Campus" }, restart: true });
    await expect(all(click.run({ ...payload, phones: "$(reboot)" }, who(), services))).rejects.toMatchObject({
      code: "bad-input",
    });
  });
});

describe("in words", () => {
  const understand = createUnderstanding(teachings(scenarioPhrases), () => [
    { id: "hq", name: "HQ", nodes: ["cucm-pub"] },
  ]);

  test.each<[string, PhonesMeant, boolean]>([
    ["please reset all phones", { kind: "all" }, false],
    ["restart the phones in device pool Warehouse", { kind: "pool", name: "Warehouse" }, true],
    ["reset phone SEP001122334455", { kind: "names", names: ["SEP001122334455"] }, false],
    ["重置所有电话", { kind: "all" }, false],
    ["重启设备池 Branch-North 的电话", { kind: "pool", name: "Branch-North" }, true],
  ])("%s", async (text, which, restart) => {
    const { services, asked } = fakeServices();
    await all(answer({ ...understand(text), cluster: "hq" }, who(text), services));
    expect(asked.find(({ what }) => what === "plan-phones")?.wish).toEqual({ which, restart });
  });
});
