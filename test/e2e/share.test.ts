// Sharing from the page and from the command line: a preview first, then the file; what is downloaded is intact.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { startBot } from "../../src/app/bot.ts";
import { verifyCase } from "../../src/cases/manifest.ts";
import { readZip } from "../../src/cases/zip.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { certops } from "../cli/fixture.ts";
import { ask, chromiumPath, launch, needsChromium, visit } from "./world.ts";

describe.skipIf(chromiumPath === undefined)(`sharing${needsChromium}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  it("shows what would leave, posts it when told to, and writes the same from the command line", {
    timeout: 120_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "certops-share-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const settings = practiceConfig({ dataFolder: "unused" });
    const bot = await startBot({
      settings: { ...settings, timeZone: "UTC", listen: { host: "127.0.0.1", port: 0 } },
      logger: silentLogger,
      lab: { nodes: 2, phones: 12, seed: 7, pace: 50 },
      memory: true,
      stateFolder: folder,
    });
    onTestFinished(() => bot.close());
    const { page, complaints } = await visit(browser, bot.url ?? "");
    await ask(page, "phones do not register, password: hunter2hunter2");
    const report = page.locator(".message").filter({ has: page.getByRole("button", { name: "Share diagnostics" }) });
    await report.waitFor({ timeout: 60_000 });
    await report.getByRole("button", { name: "Share diagnostics" }).click();

    const preview = page.locator(".message", { hasText: "Nothing has left yet" });
    await preview.waitFor();
    expect(await preview.textContent()).toContain("one password or secret");
    expect(await page.locator(".message", { hasText: "shares certops-" }).count()).toBe(0);
    await preview.getByRole("button", { name: "Share it here" }).click();
    const sent = page.locator(".message", { hasText: "shares certops-hq-dia_" });
    await sent.waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), sent.getByRole("link").first().click()]);
    const posted = readFileSync(await download.path());
    expect(await verifyCase(posted)).toMatchObject({ ok: true, files: 3 });
    const texts = (await readZip(posted)).map(({ bytes }) => Buffer.from(bytes).toString());
    expect(texts.some((text) => text.includes("hunter2"))).toBe(false);
    expect(complaints).toEqual([]);

    const about = /dia_[A-Za-z0-9_-]+(?=\.zip)/.exec((await sent.textContent()) ?? "")?.[0] ?? "";
    const out = join(folder, "out");
    const ran = await certops(["share", about, "--out", out, "--json"], { folder });
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: "" });
    const [name = ""] = readdirSync(out);
    expect(JSON.parse(ran.out)).toMatchObject({ saved: [join(out, name)], replies: [{ kind: "case" }] });
    const checked = await certops(["case", "verify", join(out, name)], { folder });
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining("intact: 3 files")]);
    const stranger = await certops(["case", "verify", join(out, name), "--key", "00".repeat(32)], { folder });
    expect(stranger.code).toBe(6);
    // The same diagnosis as a picture: in the page with its words, from the command line as a file.
    await report.getByRole("button", { name: "Trust map" }).click();
    const image = page.locator("img.picture");
    await image.waitFor();
    expect(await image.getAttribute("alt")).toContain("who must trust whose certificate");
    await vi.waitFor(async () => expect(await image.evaluate((one) => Reflect.get(one, "naturalWidth"))).toBe(975), {
      timeout: 15_000,
    });
    const drawn = await certops(["picture", "trust-map", about, "--out", out], { folder });
    expect([drawn.code, drawn.out]).toEqual([0, expect.stringContaining(".png")]);
    expect(complaints).toEqual([]);
    const none = await certops(["share", "dia_nothing", "--out", out], { folder });
    expect([none.code, none.out]).toEqual([4, expect.stringContaining("dia_nothing")]);
  });
});
