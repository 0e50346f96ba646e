// The real Teams client code in Chromium against the real adapter: a card, its change in place, a message out of nowhere, both
// kinds of buttons.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTeams } from "../../src/channels/teams/start.ts";
import type { Channel, Inbound, MessageRef, Place } from "../../src/domain/chat.ts";
import { personId } from "../../src/domain/ids.ts";
import { verbatim } from "../../src/domain/text.ts";
import { createHttp } from "../../src/http/http.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { gallery } from "../cards/gallery.ts";
import { appId, memoryOf, secret } from "../channels/teams/harness.ts";
import { contractCard } from "../contracts/channel.ts";
import { freePort } from "../fakes/free-port.ts";
import { Playground, playgroundTenant, playgroundUser } from "../fakes/teams/playground.ts";
import { FakeTeams } from "../fakes/teams/server.ts";
import { chromiumPath, launch, needsChromium } from "./world.ts";

const en = { locale: "en" } as const;
const patient = { timeout: 60_000 };

describe.skipIf(chromiumPath === undefined)(`Teams’ own client${needsChromium}`, () => {
  const kept = new Map<string, string>();
  const issuer = new FakeTeams(systemClock, { appId, secret });
  const playground = new Playground(issuer);
  const received: Inbound[] = [];
  const closers: (() => Promise<void>)[] = [];
  let answering: (inbound: Inbound, channel: Channel) => Promise<void> = () => Promise.resolve();
  let page: Page;

  /** A bot on the same memory; the one before is gone. */
  const bot = async (): Promise<{ readonly channel: Channel; readonly door: string }> => {
    for (const close of closers.splice(0)) await close();
    const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });
    const running = await startTeams({
      identity: { appId, tenantId: playgroundTenant, secret: () => secret },
      path: "/api/messages",
      http,
      people: [
        {
          id: personId("alex"),
          name: "Alex",
          roles: [],
          identities: [{ platform: "teams", tenant: playgroundTenant, user: playgroundUser }],
        },
      ],
      receive: async (inbound) => {
        received.push(inbound);
        await answering(inbound, running.channel);
      },
      memory: memoryOf(kept),
      clock: systemClock,
      logger: silentLogger,
      zone: "UTC",
      locale: "en",
      cloud: playground.cloud,
    });
    const { url } = await http.listen();
    await running.open();
    closers.push(async () => {
      await running.close();
      await http.close();
    });
    return { channel: running.channel, door: `${url}/api/messages` };
  };

  beforeAll(async () => {
    await issuer.listen();
    await playground.open();
    const { door } = await bot();
    page = await playground.start(door, await freePort(), await launch());
  }, 120_000);
  afterAll(async () => {
    await playground.close();
    for (const close of closers) await close();
    await issuer.close();
  });

  const type = async (text: string): Promise<void> => {
    await page.locator("[data-lexical-editor=true]").click(patient);
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  const see = (text: string) => page.getByText(text).last().waitFor(patient);
  const picture = async (name: string): Promise<void> => {
    const folder = process.env.CERTOPS_PICTURES;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };

  it("greets, answers with a card, and changes it in place when Action.Execute is pressed", async () => {
    await see("Ready to look at your CUCM certificates");
    let posted: MessageRef | undefined;
    answering = async (inbound, channel) => {
      if (inbound.kind === "click" && posted !== undefined) {
        await channel.edit(posted, contractCard("Approved by Alex"), en);
        return;
      }
      const approval = gallery["approval-pending"];
      if (approval === undefined) throw new Error("no such card");
      const forAlex = approval.actions.map((action) => ({ ...action, onlyFor: [personId("alex")] }));
      posted = await channel.post(inbound.place, { ...approval, actions: forAlex }, en);
    };
    await type("what waits for me?");
    await see("3f2a9b7c1d5e");
    await picture("approval");
    await page.getByRole("button", { name: "Deny" }).last().click(patient);
    await page.locator("input[placeholder], input[type=text], textarea").last().fill("not tonight", patient);
    await page.getByRole("button", { name: "Deny" }).last().click(patient);
    await see("Approved by Alex");
    await picture("changed");
    expect(await page.getByText("3f2a9b7c1d5e").count()).toBe(0);
    expect(received.at(-1)).toMatchObject({
      kind: "click",
      action: "approval.deny",
      payload: { reason: "not tonight" },
    });
    expect(playground.came).toContain("invoke adaptiveCard/action");
  }, 120_000);

  it("writes first after a restart, from the conversation that it remembers", async () => {
    const place: Place | undefined = received[0]?.place;
    if (place === undefined) throw new Error("nobody wrote");
    const { channel, door } = await bot();
    playground.moved(door);
    await channel.post(place, contractCard("Nobody has voted for ten minutes"), en);
    await see("Nobody has voted for ten minutes");
    await picture("proactive");
  }, 120_000);

  it("serves a client that knows Action.Submit only", async () => {
    playground.oldClient = true;
    answering = async (inbound, channel) => {
      const again = { action: "diagnosis.again", label: verbatim("Check again"), payload: { diagnosis: "dgn_1" } };
      const title = inbound.kind === "click" ? "Checked again" : "Checked";
      const actions = inbound.kind === "click" ? [] : [again];
      if (inbound.kind === "click" && inbound.message !== undefined)
        await channel.edit(inbound.message, contractCard(title, { actions }), en);
      else await channel.post(inbound.place, contractCard(title, { actions }), en);
    };
    await type("check");
    await page.getByRole("button", { name: "Check again" }).last().click(patient);
    await see("Checked again");
    await picture("submit");
    expect(received.at(-1)).toMatchObject({
      kind: "click",
      action: "diagnosis.again",
      payload: { diagnosis: "dgn_1" },
    });
  }, 120_000);
});
