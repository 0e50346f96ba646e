// One card, two readers: the button for the other language, privately where others read along, in place where nobody does.
import { beforeEach, describe, expect, test } from "vitest";
import { textCard } from "../../cards/render/text.ts";
import type { Card } from "../../src/domain/card.ts";
import type { Channel, ChannelMemory, Inbound, MessageRef, Place, Reply } from "../../src/domain/chat.ts";
import { languageAction } from "../../src/domain/language-button.ts";
import type { Json, Locale } from "../../src/domain/text.ts";
import { verbatim } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { createDesk, type Desk } from "../../src/router/desk.ts";
import { KeptCards } from "../../src/router/kept-cards.ts";
import { languageClick } from "../../src/router/language-click.ts";
import { createRouter } from "../../src/router/route.ts";
import { memoryPosted, person } from "./fakes.ts";

const shared: Place = { platform: "slack", tenant: "T", conversation: "C", scope: "channel" };
const direct: Place = { platform: "slack", tenant: "T", conversation: "D", scope: "direct" };
const actor = { platform: "slack", tenant: "T", user: "U", displayName: "Ada" } as const;

const certificate = (what: string): Card => ({
  title: say("verdict.problem"),
  tone: "danger",
  body: [{ kind: "text", text: verbatim(what) }],
  actions: [{ action: "approval.approve", label: verbatim("Approve"), payload: { approval: "apr_1", digest: "ab12" } }],
  summary: say("verdict.problem"),
});

interface Shown {
  readonly how: "post" | "edit" | "whisper";
  readonly at: MessageRef | Place;
  readonly card: Card;
  readonly locale: Locale;
  readonly text: string;
}

/** A platform that knows nothing of languages. */
class Platform implements Channel {
  readonly platform = "slack";
  readonly shown: Shown[] = [];
  readonly languages: NonNullable<Channel["languages"]> | undefined;

  constructor(languages?: NonNullable<Channel["languages"]>) {
    this.languages = languages;
  }

  async post(at: Place, card: Card, { locale }: { readonly locale: Locale }): Promise<MessageRef> {
    this.#show("post", at, card, locale);
    return { place: at, id: `m${this.shown.length}` };
  }

  async edit(at: MessageRef, card: Card, { locale }: { readonly locale: Locale }): Promise<MessageRef> {
    this.#show("edit", at, card, locale);
    return at;
  }

  async whisper(at: Place, _: unknown, card: Card, { locale }: { readonly locale: Locale }): Promise<void> {
    this.#show("whisper", at, card, locale);
  }

  #show(how: Shown["how"], at: Shown["at"], card: Card, locale: Locale): void {
    this.shown.push({ how, at, card, locale, text: textCard(card, { writer: writerFor(locale) }) });
  }

  last(): Shown {
    const last = this.shown.at(-1);
    if (last === undefined) throw new Error("nothing was shown");
    return last;
  }
}

const memories = new Map<string, Json>();
let full = false;
const memory: ChannelMemory = {
  get: async (key) => structuredClone(memories.get(key)),
  put: async (key, value) => {
    if (full) throw new Error("the disk is full");
    // As a database does: what comes back was written as JSON.
    memories.set(key, JSON.parse(JSON.stringify(value)) as Json);
  },
  remove: async (key) => void memories.delete(key),
  prune: async () => 0,
};
let posted = memoryPosted();
let answer: () => AsyncIterable<Reply>;
let keys = 0;

function start(platform: Platform): Desk {
  const clock = new ManualClock();
  const kept = new KeptCards(() => memory, clock);
  const router = createRouter({
    gate: { resolve: () => person("ada"), can: () => true, language: async () => undefined },
    seen: { first: async () => true },
    commands: [],
    clicks: [languageClick(kept)],
    understand: () => {
      throw new Error("not asked");
    },
    answer: () => answer(),
    services: {},
  });
  return createDesk({
    router: { ...router, route: async (inbound, signal) => await routed(router, inbound, signal) },
    channels: [platform],
    posted,
    logger: silentLogger,
    clock,
    locale: "en",
    kept,
    errorCard: (error) => ({ ...certificate(String(error)), actions: [] }),
  });
}

const routed = async (router: ReturnType<typeof createRouter>, inbound: Inbound, signal: AbortSignal) =>
  inbound.kind === "click"
    ? await router.route(inbound, signal)
    : {
        what: "test",
        invocation: {
          ...{ person: person("ada"), actor, attachments: [], text: "", signal },
          place: inbound.place,
          locale: inbound.locale,
        },
        replies: () => answer(),
      };

const base = (place: Place, locale: Locale) => ({
  ...{ place, actor, locale, attachments: [], receivedAt: "2026-11-22T02:00:00Z" },
  dedupeKey: `k${++keys}`,
});
const ask = (place: Place, locale: Locale = "en"): Inbound => ({ ...base(place, locale), kind: "prompt", text: "?" });
const press = (shown: Shown, place: Place, message: MessageRef | undefined, alone = false): Inbound => {
  const button = shown.card.actions.find(({ action }) => action === languageAction);
  if (button === undefined) throw new Error("no button for the other language");
  return {
    ...base(place, "en"),
    kind: "click",
    action: button.action,
    payload: button.payload,
    ...(message === undefined ? {} : { message }),
    ...(alone ? { alone } : {}),
  };
};

let slack: Platform;
let desk: Desk;
beforeEach(() => {
  memories.clear();
  full = false;
  posted = memoryPosted();
  slack = new Platform();
  desk = start(slack);
  answer = async function* () {
    yield { card: certificate("one") };
  };
});

describe("in a place where others read", () => {
  test("the other language is shown to the person who pressed, with the same buttons, and back again", async () => {
    await desk.receive(ask(shared));
    const first = slack.last();
    expect(first.text).toContain("[Approve]  [中文]");
    await desk.receive(press(first, shared, { place: shared, id: "m1" }));
    const second = slack.last();
    expect(second).toMatchObject({ how: "whisper", locale: "zh-CN" });
    expect(second.text).toContain("问题");
    expect(second.text).toContain("[Approve]  [English]");
    expect(second.card.actions[0]).toEqual(first.card.actions[0]);
    await desk.receive(press(second, shared, undefined, true));
    expect(slack.last()).toMatchObject({ how: "whisper", locale: "en" });
    expect(slack.shown.filter(({ how }) => how === "edit")).toEqual([]);
  });

  test("a card that changes is shown as it stands now, and says that it is a picture of this moment", async () => {
    answer = async function* () {
      yield { card: certificate("0 of 2"), subject: "approval:1", revision: 1 };
    };
    await desk.receive(ask(shared));
    const first = slack.last();
    await desk.publish({ card: certificate("1 of 2"), subject: "approval:1", revision: 2 });
    expect(slack.last().card.actions.at(-1)).toEqual(first.card.actions.at(-1));
    await desk.receive(press(first, shared, { place: shared, id: "m1" }));
    expect(slack.last()).toMatchObject({ how: "whisper", locale: "zh-CN" });
    expect(slack.last().text).toContain("1 of 2");
    expect(slack.last().text).toContain("会话中的卡片会继续更新");
  });

  test("the button works after a restart, and twenty copies are kept once", async () => {
    answer = async function* () {
      yield { card: certificate("0 of 2"), subject: "approval:1", revision: 1 };
    };
    for (let copy = 0; copy < 20; copy++) await desk.receive(ask({ ...shared, conversation: `C${copy}` }));
    const before = memories.size;
    await desk.publish({ card: certificate("1 of 2"), subject: "approval:1", revision: 2 });
    expect(memories.size).toBe(before);
    const button = slack.last();
    await desk.close();
    desk = start(slack);
    await desk.receive(press(button, shared, { place: shared, id: "m1" }));
    expect(slack.last()).toMatchObject({ how: "whisper", locale: "zh-CN" });
    await desk.publish({ card: certificate("2 of 2"), subject: "approval:1", revision: 3 });
    expect(slack.last().card.actions.at(-1)).toEqual(button.card.actions.at(-1));
  });
});

describe("where nobody else reads", () => {
  test("the card itself turns, stays so as it changes and after a restart, and turns back", async () => {
    answer = async function* () {
      yield { card: certificate("0 of 2"), subject: "run:1", revision: 1 };
    };
    await desk.receive(ask(direct));
    const at = { place: direct, id: "m1" };
    await desk.receive(press(slack.last(), direct, at));
    expect(slack.last()).toMatchObject({ how: "edit", at, locale: "zh-CN" });
    expect(slack.last().text).not.toContain("会话中的卡片");
    await desk.publish({ card: certificate("1 of 2"), subject: "run:1", revision: 2 });
    expect(slack.last()).toMatchObject({ how: "edit", locale: "zh-CN" });
    await desk.close();
    desk = start(slack);
    await desk.publish({ card: certificate("2 of 2"), subject: "run:1", revision: 3 });
    expect(slack.last()).toMatchObject({ how: "edit", locale: "zh-CN" });
    await desk.receive(press(slack.last(), direct, at));
    expect(slack.last()).toMatchObject({ how: "edit", locale: "en" });
    expect(slack.last().text).toContain("2 of 2");
  });

  test("a card that was asked for in Chinese goes on in Chinese after a restart", async () => {
    answer = async function* () {
      yield { card: certificate("0 of 2"), subject: "run:1", revision: 1 };
    };
    await desk.receive(ask(direct, "zh-CN"));
    desk = start(slack);
    await desk.publish({ card: certificate("1 of 2"), subject: "run:1", revision: 2 });
    expect(slack.last()).toMatchObject({ how: "edit", locale: "zh-CN" });
  });
});

test("a button whose card is not kept any more says what to do", async () => {
  await desk.receive(ask(shared));
  const button = slack.last();
  memories.clear();
  await desk.receive(press(button, shared, { place: shared, id: "m1" }));
  expect(slack.last().how).toBe("whisper");
  expect(slack.last().text).toContain("language button");
});

test("a store that keeps nothing does not keep a card from being posted", async () => {
  full = true;
  await desk.receive(ask(shared));
  expect(slack.last().text).toContain("one");
  expect(slack.last().text).not.toContain("中文");
});

test("a platform without buttons gets none, one that draws for each person gets one without a key", async () => {
  for (const [languages, payload] of [
    ["none", undefined],
    ["own", {}],
  ] as const) {
    const platform = new Platform(languages);
    await start(platform).receive(ask(shared));
    expect(platform.last().card.actions.find(({ action }) => action === languageAction)?.payload).toEqual(payload);
  }
});
