// The page in a real browser, by keyboard. Skipped where there is no Chromium (set CHROMIUM to its path).
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { approvalCard } from "../../../cards/approval-card.ts";
import { certsCard } from "../../../cards/certs-card.ts";
import { reportCard } from "../../../cards/report-card.ts";
import type { PersonId } from "../../../src/domain/ids.ts";
import { createHttp } from "../../../src/http/http.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import * as s from "../../cards/samples.ts";
import { card, startWeb, webPlace } from "./harness.ts";

const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";
const en = { locale: "en" } as const;
const closing: (() => Promise<void>)[] = [];
let browser: Browser;

async function open(options: BrowserContextOptions = {}) {
  const web = await startWeb();
  closing.push(() => web.http.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  closing.push(() => context.close());
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(web.url);
  await page.locator("#composer[aria-label]").waitFor();
  return { ...web, page, troubles };
}

/** Presses Tab until the focused element has this text or label. */
async function tabTo(page: Page, label: string): Promise<void> {
  for (let count = 0; count < 60; count++) {
    const found = await page.evaluate<string>(
      "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''",
    );
    if (found === label) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never reached ${label}`);
}

describe.skipIf(!existsSync(executable))("the page (skipped without Chromium: set CHROMIUM)", () => {
  beforeAll(async () => {
    const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
    browser = await chromium.launch({ executablePath: executable, args });
  });
  afterAll(async () => {
    await browser.close();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it("loads without a word on the console, greets, and sends what is typed with Enter", async () => {
    const { page, troubles, inbound } = await open();
    await page.getByRole("heading", { name: "Ask what is wrong" }).waitFor();
    await page.locator("#composer").focus();
    await page.keyboard.type("phones are silent");
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("since 02:10");
    await page.keyboard.press("Enter");
    await page.locator(".message .text", { hasText: "phones are silent" }).waitFor();
    expect(inbound[0]).toMatchObject({ kind: "prompt", text: "phones are silent\nsince 02:10" });
    expect(await page.locator("#composer").inputValue()).toBe("");
    expect(await page.locator("#welcome").isHidden()).toBe(true);
    expect(troubles).toEqual([]);
  });

  it("completes a slash command from the keyboard", async () => {
    const { page, inbound } = await open();
    await page.locator("#composer").focus();
    await page.keyboard.type("/cer");
    await page.getByRole("option", { name: /certs/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    expect(await page.locator("#composer").getAttribute("aria-activedescendant")).toBe("suggestion-0");
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: /branch/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    expect(await page.locator("#composer").inputValue()).toBe("/certops certs branch");
    await page.keyboard.press("Enter");
    await vi.waitFor(() => expect(inbound[0]).toMatchObject({ kind: "command", text: "/certops certs branch" }), {
      timeout: 20_000,
    });
  });

  it("keeps an opened section open, and the focus in it, while the diagnosis goes on", async () => {
    const { page, channel } = await open();
    const message = await channel.post(webPlace, reportCard(s.running, s.context), en);
    const header = page.getByRole("button", { name: /Evidence \(1\)/ });
    await header.waitFor();
    expect(await header.getAttribute("aria-expanded")).toBe("false");
    await header.focus();
    await page.keyboard.press("Enter");
    await page.getByText("not after 2031-11-20").waitFor();
    expect(await header.getAttribute("aria-expanded")).toBe("true");
    const more = {
      ...s.running,
      findings: [...s.running.findings, s.finding("late", "problem", "A late finding", "late line")],
    };
    await channel.edit(message, reportCard(more, s.context), en);
    await page.getByText("late line").waitFor();
    const grown = page.getByRole("button", { name: /Evidence \(2\)/ });
    expect(await grown.getAttribute("aria-expanded")).toBe("true");
    expect(await page.evaluate<boolean>("document.activeElement.closest('.card') !== null")).toBe(true);
  });

  it("keeps a half-written reason while the card changes, and sends it with the click", async () => {
    const { page, channel, inbound } = await open();
    const audience = { mayVote: ["ben" as PersonId] };
    const message = await channel.post(webPlace, approvalCard({ ...s.approval, votes: [] }, audience, s.context), en);
    await page.getByRole("button", { name: "Deny" }).focus();
    await page.keyboard.press("Enter");
    const reason = page.getByRole("textbox", { name: /Reason/ });
    await reason.focus();
    await page.keyboard.type("not before");
    await channel.edit(message, approvalCard(s.approval, audience, s.context), en);
    await page.getByText("1 of 2", { exact: true }).waitFor();
    await page.keyboard.type(" 18:00");
    expect(await reason.inputValue()).toBe("not before 18:00");
    await tabTo(page, "Deny");
    await page.keyboard.press("Enter");
    await vi.waitFor(() => expect(inbound).toHaveLength(1), { timeout: 20_000 });
    expect(inbound[0]).toMatchObject({
      kind: "click",
      action: "approval.deny",
      payload: { approval: s.approval.id, reason: "not before 18:00" },
    });
  });

  it("refuses to send a required reason that is empty", async () => {
    const { page, channel, inbound } = await open();
    await channel.post(webPlace, reportCard(s.finished, s.context), en);
    await page.getByRole("button", { name: "Request approval" }).first().click();
    await page.getByRole("button", { name: "Request approval" }).last().click();
    await page.getByRole("textbox", { name: /Why now/ }).fill("phones are silent");
    expect(inbound).toEqual([]);
    await page.getByRole("button", { name: "Request approval" }).last().click();
    await vi.waitFor(() =>
      expect(inbound[0]).toMatchObject({
        action: "approval.request",
        payload: { remedy: "remotekey", reason: "phones are silent" },
      }),
    );
  });

  it("asks before an approval is sent; Escape sends nothing", async () => {
    const { page, channel, inbound } = await open();
    await channel.post(webPlace, approvalCard(s.approval, { mayVote: [] }, s.context), en);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByText("Approve these 3 steps (plan 3f2a9b7c1d5e)?").waitFor();
    await page.keyboard.press("Escape");
    expect(inbound).toEqual([]);
    await page.getByRole("button", { name: "Approve", exact: true }).click();
    await page.getByRole("button", { name: "Yes, go on" }).click();
    await vi.waitFor(() => expect(inbound[0]).toMatchObject({ action: "approval.approve" }), { timeout: 20_000 });
  });

  it("lets one visitor be somebody else: what is private goes, what is sent is theirs", async () => {
    const { page, channel, inbound } = await open();
    await channel.whisper(
      webPlace,
      { platform: "web", tenant: "practice", user: "alex", displayName: "" },
      card("for Alex alone"),
      en,
    );
    const secret = page.locator(".card", { hasText: "for Alex alone" });
    await secret.waitFor();
    await page.locator("#person").selectOption("ada");
    await secret.waitFor({ state: "detached" });
    expect(await page.locator("body").innerText()).not.toContain("for Alex alone");
    await page.locator("#composer").fill("I approve");
    await page.keyboard.press("Enter");
    await vi.waitFor(() => expect(inbound[0]?.actor.user).toBe("ada"), { timeout: 20_000 });
    await page.reload();
    await page.locator(".message", { hasText: "I approve" }).waitFor();
    expect(await page.locator("#person").inputValue()).toBe("ada");
  });

  it("speaks Chinese at once, cards included, and remembers it", async () => {
    const { page, channel } = await open();
    await channel.post(webPlace, reportCard(s.finished, s.context), en);
    await page.getByText("Check again").waitFor();
    await page.getByRole("button", { name: "Switch to Chinese" }).click();
    await page.getByRole("button", { name: "重新检查" }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "重新检查" }).waitFor();
    expect(await page.evaluate<string>("document.documentElement.lang")).toBe("zh-CN");
  });

  it("breaks the practice cluster from the panel and shows the phones fall silent", async () => {
    const { page, lab } = await open();
    await page.getByRole("button", { name: "Practice cluster" }).click();
    await page.locator("#lab-registered", { hasText: "830" }).waitFor();
    await page.getByRole("checkbox", { name: "CallManager", exact: true }).check();
    await page.getByRole("checkbox", { name: "TVS" }).check();
    await page.getByRole("button", { name: "Renew" }).click();
    await page.locator("#lab-registered", { hasText: "18" }).waitFor();
    expect(lab.actions).toEqual([{ kind: "renew", units: ["CallManager", "TVS"], nodes: [] }]);
    await page.locator(".message", { hasText: "Alex Moreau renewed CallManager, TVS" }).waitFor();
  });

  it("says when the connection is lost and catches up when it is back", async () => {
    const { page, http, url } = await open();
    await http.close();
    await page.getByText("Connection lost").waitFor();
    const again = createHttp({ bind: "127.0.0.1", port: Number(new URL(url).port), logger: silentLogger });
    const second = await startWeb({ http: again });
    closing.push(() => again.close());
    await second.channel.post(webPlace, card("after the restart"), en);
    await page.locator(".card", { hasText: "after the restart" }).waitFor();
    await page.getByText("Connected again.").waitFor();
  });

  it("draws hostile text as text: no link, no script, no picture from elsewhere", async () => {
    const { page, channel, troubles } = await open();
    const hostile = { verbatim: s.hostile };
    const body = [
      { kind: "text" as const, text: hostile },
      { kind: "code" as const, code: s.hostile },
      { kind: "list" as const, items: [{ text: hostile, detail: hostile }] },
    ];
    await channel.post(
      webPlace,
      card("x", { title: hostile, body, actions: [{ action: "a.b", label: hostile, payload: {} }] }),
      en,
    );
    await page.locator(".card").waitFor();
    expect(await page.locator(".card a, .card script, .card iframe, .card img").count()).toBe(0);
    expect(await page.locator(".card").innerText()).toContain("{{DATE(2026-01-01T00:00:00Z, SHORT)}}");
    expect(troubles).toEqual([]);
  });

  it.each([390, 1280])("fits %i px without sideways scrolling, and every control has a name", async (width) => {
    const { page, channel } = await open({ viewport: { width, height: 800 }, colorScheme: "dark" });
    await channel.post(webPlace, reportCard(s.finished, s.context), en);
    await channel.post(webPlace, certsCard(s.certificates), en);
    await channel.post(webPlace, approvalCard(s.approval, { mayVote: [] }, s.context), en);
    await page.getByRole("button", { name: "Approve", exact: true }).waitFor();
    // To open a section makes the library lay everything out anew: what the style sheet says must still hold.
    const padding = () =>
      page.evaluate<unknown>(
        "['.card > *', '.badge', '.code'].map((one) => getComputedStyle(document.querySelector(one)).padding)",
      );
    await page.locator(".ac-container.ac-selectable").first().click();
    expect(await padding()).toEqual(["0px", "1px 10px", "8px 10px"]);
    const facts = await page.evaluate<unknown>(`(() => {
      const controls = [...document.querySelectorAll("button, select, input, textarea, [role='button']")];
      const named = (one) => (one.getAttribute("aria-label") ?? one.textContent ?? "").trim() !== "" || one.labels?.length === 1;
      return {
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        nameless: controls.filter((one) => one.offsetParent !== null && !named(one)).map((one) => one.outerHTML),
        // On a phone a table scrolls no more: every row is a few lines, with its columns' names.
        sideways: [...document.querySelectorAll(".table-scroll")].map((one) => one.scrollWidth - one.clientWidth).filter((more) => more > 0),
        told: getComputedStyle(document.querySelector(".table-scroll [role='cell'] [data-label='Node']"), "::before").content,
        theme: document.documentElement.dataset.theme,
        double: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, at, all) => all.indexOf(id) !== at),
      };
    })()`);
    expect(facts).toEqual({
      overflow: 0,
      nameless: [],
      sideways: [],
      told: width < 700 ? '"Node "' : "none",
      theme: "dark",
      double: [],
    });
  });
});
