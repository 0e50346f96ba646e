// What every channel must do, whatever platform it speaks. A rig drives the platform's side for real: a fake server with the
// platform's limits, or the page's own HTTP. A platform joins with `channelContract(name, open)`.
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Card, CardAction } from "../../src/domain/card.ts";
import type { Attachment, Channel, Inbound, MessageRef, Place } from "../../src/domain/chat.ts";
import { personId } from "../../src/domain/ids.ts";
import type { Person } from "../../src/domain/person.ts";
import { verbatim } from "../../src/domain/text.ts";
import { say } from "../../src/i18n/say.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { KeptCards } from "../../src/router/kept-cards.ts";
import { Poster } from "../../src/router/poster.ts";
import { openStore } from "../../src/store/open.ts";

/** One message as a person sees it now. */
export interface Shown {
  readonly id: string;
  /** Every word of it, in order, as plain text. */
  readonly text: string;
  /** Labels of the buttons. */
  readonly buttons: readonly string[];
  /** Only one person sees it. */
  readonly onlyFor?: string;
  /** Files that hang on it or stand beside it. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** Accounts that the platform tells about it. */
  readonly mentions: readonly string[];
  /** Addresses that would be opened, channels that would be called: whatever the platform made live out of text. */
  readonly live: readonly string[];
}

/** Deliveries with the same `key` are the same event, sent again. */
export interface From {
  readonly user?: string;
  readonly key?: string;
}

export interface ChannelRig {
  readonly channel: Channel;
  readonly place: Place;
  /** Two people's accounts on the platform; the first is the one who speaks when nobody is named. */
  readonly users: readonly [string, string];
  /** What reached the bot. */
  readonly received: readonly Inbound[];
  /** A person writes to the bot; resolves when the platform's request was answered. */
  write(text: string, from?: From & { readonly files?: readonly Attachment[] }): Promise<void>;
  /** A person presses a button of a message, with a reason when it asks for one. */
  press(message: MessageRef, action: CardAction, from?: From & { readonly reason?: string }): Promise<void>;
  /** What `user` sees in the place, oldest first. */
  shown(user?: string): Promise<readonly Shown[]>;
  /** The same delivery without a valid proof of where it comes from. Absent where the transport itself is the proof. */
  forge?(): Promise<void>;
  /** Deliveries that no platform would send: broken bodies, unknown actions, wrong types. */
  garble(): Promise<void>;
  /** The platform stops answering, or answers again. Absent for what cannot be away. */
  away?(away: boolean): void;
  /** The next calls are told to come back later. */
  limit?(calls: number): void;
  /** The bot ends and starts again with the memory that it had; `channel` and `received` are those of the new start. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}

const en = { locale: "en" } as const;
export const contractCard = (title: string, more: Partial<Card> = {}): Card => ({
  title: verbatim(title),
  tone: "neutral",
  body: [],
  actions: [],
  summary: verbatim(title),
  ...more,
});

const approve: CardAction = {
  action: "approval.approve",
  label: verbatim("Approve"),
  payload: { approval: "apr_1" },
  style: "primary",
};
const withReason: CardAction = {
  ...approve,
  label: verbatim("Approve with reason"),
  input: { id: "reason", label: verbatim("Why?"), required: true },
};

/** Text from people and devices that tries to call a channel, name a person, show a link or fake a card. */
const nasty = [
  "<!channel> <!here> <@U0EVIL> <#C0EVIL> <!subteam^S1>",
  "<https://evil.example|Approve here> [Approve](https://evil.example) ![x](https://evil.example/x.png)",
  "@everyone @here <at>Ada</at> <@all> <@personEmail:a@evil.example|Ada>",
  "*bold* _italic_ ~gone~ `code` # heading > quote",
  "</p><script>alert(1)</script> {{DATE(2026-01-01T00:00:00Z,SHORT)}} :rotating_light:",
] as const;

/**
 * `awayToo`: the platform is another machine, which can be away or slow (the rig then has `away` and `limit`). `commandLine`: asked
 * there is by typing alone; nobody presses buttons, hands files over that way or is called, and nothing is delivered twice.
 */
export function channelContract(
  name: string,
  options: { readonly awayToo: boolean; readonly commandLine?: boolean },
  open: () => Promise<ChannelRig>,
): void {
  describe(`the channel contract: ${name}`, () => {
    let rig: ChannelRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());
    const textOf = async (id: string, user?: string): Promise<string> =>
      (await rig.shown(user)).find((one) => one.id === id)?.text ?? "";
    const inboundCount = async (count: number): Promise<readonly Inbound[]> => {
      await vi.waitFor(() => expect(rig.received.length).toBeGreaterThanOrEqual(count), { timeout: 15_000 });
      return rig.received;
    };

    /** What a command line has not. */
    const inChat = (what: string, test: () => Promise<void>): void => {
      if (options.commandLine !== true) it(what, test);
    };

    it("shows a card with its buttons, in the language that was asked for", async () => {
      const body = [{ kind: "text", text: say("card.help.title") }] as const;
      const first = await rig.channel.post(rig.place, contractCard("one", { body, actions: [approve] }), en);
      const second = await rig.channel.post(rig.place, contractCard("two", { body }), { locale: "zh-CN" });
      expect(first.place.platform).toBe(rig.channel.platform);
      const shown = await rig.shown();
      expect(shown.find((one) => one.id === first.id)?.buttons).toEqual(["Approve"]);
      expect(await textOf(first.id)).toContain("one");
      // These two are read in their reader's language, whatever the bot takes it for.
      if (!["web", "terminal"].includes(rig.channel.platform))
        expect(await textOf(second.id)).toContain("您可以问什么");
    });

    it("changes a posted card, and only that one", async () => {
      const one = await rig.channel.post(rig.place, contractCard("first form", { actions: [approve] }), en);
      const other = await rig.channel.post(rig.place, contractCard("the other"), en);
      const now = await rig.channel.edit(one, contractCard("second form"), en);
      await rig.channel.edit(now, contractCard("third form"), en);
      const shown = await rig.shown();
      expect(shown.map(({ text }) => text).join("\n")).toContain("third form");
      expect(shown.find((each) => each.id === now.id)?.buttons).toEqual([]);
      expect(await textOf(other.id)).toContain("the other");
    });

    it("says again what stood in a message that is gone", async () => {
      const gone: MessageRef = { place: rig.place, id: "1111111111.000000" };
      const now = await rig.channel.edit(gone, contractCard("an outcome"), en);
      if (options.commandLine !== true) expect(now.id).not.toBe(gone.id);
      expect(await textOf(now.id)).toContain("an outcome");
    });

    it("whispers to one person", async () => {
      const [ada, kim] = rig.users;
      await rig.write("hello", { user: ada });
      const [inbound] = await inboundCount(1);
      if (inbound === undefined) throw new Error("nothing came in");
      await rig.channel.whisper(inbound.place, inbound.actor, contractCard("for you alone"), en);
      expect((await rig.shown(ada)).map(({ text }) => text).join("\n")).toContain("for you alone");
      expect((await rig.shown(kim)).map(({ text }) => text).join("\n")).not.toContain("for you alone");
    });

    it("delivers what somebody writes, with the account that the platform proved", async () => {
      await rig.write("phones are silent", { user: rig.users[1] });
      const [inbound] = await inboundCount(1);
      expect(inbound).toMatchObject({
        kind: "prompt",
        text: "phones are silent",
        actor: { platform: rig.channel.platform, tenant: rig.place.tenant, user: rig.users[1] },
        place: { platform: rig.channel.platform, conversation: rig.place.conversation },
      });
    });

    inChat("gives an event that is delivered again the same key", async () => {
      for (let count = 0; count < 3; count++) await rig.write("once", { key: "key-once" });
      await rig.write("another", { key: "key-another" });
      await vi.waitFor(() => expect(new Set(rig.received.map((one) => one.dedupeKey)).size).toBe(2), {
        timeout: 15_000,
      });
    });

    inChat("delivers a click with its message, and two people’s clicks as two", async () => {
      const message = await rig.channel.post(rig.place, contractCard("vote", { actions: [approve] }), en);
      await rig.press(message, approve, { user: rig.users[0], key: "click-01" });
      await rig.press(message, approve, { user: rig.users[0], key: "click-01" });
      await rig.press(message, approve, { user: rig.users[1], key: "click-02" });
      await vi.waitFor(() => expect(new Set(rig.received.map((one) => one.dedupeKey)).size).toBe(2), {
        timeout: 15_000,
      });
      expect(new Set(rig.received.map((one) => one.actor.user))).toEqual(new Set(rig.users));
      for (const one of rig.received) {
        expect(one).toMatchObject({
          kind: "click",
          action: "approval.approve",
          payload: { approval: "apr_1" },
          message: { id: message.id },
        });
      }
    });

    inChat("asks for the reason that a button wants and delivers it", async () => {
      const message = await rig.channel.post(rig.place, contractCard("vote", { actions: [withReason] }), en);
      await rig.press(message, withReason, { reason: "the phones <are> “down”" });
      const [inbound] = await inboundCount(1);
      expect(inbound).toMatchObject({
        kind: "click",
        action: "approval.approve",
        payload: { approval: "apr_1", reason: "the phones <are> “down”" },
        message: { id: message.id },
      });
    });

    it("lets nothing in that the platform did not send, and survives what no platform sends", async () => {
      await rig.forge?.();
      await rig.garble();
      expect(rig.received).toEqual([]);
      await rig.write("still there?");
      await inboundCount(1);
    });

    it("keeps text from people and devices from becoming links, mentions, markup or buttons", async () => {
      const body = [
        { kind: "text", text: verbatim(nasty.join("\n")) },
        { kind: "code", code: `${nasty.join("\n")}\n\`\`\`\n<!channel>` },
        { kind: "facts", facts: [{ label: verbatim(nasty[0]), value: verbatim(nasty[1]) }] },
        { kind: "list", items: [{ text: verbatim(nasty[2]), detail: verbatim(nasty[1]), mark: "problem" }] },
        {
          kind: "table",
          columns: [verbatim(nasty[0]), verbatim("b")],
          rows: [{ cells: [verbatim(nasty[1]), verbatim("c")] }],
        },
        { kind: "section", id: "s", title: verbatim(nasty[1]), blocks: [{ kind: "text", text: verbatim(nasty[0]) }] },
      ] as const;
      const title = `${nasty[0]} ${nasty[1]}`;
      const message = await rig.channel.post(rig.place, contractCard(title, { body, actions: [approve] }), en);
      const shown = (await rig.shown()).find((one) => one.id === message.id);
      expect(shown?.live).toEqual([]);
      expect(shown?.mentions).toEqual([]);
      expect(shown?.buttons).toEqual(["Approve"]);
      for (const word of ["<!channel>", "<@U0EVIL>", "[Approve](https://evil.example)", "<script>", "*bold*"]) {
        expect(shown?.text).toContain(word);
      }
    });

    it("leaves nothing out of a card that is too large for a message: the rest is on pages or in a file", async () => {
      const rows = Array.from({ length: 400 }, (_, row) => ({
        cells: [verbatim(`node-${row}`), verbatim(`certificate-${row}`), verbatim("2027-11-22 · 365 days")],
      }));
      const steps = Array.from({ length: 60 }, (_, step) => ({
        text: verbatim(`utils service restart step-${step}`),
        detail: verbatim(`on node ${step}: ${"why ".repeat(20)}`),
        mark: "bot" as const,
      }));
      const card = contractCard("large", {
        body: [
          { kind: "table", columns: [verbatim("Node"), verbatim("Certificate"), verbatim("Expires")], rows },
          { kind: "list", ordered: true, items: steps },
          { kind: "code", code: Array.from({ length: 300 }, (_, line) => `line-${line} ${"x".repeat(60)}`).join("\n") },
        ],
        actions: [approve],
      });
      const message = await rig.channel.post(rig.place, card, en);
      await vi.waitFor(
        async () => {
          const shown = await rig.shown();
          const all = shown.flatMap((one) => [one.text, ...one.files.map((file) => file.text)]).join("\n");
          for (const word of ["certificate-0", "certificate-399", "step-59", "line-299"]) expect(all).toContain(word);
        },
        { timeout: 15_000 },
      );
      expect((await rig.shown()).find((one) => one.id === message.id)?.buttons).toEqual(["Approve"]);
    });

    it("hands over a file that belongs to a card", async () => {
      const file = { name: "report.txt", bytes: new TextEncoder().encode("every line of it") };
      await rig.channel.post(rig.place, contractCard("with a file"), { ...en, file });
      await vi.waitFor(
        async () => {
          const files = (await rig.shown()).flatMap((one) => one.files);
          expect(files).toContainEqual({ name: "report.txt", text: "every line of it" });
        },
        { timeout: 15_000 },
      );
    });

    inChat("takes a file in, with a name that cannot point anywhere", async () => {
      const bytes = new TextEncoder().encode("-----BEGIN CERTIFICATE-----");
      await rig.write("what is this?", { files: [{ name: "../../etc/pass<wd>.pem", bytes }] });
      const [inbound] = await inboundCount(1);
      expect(inbound?.attachments).toHaveLength(1);
      expect(inbound?.attachments[0]?.bytes).toEqual(bytes);
      expect(inbound?.attachments[0]?.name).not.toMatch(/[/\\<>]/);
    });

    inChat("mentions people by their account on the platform, and nobody else", async () => {
      const person = (id: string, user: string, tenant: string): Person => ({
        id: personId(id),
        name: id,
        roles: [],
        identities: [{ platform: rig.channel.platform, tenant, user }],
      });
      const mentions = [person("kim", rig.users[1], rig.place.tenant), person("eve", "U0EVE", "another-tenant")];
      const message = await rig.channel.post(rig.place, contractCard("please vote"), { ...en, mentions });
      const shown = (await rig.shown()).find((one) => one.id === message.id);
      expect(shown?.mentions).toEqual(rig.channel.mentions === true ? [rig.users[1]] : []);
    });

    const whileAway = "keeps what it has to say while the platform is away or slow, in order, newest form last";
    if (!options.awayToo) return;

    it("brings a card of before a restart up to date, each copy in its own language, and takes its buttons", async () => {
      const store = await openStore({ file: ":memory:", now: () => new Date().toISOString() });
      onTestFinished(() => store.close());
      const posters = (): Poster => {
        const kept = new KeptCards(store.memory, systemClock);
        const { posted } = store;
        const channels = [rig.channel];
        return new Poster({ channels, posted, kept, logger: silentLogger, clock: systemClock, locale: "en" });
      };
      const reply = (revision: number, more: Partial<Card> = {}) => {
        const body = [{ kind: "text", text: say("card.help.title") }] as const;
        const card = contractCard(`form ${revision}`, { body, actions: [approve], ...more });
        return { card, subject: "approval:apr_1", revision };
      };
      const before = posters();
      const english = await before.post(rig.place, reply(1), "en");
      const chinese = await before.post(rig.place, reply(1), "zh-CN");
      await rig.restart?.();
      await rig.press(english, approve, { user: rig.users[1], key: "after-restart" });
      const [click] = await inboundCount(1);
      expect(click).toMatchObject({ kind: "click", action: "approval.approve", payload: { approval: "apr_1" } });
      await posters().update(reply(2, { actions: [] }));
      await vi.waitFor(
        async () => {
          const shown = (await rig.shown()).filter(({ id }) => id === english.id || id === chinese.id);
          expect(shown.map(({ text }) => text).join("\n")).not.toContain("form 1");
          const [first, second] = [english, chinese].map(({ id }) => shown.find((one) => one.id === id));
          expect(first?.text).toContain("What you can ask");
          expect(second?.text).toContain("您可以问什么");
          for (const one of [first, second]) expect(one?.buttons.filter((label) => label === "Approve")).toEqual([]);
        },
        { timeout: 15_000 },
      );
    });

    it(whileAway, async () => {
      const standing = await rig.channel.post(rig.place, contractCard("standing 0"), en);
      rig.away?.(true);
      const waiting = [
        rig.channel.post(rig.place, contractCard("waiting 1"), en),
        rig.channel.post(rig.place, contractCard("waiting 2"), en),
        rig.channel.edit(standing, contractCard("standing 1"), en),
        rig.channel.edit(standing, contractCard("standing 2"), en),
      ];
      rig.away?.(false);
      rig.limit?.(2);
      await Promise.all(waiting);
      const texts = (await rig.shown()).map(({ text }) => text);
      const at = (word: string): number => texts.findIndex((text) => text.includes(word));
      expect(at("waiting 1")).toBeGreaterThanOrEqual(0);
      expect(at("waiting 2")).toBeGreaterThan(at("waiting 1"));
      expect(at("standing 2")).toBeGreaterThanOrEqual(0);
      expect(at("standing 1")).toBe(-1);
    });
  });
}
