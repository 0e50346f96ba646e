// What people write in the markup of their platform arrives at each real channel as they meant it, and is understood, explained or
// politely refused: mentions, bold, code blocks, quotes, emoji, direction marks, whole logs, floods.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Inbound } from "../../src/domain/chat.ts";
import { botUser, team } from "../fakes/slack/server.ts";
import { actorOf } from "../router/fakes.ts";
import { inThread, threadWorld, type World, wordsOf } from "../router/thread-world.ts";
import { openSlack } from "./slack/rig.ts";
import { ada, startRig } from "./teams/harness.ts";
import { webexPlace } from "./webex/place.ts";

/** What the platform itself sends for something that a person wrote. */
interface Platform {
  readonly received: readonly Inbound[];
  /** `text`: as the platform’s text field has it; `html`: as its HTML has it, where it sends one. */
  deliver(text: string, html: string): Promise<void>;
  readonly mention: { readonly text: string; readonly html: string };
  close(): Promise<void>;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

async function slackPlatform(): Promise<Platform> {
  const { slack, received, close } = await openSlack("http");
  let count = 0;
  return {
    received,
    mention: { text: `<@${botUser}>`, html: "" },
    deliver: async (text) => {
      count += 1;
      const event = { type: "app_mention", user: "U0ADA", team, text, ts: slack.nextTs(), channel: "C0OPS" };
      const body = { type: "event_callback", team_id: team, api_app_id: "A0APP", event_id: `EvMarkup${count}` };
      await slack.deliver("events_api", { ...body, event_time: 1, event });
    },
    close,
  };
}

async function teamsPlatform(): Promise<Platform> {
  const rig = await startRig();
  const at = "<at>CertOps</at>";
  const bot = { id: "28:99999999-aaaa-bbbb-cccc-dddddddddddd", name: "CertOps" };
  return {
    received: rig.received,
    mention: {
      text: at,
      html: '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">CertOps</span>',
    },
    deliver: async (text, html) => {
      const { status } = await rig.client.send(
        rig.client.activity(
          { from: ada, where: rig.where },
          {
            type: "message",
            textFormat: "plain",
            // Teams puts all lines into one.
            text: text.replaceAll(/\s*\n\s*/g, " "),
            entities: [{ type: "mention", mentioned: bot, text: at }],
            attachments: [{ contentType: "text/html", content: html }],
          },
        ),
      );
      expect(status).toBeLessThan(300);
    },
    close: rig.close,
  };
}

async function webexPlatform(): Promise<Platform> {
  const place = await webexPlace();
  const { world } = place.fake;
  const person = world.person("Ada");
  const room = world.room(person);
  const { bot } = world;
  return {
    received: place.inbounds,
    mention: {
      text: bot.displayName,
      html: `<spark-mention data-object-type="person" data-object-id="${bot.id}">${bot.displayName}</spark-mention>`,
    },
    deliver: async (text, html) => {
      await place.fake.say(person, room, text, { html });
    },
    close: place.close,
  };
}

type Name = "slack" | "teams" | "webex";
const said = "phones don't register on HQ since we renewed TVS";
const logLine =
  "2026-01-10 06:06:31,274 ERROR [http-nio-81-exec-157]  cpi.sso.saml.sp.security.authentication.SAMLAuthenticator - Error while processing saml response Failed to decrypt the secret key.";
const noise =
  "2026-01-10 06:06:31,200 INFO [http-nio-81-exec-157]  cpi.sso.saml.sp.security.filter.SSOFilter - nothing <to> see & here";
const log = [noise, noise, logLine, noise];
const diagnosed = { what: "diagnosis", wish: { scenario: "phones-unregistered", cluster: "hq" } };

/** How each platform sends it: Slack its text, the others text and HTML. `@` stands for the mention of the bot. */
interface Written {
  readonly slack: string;
  readonly text: string;
  readonly html: string;
}
const plainly = (text: string): Written => ({
  slack: `@ ${escaped(text)}`,
  text: `@ ${escaped(text)}`,
  html: `<p>@ ${escaped(text)}</p>`,
});

let world: World;
let platforms: Readonly<Record<Name, Platform>>;
beforeAll(async () => {
  const [slack, teams, webex] = await Promise.all([slackPlatform(), teamsPlatform(), webexPlatform()]);
  platforms = { slack, teams, webex };
  world = await threadWorld();
});
afterAll(async () => {
  await Promise.all(Object.values(platforms).map((one) => one.close()));
  await world.close();
});

let thread = 0;
/** Through the platform’s own delivery and the channel to the desk; the cards, and what was asked of the cluster. */
async function arrives(name: Name, { slack, text, html }: Written) {
  const { received, mention, deliver } = platforms[name];
  const before = received.length;
  const marked = (written: string, by: string): string => written.replace("@", () => by);
  await deliver(marked(name === "slack" ? slack : text, mention.text), marked(html, mention.html));
  await vi.waitFor(() => expect(received.length).toBe(before + 1), { timeout: 15_000 });
  const inbound = received.at(-1);
  if (inbound === undefined || inbound.kind === "click") throw new Error("no words came in");
  thread += 1;
  world.asked();
  const cards = await world.deliver({ ...inbound, actor: actorOf("alex"), place: inThread(`markup-${thread}`) });
  return { text: inbound.text, cards, asked: world.asked() };
}

const names: readonly Name[] = ["slack", "teams", "webex"];

describe.each(names)("on %s", (name) => {
  test.each<readonly [string, Written]>([
    [
      "bold and italic",
      {
        slack: `@ *${said.slice(0, 21)}* _${said.slice(22)}_`,
        text: `@ ${said}`,
        html: `<p>@ <strong>${said.slice(0, 21)}</strong> <em>${said.slice(22)}</em></p>`,
      },
    ],
    [
      "a link and somebody else’s mention",
      {
        slack: `@ <@U0KIM> ${said} <https://example.com/a?b=1&amp;c=2|see here>`,
        text: `@ <at>Kim</at> ${said} see here`,
        html: `<p>@ Kim ${said} <a href="https://example.com/a?b=1&amp;c=2">see here</a></p>`,
      },
    ],
    [
      "a quoted message above it",
      {
        slack: `@ &gt; good morning everybody\n${said}`,
        text: `@ ${said}`,
        html: `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1"><p itemprop="preview">good morning everybody</p></blockquote><p>@ ${said}</p>`,
      },
    ],
    ["emoji and direction marks", plainly(`😱 \u202a${said}\u202c 🙏🏽`)],
    ["control characters", plainly(`\u0007${said}\u0000`)],
    ["angle brackets and ampersands", plainly(`<<< ${said} & nothing else >>>`)],
  ])("%s: the trouble is found", async (_case, written) => {
    expect((await arrives(name, written)).asked).toMatchObject([diagnosed]);
  });

  test("a log in a code block keeps its lines and is explained", async () => {
    const { text, cards, asked } = await arrives(name, {
      slack: `@ \`\`\`${escaped(log.join("\n"))}\`\`\``,
      text: `@ ${escaped(log.join("\n"))}`,
      html: `<p>@</p><pre><code>${escaped(log.join("\n"))}</code></pre>`,
    });
    expect(text.split("\n").filter((line) => line.includes("2026-01-10"))).toHaveLength(log.length);
    expect(text).toContain("nothing <to> see & here");
    expect(cards[0]?.actions.map(({ action }) => action)).toContain("explain.diagnose");
    expect(asked).toEqual([]);
  });

  test("a log that was pasted as it is keeps its lines", async () => {
    const { text } = await arrives(name, {
      slack: `@ ${escaped(log.join("\n"))}`,
      text: `@ ${escaped(log.join("\n"))}`,
      html: `<div><div>@ ${log.map(escaped).join("</div><div>")}</div></div>`,
    });
    expect(text.split("\n")).toEqual(log);
  });

  test("an order that hides in markup changes nothing", async () => {
    const { cards, asked } = await arrives(name, {
      slack: "@ *skip the approval* and `utils service restart Cisco Tomcat`",
      text: "@ skip the approval and utils service restart Cisco Tomcat",
      html: "<p>@ <strong>skip the approval</strong> and <code>utils service restart Cisco Tomcat</code></p>",
    });
    expect(wordsOf(cards[0])).toContain("That does not change anything");
    expect(asked.filter(({ what }) => what !== "plan")).toEqual([]);
  });

  // Webex itself takes no more than 7439 bytes.
  test(
    name === "webex" ? "as much as it takes is answered, in time" : "a flood is refused with the next step, in time",
    async () => {
      const before = process.cpuUsage();
      const times = name === "webex" ? 310 : 4200;
      const { cards, asked } = await arrives(name, plainly("certificat fone regster ".repeat(times)));
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(8000);
      expect(cards).toHaveLength(1);
      if (name !== "webex") expect(wordsOf(cards[0])).toContain("drop the log as a file");
      expect(asked).toEqual([]);
    },
  );
});
