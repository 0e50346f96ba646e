// "it", "there" and "again" through the whole desk: they mean what this thread spoke of, after a restart too, and nothing elsewhere.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inThread, threadWorld, type World, wordsOf } from "./thread-world.ts";

const diagnosis = { what: "diagnosis" };
let world: World;
beforeAll(async () => {
  world = await threadWorld({ dana: ["branch"] });
});
afterAll(() => world.close());

describe("in a thread", () => {
  test.each(["check it again", "再查一遍", "is it still down there?", "recheck 一下"])(
    "%s repeats the thread’s diagnosis, on its cluster",
    async (text) => {
      const place = inThread(`again ${text}`);
      await world.say("phones don't register on HQ since we renewed TVS", place);
      world.asked();
      await world.say(text, place);
      const [asked] = world.asked();
      expect(asked).toMatchObject({
        ...diagnosis,
        wish: { scenario: "phones-unregistered", cluster: "hq", question: text },
      });
    },
  );

  test("“restart it there” becomes a shown plan for the service and node of the diagnosis; nothing is requested", async () => {
    const place = inThread("it");
    await world.say("phones don't register on HQ since we renewed TVS", place);
    world.asked();
    const [card] = await world.say("restart it there", place);
    expect(world.asked()).toEqual([{ what: "plan", wish: { service: "Cisco Tftp", nodes: ["cucm-pub"] } }]);
    expect(card?.actions[0]).toMatchObject({
      action: "approval.request",
      payload: { cluster: "hq", service: "Cisco Tftp", nodes: "cucm-pub" },
    });
  });

  test("“what about sub1?” repeats the last wish elsewhere", async () => {
    const place = inThread("about");
    await world.say("restart tvs on the publisher of hq", place);
    world.asked();
    await world.say("what about sub1?", place);
    const wish = { service: "Cisco Trust Verification Service", nodes: ["cucm-sub1"] };
    expect(world.asked()).toEqual([{ what: "plan", wish }]);
  });

  test("“how do I …” stays a question when it is asked for another node", async () => {
    const place = inThread("how");
    await world.say("how do I restart tftp on the publisher of hq?", place);
    const [card] = await world.say("and on sub1?", place);
    expect(wordsOf(card)).toContain("How a restart is done");
    expect(world.asked()).toEqual([]);
  });

  test("a question about it stays a question", async () => {
    const place = inThread("question");
    await world.say("restart tomcat on cucm-sub1 in hq", place);
    world.asked();
    await world.say("what happens if I restart it?", place);
    await world.say("how do I restart it?", place);
    expect(world.asked().filter(({ what }) => what.startsWith("plan") || what === "request")).toEqual([]);
  });

  test("a certificate that was spoken of is renewed by “how do I renew it”", async () => {
    const place = inThread("certificate");
    await world.say("what happens if I renew CAPF on hq", place);
    const [card] = await world.say("怎么更新它", place);
    expect(wordsOf(card)).toContain("set cert regen CAPF");
  });

  test("another cluster that is named moves the thread there", async () => {
    const place = inThread("moves");
    await world.say("SSO login fails on hq", place);
    await world.say("and branch?", place);
    world.asked();
    await world.say("once more", place);
    expect(world.asked()[0]).toMatchObject({ ...diagnosis, wish: { scenario: "sso-login-failed", cluster: "branch" } });
  });

  test("what was spoken of survives a restart of the bot", async () => {
    const place = inThread("survives");
    await world.say("MRA is down on branch", place);
    await world.restart();
    await world.say("check again", place);
    expect(world.asked()[0]).toMatchObject({ wish: { scenario: "mra-registration-failed", cluster: "branch" } });
  });

  test("a card that began a thread is what is meant below it", async () => {
    await world.say("dot1x fails for our phones on hq", inThread(undefined));
    const message = world.channel.posted.at(-1)?.message;
    world.asked();
    await world.say("again", inThread(message?.id));
    expect(world.asked()[0]).toMatchObject({ wish: { scenario: "dot1x-failed", cluster: "hq" } });
  });
});

describe("without anything that it could mean", () => {
  const strange = [
    "check it again",
    "再来一次",
    "restart it there",
    "what happens if I renew it?",
    "what about that node?",
  ];

  test.each(strange)("%s is asked back with a question, and nothing is asked of a cluster", async (text) => {
    const [card, ...more] = await world.say(text, inThread(`nothing ${text}`));
    expect(wordsOf(card)).toContain("What do you mean by that?");
    expect(card?.actions.length).toBeGreaterThanOrEqual(2);
    expect(more).toEqual([]);
    expect(world.asked()).toEqual([]);
  });

  test("what another thread, place or tenant spoke of is not meant", async () => {
    await world.say("phones don't register on HQ since we renewed TVS", inThread("mine"));
    world.asked();
    for (const place of [
      inThread("other"),
      inThread(undefined, { conversation: "elsewhere" }),
      inThread("mine", { conversation: "elsewhere" }),
      inThread("mine", { tenant: "another" }),
    ]) {
      const [card] = await world.say("check it again", place);
      expect(wordsOf(card)).toContain("What do you mean by that?");
    }
    expect(world.asked()).toEqual([]);
  });

  test("a person who may not see the thread’s cluster learns nothing of it", async () => {
    await world.say("phones don't register on HQ since we renewed TVS", inThread("seen"));
    world.asked();
    const [card] = await world.say("check it again", inThread("seen"), "dana");
    expect(JSON.stringify(card)).not.toContain("hq");
    expect(wordsOf(card)).toContain("What do you mean by that?");
    expect(world.asked()).toEqual([]);
  });

  test("a direct chat forgets by the next day", async () => {
    const place = inThread(undefined, { conversation: "direct", scope: "direct" });
    await world.say("phones don't register on HQ since we renewed TVS", place);
    await world.clock.advance(20 * 3_600_000);
    world.asked();
    await world.say("check it again", place);
    expect(world.asked()).toEqual([]);
  });

  test("a chosen button does what it says, and is then what the thread is about", async () => {
    const place = inThread("chosen");
    const [card] = await world.say("restart that service", place);
    if (card === undefined) throw new Error("no card");
    const [which] = await world.press(card, "Cisco Tftp", place);
    // Two clusters could be meant: it is asked, not guessed.
    expect(wordsOf(which)).toContain("Which cluster");
    expect(world.asked()).toEqual([]);
    if (which === undefined) throw new Error("no card");
    await world.press(which, "Branch", place);
    expect(world.asked()).toEqual([{ what: "plan", wish: { service: "Cisco Tftp", nodes: [] } }]);
    await world.say("and on the publisher?", place);
    expect(world.asked()).toEqual([{ what: "plan", wish: { service: "Cisco Tftp", nodes: ["cucm-pub"] } }]);
  });
});
