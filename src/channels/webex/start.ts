// Starts the Webex channel: the way in for its events, and who looks after it.
import { errorCard } from "../../../cards/answer-cards.ts";
import type { ChannelHealth, ChannelMemory, Inbound, RunningChannel } from "../../domain/chat.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale, Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import { newId } from "../../kernel/ids.ts";
import type { Logger } from "../../kernel/logger.ts";
import { WebexApi } from "./api.ts";
import { WebexChannel } from "./channel.ts";
import { Events } from "./events.ts";
import { Intake } from "./intake.ts";
import { People } from "./people.ts";
import { Spoken } from "./spoken.ts";
import { statusOf } from "./trouble.ts";
import { type BySocket, type ByWebhooks, wayOf } from "./ways.ts";

interface Hidden {
  reveal(): string;
}

export type WebexDeps = WebexBase & (ByWebhooks | BySocket);

interface WebexBase {
  readonly receive: (inbound: Inbound) => Promise<void>;
  /** Is this account somebody’s in the policy? */
  readonly known: (actor: Actor) => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA time zone in which cards write times. */
  readonly zone: string;
  /** Of people who have not chosen a language. */
  readonly locale: Locale;
  readonly memory: ChannelMemory;
  /** The bot's access token. */
  readonly token: Hidden;
  /** The id of the organisation whose people may be in the policy. */
  readonly organisation: string;
  /** `https://webexapis.com/v1` */
  readonly apiUrl: string;
  /** How long a message waits for Webex before it is given up; 30 minutes when absent. */
  readonly patienceMs?: number;
}

/** Webex switches a webhook off when its calls fail too often; nobody is told. So it is looked at again and again. */
const lookEveryMs = 5 * 60_000;
const retryMs = 30_000;

/** The channel, ready to post. It takes nothing in before `open`. */
export function startWebex(deps: WebexDeps): Promise<RunningChannel> {
  const { clock, logger } = deps;
  const stop = new AbortController();
  const { signal } = stop;
  const api = new WebexApi({ ...deps, signal });
  const people = new People(api, clock);
  const spoken = new Spoken(deps.memory, clock, deps.locale);
  const events = new Events({ ...deps, api, people, spoken });
  const channel = new WebexChannel({ ...deps, api, signal });
  const complain = async ({ place, actor, locale }: Inbound, error: CertOpsError): Promise<void> => {
    const reference = newId("err");
    logger.info({ error, reference }, "answered with an error");
    await channel
      .whisper(place, actor, errorCard(error, reference), { locale })
      .catch((failure: unknown) => logger.warn({ error: failure, reference }, "not even the error could be shown"));
  };
  const intake = new Intake({ api, events, receive: deps.receive, complain, logger });
  const way = wayOf(deps, { ...deps, api, intake, signal });

  let state: State = "starting";
  let watch: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    try {
      await people.me();
      await way.look();
      state = "good";
    } catch (error) {
      if (!signal.aborted) logger.warn({ error }, "Webex’s events cannot be seen to");
      state = { trouble: error };
      throw error;
    }
  };
  const looking = async (): Promise<void> => {
    while (!signal.aborted) {
      await clock.sleep(state === "good" ? lookEveryMs : retryMs, signal);
      // Looked at again later; the state says what is wrong.
      await look().catch(() => undefined);
      await deps.memory.prune(new Date(clock.now()).toISOString());
    }
  };

  return Promise.resolve({
    channel,
    open: async () => {
      try {
        await look();
      } catch (error) {
        if (statusOf(error) === 401) throw error;
      }
      watch = looking().catch((error: unknown) => {
        if (!signal.aborted) logger.error({ error }, "nobody looks after Webex’s events any more");
      });
    },
    health: () => {
      const trouble = way.trouble();
      return healthOf(trouble === undefined ? state : { trouble }, channel.waiting, deps.transport);
    },
    refused: intake.refused,
    close: async () => {
      stop.abort(new DOMException("the bot is stopping", "AbortError"));
      await watch;
      await way.close();
      await intake.close();
    },
  });
}

type State = "starting" | "good" | { readonly trouble: unknown };

function healthOf(state: State, waiting: number, transport: WebexDeps["transport"]): ChannelHealth {
  const good = transport === "webhooks" ? "webex.health.good" : "webex.health.good-socket";
  if (state === "good") return { ok: true, detail: say(good, { waiting }) };
  return { ok: false, detail: state === "starting" ? say("webex.health.starting") : troubleOf(state.trouble) };
}

function troubleOf(trouble: unknown): Phrase {
  const reason = trouble instanceof CertOpsError ? trouble.say : say("webex.trouble.fault");
  return say("webex.health.trouble", { reason });
}
