// The Slack channel: the real Bolt app, by Socket Mode or behind our own listener, and what it says about its health.
import { App, HTTPReceiver } from "@slack/bolt";
import type { ChannelHealth, ChannelMemory, Inbound, RunningChannel } from "../../domain/chat.ts";
import type { Actor } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import type { Http } from "../../http/http.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { Answers } from "./answers.ts";
import { clientOptions, credentialErrors, credentialsRefused, SlackApi, type SlackAway, SlackRefusal } from "./api.ts";
import { boltLogger } from "./bolt-logger.ts";
import { createSlackChannel } from "./channel.ts";
import type { CommandForm } from "./forms.ts";
import type { Self } from "./intake.ts";
import { Languages } from "./languages.ts";
import { listen } from "./listen.ts";
import { slackId } from "./read.ts";
import { SlackSocket, type SocketTimes } from "./socket.ts";

interface Hidden {
  reveal(): string;
}

export interface SlackDeps {
  readonly mode: "socket" | "http";
  readonly botToken: Hidden;
  readonly appToken?: Hidden;
  readonly signingSecret?: Hidden;
  readonly path: string;
  readonly apiUrl: string;
  readonly receive: (inbound: Inbound) => Promise<void>;
  /** Is this account somebody’s in the policy? */
  readonly known: (actor: Actor) => boolean;
  /** Dialogs for commands that were typed without what they need. */
  readonly forms: () => readonly CommandForm[];
  /** Needed for `http`. */
  readonly http: Http | undefined;
  readonly memory: ChannelMemory;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly zone: string;
  readonly locale: Locale;
  readonly times?: Partial<SocketTimes>;
}

/** What a signed request may weigh: Slack's own are far smaller. */
const mostBody = "1mb";
const closeMs = 5000;

export interface RunningSlack extends RunningChannel {
  /** What was refused since the start, by reason. */
  readonly refused: ReadonlyMap<string, number>;
}

export async function startSlack(deps: SlackDeps): Promise<RunningSlack> {
  const { clock, logger, apiUrl, botToken: token } = deps;
  const stop = new AbortController();
  const refusals = new Map<string, number>();
  const refuse = (reason: string): void => {
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
  };
  let trouble: SlackRefusal | SlackAway | undefined;
  let self: Self | undefined;
  const onState = (found: typeof trouble): void => {
    trouble = found;
  };
  const api = new SlackApi({ token, apiUrl, clock, logger, signal: stop.signal, onState });
  const answers = new Answers(clock, apiUrl);
  const base = { api, apiUrl, token, answers, clock, logger };
  const slack = createSlackChannel({ ...base, memory: deps.memory, zone: deps.zone, signal: stop.signal });

  const socket = deps.mode === "socket" ? socketOf(deps) : undefined;
  const http = deps.mode === "http" ? receiverOf(deps) : undefined;
  const receiver = socket ?? http;
  if (receiver === undefined) throw new Error(`Slack in mode ${deps.mode} lacks its secret or the listener`);
  const app = new App({
    receiver,
    // Who the bot is was asked once; Bolt’s own authorisation would ask Slack again for every event.
    authorize: async () => ({ botToken: token.reveal(), ...(self === undefined ? {} : { botUserId: self.user }) }),
    convoStore: false,
    ignoreSelf: false,
    logger: boltLogger(logger),
    clientOptions: clientOptions(apiUrl, logger),
  });
  listen(app, {
    ...base,
    channel: slack.channel,
    self: () => self,
    receive: deps.receive,
    known: deps.known,
    forms: deps.forms,
    languages: new Languages({ api, locale: deps.locale, clock, logger }),
    locale: deps.locale,
    refused: refuse,
  });

  const meet = async (): Promise<void> => {
    const answer = await api.call("auth.test", {});
    const team = slackId(answer.team_id);
    const user = slackId(answer.user_id);
    if (team === undefined || user === undefined) throw new SlackRefusal("auth.test", "unexpected_answer");
    self = { team, user };
  };

  return {
    channel: slack.channel,
    refused: refusals,
    async open() {
      try {
        const answer = await api.once("auth.test", {});
        const team = slackId(answer.team_id);
        const user = slackId(answer.user_id);
        if (team !== undefined && user !== undefined) self = { team, user };
      } catch (error) {
        if (error instanceof SlackRefusal && credentialErrors.includes(error.error)) throw credentialsRefused(error);
        logger.warn({ error }, "Slack cannot be reached yet; the bot goes on trying");
        meet().catch((failure: unknown) => logger.warn({ error: failure }, "Slack did not say who the bot is"));
      }
      if (http !== undefined) deps.http?.mount(deps.path, counted(http.requestListener, refuse, logger));
      await socket?.start();
      if (socket?.state.up === false && socket.state.refused !== undefined) {
        throw credentialsRefused(new SlackRefusal("apps.connections.open", socket.state.refused));
      }
    },
    health: () => healthOf(deps, trouble, socket),
    async close() {
      await socket?.stop();
      // What waits is sent if Slack takes it soon; a bot that is told to stop does not wait for a platform that is away.
      const patience = setTimeout(() => stop.abort(), closeMs);
      await slack.close();
      clearTimeout(patience);
      stop.abort();
    },
  };
}

function socketOf({ appToken, apiUrl, clock, logger, times }: SlackDeps): SlackSocket | undefined {
  if (appToken === undefined) return undefined;
  return new SlackSocket({ appToken, apiUrl, clock, logger, ...(times === undefined ? {} : { times }) });
}

/** Bolt's own receiver verifies signature and age; its requests come through our listener. */
function receiverOf({ signingSecret, path, logger }: SlackDeps): HTTPReceiver | undefined {
  if (signingSecret === undefined) return undefined;
  return new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: [path],
    logger: boltLogger(logger),
    bodyLimit: mostBody,
    // A delivery that nobody answers is a kind that was not asked for.
    unhandledRequestHandler: ({ response }) => {
      response.writeHead(404);
      response.end();
    },
    dispatchErrorHandler: ({ response }) => {
      response.writeHead(404);
      response.end();
    },
  });
}

type Listener = HTTPReceiver["requestListener"];

const counted =
  (listener: Listener, refuse: (reason: string) => void, logger: Logger): Listener =>
  (request, response) => {
    response.once("finish", () => {
      const { statusCode } = response;
      if (statusCode < 400) return;
      const reason = statusCode === 401 ? "signature" : statusCode === 413 ? "too-large" : "malformed";
      refuse(reason);
      logger.warn({ statusCode, reason }, "a request that Slack did not send was refused");
    });
    // Slack only posts; for anything else Bolt's receiver throws out of the request handler, which would end the process.
    if (request.method !== "POST") {
      response.writeHead(405, { allow: "POST" });
      response.end();
      return;
    }
    listener(request, response);
  };

function healthOf(
  deps: SlackDeps,
  trouble: SlackRefusal | SlackAway | undefined,
  socket: SlackSocket | undefined,
): ChannelHealth {
  if (trouble instanceof SlackRefusal)
    return { ok: false, detail: say("slack.health.refused", { detail: trouble.error }) };
  if (trouble !== undefined) return { ok: false, detail: say("slack.health.away", { detail: trouble.message }) };
  if (socket === undefined) return { ok: true, detail: say("slack.health.http", { path: deps.path }) };
  return socket.state.up
    ? { ok: true, detail: say("slack.health.connected") }
    : { ok: false, detail: say("slack.health.connecting") };
}
