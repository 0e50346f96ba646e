// A running bot: the app with its doors. Without clusters in the settings it brings the practice cluster along.
import { commands } from "../../commands/index.ts";
import { type App, type AppDeps, createApp } from "../app.ts";
import { can, resolvePerson } from "../approvals/policy.ts";
import { createBotSocket } from "../certops/bot-socket.ts";
import { socketPath } from "../certops/wire.ts";
import { createWebChannel } from "../channels/web/channel.ts";
import { createSignIn } from "../channels/web/sign-in.ts";
import { practiceVisitors, type Visitors } from "../channels/web/visitors.ts";
import { practiceTenant } from "../config/practice.ts";
import type { Settings } from "../config/settings.ts";
import type { Inbound } from "../domain/chat.ts";
import type { ClusterId } from "../domain/ids.ts";
import { scenarioIds } from "../domain/report.ts";
import type { Phrase } from "../domain/text.ts";
import { createHttp, type Http } from "../http/http.ts";
import { say } from "../i18n/say.ts";
import { type Clock, iso, systemClock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { type ControlServer, serveControl } from "../lab/control.ts";
import { type Lab, type StartLabOptions, startLab } from "../lab/index.ts";
import { type ChannelsInit, needsListener, type RunningChannels, startChannels } from "./channels.ts";
import type { Pins } from "./cluster-link.ts";
import { operatorsHttp, readiness } from "./operators.ts";
import { practiceClock, practiceCluster, practicePanel, practicePins } from "./practice.ts";
import { warmRenderers } from "./warm.ts";

export interface BotOptions {
  readonly settings: Settings;
  readonly logger: Logger;
  /** Where the local sockets stand; none are opened without it. */
  readonly stateFolder?: string;
  /** For the practice cluster. */
  readonly lab?: StartLabOptions;
  readonly memory?: boolean;
  readonly points?: AppDeps["points"];
  /** Microsoft's public cloud when left out; tests bring one of their own. */
  readonly teamsCloud?: ChannelsInit["teamsCloud"];
}

export interface Bot {
  readonly app: App;
  /** Undefined when the web chat is off. */
  readonly url: string | undefined;
  /** Where operators read metrics; undefined when they are off. */
  readonly metricsUrl: string | undefined;
  readonly lab: Lab | undefined;
  /** The chat platforms that are configured. */
  readonly channels: RunningChannels;
  close(): Promise<void>;
}

/** Big enough to be a company, small enough to start at once; waits are ten times shorter than in life. */
export const practiceLab: StartLabOptions = {
  nodes: 3,
  phones: 240,
  seed: 7,
  pace: 10,
  mode: "non-secure",
  expressways: 2,
  // Its administration is open; no phone stands behind 802.1X until somebody sets that up.
  authenticationServer: "ise",
};

/**
 * Whoever asks first is answered first. Phrases take a third of a second of processor time: commands and buttons need none of
 * them, and a text that comes sooner learns them at once.
 */
const learnAfterMs = 1_000;
const warmAfterMs = 3_000;

/** The way out to the telephone network; over TLS where the cluster can. */
const practiceTrunks = (mode: Lab["cluster"]["mode"] | undefined) => [
  { name: "PSTN-SBC", description: "Session border controller", devicePool: "HQ", secure: mode === "mixed" },
];

/** How long ago single sign-on was set up in the practice cluster. */
const practiceSsoMs = 120 * 86_400_000;

/** Starts everything; what fails to start closes what was started. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const one of closers.splice(0).reverse()) await one();
  };
  try {
    return { ...(await start(options, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(options: BotOptions, closers: (() => Promise<void>)[]): Promise<Omit<Bot, "close">> {
  const { logger } = options;
  const lab = options.settings.practice ? await startLab({ ...practiceLab, ...options.lab }) : undefined;
  if (lab !== undefined) closers.push(() => lab.close());
  // Single sign-on has been in use for months: whoever renews Tomcat finds out what that does.
  await lab?.hands.sso.alreadySetUp(practiceSsoMs);
  for (const trunk of practiceTrunks(lab?.cluster.mode)) lab?.hands.addTrunk(trunk);
  const idp = await lab?.hands.sso.idpDoor();
  const clock = lab === undefined ? systemClock : practiceClock(lab);
  const settings: Settings =
    lab === undefined ? options.settings : { ...options.settings, clusters: [practiceCluster(lab, idp)] };
  const pins = new Map<ClusterId, Pins>();
  if (lab !== undefined) pins.set(practiceCluster(lab).cluster.id, await practicePins(lab, idp));

  const app = await createApp({
    settings,
    clock,
    logger,
    pins,
    // What a practice cluster was is worth nothing once it is gone.
    memory: options.memory ?? settings.practice,
    ...(options.points === undefined ? {} : { points: options.points }),
  });
  closers.push(() => app.close());

  const http =
    settings.web.enabled || needsListener(settings)
      ? createHttp({ bind: settings.listen.host, port: settings.listen.port, hosts: publicHosts(settings), logger })
      : undefined;
  if (http !== undefined) closers.push(() => http.close());
  if (http !== undefined && settings.web.enabled) {
    const visitors = joinWeb(app, http, settings, clock, logger, lab);
    closers.push(async () => visitors.close?.());
  }
  const { join } = app;
  const { memory } = app.store;
  const { teamsCloud } = options;
  const cloud = teamsCloud === undefined ? {} : { teamsCloud };
  const channels = await startChannels({ settings, http, clock: systemClock, logger, join, memory, ...cloud });
  closers.push(() => channels.close());
  const socket =
    options.stateFolder === undefined ? undefined : openSocket(app, settings, options.stateFolder, clock, logger);
  await app.open();
  if (socket !== undefined) {
    await socket.listen();
    closers.push(socket.close);
  }
  if (lab !== undefined && options.stateFolder !== undefined) {
    const control: ControlServer = await serveControl({ cluster: lab.cluster, folder: options.stateFolder });
    closers.push(() => control.close());
  }
  app.metrics?.watch(channels.running);
  const operators =
    settings.metrics === undefined
      ? undefined
      : operatorsHttp(settings.metrics, app, logger.child({ door: "metrics" }));
  for (const door of [http, operators]) if (door !== undefined) readiness(door, app, channels.running);
  const listening = await http?.listen();
  const metricsUrl = operators === undefined ? undefined : (await operators.listen()).url;
  if (operators !== undefined) closers.push(() => operators.close());
  await channels.open();
  const url = settings.web.enabled ? (settings.web.publicUrl ?? listening?.url) : undefined;
  // It learns its phrases in turns, beside all that goes on at the start: nobody waits for the whole of it.
  const learning = setTimeout(() => {
    app.understand.learn().catch((error: unknown) => logger.error({ error }, "a bug"));
  }, learnAfterMs);
  learning.unref();
  closers.push(async () => clearTimeout(learning));
  const platforms = [
    ...(settings.web.enabled ? (["web"] as const) : []),
    ...channels.running.map(({ channel }) => channel.platform),
  ];
  const warming = setTimeout(() => {
    warmRenderers({ platforms, zone: settings.timeZone }).catch((error: unknown) => logger.error({ error }, "a bug"));
  }, warmAfterMs);
  warming.unref();
  closers.push(async () => clearTimeout(warming));
  return { app, url, metricsUrl, lab, channels };
}

/** The names under which people open the page. */
const publicHosts = ({ web: { publicUrl } }: Settings): string[] =>
  publicUrl === undefined ? [] : [new URL(publicUrl).host];

/** Gives what is to be closed. */
function joinWeb(
  app: App,
  http: Http,
  settings: Settings,
  clock: Clock,
  logger: Logger,
  lab: Lab | undefined,
): { close?(): void } {
  const clusters = settings.clusters.map(({ cluster }) => cluster.name);
  const visitors = visitorsOf(app, settings, http, clock, logger);
  app.join((receive) =>
    createWebChannel({
      http,
      visitors,
      onInbound: receive,
      commands: commands.map(({ name, usage, summary }) => ({
        name,
        usage,
        summary,
        values: name === "diagnose" ? scenarioIds : name === "help" || name === "language" ? [] : clusters,
      })),
      examples: {
        en: [
          "Phones won’t register since we renewed CallManager and TVS",
          "Which certificates expire soon?",
          "What happens if I renew TVS and ITLRecovery together?",
          "/certops help",
        ],
        "zh-CN": [
          "续订 CallManager 和 TVS 之后电话无法注册",
          "哪些证书即将到期？",
          "同时续订 TVS 和 ITLRecovery 会怎样？",
          "/certops help",
        ],
      },
      ...(lab === undefined ? {} : { lab: practicePanel(lab) }),
      clock,
      logger,
      zone: settings.timeZone,
    }),
  );
  return visitors;
}

/** The practice people for whoever opens the page; with a real cluster, whoever the identity provider says they are. */
function visitorsOf(
  app: App,
  settings: Settings,
  http: Http,
  clock: Clock,
  logger: Logger,
): Visitors & { close?(): void } {
  const { policy, web } = settings;
  const { signIn, publicUrl } = web;
  const of = (tenant: string) =>
    policy.people.flatMap(({ name, roles, identities }) =>
      identities
        .filter((identity) => identity.platform === "web" && identity.tenant === tenant)
        .map(({ user }) => ({ user, name, role: roleOf(roles) })),
    );
  if (signIn === undefined || publicUrl === undefined) return practiceVisitors(of(practiceTenant));
  const people = of(signIn.issuer);
  return createSignIn({
    ...signIn,
    clientSecret: signIn.clientSecret.reveal(),
    publicUrl,
    http,
    clock,
    logger,
    known: (actor) => {
      const person = resolvePerson(app.services.policy(), actor);
      return person !== undefined && can(app.services.policy(), person, "ask");
    },
    nameOf: (user) => people.find((one) => one.user === user)?.name,
  });
}

function roleOf(roles: readonly string[]): Phrase {
  if (roles.includes("approver")) return say("web.role.approver");
  return say(roles.includes("engineer") ? "web.role.requester" : "web.role.onlooker");
}

function openSocket(
  app: App,
  settings: Settings,
  folder: string,
  clock: Clock,
  logger: Logger,
): { readonly listen: () => Promise<void>; readonly close: () => Promise<void> } {
  const socket = createBotSocket({
    tenant: settings.practice ? practiceTenant : "local",
    // In practice mode nobody is in the policy under the name of this machine's user.
    defaultUser: settings.practice ? settings.policy.people[0]?.id : undefined,
    logger,
    now: () => iso(clock),
    status: () => ({ clusters: app.services.clusters.map(({ id, name }) => ({ id, name })) }),
  });
  let deliver: ((inbound: Inbound) => Promise<void>) | undefined;
  app.join((receive) => {
    deliver = receive;
    return socket.channel;
  });
  return {
    listen: async () => {
      if (deliver !== undefined) await socket.listen(socketPath(folder), deliver);
    },
    close: () => socket.close(),
  };
}
