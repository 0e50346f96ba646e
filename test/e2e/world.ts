// A whole bot with its practice cluster in process, and a Chromium that visits it.
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { type Bot, startBot } from "../../src/app/bot.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import type { StartLabOptions } from "../../src/lab/index.ts";

/** Where Chromium is; undefined where there is none (the tests then say that they were skipped). */
export const chromiumPath: string | undefined = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"]
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path));

export const needsChromium =
  chromiumPath === undefined ? " (skipped: no Chromium; set CHROMIUM to one, or install it)" : "";

/** A bot on a free port with everything in memory; waits are fifty times shorter than in life. */
export function practiceBot(lab: StartLabOptions = {}): Promise<Bot> {
  const settings = { ...practiceConfig({ dataFolder: "unused" }), timeZone: "UTC" };
  return startBot({
    settings: { ...settings, listen: { host: "127.0.0.1", port: 0 } },
    logger: silentLogger,
    // No apps behind an Expressway: the tests count desk phones.
    lab: { nodes: 3, phones: 40, seed: 7, pace: 50, expressways: 0, ...lab },
    memory: true,
  });
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** The page of one visitor; what its console complains about is collected in `complaints`. */
export async function visit(
  browser: Browser,
  url: string,
  options: { readonly width?: number; readonly height?: number; readonly dark?: boolean } = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.dark === true ? "dark" : "light",
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(url);
  await page.locator("#composer").waitFor();
  return { page, complaints };
}

/** Types into the message field and sends. */
export async function ask(page: Page, text: string): Promise<void> {
  await page.locator("#composer").fill(text);
  await page.keyboard.press("Enter");
}

/** Becomes another of the practice people. */
export async function become(page: Page, name: string): Promise<void> {
  const option = page.locator("#person option", { hasText: name });
  await page.locator("#person").selectOption((await option.getAttribute("value")) ?? "");
  await page.locator("#me[title], #me").first().waitFor();
}

/** Renews certificates through the "break something" panel, as a visitor does. */
export async function renewInPanel(page: Page, units: readonly string[]): Promise<void> {
  const panel = page.locator("#panel");
  if (!(await panel.isVisible())) await page.locator("#panel-button").click();
  for (const unit of units) await panel.locator(`input[name=unit][value="${unit}"]`).check();
  await panel.getByRole("button", { name: "Renew", exact: true }).click();
  await page.locator("#panel-button").click();
}
