// Sign-in to the web chat: whoever is not proved by the identity provider reads nothing, and a forged proof is none.

import type { JWTPayload } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSignIn } from "../../../src/channels/web/sign-in.ts";
import { createHttp, type Http } from "../../../src/http/http.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { freePort } from "../../fakes/free-port.ts";
import { type ForgingProvider, startForgingProvider } from "../../fakes/oidc/forging-provider.ts";
import { client } from "../../fakes/oidc/real-provider.ts";
import { Browser } from "./browser.ts";
import { card, startWeb } from "./harness.ts";

let provider: ForgingProvider;
let http: Http;
let url: string;
let clock: ManualClock;
let web: Awaited<ReturnType<typeof startWeb>>;
let close: () => void;
const people: Record<string, string> = { ada: "Ada Osei", ben: "Ben Ito" };

beforeEach(async () => {
  provider = await startForgingProvider();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  http = createHttp({ bind: "127.0.0.1", port, logger: silentLogger });
  clock = new ManualClock();
  const visitors = createSignIn({
    http,
    issuer: provider.issuer,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: ["openid", "profile"],
    userClaim: "sub",
    publicUrl: url,
    hours: 10,
    known: ({ tenant, user }) => tenant === provider.issuer && people[user] !== undefined,
    nameOf: (user) => people[user],
    clock,
    logger: silentLogger,
  });
  close = visitors.close;
  web = await startWeb({ http, visitors, withLab: false });
});

afterEach(async () => {
  close();
  await http.close();
  await provider.close();
});

const signedIn = async (): Promise<Browser> => {
  const browser = new Browser(url);
  await browser.open("/");
  return browser;
};

describe("without sign-in", () => {
  it("a browser is led to the identity provider, and the page's questions are refused", async () => {
    const browser = new Browser(url);
    const first = await browser.step("/");
    expect([first.status, first.headers.get("location")]).toEqual([303, "/signin"]);
    for (const path of ["/api/state", "/api/events", "/api/suggest?q=/", "/api/files/m1", "/api/lab"])
      expect([path, (await browser.step(path, { accept: "*/*" })).status]).toEqual([path, 401]);
    for (const path of ["/api/messages", "/api/clicks", "/api/lab"])
      expect([path, (await browser.post(path, { text: "hi", key: "12345678" })).status]).toEqual([path, 401]);
    expect(web.inbound).toEqual([]);
  });

  it("the practice people's cookie is nobody", async () => {
    const answer = await fetch(`${url}/api/state`, { headers: { cookie: "certops_person=ada" } });
    expect(answer.status).toBe(401);
  });
});

describe("sign-in", () => {
  it("makes whoever the provider proves the one who speaks, under the policy's name", async () => {
    const browser = await signedIn();
    expect(await browser.json("/api/state")).toMatchObject({ me: "ada", name: "Ada Osei", signedIn: true, people: [] });
    const sent = await browser.post("/api/messages", { text: "which certs", key: "12345678" });
    expect(sent.status).toBe(202);
    expect(web.inbound[0]).toMatchObject({
      actor: { platform: "web", tenant: provider.issuer, user: "ada" },
      place: { tenant: provider.issuer },
    });
  });

  it("keeps its cookies from scripts and other sites, and leaves none of the sign-in behind", async () => {
    const browser = await signedIn();
    expect(browser.attributes("certops_visit")).toEqual(["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=36000"]);
    expect(browser.cookies.get("certops_signin") ?? "").toBe("");
  });

  it("gives nobody a visit under an id that was set before (session fixation)", async () => {
    const browser = new Browser(url);
    browser.cookies.set("certops_visit", "attackers-choice");
    await browser.open("/");
    expect(browser.cookies.get("certops_visit")).not.toBe("attackers-choice");
    const attacker = new Browser(url);
    attacker.cookies.set("certops_visit", "attackers-choice");
    expect((await attacker.step("/api/state", { accept: "*/*" })).status).toBe(401);
  });

  it("ends after its hours, streams too", async () => {
    const browser = await signedIn();
    const stream = await browser.step("/api/events", { accept: "text/event-stream" });
    const reader = stream.body?.getReader();
    await reader?.read();
    await clock.advance(10 * 3_600_000);
    expect((await browser.step("/api/state", { accept: "*/*" })).status).toBe(401);
    await web.channel.post({ platform: "web", tenant: "", conversation: "main", scope: "channel" }, card("later"), {
      locale: "en",
    });
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) break;
      expect(new TextDecoder().decode(value)).not.toContain("later");
    }
  });

  it("ends when one signs out, and only by a press on our own page", async () => {
    const browser = await signedIn();
    const foreign = await fetch(`${url}/signout`, {
      method: "POST",
      headers: { cookie: browser.header(), origin: "https://evil.example", "content-type": "application/json" },
      body: "{}",
    });
    expect(foreign.status).toBe(403);
    expect((await browser.step("/signout")).status).toBe(404);
    expect(await (await browser.post("/signout", {})).json()).toEqual({ next: "/signed-out" });
    expect((await browser.step("/api/state", { accept: "*/*" })).status).toBe(401);
    const page = await browser.step("/signed-out", { "accept-language": "zh-CN,zh;q=0.9" });
    expect(await page.text()).toContain("您已退出登录");
  });
});

describe("a stranger", () => {
  it("who signed in sees whom to ask, and nothing of the cluster", async () => {
    provider.claims = (honest) => ({ ...honest, sub: "mallory", name: "<b>Mallory</b>" });
    const browser = new Browser(url);
    const page = await browser.open("/");
    expect(page.status).toBe(403);
    const text = await page.text();
    expect(text).toContain(`web: ${provider.issuer} / mallory`);
    expect(text).not.toContain("<b>Mallory");
    for (const path of ["/api/state", "/api/events", "/api/files/m1"])
      expect((await browser.step(path, { accept: "*/*" })).status).toBe(403);
    expect((await browser.post("/api/messages", { text: "hi", key: "12345678" })).status).toBe(403);
    expect(web.inbound).toEqual([]);
  });
});

describe("a forged sign-in", () => {
  const nobody = async (path: (callback: string) => string | Promise<string>): Promise<string> => {
    const browser = new Browser(url);
    const callback = await browser.openUntilCallback("/");
    const answer = await browser.step(await path(callback));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect((await browser.step("/api/state", { accept: "*/*" })).status).toBe(401);
    return await answer.text();
  };

  it("with another state is refused", async () => {
    await nobody((callback) => callback.replace(/state=[^&]+/, "state=forged"));
    expect(provider.redeemed).toEqual([]);
  });

  it("begun in another browser is refused before the code is spent", async () => {
    const victim = new Browser(url);
    const callback = await victim.openUntilCallback("/");
    const attacker = new Browser(url);
    expect((await attacker.step(callback)).status).toBe(400);
    expect(provider.redeemed).toEqual([]);
  });

  it("that is finished twice works once", async () => {
    const browser = new Browser(url);
    const callback = await browser.openUntilCallback("/");
    expect((await browser.step(callback)).status).toBe(303);
    const again = await browser.step(callback);
    expect([again.status, await again.text()]).toEqual([400, expect.stringContaining("That sign-in is over")]);
    expect(provider.redeemed).toHaveLength(1);
  });

  it("begun six hundred times by somebody else pushes out nobody’s", async () => {
    const browser = new Browser(url);
    const callback = await browser.openUntilCallback("/");
    for (let round = 0; round < 12; round++)
      await Promise.all(Array.from({ length: 50 }, () => fetch(`${url}/signin`, { redirect: "manual" })));
    expect((await browser.step(callback)).status).toBe(303);
  });

  it("whose cookie was changed is refused before the code is spent", async () => {
    const browser = new Browser(url);
    const callback = await browser.openUntilCallback("/");
    const kept = browser.cookies.get("certops_signin") ?? "";
    for (const forged of ["", "x", kept.slice(0, -4), `${kept.slice(0, -1)}${kept.endsWith("A") ? "B" : "A"}x`]) {
      browser.cookies.set("certops_signin", forged);
      expect((await browser.step(callback)).status).toBe(400);
      browser.cookies.set("certops_signin", kept);
    }
    expect(provider.redeemed).toEqual([]);
    expect((await browser.step(callback)).status).toBe(303);
  });

  it("that took too long is over", async () => {
    await nobody(async (callback) => {
      await clock.advance(601_000);
      return callback;
    });
  });

  const forged: readonly (readonly [string, (honest: JWTPayload) => JWTPayload])[] = [
    ["for another nonce", (honest) => ({ ...honest, nonce: "other" })],
    ["without a nonce", ({ nonce: _, ...honest }) => honest],
    ["for another application", (honest) => ({ ...honest, aud: "other" })],
    ["of another issuer", (honest) => ({ ...honest, iss: "https://evil.example" })],
    ["that has run out", (honest) => ({ ...honest, exp: (honest.iat ?? 0) - 120, iat: (honest.iat ?? 0) - 600 })],
    ["without a user", ({ sub: _, ...honest }) => honest],
  ];
  it.each(forged)("with a token %s is refused", async (_name, claims) => {
    provider.claims = claims;
    expect(await nobody((callback) => callback)).toContain("You could not be signed in");
  });

  it("with a token that somebody else signed is refused", async () => {
    provider.foreignKey = true;
    await nobody((callback) => callback);
  });
});

describe("trouble at the provider", () => {
  it("is told in plain words when it says no", async () => {
    provider.refuses = "access_denied";
    const page = await new Browser(url).open("/");
    expect(await page.text()).toContain("The sign-in service said no");
  });

  it("is told when it cannot be reached, and the next try asks anew", async () => {
    await provider.close();
    const browser = new Browser(url);
    const page = await browser.open("/");
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining("does not answer")]);
  });

  it("never leads anywhere but to the page (no open redirect)", async () => {
    const browser = new Browser(url);
    const callback = await browser.openUntilCallback("/signin?return=https://evil.example&next=//evil.example");
    expect((await browser.step(`${callback}&return=https://evil.example`)).headers.get("location") ?? "/").toBe("/");
  });
});
