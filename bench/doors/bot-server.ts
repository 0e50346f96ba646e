// The whole bot in a process of its own: its doors open, a store on the disk, a broken cluster elsewhere; it counts its answers.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startChannels } from "../../src/app/channels.ts";
import { warmRenderers } from "../../src/app/warm.ts";
import { createWebChannel } from "../../src/channels/web/channel.ts";
import { practiceVisitors } from "../../src/channels/web/visitors.ts";
import { practiceConfig, practiceTenant } from "../../src/config/practice.ts";
import { Secret, type Settings } from "../../src/config/settings.ts";
import type { Channel, Inbound, Place } from "../../src/domain/chat.ts";
import type { Report } from "../../src/domain/report.ts";
import { createHttp } from "../../src/http/http.ts";
import { say } from "../../src/i18n/say.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { newId } from "../../src/kernel/ids.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { LabClock } from "../../src/lab/clock.ts";
import { large } from "../../test/cards/large.ts";
import { largest } from "../../test/cards/largest.ts";
import { botToken, signingSecret, team } from "../../test/fakes/slack/server.ts";
import { distantCluster } from "../world.ts";
import { teamsCloud, teamsIdentity, teamsTenant, webexOrganisation, webexToken } from "./far-side.ts";
import { conversationOf, type DoorName, people, userOf } from "./people.ts";
import { serveDoor } from "./server.ts";
import { longestStall, type StallWatch, watchStalls } from "./stalls.ts";
import { doorPaths, webexSecret } from "./traffic.ts";

export interface BotOptions {
  readonly door: DoorName;
  /** Of the platforms' far side. */
  readonly base: string;
}

/** Since the last time they were asked for. */
export interface Counts {
  readonly answers: number;
  /** Complaints: asked too much, a stranger, a bug. */
  readonly errors: number;
  readonly revisions: number;
  readonly diagnoses: number;
}

const { door, base } = JSON.parse(process.argv[2] ?? "{}") as BotOptions;
const tenant = { web: practiceTenant, slack: team, teams: teamsTenant, webex: webexOrganisation }[door];
const dataFolder = await mkdtemp(join(tmpdir(), "certops-bench-"));
const practice = practiceConfig({ dataFolder });
const settings: Settings = {
  ...practice,
  policy: { ...practice.policy, people: people({ [door]: tenant }, "engineer") },
  ...(door === "slack"
    ? {
        slack: {
          mode: "http",
          botToken: new Secret(botToken),
          signingSecret: new Secret(signingSecret),
          path: doorPaths.slack,
          apiUrl: `${base}/api/`,
        },
      }
    : {}),
  ...(door === "teams"
    ? {
        teams: {
          appId: teamsIdentity.appId,
          tenantId: tenant,
          clientSecret: new Secret(teamsIdentity.secret),
          path: doorPaths.teams,
        },
      }
    : {}),
  ...(door === "webex"
    ? {
        webex: {
          transport: "webhooks",
          token: new Secret(webexToken),
          webhookSecret: new Secret(webexSecret),
          organisation: tenant,
          publicUrl: "http://127.0.0.1:9",
          path: doorPaths.webex,
          apiUrl: `${base}/v1`,
        },
      }
    : {}),
};
const distant = await distantCluster({ nodes: 3, phones: 40, networkDelayMs: 50, cliDelayMs: 1000, pace: 200 });
const app = await distant.newApp(undefined, settings);
const http = createHttp({ bind: "127.0.0.1", port: 0, logger: silentLogger });

let counts = { answers: 0, errors: 0, revisions: 0, diagnoses: 0 };
let out: Channel | undefined;
let receive: ((inbound: Inbound) => Promise<void>) | undefined;
/** The door's channel with a counter around it. */
function counted(channel: Channel): Channel {
  out = channel;
  const count = (kind: string | undefined, value: unknown): void => {
    if (kind === "diagnosis") counts.revisions += 1;
    if (kind === "diagnosis" && (value as Report).endedAt !== undefined) counts.diagnoses += 1;
  };
  return {
    ...channel,
    platform: channel.platform,
    post: async (place, card, options) => {
      const message = await channel.post(place, card, options);
      counts.answers += 1;
      count(options.data?.kind, options.data?.value);
      return message;
    },
    edit: async (message, card, options) => {
      count(options.data?.kind, options.data?.value);
      return await channel.edit(message, card, options);
    },
    whisper: async (place, actor, card, options) => {
      await channel.whisper(place, actor, card, options);
      if (options.data?.kind === "error") counts.errors += 1;
      else counts.answers += 1;
    },
  };
}
const joined: typeof app.join = (make) =>
  app.join((given) => {
    receive = given;
    return counted(make(given));
  });
if (door === "web") {
  const visitors = practiceVisitors(
    settings.policy.people.map(({ id, name }) => ({ user: id, name, role: say("web.role.requester") })),
  );
  joined((onInbound) =>
    createWebChannel({
      http,
      visitors,
      onInbound,
      commands: [],
      examples: { en: [], "zh-CN": [] },
      clock: systemClock,
      logger: silentLogger,
      zone: "UTC",
    }),
  );
}
const { memory } = app.store;
/** Teams takes 30 messages a second from a bot: its time can be made to pass faster where only memory is looked at. */
const platformClock = new LabClock();
const hurry = 40;
const common = { clock: door === "teams" ? platformClock : systemClock, logger: silentLogger, join: joined, memory };
const channels = await startChannels({ settings, http, ...common, teamsCloud: teamsCloud(base) });
await app.open();
const { port } = await http.listen();
await channels.open();
// As the bot does soon after its start.
await warmRenderers({ platforms: [door], zone: settings.timeZone });

const stop = new AbortController();
const placeFor = (n: number): Place => ({
  platform: door,
  tenant,
  conversation: conversationOf(door, n),
  scope: door === "web" || door === "slack" ? "channel" : "direct",
});

let watch: StallWatch | undefined;

/** One person asks for a diagnosis, again and again. */
async function asking(n: number): Promise<void> {
  while (!stop.signal.aborted) {
    await receive?.({
      kind: "command",
      text: "/certops diagnose phones-unregistered",
      place: placeFor(n),
      actor: { platform: door, tenant, user: userOf(door, n), displayName: `Person ${n}` },
      locale: "en",
      dedupeKey: newId("bench"),
      receivedAt: new Date().toISOString(),
      attachments: [],
    });
  }
}

/** Posts the largest reports in both languages, each in a conversation of its own. */
async function drawing(): Promise<void> {
  const cards = [large["large-report"], largest["largest-report"]];
  for (let n = 0; n < 20; n++) {
    for (const card of cards) {
      if (card !== undefined) await out?.post(placeFor(1000 + n), card, { locale: n % 2 === 0 ? "en" : "zh-CN" });
      // Whoever reads along gets it now.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

serveDoor(
  port,
  async () => {
    stop.abort();
    await channels.close();
    await http.close();
    await app.close();
    await distant.close();
    await rm(dataFolder, { recursive: true, force: true });
  },
  {
    counts: () => {
      const now = counts;
      counts = { answers: 0, errors: 0, revisions: 0, diagnoses: 0 };
      return now;
    },
    diagnose: async () => {
      counts = { ...counts, revisions: 0 };
      for (let n = 0; n < 20; n++) {
        void asking(n);
        // Twenty people do not ask in the same millisecond; and all of it runs before anything is measured.
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      while (counts.revisions < 40) await new Promise((resolve) => setTimeout(resolve, 50));
      return true;
    },
    stall: () => longestStall(drawing),
    hurry: () => {
      platformClock.setScale(hurry);
      return true;
    },
    rest: () => {
      platformClock.setScale(1);
      return true;
    },
    watch: async () => {
      watch = await watchStalls();
      return true;
    },
    watched: () => watch?.end(),
  },
);
