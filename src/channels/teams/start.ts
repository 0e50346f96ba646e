// Starts the Teams channel: wires the door, the turns, the outbox and the SDK.
import type { ChannelHealth, ChannelMemory, Inbound, RunningChannel } from "../../domain/chat.ts";
import type { Person } from "../../domain/person.ts";
import type { Locale } from "../../domain/text.ts";
import type { Http } from "../../http/http.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { CardBook } from "./cards.ts";
import { TeamsChannel } from "./channel.ts";
import { publicCloud, type TeamsCloud } from "./cloud.ts";
import { Consents } from "./consents.ts";
import { createDoor, mostBody, type Refused } from "./door.ts";
import { TeamsRefusal } from "./exchange.ts";
import { OfferedFiles } from "./files.ts";
import { type Identity, Login } from "./login.ts";
import { Outbox } from "./outbox.ts";
import { People } from "./people.ts";
import { Places } from "./places.ts";
import { Presses } from "./private.ts";
import { refusedLogin } from "./trouble.ts";
import { Turns } from "./turns.ts";
import { createVerifier } from "./verify.ts";

export interface TeamsDeps {
  readonly identity: Identity;
  /** Where Teams' requests arrive, for example `/api/messages`. */
  readonly path: string;
  readonly http: Http;
  readonly people: readonly Person[];
  readonly receive: (inbound: Inbound) => Promise<void>;
  readonly memory: ChannelMemory;
  /** Real time: tokens and rates are the platform's. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** IANA time zone in which cards write times. */
  readonly zone: string;
  readonly locale: Locale;
  /** Microsoft's public cloud when left out. */
  readonly cloud?: TeamsCloud;
}

export interface RunningTeams extends RunningChannel {
  /** How often the door refused, by reason. */
  readonly refused: ReadonlyMap<Refused, number>;
  /** Resolves when everything that came in so far is done. */
  idle(): Promise<void>;
}

const pruneEveryMs = 3_600_000;

export async function startTeams(deps: TeamsDeps): Promise<RunningTeams> {
  const { identity, memory, clock, logger, cloud = publicCloud } = deps;
  // Loaded here and not at the top: half a second, for those alone who use Teams.
  const { createWire } = await import("./sdk.ts");
  const login = new Login(identity, cloud, clock);
  const wire = createWire({ appId: identity.appId, cloud, login });
  const places = new Places(memory, cloud);
  const stop = new AbortController();
  const { signal } = stop;
  const people = new People({ tenant: identity.tenantId, people: deps.people, wire, places, clock, signal });
  const outbox = new Outbox({ clock, logger });
  const book = new CardBook({ memory, clock, zone: deps.zone });
  const files = new OfferedFiles(memory, clock);
  const presses = new Presses();
  const consents = new Consents({ files, cloud, outbox, wire, places, book });
  const channel = new TeamsChannel({ wire, places, people, outbox, book, files, presses, logger });
  const { receive, locale } = deps;
  const turns = new Turns({
    ...{ channel, places, people, presses, book, outbox, wire, cloud, consents, receive, locale, clock, logger },
  });
  let open = false;
  let heard = false;
  const door = createDoor({
    verifier: createVerifier({ appId: identity.appId, cloud, clock }),
    turn: async (activity) => {
      // Teams tries again what was not taken: better then than before the bot can answer.
      if (!open) return { status: 503 };
      heard = true;
      return await wire.turn(activity, () => turns.take(activity));
    },
    logger,
  });
  deps.http.take(deps.path, door.taker, { maxBody: mostBody, webhook: true });

  const pruning = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await clock.sleep(pruneEveryMs, stop.signal);
      await book.prune();
    }
  };

  return {
    channel,
    refused: door.refused,
    idle: () => turns.idle(),
    open: async () => {
      open = true;
      pruning().catch((error: unknown) => {
        if (!stop.signal.aborted) logger.warn({ error }, "old cards of Teams were not cleared away");
      });
      try {
        await login.token();
      } catch (error) {
        if (!(error instanceof TeamsRefusal)) throw error;
        // 400 and 401: the directory knows the tenant, and not this app or secret.
        if (error.status === 400 || error.status === 401) throw refusedLogin(error);
        logger.warn({ error }, "Microsoft’s directory was not reached; tried again with the first message");
      }
    },
    health: () => healthOf(outbox, heard),
    close: async () => {
      open = false;
      stop.abort(new DOMException("the bot is stopping", "AbortError"));
      outbox.close();
      await turns.idle();
    },
  };
}

function healthOf(outbox: Outbox, heard: boolean): ChannelHealth {
  const { waiting, trouble } = outbox.state;
  if (trouble !== undefined) {
    const { status, code } = trouble;
    return { ok: false, detail: say("teams.health.waiting", { waiting, status: String(status), code: code || "-" }) };
  }
  return { ok: true, detail: say(heard ? "teams.health.ok" : "teams.health.idle") };
}
