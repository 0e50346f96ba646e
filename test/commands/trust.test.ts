// /certops trust and /certops trust diff: which words mean what, and what is refused with the next step.
import { describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import type { Reply } from "../../src/domain/chat.ts";
import { parseCommand } from "../../src/router/parse.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { fakeServices } from "./services-fake.ts";

const alex = invocation({ person: person("alex"), actor: actorOf("alex") });

async function replies(words: string): Promise<Reply[]> {
  const { command, args } = parseCommand(`trust ${words}`.trim(), commands);
  const found: Reply[] = [];
  for await (const reply of command.run(args, alex, fakeServices().services)) found.push(reply);
  return found;
}

describe("trust", () => {
  it("reads the only cluster, first saying so, then with the report under the same subject", async () => {
    const [first, last] = await replies("");
    expect(first?.subject).toBe(last?.subject);
    expect(last?.data?.kind).toBe("trust");
  });

  it("takes a cluster's name, and names what there is for another", async () => {
    expect((await replies("HQ")).at(-1)?.data?.kind).toBe("trust");
    await expect(replies("nowhere")).rejects.toMatchObject({ code: "not-found" });
  });

  it("compares two snapshots, one with the newest, and knows a cluster among the words", async () => {
    const from = async (what: string) => (await replies(what))[0]?.data;
    expect(await from("diff snap_1 snap_2")).toMatchObject({
      kind: "trust-diff",
      value: { from: { id: "snap_1-snap_2" } },
    });
    expect(await from("DIFF snap_1")).toMatchObject({ value: { from: { id: "snap_1-" } } });
    expect(await from("diff snap_1 snap_2 hq")).toMatchObject({ value: { from: { id: "snap_1-snap_2" } } });
  });

  it("lists the snapshots that there are when none is named, and refuses three", async () => {
    const [only] = await replies("diff");
    expect(only?.card.title).toMatchObject({ id: "command.trust.choose" });
    await expect(replies("diff a b c")).rejects.toMatchObject({ code: "bad-input" });
  });
});
