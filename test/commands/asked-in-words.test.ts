// Questions that have an answer of their own: one certificate by its name, what a restart touches, how phones get LSCs.
import { describe, expect, test } from "vitest";
import { certsCard } from "../../cards/certs-card.ts";
import { answer, teachings } from "../../commands/index.ts";
import type { Card } from "../../src/domain/card.ts";
import { knownCluster } from "../../src/router/understanding/entities.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { certificates as inventory } from "../cards/samples.ts";
import { actorOf, invocation, person } from "../router/fakes.ts";
import { wordsOf } from "../router/thread-world.ts";
import { type Asked, branch, fakeServices, hq } from "./services-fake.ts";

const understand = createUnderstanding(teachings(scenarioPhrases), () => [hq].map(knownCluster));

async function ask(text: string, clusters = [hq]): Promise<{ cards: readonly Card[]; asked: readonly Asked[] }> {
  const { services, asked } = fakeServices({ clusters });
  const cards: Card[] = [];
  const who = invocation({ person: person("alex"), actor: actorOf("alex"), text });
  for await (const { card } of answer(understand(text), who, services)) cards.push(card);
  return { cards, asked };
}

describe("what a restart touches", () => {
  test.each([
    ["would restarting cisco tftp on sub1 hurt anybody?", "builds and signs the ITL anew"],
    ["what happens if I restart tomcat", "whoever is signed in there is signed out"],
    ["重启 CTIManager 会影响什么", "contact centre"],
    ["would a restart of haproxy drop calls", "6971, 6972"],
  ])("%s: what it does, how long, how many phones, and no approval", async (text, effect) => {
    const { cards, asked } = await ask(text);
    expect(cards).toHaveLength(1);
    expect(wordsOf(cards[0])).toContain(effect);
    expect(wordsOf(cards[0])).toContain("10 of 12 phones registered");
    expect(wordsOf(cards[0], "zh-CN")).toContain("这只是询问");
    expect(cards[0]?.actions.map(({ action }) => action)).toEqual(["unclear.choose"]);
    expect(cards[0]?.actions[0]?.payload).toMatchObject({ intent: "restart", cluster: "hq" });
    expect(asked.map(({ what }) => what)).toEqual(["plan"]);
  });

  test("of several clusters it is asked which", async () => {
    const { cards, asked } = await ask("would restarting cisco tftp hurt anybody?", [hq, branch]);
    expect(cards[0]?.actions.map(({ payload }) => payload.cluster)).toEqual(["hq", "branch"]);
    expect(asked).toEqual([]);
  });

  test("a question about a renewal is still one about the renewal", async () => {
    expect((await ask("what happens if I renew tomcat")).asked.map(({ what }) => what)).toEqual(["impact"]);
  });
});

describe("LSCs", () => {
  test.each([
    "install LSCs on all phones",
    "please renew the LSCs",
    "how do I give phones new LSCs",
    "给所有话机安装LSC",
  ])("%s: what it needs and the ways to it, not the list", async (text) => {
    const { cards, asked } = await ask(text);
    expect(wordsOf(cards[0])).toContain("never from a sentence");
    expect(cards[0]?.actions.map(({ payload }) => payload.scenario ?? payload.command)).toEqual([
      "secure-phones-unregistered",
      "dot1x-failed",
      "lscs",
    ]);
    expect(asked).toEqual([]);
  });

  test.each(["which phones need a new LSC", "list the phones that have no LSC", "哪些话机还没有LSC"])(
    "%s: the list",
    (text) => {
      const { command, args } = understand(text);
      expect([command, args.install]).toEqual(["lscs", undefined]);
    },
  );
});

describe("a certificate by its name", () => {
  const only = (units: readonly string[], nodes: readonly string[] = []) =>
    certsCard(inventory, { only: { units, nodes } });
  const rows = (card: Card) => card.body.flatMap((block) => (block.kind === "table" ? block.rows : []));
  const [first] = inventory.certificates.filter(({ store }) => store === "own");
  if (first === undefined) throw new Error("the sample has no certificate");

  test("is shown alone and in full, with the way to its renewal and to all the others", () => {
    const card = only([first.unit.toLowerCase()], [first.node]);
    expect(rows(card)).toHaveLength(1);
    expect(card.body.some(({ kind }) => kind === "section")).toBe(false);
    expect(wordsOf(card)).toMatch(/Self-signed|Signed by/);
    expect(card.actions.map(({ payload }) => payload)).toEqual(
      expect.arrayContaining([
        { intent: "renew", cluster: inventory.cluster, certificates: first.unit, node: first.node },
        { cluster: inventory.cluster, page: "1", store: "own" },
      ]),
    );
  });

  test("that the cluster has not leaves the whole list: never an empty answer", () => {
    expect(rows(only(["no-such-unit"], ["nowhere"]))).toEqual(rows(certsCard(inventory)));
  });
});
