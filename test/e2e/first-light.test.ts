// The whole way once, in a browser: break the practice cluster, ask in words, read the cause, request, approve, watch the phones come back.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Bot } from "../../src/app/bot.ts";
import { ask, become, chromiumPath, launch, needsChromium, practiceBot, renewInPanel, visit } from "./world.ts";

/** README's picture is drawn anew when this names a folder. */
const pictures = process.env.CERTOPS_PICTURES;

describe.skipIf(chromiumPath === undefined)(`first light${needsChromium}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  it("brings silent phones back with four eyes, where the remedy can work", { timeout: 120_000 }, async () => {
    const bot = await practiceBot();
    onTestFinished(() => bot.close());
    const { page, complaints } = await visit(browser, bot.url ?? "");
    const { lab } = bot;
    if (lab === undefined) throw new Error("no practice cluster");
    await lab.cluster.phonesSettled();
    await snapshotTaken(bot);

    await renewInPanel(page, ["TVS", "ITLRecovery"]);
    await expect.poll(() => lab.hands.status().phones.Registered, { timeout: 30_000 }).toBe(0);

    await ask(page, "phones won't register since we renewed TVS and ITLRecovery");
    const report = page.locator(".message", { hasText: "Cause (proved)" });
    await report.waitFor();
    await expect(report.textContent()).resolves.toMatch(/works · the phones hold the current CallManager certificate/);
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, "diagnosis.png") });
    }

    await report.getByRole("button", { name: "Request approval", exact: false }).first().click();
    await report.getByLabel("Why now?", { exact: false }).fill("All phones are silent");
    await report.getByRole("button", { name: "Request approval" }).last().click();
    const approval = page.locator(".message", { hasText: "utils itl reset localkey" }).filter({ hasText: "0 of 2" });
    await approval.waitFor();

    const card = page.locator(".message").filter({ has: page.getByRole("button", { name: "Approve" }) });
    await card.getByRole("button", { name: "Approve" }).click();
    await confirmIfAsked();
    await page
      .locator(".message", { hasText: /never votes|cannot (vote|approve)/i })
      .first()
      .waitFor();

    for (const name of ["Beatriz", "Chen"]) {
      await become(page, name);
      await card.getByRole("button", { name: "Approve" }).click();
      await confirmIfAsked();
      if (name === "Beatriz") await page.locator(".message", { hasText: "1 of 2" }).waitFor();
    }
    // The cluster is looked at first: replication, NTP, backups.
    await expect.poll(async () => (await bot.app.services.runs.list({ limit: 1 })).length, { timeout: 20_000 }).toBe(1);
    const [run] = await bot.app.services.runs.list({ limit: 1 });
    if (run === undefined) throw new Error("the second vote started no run");
    await expect
      .poll(async () => (await bot.app.services.runs.get(run.id))?.state, { timeout: 90_000 })
      .not.toMatch(/running|verifying/);
    const ended = await bot.app.services.runs.get(run.id);
    expect({ state: ended?.state, back: ended?.verification?.phonesBack }).toEqual({
      state: "verified",
      back: { before: 0, after: 40, known: 40 },
    });
    await page.locator(".message", { hasText: "Verified" }).first().waitFor();
    expect(lab.hands.status().phones.Registered).toBe(40);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "recovery.png") });
    expect(complaints).toEqual([]);

    async function confirmIfAsked(): Promise<void> {
      const confirm = page.getByRole("button", { name: /^(yes|confirm|approve now)/i });
      if (await confirm.isVisible()) await confirm.click();
    }
  });

  it("says before anyone approves that the remedy cannot work, in English and in Chinese", {
    timeout: 120_000,
  }, async () => {
    const bot = await practiceBot();
    onTestFinished(() => bot.close());
    const { page, complaints } = await visit(browser, bot.url ?? "", { width: 390, height: 844, dark: true });
    const { lab } = bot;
    if (lab === undefined) throw new Error("no practice cluster");
    await lab.cluster.phonesSettled();
    await snapshotTaken(bot);
    await renewInPanel(page, ["CallManager", "TVS", "ITLRecovery"]);
    await expect.poll(() => lab.hands.status().phones.Registered, { timeout: 30_000 }).toBe(0);

    await ask(page, "all phones are unregistered");
    const report = page.locator(".message", { hasText: "Cause (proved)" });
    await report.waitFor();
    const text = (await report.textContent()) ?? "";
    expect(text).toMatch(
      /utils itl reset localkey.*cannot work here · the phones do not hold the current CallManager/s,
    );
    expect(text).toMatch(/Factory reset of the phones.*works/s);
    expect(await report.getByRole("button", { name: "Request approval" }).count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "cannot-work-phone.png") });

    await page.locator("#language").click();
    await page.locator(".message", { hasText: "原因" }).first().waitFor();
    expect(await page.locator(".message", { hasText: "电话既不持有" }).count()).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});

async function snapshotTaken(bot: Bot): Promise<void> {
  const [cluster] = bot.app.services.clusters;
  if (cluster === undefined) throw new Error("no cluster");
  await expect.poll(async () => (await bot.app.store.snapshots.list(cluster.id)).length, { timeout: 20_000 }).toBe(1);
}
