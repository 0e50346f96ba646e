// The page of a real cluster: people sign in at an OpenID provider, two of them approve in browsers of their own.
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { signedInWorld } from "./signed-in-world.ts";
import { ask, chromiumPath, launch, needsChromium } from "./world.ts";

const pictures = process.env.CERTOPS_PICTURES;

describe.skipIf(chromiumPath === undefined)(`the page of a real cluster${needsChromium}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  /** Goes through the provider's own pages as this name. */
  const signIn = async (url: string, name: string): Promise<Page> => {
    const page = await (await browser.newContext({ locale: "en-GB", timezoneId: "UTC" })).newPage();
    await page.goto(url);
    await page.locator("input[name=login]").fill(name);
    await page.locator("input[name=password]").fill("any");
    await page.locator("button[type=submit]").click();
    await page.getByRole("button", { name: "Continue" }).click();
    return page;
  };

  it("takes the votes of two people who signed in, and of nobody else", { timeout: 120_000 }, async () => {
    const world = await signedInWorld();
    onTestFinished(() => world.close());
    await world.lab.cluster.phonesSettled();

    const stranger = await signIn(world.url, "mallory");
    await stranger.getByText("CertOps does not know you").waitFor();
    await stranger.getByRole("link", { name: "Sign in as somebody else" }).waitFor();
    expect(await stranger.textContent("main")).toContain("mallory");
    if (pictures !== undefined) await stranger.screenshot({ path: join(pictures, "sign-in-stranger.png") });

    const alex = await signIn(world.url, "alex");
    await alex.locator("#composer").waitFor();
    await alex.locator("#signed-in", { hasText: "Alex Kim" }).waitFor();
    expect(await alex.locator("#person").isVisible()).toBe(false);
    await ask(alex, "/certops restart tftp cucm-pub");
    await alex.getByRole("button", { name: "Request approval" }).first().click();
    await alex.getByLabel("Why now?", { exact: false }).first().fill("stale list");
    await alex.getByRole("button", { name: "Request approval" }).last().click();

    for (const [name, votes] of [
      ["beatriz", "1 of 2"],
      ["chen", "2 of 2"],
    ] as const) {
      const page = await signIn(world.url, name);
      const card = page.locator(".message").filter({ has: page.getByRole("button", { name: "Approve" }) });
      await card.getByRole("button", { name: "Approve" }).click();
      const confirm = page.locator("#confirm button[value=yes]");
      if (await confirm.isVisible()) await confirm.click();
      await page.locator(".message", { hasText: votes }).first().waitFor({ timeout: 15_000 });
      if (pictures !== undefined && name === "beatriz")
        await page.screenshot({ path: join(pictures, "signed-in.png") });
    }
    const { approvals } = world.bot.app.services;
    const [approval] = await approvals.list({ open: false, limit: 1 });
    expect(approval?.votes.map((vote) => vote.person)).toEqual(["beatriz", "chen"]);
    expect(approval?.requester).toBe("alex");

    await alex.locator("#sign-out").click();
    await alex.getByRole("button", { name: "Yes, sign me out" }).click();
    await alex.getByText("You are signed out").waitFor();
    await alex.goto(world.url);
    await alex.locator("input[name=login]").waitFor();
  });
});
