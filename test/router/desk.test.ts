// The desk: every message gets a visible answer, cards have one writer, revisions never go back, copies are all edited.
import { expect, test, vi } from "vitest";
import type { Card } from "../../src/domain/card.ts";
import type { Channel, Inbound, MessageRef, Reply } from "../../src/domain/chat.ts";
import { CertOpsError } from "../../src/domain/errors.ts";
import { verbatim } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { createDesk, type Desk } from "../../src/router/desk.ts";
import { Poster } from "../../src/router/poster.ts";
import type { Router } from "../../src/router/route.ts";
import { cardOf, click, FakeChannel, invocation, memoryPosted, prompt, titleOf } from "./fakes.ts";

type Script = (inbound: Inbound) => AsyncIterable<Reply>;

function deskWith(script: Script): { desk: Desk; channel: FakeChannel; log: { error: ReturnType<typeof vi.fn> } } {
  const channel = new FakeChannel();
  const router: Router = {
    route: async (inbound, signal) => ({
      what: "test",
      invocation: invocation({ signal }),
      replies: () => script(inbound),
    }),
  };
  const log = { ...silentLogger, error: vi.fn() };
  const desk = createDesk({
    router,
    channels: [channel],
    posted: memoryPosted(),
    logger: log,
    clock: new ManualClock(),
    locale: "en",
    errorCard: (error, reference) =>
      cardOf(error instanceof CertOpsError ? `expected ${error.code}` : `bug ${reference}`),
  });
  return { desk, channel, log };
}

function never(): never {
  throw new Error("nothing was posted");
}

const reply = (title: string, more: Partial<Reply> = {}): Reply => ({ card: cardOf(title), ...more });

test("replies of one subject are one card that changes; others are cards of their own", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("looking", { subject: "diagnosis:1", revision: 1 });
    yield reply("by the way");
    yield reply("found", { subject: "diagnosis:1", revision: 2 });
  });
  await desk.receive(prompt("why"));
  expect(channel.standing()).toEqual(["found", "by the way"]);
});

test("every posted copy of a subject is edited, whoever caused the change", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("1 of 2", { subject: "approval:1", revision: 1 });
  });
  await desk.receive(prompt("show", { conversation: "a" }));
  await desk.receive(prompt("show", { conversation: "b" }));
  await desk.publish(reply("approved", { subject: "approval:1", revision: 2 }));
  expect(channel.standing()).toEqual(["approved", "approved"]);
});

test("an older revision never stands over a newer one", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("second", { subject: "run:1", revision: 2 });
  });
  await desk.receive(prompt("show"));
  await desk.publish(reply("first", { subject: "run:1", revision: 1 }));
  expect(channel.standing()).toEqual(["second"]);
});

test("a card that changes faster than the platform edits is written by one writer, and ends with the newest", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("0", { subject: "run:1", revision: 1 });
  });
  await desk.receive(prompt("show"));
  channel.hold();
  const updates = Array.from({ length: 50 }, (_, index) =>
    desk.publish(reply(String(index + 1), { subject: "run:1", revision: index + 2 })),
  );
  channel.release();
  await Promise.all(updates);
  expect(channel.standing()).toEqual(["50"]);
  expect(channel.mostAtOnce).toBe(1);
  expect(channel.edits).toBeLessThanOrEqual(3);
});

test("a click on a card edits that card; asked for elsewhere it is posted anew", async () => {
  const { desk, channel } = deskWith(async function* (inbound) {
    yield reply(inbound.kind, { subject: "approval:1" });
  });
  await desk.receive(prompt("show"));
  await desk.receive(click("approval.approve", channel.last()));
  expect(channel.standing()).toEqual(["click"]);
  await desk.receive(prompt("show again"));
  expect(channel.standing()).toEqual(["prompt", "prompt"]);
});

test("another page takes the place of the clicked message alone", async () => {
  const { desk, channel } = deskWith(async function* (inbound) {
    yield inbound.kind === "click" ? reply("page 2", { inPlace: true }) : reply("page 1");
  });
  await desk.receive(prompt("certs"));
  await desk.receive(click("certs.page", channel.last()));
  expect(channel.standing()).toEqual(["page 2"]);
});

test("a press whose name was written by hand puts nothing over a card that tells of something", async () => {
  const { desk, channel } = deskWith(async function* (inbound) {
    if (inbound.kind !== "click") yield reply("please approve", { subject: "approval:1", revision: 1 });
    else yield reply(inbound.action, { inPlace: true, turns: "certs" });
  });
  await desk.receive(prompt("ask"));
  await desk.receive(click("case.cancel", channel.last()));
  await desk.receive(click("certs.page", { ...(channel.posted[0]?.message ?? never()) }));
  expect(channel.standing()).toEqual(["please approve", "case.cancel", "certs.page"]);
});

test("a page of a card that changes takes its place, when it is one of its own pages", async () => {
  const { desk, channel } = deskWith(async function* (inbound) {
    if (inbound.kind !== "click") yield reply("page 1", { subject: "certs:ask_1", revision: 1 });
    else yield reply("page 2", { inPlace: true, turns: "certs" });
  });
  await desk.receive(prompt("certs"));
  await desk.receive(click("certs.page", channel.last()));
  expect(channel.standing()).toEqual(["page 2"]);
});

test("private replies go to the asker alone", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("for you", { private: true });
  });
  await desk.receive(prompt("help"));
  expect(channel.standing()).toEqual([]);
  expect(channel.whispers.map(titleOf)).toEqual(["for you"]);
});

test("expected trouble in the middle is answered with its own words, what was shown stands", async () => {
  const { desk, channel, log } = deskWith(async function* () {
    yield reply("begun");
    throw new CertOpsError({
      code: "not-found",
      message: "m",
      say: say("router.stranger"),
      next: say("router.stranger"),
      retry: "never",
    });
  });
  await desk.receive(prompt("x"));
  expect(channel.standing()).toEqual(["begun"]);
  expect(channel.whispers.map(titleOf)).toEqual(["expected not-found"]);
  expect(log.error).not.toHaveBeenCalled();
});

test("a bug is answered with a reference that stands in the log, and never rejects", async () => {
  const { desk, channel, log } = deskWith(async function* () {
    yield* [] as Reply[];
    throw new TypeError("undefined is not a function");
  });
  await desk.receive(prompt("x"));
  const [title] = channel.whispers.map(titleOf);
  expect(title).toMatch(/^bug err_/);
  expect(log.error.mock.calls[0]?.[0]).toMatchObject({ reference: title?.slice(4) });
});

test("a platform that refuses one copy does not keep the others from being edited", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("1", { subject: "run:1", revision: 1 });
  });
  await desk.receive(prompt("a", { conversation: "a" }));
  await desk.receive(prompt("b", { conversation: "b" }));
  channel.refuseEditsIn = "a";
  await desk.publish(reply("2", { subject: "run:1", revision: 2 }));
  expect(channel.standing()).toEqual(["1", "2"]);
});

test("closing cancels what is under way and waits for it", async () => {
  let ended = false;
  const { desk, channel } = deskWith(async function* () {
    yield reply("begun");
    await vi.waitFor(() => expect(ended).toBe(true), { timeout: 20_000 });
  });
  const work = desk.receive(prompt("x"));
  await vi.waitFor(() => expect(channel.standing()).toEqual(["begun"]), { timeout: 20_000 });
  const closing = desk.close();
  ended = true;
  await closing;
  await work;
  expect(channel.whispers).toEqual([]);
});

test("the card's words are the channel's business: the tree is handed on as it is", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield { card: { ...cardOf("t"), summary: verbatim("<b>not markup</b>") } };
  });
  await desk.receive(prompt("x"));
  expect(channel.posted[0]?.card.summary).toEqual({ verbatim: "<b>not markup</b>" });
});

test("a platform that takes no edit now does not hold back the copies on the others", async () => {
  const clock = new ManualClock();
  const edited: string[] = [];
  const channel = (platform: "web" | "teams", edit: Channel["edit"]): Channel => {
    const fake = new FakeChannel();
    return { platform, edit, post: fake.post.bind(fake), whisper: fake.whisper.bind(fake) };
  };
  const away = channel("web", () => new Promise<MessageRef>(() => undefined));
  const free = channel("teams", async (message, card: Card) => {
    edited.push(titleOf(card));
    return message;
  });
  const place = { tenant: "t", conversation: "c", scope: "channel" } as const;
  const copies: MessageRef[] = [
    { id: "1", place: { ...place, platform: "web" } },
    { id: "2", place: { ...place, platform: "teams" } },
  ];
  const poster = new Poster({
    channels: [away, free],
    posted: {
      add: async () => undefined,
      of: async () => copies,
      subjectsAt: async () => [],
      move: async () => undefined,
    },
    logger: silentLogger,
    clock,
    locale: "en",
  });
  const first = poster.update({ card: cardOf("one"), subject: "run:1", revision: 1 });
  await vi.waitFor(() => expect(edited).toEqual(["one"]), { timeout: 15_000 });
  const second = poster.update({ card: cardOf("two"), subject: "run:1", revision: 2 });
  await clock.advance(5000);
  await vi.waitFor(() => expect(edited).toEqual(["one", "two"]), { timeout: 15_000 });
  await clock.advance(5000);
  await Promise.all([first, second]);
});

test("another page of a card that one person alone sees is shown to that person alone", async () => {
  const { desk, channel } = deskWith(async function* () {
    yield reply("page 2", { inPlace: true });
  });
  const pressed = click("certs.page", undefined);
  await desk.receive(pressed.kind === "click" ? { ...pressed, alone: true } : pressed);
  expect(channel.posted).toEqual([]);
  expect(channel.whispers.map(titleOf)).toEqual(["page 2"]);
});
