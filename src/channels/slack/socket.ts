// Socket Mode with a supervisor: one connection after the other, each with a client of its own, so that a broken one takes nothing
// along. The SDK's own reconnect is off: it waits seconds and, when the network is gone, ends in an unhandled rejection
// (@slack/socket-mode 3.1, `delayReconnectAttempt`).
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { type App, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { clientOptions } from "./api.ts";
import { boltLogger } from "./bolt-logger.ts";
import { fields } from "./read.ts";

export interface SocketInit {
  readonly appToken: { reveal(): string };
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds; tests make them shorter. */
  readonly times?: Partial<SocketTimes>;
}

export interface SocketTimes {
  readonly hello: number;
  readonly silence: number;
  readonly look: number;
  readonly renew: number;
  readonly longestBackoff: number;
  readonly pong: number;
}

const socketTimes: SocketTimes = {
  /** Slack says hello within a second or two. */
  hello: 15_000,
  /** Slack answers our pings and sends its own every few seconds: silence means that nothing arrives any more. */
  silence: 25_000,
  /** Between two looks of the watchdog. */
  look: 5000,
  /** A socket can answer pings and deliver nothing: a fresh one now and then bounds how long that goes unseen. */
  renew: 3_600_000,
  longestBackoff: 60_000,
  /** Our ping's answer. */
  pong: 10_000,
};

type Client = SocketModeReceiver["client"];

interface Connection {
  readonly client: Client;
  readonly since: number;
  /** When something was heard last: a message, a ping, a pong. */
  heard: number;
  /** Pings or pongs were seen at all, so their absence means something. */
  pulsed: boolean;
}

export type SocketState =
  | { readonly up: true }
  | { readonly up: false; readonly why: string; readonly refused?: string };

/** Slack's refusals that no further try will mend. */
const hopeless = [
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "missing_scope",
  "not_allowed_token_type",
  "socket_mode_not_enabled",
];

export class SlackSocket implements Receiver {
  readonly #init: SocketInit;
  readonly #times: SocketTimes;
  readonly #stop = new AbortController();
  #app: App | undefined;
  #current: Connection | undefined;
  #connecting: Promise<void> | undefined;
  #failures = 0;
  #state: SocketState = { up: false, why: "not started" };
  #watching: Promise<void> | undefined;

  constructor(init: SocketInit) {
    this.#init = init;
    this.#times = { ...socketTimes, ...init.times };
  }

  init(app: App): void {
    this.#app = app;
  }

  get state(): SocketState {
    return this.#state;
  }

  /** Resolves after the first try, whatever came of it; further tries go on in the background. */
  async start(): Promise<void> {
    this.#stop.signal.throwIfAborted();
    subscribe("undici:websocket:ping", this.#pulse);
    subscribe("undici:websocket:pong", this.#pulse);
    await this.#connect();
    this.#watching = this.#watch();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    unsubscribe("undici:websocket:ping", this.#pulse);
    unsubscribe("undici:websocket:pong", this.#pulse);
    const last = this.#current;
    this.#current = undefined;
    if (last !== undefined) leave(last.client);
    await this.#connecting;
    await this.#watching;
  }

  /** Any socket's pulse counts: but for the moment of a change there is only ours. */
  readonly #pulse = (): void => {
    if (this.#current === undefined) return;
    this.#current.heard = this.#init.clock.now();
    this.#current.pulsed = true;
  };

  /** One connection more, which takes the place of the former one. Calls while one is being made are the same call. */
  #connect(): Promise<void> {
    this.#connecting ??= this.#open().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #open(): Promise<void> {
    const { logger, clock } = this.#init;
    const client = this.#client();
    try {
      await this.#hello(client);
    } catch (error) {
      leave(client);
      if (this.#stop.signal.aborted) return;
      this.#failures++;
      const why = error instanceof Error ? error.message : String(error);
      const word = fields(fields(error).data).error;
      const refused = typeof word === "string" && hopeless.includes(word) ? word : undefined;
      this.#state = { up: false, why, ...(refused === undefined ? {} : { refused }) };
      logger.warn({ failures: this.#failures }, `no Socket Mode connection: ${why}`);
      return;
    }
    if (this.#stop.signal.aborted) {
      leave(client);
      return;
    }
    const before = this.#current;
    this.#current = { client, since: clock.now(), heard: clock.now(), pulsed: false };
    this.#failures = 0;
    this.#state = { up: true };
    // Only now: Slack hands every event to one of the open connections, so none falls between the two.
    if (before !== undefined) leave(before.client);
  }

  /** A client of its own for each connection, wired to the app by Bolt's receiver. */
  #client(): Client {
    const { appToken, apiUrl, logger } = this.#init;
    const receiver = new SocketModeReceiver({
      appToken: appToken.reveal(),
      autoReconnectEnabled: false,
      clientPingTimeout: this.#times.pong,
      logger: boltLogger(logger),
      installerOptions: { clientOptions: clientOptions(apiUrl, logger) },
    });
    if (this.#app !== undefined) receiver.init(this.#app);
    const { client } = receiver;
    const isCurrent = (): boolean => this.#current?.client === client;
    guardFrames(client, logger);
    client.on("ws_message", (data: unknown) => {
      if (this.#current !== undefined && isCurrent()) this.#current.heard = this.#init.clock.now();
      // Slack is about to close this connection: the next one is made before it does.
      if (isGoodbye(data) && isCurrent()) void this.#connect();
    });
    client.on("disconnected", () => {
      if (!isCurrent() || this.#stop.signal.aborted) return;
      this.#current = undefined;
      this.#state = { up: false, why: "the connection was closed" };
      void this.#connect();
    });
    return client;
  }

  async #hello(client: Client): Promise<void> {
    const { clock } = this.#init;
    let abandoned = false;
    const started = client.start();
    // One that comes after all, when nobody waits for it any more, would take events unwatched.
    started.then(
      () => {
        if (abandoned) leave(client);
      },
      () => undefined,
    );
    const over = new AbortController();
    const late = clock
      .sleep(this.#times.hello, AbortSignal.any([over.signal, this.#stop.signal]))
      .then(() => Promise.reject(new Error("Slack opened a socket and said no hello")));
    try {
      await Promise.race([started, late]);
    } catch (error) {
      abandoned = true;
      throw error;
    } finally {
      late.catch(() => undefined);
      over.abort();
    }
  }

  /** Looks whether the connection still lives, and makes a new one when it does not. */
  async #watch(): Promise<void> {
    const { clock, logger } = this.#init;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const wait = this.#current === undefined ? this.#backoff() : this.#times.look;
      await clock.sleep(wait, signal).catch(() => undefined);
      if (signal.aborted) return;
      const current = this.#current;
      const now = clock.now();
      if (current === undefined) await this.#connect();
      else if (current.pulsed && now - current.heard > this.#times.silence) {
        logger.warn({ silentMs: now - current.heard }, "the Socket Mode connection is frozen; a new one is made");
        this.#current = undefined;
        leave(current.client);
        this.#state = { up: false, why: "the connection was frozen" };
        await this.#connect();
      } else if (now - current.since > this.#times.renew) await this.#connect();
    }
  }

  #backoff(): number {
    return Math.min(this.#times.longestBackoff, 1000 * 2 ** Math.min(this.#failures, 6));
  }
}

/**
 * The SDK reads a frame in an async function that nobody waits for: one that is no object would end the process
 * (`onWebSocketMessage`: `event.type` of null). Such frames are dropped here, and what it throws is caught.
 */
function guardFrames(client: Client, logger: Logger): void {
  const own = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  client.on("ws_message", (data: unknown, binary: unknown) => {
    if (typeof data !== "string" || !isObject(data)) {
      logger.warn({}, "a frame that is no message of Slack’s was dropped");
      return;
    }
    for (const listener of own) {
      Promise.resolve(listener(data, binary)).catch((error: unknown) =>
        logger.warn({ error }, "a Socket Mode message could not be handled"),
      );
    }
  });
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function isGoodbye(data: unknown): boolean {
  if (typeof data !== "string" || data.length > 2000 || !data.includes('"disconnect"')) return false;
  try {
    return fields(JSON.parse(data)).type === "disconnect";
  } catch {
    return false;
  }
}

/** A socket that is frozen never says goodbye: nobody waits for it. */
function leave(client: Client): void {
  client.disconnect().catch(() => undefined);
}
