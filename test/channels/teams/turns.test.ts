// What happens to messages and presses: who is believed, who sees which buttons, what is private, what outlives a restart.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pageAction } from "../../../cards/render/pages.ts";
import { viewAction } from "../../../src/channels/teams/cards.ts";
import type { Card, CardAction } from "../../../src/domain/card.ts";
import type { Inbound } from "../../../src/domain/chat.ts";
import { personId } from "../../../src/domain/ids.ts";
import { languageAction, withLanguageButton } from "../../../src/domain/language-button.ts";
import { verbatim } from "../../../src/domain/text.ts";
import { say } from "../../../src/i18n/say.ts";
import { contractCard } from "../../contracts/channel.ts";
import { buttonFor, buttonsOf, cardIn, cardOf, type Node, nodes, wordsOf } from "../../fakes/teams/client.ts";
import { personalOf } from "../../fakes/teams/server.ts";
import { ada, guest, kim, memoryOf, startRig } from "./harness.ts";

const en = { locale: "en" } as const;
const approve: CardAction = {
  action: "approval.approve",
  label: verbatim("Approve"),
  payload: { approval: "apr_1" },
  onlyFor: [personId("kim")],
};
const dryRun: CardAction = { action: "approval.dry-run", label: verbatim("Dry run"), payload: { approval: "apr_1" } };
const request = (state: string): Card => contractCard(state, { actions: [approve, dryRun] });

let rig: Awaited<ReturnType<typeof startRig>>;
let answering: (inbound: Inbound) => Promise<void>;
beforeEach(async () => {
  answering = () => Promise.resolve();
  rig = await startRig({ onInbound: (inbound) => answering(inbound) });
});
afterEach(() => rig.close());

/** Of the buttons that are drawn; the card’s own refresh is none. */
const titles = (card: Node | undefined): string[] => buttonsOf(card?.body).map((node) => String(node.title));
const standing = (id: string): Node => {
  const card = cardOf(rig.teams.messages.find((one) => one.id === id)?.activity ?? {});
  if (card === undefined) throw new Error(`no card ${id}`);
  return card;
};
const inbound = async (): Promise<Inbound> => {
  await vi.waitFor(() => expect(rig.received.length).toBeGreaterThan(0), { timeout: 15_000 });
  const [one] = rig.received;
  if (one === undefined) throw new Error("nothing came in");
  return one;
};

describe("a message", () => {
  it("loses the mention of the bot and keeps everybody else’s name", async () => {
    const at = "<at>CertOps</at>";
    const mentioned = { id: `28:${rig.teams.issuer.appId}`, name: "CertOps" };
    await rig.client.write({ from: ada, where: rig.where }, "", {
      text: `${at}&nbsp;ask <at>Kim Larsen</at> about TVS &lt;now&gt;\n`,
      entities: [
        { type: "mention", text: at, mentioned },
        { type: "mention", text: "<at>Kim Larsen</at>", mentioned: { id: kim.id, name: "Kim" } },
      ],
    });
    expect(await inbound()).toMatchObject({ kind: "prompt", text: "ask Kim Larsen about TVS <now>" });
  });

  it.each([
    ["certops certs hq", "/certops certs hq"],
    ["/certops certs hq", "/certops certs hq"],
    ["CertOps help", "/certops help"],
    ["", "/certops help"],
  ])("“%s” is the command “%s”", async (written, text) => {
    await rig.client.write({ from: ada, where: rig.where }, written);
    expect(await inbound()).toMatchObject({ kind: "command", text });
  });

  it("is answered in its thread, in its language, with a sign of life in a chat", async () => {
    let finish = (): void => undefined;
    answering = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    await rig.client.write({ from: ada, where: rig.client.personal(ada), locale: "zh-CN" }, "证书");
    expect(await inbound()).toMatchObject({ locale: "zh-CN", place: { scope: "direct" } });
    await vi.waitFor(() => expect(rig.teams.typings).toEqual([personalOf(ada.aadObjectId)]), { timeout: 15_000 });
    finish();
    await rig.channel.post(rig.place, contractCard("in the thread"), en);
    expect(rig.teams.in(rig.where.id)).toHaveLength(1);
  });

  it("of another bot is not answered: two bots would talk for ever", async () => {
    const bot = { id: "28:other", aadObjectId: "aad-bot", name: "bot" };
    await rig.client.write({ from: bot, where: rig.where }, "hello bot");
    await rig.running.idle();
    expect(rig.received).toEqual([]);
  });
});

describe("who it is", () => {
  it("says the organisation’s own id of the person, never the name", async () => {
    await rig.client.write({ from: { ...ada, name: "Kim Larsen" }, where: rig.where }, "hello");
    expect((await inbound()).actor).toMatchObject({ tenant: rig.teams.tenant, user: "aad-ada" });
  });

  it("makes a stranger of a guest, even of one whom the policy names", async () => {
    await rig.client.write({ from: guest, where: rig.where }, "let me approve");
    expect((await inbound()).actor).toMatchObject({ tenant: "guest", user: "aad-guest" });
  });

  it("makes a stranger of an account of another organisation with the same id", async () => {
    const tenant = "66666666-7777-8888-9999-000000000000";
    await rig.client.write({ from: ada, where: rig.where, tenant }, "hello");
    expect((await inbound()).actor.tenant).toBe(tenant);
  });

  it("believes nobody whom the roster does not know, and tells them so alone", async () => {
    rig.teams.accounts.splice(0);
    await rig.client.write({ from: ada, where: rig.where }, "hello");
    await rig.running.idle();
    expect(rig.received).toEqual([]);
    const all = rig.teams.messages.map(({ activity }) => wordsOf(cardOf(activity))).join("\n");
    expect(all).toContain("ada alone");
    expect(all).not.toContain("hello");
  });

  it("waits for a roster that is busy or away, and remembers no denial from it: a vote pressed meanwhile counts", async () => {
    const { id } = await rig.channel.post(rig.place, request("pending"), en);
    const view = await rig.client.refresh({ from: kim, where: rig.where }, id, standing(id));
    const button = buttonFor(view?.body, "approval.approve") ?? {};
    rig.teams.slow = 3;
    await rig.client.press({ from: kim, where: rig.where }, id, button);
    expect(await inbound()).toMatchObject({ kind: "click", action: "approval.approve", actor: { user: "aad-kim" } });
  });
});

describe("a card with somebody’s buttons", () => {
  it("shows them to that person’s client alone, and “Your options” to everybody", async () => {
    const { id } = await rig.channel.post(rig.place, request("pending"), en);
    expect(titles(standing(id))).toEqual(["Your options", "Dry run"]);
    expect(standing(id).refresh).toMatchObject({ userIds: [kim.id] });
    const mine = await rig.client.refresh({ from: kim, where: rig.where }, id, standing(id));
    expect(titles(mine)).toEqual(["Approve", "Dry run"]);
    const others = await rig.client.refresh({ from: ada, where: rig.where }, id, standing(id));
    expect(titles(others)).toEqual(["Dry run"]);
    expect(rig.received).toEqual([]);
  });

  it("gives them by a press where the client does not refresh, and says so when there is nothing", async () => {
    const { id } = await rig.channel.post(rig.place, request("pending"), en);
    const button = buttonFor(standing(id).body, viewAction) ?? {};
    const pressed = await rig.client.press({ from: kim, where: rig.where }, id, button);
    expect(titles(cardIn(pressed.body))).toEqual(["Approve", "Dry run"]);
    const nothing = await rig.client.press({ from: ada, where: rig.where }, id, button);
    expect(nothing.body).toMatchObject({ value: "Nothing on this card waits for you." });
  });

  it("shows everything to a client that knows Action.Submit only, by changing the message", async () => {
    const { id } = await rig.channel.post(rig.place, request("pending"), en);
    const button = buttonFor(standing(id).body, viewAction);
    await rig.client.press({ from: kim, where: rig.where }, id, (button?.fallback ?? {}) as Node);
    await vi.waitFor(() => expect(titles(standing(id))).toEqual(["Approve", "Dry run"]), { timeout: 15_000 });
    const submit = (buttonFor(standing(id).body, "approval.approve")?.fallback ?? {}) as Node;
    await rig.client.press({ from: kim, where: rig.where }, id, submit);
    expect(await inbound()).toMatchObject({ kind: "click", action: "approval.approve", message: { id } });
  });

  it("shows its newest form to whoever asks, also after a restart, and old buttons work", async () => {
    const kept = new Map<string, string>();
    const first = await startRig({ memory: memoryOf(kept), teams: rig.teams });
    await first.client.write({ from: kim, where: first.where }, "hello");
    const message = await first.channel.post(first.place, request("pending"), en);
    await first.channel.edit(message, request("one vote"), en);
    const old = standing(message.id);
    await first.close();
    const second = await startRig({ memory: memoryOf(kept), teams: rig.teams });
    const view = await second.client.refresh({ from: kim, where: second.where }, message.id, old);
    expect(wordsOf(view)).toContain("one vote");
    await second.client.press(
      { from: kim, where: second.where },
      message.id,
      buttonFor(view, "approval.approve") ?? {},
    );
    expect(second.received).toMatchObject([{ kind: "click", action: "approval.approve", actor: { user: "aad-kim" } }]);
    await second.channel.edit(message, contractCard("done"), en);
    expect(wordsOf(standing(message.id))).toContain("done");
    await second.close();
  });

  it("says that it is too old instead of nothing", async () => {
    const view = { type: "Action.Execute", verb: viewAction, data: { certops: { action: viewAction, payload: {} } } };
    const { body } = await rig.client.press({ from: kim, where: rig.where }, "1", view);
    expect(JSON.stringify(body)).toContain("too old");
  });
});

describe("a press", () => {
  it("is answered with what was said to the presser alone, and the way back", async () => {
    const { id } = await rig.channel.post(rig.place, contractCard("vote", { actions: [dryRun] }), en);
    answering = ({ place, actor }) => rig.channel.whisper(place, actor, contractCard("you may not"), en);
    const { body } = await rig.client.press(
      { from: ada, where: rig.where },
      id,
      buttonFor(standing(id), dryRun.action) ?? {},
    );
    const view = cardIn(body);
    expect(wordsOf(view)).toContain("you may not");
    expect(titles(view)).toEqual(["Back to the card"]);
    const back = await rig.client.press({ from: ada, where: rig.where }, id, buttonFor(view, viewAction) ?? {});
    expect(wordsOf(cardIn(back.body))).toContain("vote");
    expect(wordsOf(standing(id))).not.toContain("you may not");
  });

  it("shows the card as it became", async () => {
    const message = await rig.channel.post(rig.place, contractCard("vote", { actions: [dryRun] }), en);
    answering = async () => void (await rig.channel.edit(message, contractCard("voted"), en));
    const button = buttonFor(standing(message.id), dryRun.action) ?? {};
    const { body } = await rig.client.press({ from: ada, where: rig.where }, message.id, button);
    expect(wordsOf(cardIn(body))).toContain("voted");
  });

  it("is answered in time when the work takes long; what is said later comes into the personal chat", async () => {
    const message = await rig.channel.post(rig.place, contractCard("slow", { actions: [dryRun] }), en);
    let finish = (): void => undefined;
    const worked = new Promise<void>((resolve) => {
      finish = resolve;
    });
    answering = async ({ place, actor }) => {
      await worked;
      await rig.channel.whisper(place, actor, contractCard("at last"), en);
    };
    const button = buttonFor(standing(message.id), dryRun.action) ?? {};
    const { status, body } = await rig.client.press({ from: ada, where: rig.where }, message.id, button);
    expect(status).toBe(200);
    expect(wordsOf(cardIn(body))).toContain("slow");
    finish();
    await rig.running.idle();
    const personal = rig.teams.in(personalOf("aad-ada")).map(({ activity }) => wordsOf(cardOf(activity)));
    expect(personal.join("\n")).toContain("at last");
  });

  it("of an unknown or hand-edited button is refused with an error of the platform’s own form", async () => {
    const forged = { type: "Action.Execute", verb: "x", data: { certops: { action: "../../etc", payload: {} } } };
    const { body } = await rig.client.press({ from: ada, where: rig.where }, "1", forged);
    expect(body).toMatchObject({ statusCode: 400, type: "application/vnd.microsoft.error" });
    expect(rig.received).toEqual([]);
  });
});

describe("a whisper outside a press", () => {
  it("goes to the personal chat; where that is not allowed, the channel learns nothing but that there is an answer", async () => {
    const actor = { platform: "teams", tenant: rig.teams.tenant, user: "aad-ada", displayName: "ada" } as const;
    await rig.channel.whisper(rig.place, actor, contractCard("for you alone"), en);
    expect(rig.teams.in(rig.where.id)).toEqual([]);
    rig.teams.personalAllowed = false;
    const other = { ...actor, user: "aad-kim", displayName: "kim <at>all</at>" };
    await rig.channel.whisper(rig.place, other, contractCard("secret"), en);
    const words = rig.teams.in(rig.where.id).map(({ activity }) => JSON.stringify(activity));
    expect(words.join("\n")).toContain("The answer is for kim");
    expect(words.join("\n")).not.toContain("secret");
    expect(nodes(rig.teams.in(rig.where.id)).some((node) => node.type === "mention")).toBe(false);
  });
});

describe("files", () => {
  const offer = async (): Promise<{ readonly id: string; readonly content: Node }> => {
    await rig.client.write({ from: ada, where: rig.client.personal(ada) }, "hello");
    const { place } = await inbound();
    const file = { name: "report.md", bytes: new TextEncoder().encode("whole") };
    await rig.channel.post(place, contractCard("card"), { ...en, file });
    const asked = rig.teams.in(personalOf("aad-ada")).at(-1);
    const [attachment] = (asked?.activity.attachments ?? []) as readonly Node[];
    return { id: asked?.id ?? "", content: (attachment?.content ?? {}) as Node };
  };
  const answer = async (id: string, value: Node): Promise<number> => {
    const invoke = { type: "invoke", name: "fileConsent/invoke", replyToId: id, value };
    const { status } = await rig.client.send(
      rig.client.activity({ from: ada, where: rig.client.personal(ada) }, invoke),
    );
    await rig.running.idle();
    return status;
  };
  const last = (): string => JSON.stringify(rig.teams.in(personalOf("aad-ada")).at(-1)?.activity);

  it("that are not wanted are forgotten", async () => {
    const { id, content } = await offer();
    expect(await answer(id, { action: "decline", context: content.declineContext })).toBe(200);
    expect(last()).toContain("You did not want report.md.");
    await answer(id, { action: "accept", context: content.acceptContext, uploadInfo: {} });
    expect(last()).toContain("not kept any more");
  });

  it("never go to an address that is not the organisation’s storage", async () => {
    const { id, content } = await offer();
    const uploadInfo = {
      uploadUrl: "http://127.0.0.1:9/steal",
      contentUrl: "https://evil.example",
      name: "x",
      uniqueId: "1",
    };
    await answer(id, { action: "accept", context: content.acceptContext, uploadInfo });
    expect(last()).toContain("could not be put into your OneDrive");
    expect(last()).not.toContain("evil.example");
  });

  it("cannot be had by guessing", async () => {
    await offer();
    expect(await answer("1", { action: "accept", context: { file: "file_guess" }, uploadInfo: {} })).toBe(200);
    expect(await answer("1", { action: "accept", context: { file: "../../x" }, uploadInfo: {} })).toBe(200);
    expect(await answer("1", { action: "steal", context: { file: "file_guess" } })).toBe(400);
    expect(rig.teams.stored.size).toBe(0);
  });

  it("of a guest, who is nobody in the policy, are not fetched", async () => {
    const downloadUrl = rig.teams.store(new Uint8Array([1]));
    const contentType = "application/vnd.microsoft.teams.file.download.info";
    const attachments = [{ contentType, name: "a.pem", content: { downloadUrl } }];
    await rig.client.write({ from: guest, where: rig.client.personal(guest) }, "what is this?", { attachments });
    expect(await inbound()).toMatchObject({ actor: { tenant: "guest" }, text: "what is this?", attachments: [] });
  });

  it("from elsewhere than the platform’s hosts are not fetched", async () => {
    const attachments = [
      {
        contentType: "application/vnd.microsoft.teams.file.download.info",
        name: "a.pem",
        content: { downloadUrl: "http://169.254.169.254/latest/meta-data" },
      },
    ];
    await rig.client.write({ from: ada, where: rig.client.personal(ada) }, "what is this?", { attachments });
    await rig.running.idle();
    expect(rig.received).toEqual([]);
    expect(last()).toContain("could not be read");
  });
});

it("greets where it was added and forgets where it was removed", async () => {
  const bot = { id: `28:${rig.teams.issuer.appId}` };
  const where = rig.client.personal(kim);
  const membership = (more: Node) =>
    rig.client.send(rig.client.activity({ from: kim, where }, { type: "conversationUpdate", ...more }));
  await membership({ membersAdded: [bot] });
  await rig.running.idle();
  expect(wordsOf(cardOf(rig.teams.in(where.id)[0]?.activity ?? {}))).toContain("certops help");
  await membership({ membersRemoved: [bot] });
  await rig.running.idle();
  expect(rig.teams.in(where.id)).toHaveLength(1);
});

describe("a card in two languages", () => {
  const both = withLanguageButton(
    contractCard("found", {
      body: Array.from({ length: 400 }, (_, at) => ({
        kind: "text",
        text: say("verdict.problem"),
        strong: at % 2 === 0,
      })),
    }),
    {},
  );
  const find = (card: Node | undefined, verb: string, title?: string): Node =>
    buttonsOf(card?.body).find((one) => one.verb === verb && (title === undefined || one.title === title)) ?? {};

  it("turns for the person who pressed alone, keeps the page, and follows what stands", async () => {
    const { id } = await rig.channel.post(rig.place, both, en);
    const where = { from: ada, where: rig.where };
    const seen = JSON.stringify(standing(id));
    const chinese = cardIn((await rig.client.press(where, id, find(standing(id), languageAction, "中文"))).body);
    expect(wordsOf(chinese)).toContain("问题");
    expect(wordsOf(chinese)).not.toContain("Problem");
    const next = cardIn((await rig.client.press(where, id, find(chinese, pageAction))).body);
    expect(wordsOf(next)).toContain("问题");
    const english = cardIn((await rig.client.press(where, id, find(next, languageAction, "English"))).body);
    expect(wordsOf(english)).toContain("Problem");
    expect(wordsOf(english)).toMatch(/Page 2 of/);
    expect(JSON.stringify(standing(id))).toBe(seen);
    expect(rig.received).toEqual([]);
  });

  it("comes in the personal chat to a client that knows Action.Submit only", async () => {
    const { id } = await rig.channel.post(rig.place, both, en);
    const seen = JSON.stringify(standing(id));
    const submit = (find(standing(id), languageAction).fallback ?? {}) as Node;
    await rig.client.press({ from: ada, where: rig.where }, id, submit);
    await vi.waitFor(() => expect(rig.teams.in(personalOf(ada.aadObjectId))).toHaveLength(1), { timeout: 15_000 });
    expect(wordsOf(cardOf(rig.teams.in(personalOf(ada.aadObjectId))[0]?.activity ?? {}))).toContain("问题");
    expect(JSON.stringify(standing(id))).toBe(seen);
  });
});
