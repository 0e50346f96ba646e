// The chat platforms that are configured: a few lines each. A channel may post as soon as it is made and receives after `open`.
import { resolvePerson } from "../approvals/policy.ts";
import { startSlack } from "../channels/slack/start.ts";
import type { TeamsCloud } from "../channels/teams/cloud.ts";
import { startTeams } from "../channels/teams/start.ts";
import { startWebex } from "../channels/webex/start.ts";
import type { Settings } from "../config/settings.ts";
import type { Channel, ChannelMemory, Inbound, RunningChannel } from "../domain/chat.ts";
import type { Actor, PlatformId } from "../domain/person.ts";
import type { Locale } from "../domain/text.ts";
import type { Http } from "../http/http.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Logger } from "../kernel/logger.ts";
import { commandForms } from "./command-forms.ts";

/** Takes what came in; resolves when the answer is complete and never rejects. Channels do not wait for it. */
export type Receive = (inbound: Inbound) => Promise<void>;

/** What every platform's `start<Platform>` gets beside its own settings. */
export interface PlatformDeps {
  readonly receive: Receive;
  /** Is this account somebody’s in the policy? Of nobody else files are fetched. */
  readonly known: (actor: Actor) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA time zone in which cards write times. */
  readonly zone: string;
  /** For people who chose no language and whose platform names none. */
  readonly locale: Locale;
  /** This platform's own. */
  readonly memory: ChannelMemory;
}

export interface ChannelsInit {
  readonly settings: Settings;
  /** The one listener; undefined when nobody needs it (`needsListener`). */
  readonly http: Http | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Joins a channel to the app, which gives it its handler. */
  readonly join: (make: (receive: Receive) => Channel) => void;
  readonly memory: (platform: PlatformId) => ChannelMemory;
  /** Microsoft's public cloud when left out; tests bring one of their own. */
  readonly teamsCloud?: TeamsCloud | undefined;
}

export interface RunningChannels {
  readonly running: readonly RunningChannel[];
  /** Begins to receive on all of them; throws CertOpsError when a platform refuses the bot's credentials. */
  open(): Promise<void>;
  close(): Promise<void>;
}

/** True when a configured platform is called by its makers over HTTP. */
export const needsListener = (settings: Settings): boolean =>
  settings.slack?.mode === "http" || settings.webex?.transport === "webhooks" || settings.teams !== undefined;

type Start = (deps: PlatformDeps) => Promise<RunningChannel>;

/** One entry for every platform that is configured. */
function configured({ settings, http, teamsCloud }: ChannelsInit): readonly (readonly [PlatformId, Start])[] {
  const { slack, webex, teams } = settings;
  const all: (readonly [PlatformId, Start])[] = [];
  if (slack !== undefined) {
    const forms = commandForms(settings.clusters.map(({ cluster }) => cluster));
    all.push(["slack", (deps) => startSlack({ ...deps, ...slack, http, forms: () => forms })]);
  }
  if (webex !== undefined) {
    const way = webex.transport === "webhooks" ? { ...webex, http } : webex;
    all.push(["webex", (deps) => startWebex({ ...deps, ...way })]);
  }
  if (teams !== undefined && http !== undefined) {
    const { appId, tenantId, clientSecret, path } = teams;
    const identity = { appId, tenantId, secret: () => clientSecret.reveal() };
    const { people } = settings.policy;
    const cloud = teamsCloud === undefined ? {} : { cloud: teamsCloud };
    all.push(["teams", (deps) => startTeams({ ...deps, identity, path, people, http, ...cloud })]);
  }
  return all;
}

/** Makes every configured channel and joins it to the app; call before `app.open`. */
export async function startChannels(init: ChannelsInit): Promise<RunningChannels> {
  const running: RunningChannel[] = [];
  for (const [platform, start] of configured(init)) {
    let receive: Receive | undefined;
    const one = await start({
      receive: async (inbound) => await receive?.(inbound),
      known: (actor) => resolvePerson(init.settings.policy, actor) !== undefined,
      clock: init.clock,
      logger: init.logger.child({ platform }),
      zone: init.settings.timeZone,
      locale: init.settings.locale,
      memory: init.memory(platform),
    });
    init.join((given) => {
      receive = given;
      return one.channel;
    });
    running.push(one);
  }
  return {
    running,
    open: async () => {
      for (const one of running) await one.open();
    },
    close: async () => {
      await Promise.allSettled(running.map((one) => one.close()));
    },
  };
}
