// The practice panel in a real browser: what stands around the cluster can be broken there, and its numbers say so.
import { expect, it, onTestFinished } from "vitest";
import { chromiumPath, launch, needsChromium, practiceBot, visit } from "./world.ts";

it.skipIf(chromiumPath === undefined)(
  `breaks remote access and single sign-on from the panel, with a line in the conversation${needsChromium}`,
  { timeout: 60_000 },
  async () => {
    const bot = await practiceBot({ nodes: 1, phones: 0, expressways: 1, appsTryEvery: 1e6 });
    onTestFinished(() => bot.close());
    const browser = await launch();
    onTestFinished(() => browser.close());
    const { page, complaints } = await visit(browser, bot.url ?? "");
    await page.locator("#panel-button").click();
    const panel = page.locator("#panel");
    await panel.locator("#lab-apps", { hasText: /^4 / }).waitFor();
    const around = (title: string) => panel.locator("form", { has: page.locator("legend", { hasText: title }) });
    const act = async (title: string, doing: string) => {
      await around(title).locator("select").first().selectOption(doing);
      await around(title).getByRole("button").click();
    };
    await act("Expressway and remote access", "forget-cucm");
    await page.getByText("Peer: delete what it trusts of CUCM").last().waitFor();
    await act("Expressway and remote access", "sign-in");
    await panel.locator("#lab-apps", { hasText: /^0 / }).waitFor();
    await act("Single sign-on", "idp-off");
    await page.getByText("IdP: switch off").last().waitFor();
    expect(bot.lab?.hands.sso.idp.powered).toBe(false);
    expect(complaints).toEqual([]);
  },
);
