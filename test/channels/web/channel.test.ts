// The web chat over real HTTP: messages, clicks, who is speaking, resuming, privacy, the practice panel.
import { afterEach, describe, expect, it, vi } from "vitest";
import type { WireMessage } from "../../../src/channels/web/page/shapes.ts";
import { languageAction, withLanguageButton } from "../../../src/domain/language-button.ts";
import { verbatim } from "../../../src/domain/text.ts";
import { say } from "../../../src/i18n/say.ts";
import { card, openStream, startWeb, webPlace } from "./harness.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function web(more: Parameters<typeof startWeb>[0] = {}) {
  const started = await startWeb(more);
  closing.push(() => started.http.close());
  return started;
}

const en = { locale: "en" } as const;
const sent = (text: string, key = "key-0001") => ({ text, key, locale: "en" });
const textOf = (message: WireMessage): string => JSON.stringify(message.card ?? message.text);

describe("a message", () => {
  it("reaches the bot once, however often it is delivered, and everybody sees it", async () => {
    const { post, inbound, url } = await web();
    const stream = await openStream(url, { person: "ada" });
    expect((await post("/api/messages", sent("phones are silent"))).status).toBe(202);
    expect((await post("/api/messages", sent("phones are silent"))).status).toBe(202);
    expect(inbound).toHaveLength(1);
    expect(inbound[0]).toMatchObject({
      kind: "prompt",
      text: "phones are silent",
      actor: { platform: "web", tenant: "practice", user: "alex" },
      place: webPlace,
      dedupeKey: "web:alex:key-0001",
    });
    expect((await stream.next()).event).toBe("reset");
    expect((await stream.next()).message).toMatchObject({
      from: "person",
      user: "alex",
      name: "Alex Moreau",
      text: "phones are silent",
    });
    stream.close();
  });

  it("that begins with a slash is a command", async () => {
    const { post, inbound } = await web();
    await post("/api/messages", sent("/certops certs hq"));
    expect(inbound[0]?.kind).toBe("command");
  });

  it("brings its files, with names that cannot point anywhere", async () => {
    const { url, inbound } = await web();
    const form = new FormData();
    form.set("text", "what is this?");
    form.set("key", "key-0002");
    form.set("locale", "zh-CN");
    form.append("file", new File(["\u0001\u0002"], "../../etc/pass<wd>.pem"));
    const answer = await fetch(`${url}/api/messages`, { method: "POST", headers: { origin: url }, body: form });
    expect(answer.status).toBe(202);
    expect(inbound[0]?.locale).toBe("zh-CN");
    expect(inbound[0]?.attachments).toEqual([{ name: "pass_wd_.pem", bytes: new Uint8Array([1, 2]) }]);
  });

  it.each([
    ["nothing", {}],
    ["no text", { key: "key-0001" }],
    ["blanks", sent("   ")],
    ["a key that is no key", sent("x", "a b")],
    ["far too long a text", sent("x".repeat(121_000))],
    ["a list", [1]],
  ])("is refused when it holds %s", async (_, body) => {
    const { post, inbound } = await web();
    expect((await post("/api/messages", body)).status).toBe(400);
    expect(inbound).toEqual([]);
  });

  it("is refused from another site and in another content type", async () => {
    const { url, post, inbound } = await web();
    expect((await post("/api/messages", sent("x"), { origin: "https://evil.example" })).status).toBe(403);
    const plainText = await fetch(`${url}/api/messages`, {
      method: "POST",
      headers: { origin: url, "content-type": "text/plain" },
      body: JSON.stringify(sent("x")),
    });
    expect(plainText.status).toBe(400);
    expect(inbound).toEqual([]);
  });

  it("gets an error card with a reference when the bot fails, never a stack", async () => {
    const { post, url } = await web({
      onInbound: () => {
        throw new TypeError("inside of the bot");
      },
    });
    const stream = await openStream(url);
    await post("/api/messages", sent("x"));
    await stream.next();
    await stream.next();
    const { message } = await stream.next();
    expect(textOf(message)).toMatch(/err_[0-9a-z]{12}/);
    expect(textOf(message)).not.toContain("inside of the bot");
    stream.close();
  });
});

describe("a click", () => {
  const click = {
    message: "m1",
    data: { certops: { action: "approval.approve", payload: { approval: "apr_1" } }, reason: "now" },
    key: "click-01",
    locale: "en",
  };

  it("comes from the person of the cookie and is delivered once", async () => {
    const { post, inbound } = await web();
    const ada = { cookie: "certops_person=ada" };
    await Promise.all([
      post("/api/clicks", click, ada),
      post("/api/clicks", click, ada),
      post("/api/clicks", click, ada),
    ]);
    expect(inbound).toHaveLength(1);
    expect(inbound[0]).toMatchObject({
      kind: "click",
      action: "approval.approve",
      payload: { approval: "apr_1", reason: "now" },
      actor: { user: "ada" },
      message: { id: "m1" },
    });
  });

  it("of two people with the same key counts for both", async () => {
    const { post, inbound } = await web();
    await post("/api/clicks", click, { cookie: "certops_person=ada" });
    await post("/api/clicks", click, { cookie: "certops_person=kim" });
    expect(inbound.map((one) => one.actor.user)).toEqual(["ada", "kim"]);
  });

  it("written by hand on what another person alone sees is refused", async () => {
    const { post, inbound, channel, url } = await web();
    const ada = { platform: "web", tenant: "practice", user: "ada", displayName: "" } as const;
    await channel.whisper(webPlace, ada, card("for Ada alone"), en);
    const stream = await openStream(url, { person: "ada" });
    await stream.next();
    const { message } = await stream.next();
    stream.close();
    const press = { ...click, message: message.id };
    expect((await post("/api/clicks", press, { cookie: "certops_person=kim" })).status).toBe(404);
    expect(inbound).toEqual([]);
    await post("/api/clicks", press, { cookie: "certops_person=ada" });
    await vi.waitFor(() => expect(inbound).toHaveLength(1), { timeout: 15_000 });
  });

  it("that is none of ours is refused", async () => {
    const { post, inbound } = await web();
    for (const body of [
      {},
      { ...click, data: "x" },
      { ...click, data: { certops: { action: "<x>" } } },
      { ...click, message: 7 },
    ]) {
      expect((await post("/api/clicks", body)).status).toBe(400);
    }
    expect(inbound).toEqual([]);
  });
});

describe("who is speaking", () => {
  it("is chosen by a cookie that no script can read and no other site can send", async () => {
    const { post, url } = await web();
    const answer = await post("/api/person", { user: "kim" });
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^certops_person=kim;/);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Strict");
    const state = (await (await fetch(`${url}/api/state`, { headers: { cookie: "certops_person=kim" } })).json()) as {
      me: string;
    };
    expect(state.me).toBe("kim");
  });

  it("is the first person when the cookie names nobody, and nobody unknown can be chosen", async () => {
    const { post, inbound } = await web();
    expect((await post("/api/person", { user: "root" })).status).toBe(400);
    await post("/api/messages", sent("x"), { cookie: "certops_person=root; other=1" });
    expect(inbound[0]?.actor.user).toBe("alex");
  });
});

describe("the event stream", () => {
  it("shows everything after a reload, each card in its newest form", async () => {
    const { channel, url } = await web();
    const first = await channel.post(webPlace, card("one"), en);
    await channel.post(webPlace, card("two"), en);
    await channel.edit(first, card("one, changed"), en);
    const stream = await openStream(url);
    await stream.next();
    const shown = [(await stream.next()).message, (await stream.next()).message].sort((a, b) => a.order - b.order);
    expect(shown.map((message) => [message.summary, message.revision])).toEqual([
      ["one, changed", 2],
      ["two", 1],
    ]);
    stream.close();
  });

  it("resumes after the last event that was seen: nothing twice, nothing missed", async () => {
    const { channel, url } = await web();
    const before = await openStream(url);
    await channel.post(webPlace, card("one"), en);
    await before.next();
    await before.next();
    const lastId = before.lastId();
    before.close();
    const two = await channel.post(webPlace, card("two"), en);
    for (let count = 0; count < 50; count++) await channel.edit(two, card(`two ${count}`), en);
    const after = await openStream(url, { lastId });
    expect((await after.next()).event).toBe("resumed");
    expect((await after.next()).message.summary).toBe("two 49");
    await channel.post(webPlace, card("three"), en);
    expect((await after.next()).message.summary).toBe("three");
    after.close();
  });

  it.each(["", "other.5", "nonsense", "x.-1", ".999999999999999999999"])(
    "starts anew when the last event is %j of another life",
    async (lastId) => {
      const { channel, url } = await web();
      await channel.post(webPlace, card("one"), en);
      const stream = await openStream(url, { lastId });
      expect((await stream.next()).event).toBe("reset");
      expect((await stream.next()).message.summary).toBe("one");
      stream.close();
    },
  );

  it("gives each viewer their own language", async () => {
    const { channel, url } = await web();
    await channel.post(webPlace, card("x", { body: [{ kind: "text", text: { id: "card.help.title" } }] }), en);
    const chinese = await openStream(url, { locale: "zh-CN" });
    await chinese.next();
    expect(textOf((await chinese.next()).message)).toContain("您可以问什么");
    chinese.close();
  });

  it("shows a whisper to its person alone, file included", async () => {
    const { channel, url } = await web();
    await channel.whisper(
      webPlace,
      { platform: "web", tenant: "practice", user: "ada", displayName: "" },
      card("secret"),
      en,
    );
    await channel.post(webPlace, card("open"), en);
    const kim = await openStream(url, { person: "kim" });
    await kim.next();
    expect((await kim.next()).message.summary).toBe("open");
    kim.close();
    const ada = await openStream(url, { person: "ada" });
    await ada.next();
    expect((await ada.next()).message).toMatchObject({ summary: "secret", onlyYou: true });
    ada.close();
  });

  it("leaves others their places, whoever opens however many windows, and gives its own back when a viewer leaves", async () => {
    const { url } = await web();
    const streams = await Promise.all(Array.from({ length: 20 }, () => openStream(url)));
    expect((await openStream(url)).status).toBe(503);
    const kim = await openStream(url, { person: "kim" });
    expect(kim.status).toBe(200);
    kim.close();
    for (const stream of streams) stream.close();
    await vi.waitFor(
      async () => {
        const again = await openStream(url);
        again.close();
        expect(again.status).toBe(200);
      },
      { timeout: 15_000 },
    );
  });

  it("forgets the oldest of very many messages, and says an edit of one that is gone again", async () => {
    const { channel, url } = await web();
    const first = await channel.post(webPlace, card("first"), en);
    for (let count = 0; count < 400; count++) await channel.post(webPlace, card(`filler ${count}`), en);
    const again = await channel.edit(first, card("the outcome"), en);
    expect(again.id).not.toBe(first.id);
    const stream = await openStream(url);
    await stream.next();
    expect((await stream.next()).message.summary).not.toBe("first");
    stream.close();
  });
});

describe("a file", () => {
  it("is downloaded, never opened as a page", async () => {
    const { channel, url } = await web();
    const file = { name: "report 电话.md", bytes: new TextEncoder().encode("<script>") };
    const { id } = await channel.post(webPlace, card("x"), { ...en, file });
    const answer = await fetch(`${url}/api/files/${id}`);
    expect(await answer.text()).toBe("<script>");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    );
    expect((await fetch(`${url}/api/files/m999`)).status).toBe(404);
  });
});

describe("completion", () => {
  const labels = async (url: string, q: string): Promise<string[]> =>
    ((await (await fetch(`${url}/api/suggest?q=${encodeURIComponent(q)}`)).json()) as { insert: string }[]).map(
      (one) => one.insert,
    );

  it("names commands, then their values, and leaves prompts alone", async () => {
    const { url } = await web();
    expect(await labels(url, "/")).toEqual(["/certops certs ", "/certops help"]);
    expect(await labels(url, "/cer")).toEqual(["/certops certs ", "/certops help"]);
    expect(await labels(url, "/certops ce")).toEqual(["/certops certs "]);
    expect(await labels(url, "/certops certs ")).toEqual(["/certops certs hq", "/certops certs branch"]);
    expect(await labels(url, "/certops certs hq")).toEqual([]);
    expect(await labels(url, "phones")).toEqual([]);
  });
});

describe("the practice panel", () => {
  it("does what an administrator could, and the conversation says who did it", async () => {
    const { post, lab, url } = await web();
    const stream = await openStream(url);
    await stream.next();
    const action = { kind: "renew", units: ["CallManager", "TVS"], nodes: [] };
    const answer = await post("/api/lab", action, { cookie: "certops_person=ada" });
    expect(((await answer.json()) as { phones: { registered: number } }).phones.registered).toBe(18);
    expect(lab.actions).toEqual([action]);
    expect((await stream.next()).message).toMatchObject({
      from: "lab",
      text: "Ada Osei renewed CallManager, TVS on the practice cluster (all nodes).",
    });
    stream.close();
  });

  it.each([
    {},
    { kind: "renew", units: [] },
    { kind: "renew", units: ["rm -rf"] },
    { kind: "renew", units: ["TVS"], nodes: ["a;b"] },
    { kind: "restart-service", service: "sshd" },
    { kind: "power-phones", count: -1, on: true },
    { kind: "power-phones", count: 1.5, on: true },
    { kind: "move-time", hours: 1e9 },
    { kind: "power-node", on: true },
    { kind: "explode" },
  ])("refuses %j", async (action) => {
    const { post, lab } = await web();
    expect((await post("/api/lab", action)).status).toBe(400);
    expect(lab.actions).toEqual([]);
  });

  it("says why when the cluster refuses", async () => {
    const { post, lab, url } = await web();
    lab.refuse = true;
    const stream = await openStream(url);
    expect((await post("/api/lab", { kind: "reset-phones" })).status).toBe(409);
    await stream.next();
    await stream.next();
    expect(textOf((await stream.next()).message)).toContain("no such node");
    stream.close();
  });

  it("is not there without a practice cluster", async () => {
    const { post, url } = await web({ withLab: false });
    expect((await fetch(`${url}/api/lab`)).status).toBe(404);
    expect((await post("/api/lab", { kind: "reset-phones" })).status).toBe(404);
  });
});

describe("the page's files", () => {
  it("are served with types stripped, cached by tag, and nothing else of the disk is", async () => {
    const { url } = await web();
    const page = await (await fetch(url)).text();
    expect(page).toMatch(/\/page\/main\.[jt]s/);
    expect(page).not.toMatch(/<script(?![^>]*src=)|<style| on[a-z]+=| style=/);
    const module = await fetch(`${url}/page/dom.ts`);
    expect(module.headers.get("content-type")).toContain("text/javascript");
    expect(await module.text()).not.toContain("HTMLElementTagNameMap");
    const tag = module.headers.get("etag") ?? "";
    expect((await fetch(`${url}/page/dom.ts`, { headers: { "if-none-match": tag } })).status).toBe(304);
    for (const path of [
      "/page/..%2fchannel.ts",
      "/page/tsconfig.json",
      "/page/%2e%2e/channel.ts",
      "/page/none.ts",
      "/page/main.ts%00.css",
    ]) {
      expect((await fetch(url + path)).status, path).toBe(404);
    }
  });
});

it("a card of a hostile device cannot grow the page's message without bound, and all of it can be downloaded", async () => {
  const { channel, url } = await web();
  const code = (line: number) => `line ${line} ${"x".repeat(20_000)}`;
  const body = Array.from({ length: 400 }, (_, line) => ({ kind: "code" as const, code: code(line) }));
  await channel.post(
    webPlace,
    card("huge", { body, actions: [{ action: "a.b", label: verbatim("Keep"), payload: {} }] }),
    en,
  );
  const stream = await openStream(url);
  await stream.next();
  const { message } = await stream.next();
  expect(JSON.stringify(message).length).toBeLessThan(420_000);
  expect(["Keep", "full report"].filter((words) => !textOf(message).includes(words))).toEqual([]);
  const report = await fetch(`${url}${message.file?.href}`);
  expect(report.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''huge.txt");
  expect(await report.text()).toContain("line 399 ");
  expect((await fetch(`${url}/api/reports/m999`)).status).toBe(404);
  stream.close();
});

it("a card turns into the other language for its reader alone, stays so as it changes, and turns back", async () => {
  const { channel, post, url, inbound } = await web();
  const mine = await openStream(url, { person: "ada" });
  const others = await openStream(url, { person: "kim" });
  const both = withLanguageButton(card("CallManager", { badge: { text: say("verdict.problem"), tone: "danger" } }), {});
  const message = await channel.post(webPlace, both, en);
  const press = (key: string) =>
    post(
      "/api/clicks",
      { message: message.id, key, locale: "en", data: { certops: { action: languageAction, payload: {} } } },
      { cookie: "certops_person=ada" },
    );
  const newest = async (stream: typeof mine, want: RegExp): Promise<string> => {
    for (;;) {
      const { message: seen } = await stream.next();
      if (seen?.card !== undefined && want.test(textOf(seen))) return textOf(seen);
    }
  };
  await newest(mine, /中文/);
  expect((await press("key-turn-1")).status).toBe(202);
  expect(await newest(mine, /English/)).toContain("问题");
  await channel.edit(message, { ...both, title: verbatim("TVS") }, en);
  expect(await newest(mine, /TVS/)).toContain("问题");
  expect(await newest(others, /TVS/)).toContain("Problem");
  expect((await press("key-turn-2")).status).toBe(202);
  expect(await newest(mine, /中文/)).toContain("Problem");
  expect(inbound).toEqual([]);
  mine.close();
  others.close();
});
