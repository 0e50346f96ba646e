// The practice panel in a real browser: what stands around the cluster can be broken there, and its numbers say so.
import { expect, it, onTestFinished } from "vitest";
import { chromiumPath, launch, needsChromium, practiceBot, visit } from "./world.ts";

it.skipIf(chromiumPath === undefined)(
  `does every hand around the cluster when its button is pressed, with a line in the conversation${needsChromium}`,
  { timeout: 90_000 },
  async () => {
    const bot = await practiceBot({ nodes: 1, phones: 2, expressways: 1, appsTryEvery: 1e6 });
    onTestFinished(() => bot.close());
    const browser = await launch();
    onTestFinished(() => browser.close());
    const { page, complaints } = await visit(browser, bot.url ?? "");
    await page.locator("#panel-button").click();
    const panel = page.locator("#panel");
    await panel.locator("#lab-apps", { hasText: /^4 / }).waitFor();
    const result = panel.locator(".lab-result");
    const group = (title: string) => panel.locator("form", { has: page.locator("summary", { hasText: title }) });
    const act = async (title: string, doing: string) => {
      await group(title).locator("select").first().selectOption(doing);
      await group(title).getByRole("button").click();
      await panel.and(page.locator(":not([aria-busy])")).waitFor();
      return `${doing}: ${await result.textContent()}`;
    };

    // They are folded until somebody wants them: the panel is not two screens long.
    const titles = ["Expressway and remote access", "Single sign-on", "802.1X and authentication server"];
    for (const title of titles) {
      expect(await group(title).locator("select").first().isVisible()).toBe(false);
      await group(title).locator("summary").click();
    }
    await act("Expressway and remote access", "forget-cucm");
    await page.getByText("Peer: delete what it trusts of CUCM").last().waitFor();
    await act("Expressway and remote access", "sign-in");
    await panel.locator("#lab-apps", { hasText: /^0 / }).waitFor();
    await act("Single sign-on", "idp-off");
    await page.getByText("IdP: switch off").last().waitFor();
    expect(bot.lab?.hands.sso.idp.powered).toBe(false);

    // Each hand once, in the order in which they are offered: what is switched off is switched on before it is needed.
    const failed: string[] = [];
    for (const title of titles) {
      const select = group(title).locator("select").first();
      const doings = await select.locator("option").evaluateAll((all) => all.map((one) => one.getAttribute("value")));
      expect(doings.length).toBeGreaterThan(10);
      for (const doing of doings) {
        const said = await act(title, doing ?? "");
        if (!said.endsWith(": Done.")) failed.push(said);
      }
      const texts = await select.locator("option").allTextContents();
      for (const text of texts) await page.locator("#messages").getByText(text).last().waitFor();
    }
    expect(failed).toEqual([]);
    expect(complaints).toEqual([]);
  },
);
