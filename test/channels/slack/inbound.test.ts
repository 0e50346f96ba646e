// What people do in Slack and what reaches the bot of it: every way in, once, with the right person, place and words.
import { afterEach, describe, expect, it, vi } from "vitest";
import { contractCard } from "../../contracts/channel.ts";
import { readable } from "../../fakes/slack/check-blocks.ts";
import { ada, direct, kim, nodesOf, openSlack, place, type SlackRig } from "./rig.ts";

const rigs: SlackRig[] = [];
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.close()));
});
const open = async (...given: Parameters<typeof openSlack>): Promise<SlackRig> => {
  const rig = await openSlack(...given);
  rigs.push(rig);
  return rig;
};
const came = async ({ received }: SlackRig, count = 1) => {
  await vi.waitFor(() => expect(received).toHaveLength(count), { timeout: 15_000 });
  return received;
};
const en = { locale: "en" } as const;
const said = async ({ slack }: SlackRig, user: string): Promise<string> =>
  await vi.waitFor(
    () => {
      const words = slack.messages
        .filter((one) => one.only === user || one.channel === `D${user.slice(1)}`)
        .map((one) => readable(one.blocks));
      expect(words).not.toEqual([]);
      return words.join("\n");
    },
    { timeout: 15_000 },
  );

describe.each(["socket", "http"] as const)("by %s", (mode) => {
  it("a slash command is a command in its channel, acknowledged at once", async () => {
    const rig = await open(mode);
    await rig.people.command("certs hq");
    expect((await came(rig))[0]).toMatchObject({
      kind: "command",
      text: "certs hq",
      place,
      actor: { user: ada, tenant: "T0TEAM" },
    });
    expect(rig.slack.unacknowledged).toEqual([]);
  });

  it("an acknowledgement does not wait for an answer that never comes", async () => {
    const rig = await open(mode, { receive: () => new Promise(() => undefined) });
    await rig.people.mention("why?");
    await rig.people.command("help");
    expect(rig.slack.acknowledged).toHaveLength(2);
  });
});

describe("a mention", () => {
  it("is answered in its thread, or in the thread that it stands in", async () => {
    const rig = await open("socket");
    await rig.people.mention("phones <are> silent & cold");
    const [first] = await came(rig);
    expect(first).toMatchObject({
      kind: "prompt",
      text: "phones <are> silent & cold",
      place: { thread: expect.stringMatching(/^\d+\.\d+$/) },
    });
    expect(first?.dedupeKey).toBe(`message:C0OPS:${first?.place.thread}`);
  });

  it("without a word asks what can be asked", async () => {
    const rig = await open("socket");
    await rig.people.mention("");
    expect((await came(rig))[0]).toMatchObject({ kind: "command", text: "help" });
  });

  it("that Slack tells of again after six minutes has the key it had", async () => {
    const rig = await open("socket");
    await rig.people.mention("once", { key: "late" });
    await rig.people.mention("once", { key: "late", retry: 3 });
    const keys = (await came(rig, 2)).map((one) => one.dedupeKey);
    expect(new Set(keys).size).toBe(1);
  });

  it("comes with the words that were typed, not with Slack’s way of writing them", async () => {
    const rig = await open("socket");
    await rig.people.message("", {
      more: { text: "see <https://x.example/a?b=1&amp;c=2|x.example> and <@U0KIM> in <#C1|ops> &lt;cert&gt; <!here>" },
    });
    expect((await came(rig))[0]).toMatchObject({ text: "see x.example and @U0KIM in #ops <cert> @here" });
  });

  it("carries the workspace of the person, so that somebody of another one is nobody here", async () => {
    const rig = await open("socket");
    await rig.people.mention("hello", { team: "T0OTHER" });
    expect((await came(rig))[0]).toMatchObject({ actor: { tenant: "T0OTHER" }, place: { tenant: "T0TEAM" } });
  });
});

describe("a direct message", () => {
  it("needs no mention, stays out of threads, and may be a command", async () => {
    const rig = await open("socket");
    await rig.people.message("which certificates expire?");
    await rig.people.message("certops runs");
    const [first, second] = await came(rig, 2);
    expect(first).toMatchObject({ kind: "prompt", place: direct });
    expect(first?.place.thread).toBeUndefined();
    expect(second).toMatchObject({ kind: "command" });
  });

  it.each([
    ["the bot itself", { user: "U0BOT" }],
    ["another bot", { bot_id: "B1" }],
    ["an edit", { subtype: "message_changed" }],
    ["a deletion", { subtype: "message_deleted" }],
    ["nobody", { user: undefined }],
    ["a user of a strange form", { user: "<@U1>" }],
    ["nowhere", { channel: "../x" }],
  ])("from %s is no message", async (_name, more) => {
    const rig = await open("socket");
    await rig.people.message("x", { more });
    await rig.people.message("a real one");
    expect((await came(rig)).map((one) => (one.kind === "click" ? "" : one.text))).toEqual(["a real one"]);
  });
});

describe("“Explain this message”", () => {
  it("hands over the message with its files, as a question of whoever asked", async () => {
    const rig = await open("socket");
    const bytes = new TextEncoder().encode("%SYS-3-CERT");
    await rig.people.explain("Error &lt;1&gt;", { files: [{ name: "sdl.log", bytes }] });
    expect((await came(rig))[0]).toMatchObject({
      kind: "prompt",
      actor: { user: ada },
      place: { ...place, thread: "1700000500.000100" },
      attachments: [{ name: "sdl.log", bytes }],
    });
  });
});

describe("a command without what it needs", () => {
  it("opens a dialog with choices, and what is chosen becomes the command", async () => {
    const rig = await open("socket");
    await rig.people.command("diagnose");
    await vi.waitFor(() => expect(rig.slack.dialogs).toHaveLength(1), { timeout: 15_000 });
    expect(rig.received).toEqual([]);
    const [dialog] = rig.slack.dialogs;
    if (dialog === undefined) throw new Error("no dialog");
    expect(readable(dialog.view.blocks)).toContain("What is wrong?");
    await rig.people.submit(dialog, {
      scenario: { scenario: { type: "static_select", selected_option: { value: "phones-unregistered" } } },
    });
    expect((await came(rig))[0]).toMatchObject({
      kind: "command",
      text: 'diagnose scenario="phones-unregistered"',
      place,
    });
  });

  it("tells the person when the dialog came too late", async () => {
    const rig = await open("socket");
    const trigger = rig.slack.trigger.bind(rig.slack);
    rig.slack.trigger = () => {
      const id = trigger();
      rig.slack.expireTriggers();
      return id;
    };
    await rig.people.command("diagnose");
    expect(await said(rig, ada)).toContain("could not be opened in time");
  });
});

describe("a button", () => {
  it("that is none of ours, or was changed by hand, gets an answer for the person alone and reaches nobody", async () => {
    const rig = await open("socket");
    const at = { channel: "C0OPS", ts: "1700000000.000100" };
    for (const button of [
      { action_id: "other_app", value: "x" },
      { action_id: "certops:approval.approve:0", value: '{"p":[1]}' },
      { action_id: "certops:approval.approve:0", value: `{"p":{"a":"${"x".repeat(3000)}"}}` },
      { action_id: "certops:<script>:0", value: '{"p":{}}' },
      { action_id: 7, value: null },
    ]) {
      await rig.people.pressRaw(button, at);
    }
    expect(await said(rig, ada)).toContain("button");
    expect(rig.received).toEqual([]);
    await vi.waitFor(() => expect(rig.bot.refused.get("not-a-button")).toBe(5), { timeout: 15_000 });
  });

  it("in a card that began a thread answers beside it; in a thread, in the thread", async () => {
    const rig = await open("socket");
    const button = { action_id: "certops:approval.show:0", value: '{"p":{"approval":"apr_1"}}' };
    await rig.people.pressRaw(button, { channel: "C0OPS", ts: "1700000000.000100", thread: "1700000000.000100" });
    await rig.people.pressRaw(button, { channel: "C0OPS", ts: "1700000000.000200", thread: "1700000000.000100" });
    const [beside, inside] = await came(rig, 2);
    expect(beside?.place.thread).toBeUndefined();
    expect(inside?.place.thread).toBe("1700000000.000100");
  });
});

describe("the Home tab", () => {
  it("shows the overview when it is opened, and its buttons answer in a direct message", async () => {
    const rig = await open("socket");
    await rig.people.openHome(kim);
    const [opened] = await came(rig);
    expect(opened).toMatchObject({ kind: "command", text: "overview", actor: { user: kim } });
    if (opened === undefined) throw new Error("nothing came");
    await rig.bot.channel.post(opened.place, contractCard("overview of today"), en);
    expect(readable(rig.slack.homes.get(kim))).toContain("overview of today");
    await rig.slack.deliver("interactive", {
      type: "block_actions",
      trigger_id: rig.slack.trigger(),
      team: { id: "T0TEAM" },
      user: { id: kim, team_id: "T0TEAM" },
      container: { type: "view", view_id: "V0HOME" },
      view: { type: "home" },
      actions: [{ type: "button", action_id: "certops:approval.show:0", value: '{"p":{"approval":"apr_1"}}' }],
    });
    const all = await came(rig, 3);
    expect(all[1]).toMatchObject({ kind: "click", place: { conversation: kim, scope: "direct" } });
    expect(all[2]).toMatchObject({ kind: "command", text: "overview" });
    const message = await rig.bot.channel.post(all[1]?.place ?? place, contractCard("the approval"), en);
    expect(message.place.conversation).toBe("D0KIM");
    await rig.bot.channel.edit(message, contractCard("the approval, decided"), en);
    expect(rig.slack.messages.map((one) => readable(one.blocks))).toEqual(["the approval, decided"]);
  });
});

describe("in a channel that the bot is not in", () => {
  it("the person is answered by the address that came with their command, five times, then by a direct message", async () => {
    const rig = await open("socket");
    await rig.people.command("help", { channel: "C0ELSE" });
    const [inbound] = await came(rig);
    if (inbound === undefined) throw new Error("nothing came");
    await expect(rig.bot.channel.post(inbound.place, contractCard("x"), en)).rejects.toMatchObject({
      code: "not-allowed",
      say: { id: "slack.not-in-channel" },
    });
    for (let count = 1; count <= 6; count++)
      await rig.bot.channel.whisper(inbound.place, inbound.actor, contractCard(`answer ${count}`), en);
    expect(rig.slack.messages.map((one) => one.channel)).toEqual([..."12345"].map(() => "C0ELSE").concat("D0ADA"));
    expect(rig.slack.strayTokens).toEqual([]);
  });
});

describe("files", () => {
  it.each([
    "http://127.0.0.1:9",
    "https://files.slack.com.evil.example",
    "http://files.slack.com",
    "https://x@files.slack.com",
  ])("are neither fetched from %s nor sent there", async (origin) => {
    const rig = await open("socket");
    rig.slack.fileOrigin = origin;
    const file = rig.people.upload({ name: "x.pem", bytes: new Uint8Array([1]) });
    await rig.people.message("look", { more: { files: [file] } });
    expect(await said(rig, ada)).toContain("x.pem could not be read");
    expect((await came(rig))[0]).toMatchObject({ attachments: [] });
    const report = { name: "report.txt", bytes: new Uint8Array([1]) };
    await expect(rig.bot.channel.post(place, contractCard("x"), { ...en, file: report })).rejects.toMatchObject({
      code: "bad-input",
    });
  });

  it("of somebody who is nobody in the policy are not fetched", async () => {
    const rig = await open("socket", { known: ({ user }) => user !== kim });
    const file = rig.people.upload({ name: "x.pem", bytes: new Uint8Array([1]) });
    await rig.people.message("look", { user: kim, more: { files: [file] } });
    expect((await came(rig))[0]).toMatchObject({ actor: { user: kim }, text: "look", attachments: [] });
    expect(rig.slack.calls.filter(({ method }) => method === "files.info")).toEqual([]);
  });

  it("of four messages at once are held in memory, and the next ones wait until one is answered", async () => {
    const answers: (() => void)[] = [];
    const seen: string[] = [];
    const rig = await open("socket", {
      receive: async (inbound) => {
        seen.push(`${inbound.kind === "click" ? "" : inbound.text} ${inbound.attachments.length}`);
        await new Promise<void>((resolve) => answers.push(resolve));
      },
    });
    const file = rig.people.upload({ name: "x.pem", bytes: new Uint8Array([1]) });
    for (let at = 1; at <= 5; at++) await rig.people.message(`file ${at}`, { more: { files: [file] } });
    await vi.waitFor(() => expect(seen).toHaveLength(4), { timeout: 15_000 });
    await rig.people.message("no file");
    await vi.waitFor(() => expect(seen).toContain("no file 0"), { timeout: 15_000 });
    expect(seen).not.toContain("file 5 1");
    for (const answer of answers) answer();
    await vi.waitFor(() => expect(seen).toContain("file 5 1"), { timeout: 15_000 });
    for (const answer of answers) answer();
  });

  it("that are too large are refused by name, and the question is answered all the same", async () => {
    const rig = await open("socket");
    const file = rig.people.upload({ name: "core.dump", bytes: new Uint8Array(13 * 1024 * 1024) });
    await rig.people.message("what is this?", { more: { files: [file] } });
    expect((await came(rig))[0]).toMatchObject({ text: "what is this?", attachments: [] });
    expect(await said(rig, ada)).toContain("core.dump is larger than 12 MB");
  });
});

describe("an older workspace", () => {
  it("that refuses the newest blocks gets the older ones, from then on at once", async () => {
    const rig = await open("socket");
    rig.slack.old = true;
    const body = [
      { kind: "section", id: "s", title: { verbatim: "Evidence" }, blocks: [{ kind: "code", code: "line 1" }] },
    ] as const;
    const message = await rig.bot.channel.post(
      place,
      contractCard("one", { body, badge: { text: { verbatim: "High impact" }, tone: "danger" } }),
      en,
    );
    await rig.bot.channel.edit(message, contractCard("two", { body }), en);
    const [shown] = rig.slack.messages;
    expect(readable(shown?.blocks)).toContain("line 1");
    expect(nodesOf(shown?.blocks).map((node) => node.type)).not.toContain("container");
    expect(rig.slack.calls.filter(({ method }) => method === "chat.update")).toHaveLength(1);
  });
});

describe("requests over HTTP", () => {
  it("that Slack did not sign, or signed long ago, or that are too large or broken, are refused and counted", async () => {
    const rig = await open("http");
    const body = JSON.stringify({
      type: "event_callback",
      team_id: "T0TEAM",
      event: { type: "app_mention", user: ada, text: "x", ts: "1.1", channel: "C0OPS" },
    });
    const json = "application/json";
    expect(await rig.slack.request(body, json, { secret: "another" })).toBe(401);
    expect(await rig.slack.request(body, json, { at: Date.now() - 301_000 })).toBe(401);
    expect(await rig.slack.request(body, json, { headers: { "x-slack-signature": "v1=00" } })).toBe(401);
    expect(await rig.slack.request(`{"x":"${"y".repeat(1_100_000)}"}`, json)).toBe(413);
    expect(await rig.slack.request("{", json)).toBe(400);
    expect((await fetch(rig.slack.target, { method: "POST", body })).status).toBe(401);
    expect((await fetch(rig.slack.target)).status).toBe(405);
    expect(rig.received).toEqual([]);
    expect(rig.bot.refused.get("signature")).toBe(4);
    expect(rig.bot.refused.get("too-large")).toBe(1);
    expect(await rig.slack.request(body, json)).toBe(200);
    await came(rig);
  });
});

it("a button on a message that one person alone sees names no message: nothing could be edited there", async () => {
  const rig = await open("socket");
  const at = { channel: "C0OPS", ts: "1700000500.000100", alone: true };
  await rig.people.pressRaw({ action_id: "certops:certs.page:0", value: JSON.stringify({ p: { page: "2" } }) }, at);
  const [clicked] = await came(rig);
  expect(clicked).toMatchObject({ kind: "click", action: "certs.page", alone: true });
  expect(clicked).not.toHaveProperty("message");
});

describe("the language of a person", () => {
  it("is the one in which they read Slack, asked once, with a default where Slack does not say", async () => {
    const rig = await open("socket");
    rig.slack.scopes += ",users:read";
    rig.slack.locales.set(ada, "zh-CN").set(kim, "de-DE");
    await rig.people.command("certs hq");
    await rig.people.mention("why?");
    await rig.people.command("certs hq", { user: kim });
    await rig.people.command("certs hq", { user: "U0NEW" });
    const languages = (await came(rig, 4)).map(({ actor, locale }) => `${actor.user} ${locale}`);
    expect(languages.sort()).toEqual([`${ada} zh-CN`, `${ada} zh-CN`, `${kim} en`, "U0NEW en"].sort());
    expect(rig.slack.calls.filter(({ method }) => method === "users.info")).toHaveLength(3);
  });

  it("is the configured one without the permission, and Slack is in good health all the same", async () => {
    const rig = await open("socket", { locale: "zh-CN" });
    await rig.people.command("certs hq");
    expect((await came(rig))[0]?.locale).toBe("zh-CN");
    expect(rig.bot.health().ok).toBe(true);
  });
});
