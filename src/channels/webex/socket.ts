// Webex's socket, kept open: registered, proved with the token, watched by pings, opened again when it falls. Unofficial, see
// frames.ts; Cisco's client does the same in internal-plugin-mercury (mercury.js, socket-base.js).
import { randomUUID } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { type DeviceOptions, type Registered, registerDevice } from "./device.ts";
import { eventOf, type Frame, isReady, readFrame } from "./frames.ts";
import type { Intake } from "./intake.ts";
import { WebexTrouble } from "./trouble.ts";

export interface SocketOptions extends DeviceOptions {
  readonly intake: Pick<Intake, "take" | "count">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Until Webex took the token and said what it keeps for us; its own limit is 30 s. */
const readyMs = 30_000;
/** Cisco's client: every 15 s, answered within 14. */
const pingMs = 15_000;
const pongMs = 14_000;
const longestBackoffMs = 60_000;

interface Connection {
  readonly socket: WebSocket;
  readonly registered: Registered;
  /** Ends its pings. */
  readonly over: AbortController;
  pong: string | undefined;
}

export class WebexSocket {
  readonly #options: SocketOptions;
  readonly #stop = new AbortController();
  #registered: Registered | undefined;
  #current: Connection | undefined;
  #connecting: Promise<void> | undefined;
  #again: Promise<void> | undefined;
  #trouble: unknown;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#current !== undefined;
  }

  /** Why it is not up, as far as the last try tells. */
  get trouble(): unknown {
    return this.#trouble;
  }

  /** Resolves when it is up; throws WebexTrouble when it cannot be now. Calls while one is made are the same call. */
  connect(): Promise<void> {
    if (this.#current !== undefined) return Promise.resolve();
    this.#connecting ??= this.#open()
      .then(() => {
        this.#trouble = undefined;
      })
      .catch((error: unknown) => {
        this.#trouble = error;
        // The registration may be gone: the next try makes a new one.
        this.#registered = undefined;
        throw error;
      })
      .finally(() => {
        this.#connecting = undefined;
      });
    return this.#connecting;
  }

  /** Gives the device back as well, if Webex answers quickly. */
  async close(): Promise<void> {
    this.#stop.abort(new DOMException("the bot is stopping", "AbortError"));
    this.#leave(this.#current);
    await this.#connecting?.catch(() => undefined);
    await this.#again;
    this.#leave(this.#current);
    await this.#registered?.remove().catch((error: unknown) => {
      this.#options.logger.info({ error }, "the registration at Webex stays until the next start");
    });
  }

  async #open(): Promise<void> {
    this.#stop.signal.throwIfAborted();
    this.#registered ??= await registerDevice({ ...this.#options, signal: this.#stop.signal });
    const registered = this.#registered;
    const url = new URL(registered.webSocketUrl);
    const query = { outboundWireFormat: "text", bufferStates: "true", aliasHttpStatus: "true" };
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    url.searchParams.set("clientTimestamp", String(this.#options.clock.now()));
    const socket = new WebSocket(url);
    const connection: Connection = { socket, registered, over: new AbortController(), pong: undefined };
    const ready = Promise.withResolvers<void>();
    socket.addEventListener("open", () => {
      const { token } = this.#options;
      const data = { token: `Bearer ${token.reveal()}` };
      socket.send(JSON.stringify({ id: randomUUID(), type: "authorization", data }));
    });
    socket.addEventListener("message", ({ data }) => this.#heard(connection, data, ready.resolve));
    socket.addEventListener("error", () => ready.reject(new WebexTrouble(0, "socket", "cannot be opened")));
    socket.addEventListener("close", ({ code }) => {
      ready.reject(refused(code));
      this.#fell(connection, code);
    });
    try {
      await this.#within(readyMs, ready.promise);
    } catch (error) {
      this.#leave(connection);
      throw error;
    }
    this.#current = connection;
    this.#pinging(connection);
  }

  #heard(connection: Connection, data: unknown, ready: () => void): void {
    const { intake } = this.#options;
    const frame = readFrame(data);
    if (frame === undefined) {
      intake.count("malformed");
      return;
    }
    if (isReady(frame)) ready();
    if (frame.type === "pong") {
      if (frame.id === connection.pong) connection.pong = undefined;
      return;
    }
    const event = eventOf(frame, connection.registered.clusterOf);
    if (event === "malformed") intake.count("malformed");
    // Not taken, not acknowledged: Webex keeps what nobody acknowledged for the next connection.
    if (typeof event === "object" && !intake.take(event)) return;
    this.#acknowledge(connection, frame);
  }

  #acknowledge({ socket }: Connection, { id }: Frame): void {
    if (id !== undefined && socket.readyState === WebSocket.OPEN)
      socket.send(JSON.stringify({ messageId: id, type: "ack" }));
  }

  /** A socket can be open and dead: only an answer proves that something still arrives. */
  #pinging(connection: Connection): void {
    const { clock } = this.#options;
    const signal = AbortSignal.any([this.#stop.signal, connection.over.signal]);
    const loop = async (): Promise<void> => {
      while (!signal.aborted) {
        connection.pong = randomUUID();
        connection.socket.send(JSON.stringify({ id: connection.pong, type: "ping" }));
        await clock.sleep(pongMs, signal);
        if (connection.pong !== undefined) {
          this.#fell(connection, 0);
          return;
        }
        await clock.sleep(pingMs - pongMs, signal);
      }
    };
    loop().catch(() => undefined);
  }

  /** Opened again, for as long as the bot runs. */
  #fell(connection: Connection, code: number): void {
    const wasUp = this.#current === connection;
    this.#leave(connection);
    if (!wasUp || this.#stop.signal.aborted) return;
    this.#trouble = refused(code);
    this.#options.logger.warn({ code }, "Webex’s socket fell; it is opened again");
    this.#again ??= this.#reconnecting().finally(() => {
      this.#again = undefined;
    });
  }

  async #reconnecting(): Promise<void> {
    const { clock, logger } = this.#options;
    const { signal } = this.#stop;
    for (let attempt = 0; !signal.aborted && this.#current === undefined; attempt++) {
      try {
        await this.connect();
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ error, attempt }, "Webex’s socket cannot be opened");
        await clock.sleep(Math.min(longestBackoffMs, 1000 * 2 ** Math.min(attempt, 6)), signal).catch(() => undefined);
      }
    }
  }

  #leave(connection: Connection | undefined): void {
    if (connection === undefined) return;
    connection.over.abort();
    if (this.#current === connection) this.#current = undefined;
    connection.socket.close();
  }

  async #within(ms: number, work: Promise<void>): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#stop.signal]);
    const late = this.#options.clock
      .sleep(ms, signal)
      .then(() => Promise.reject(new WebexTrouble(0, "socket", "was opened and never became ready")));
    try {
      await Promise.race([work, late]);
    } finally {
      over.abort();
      work.catch(() => undefined);
      late.catch(() => undefined);
    }
  }
}

/** 4401 and 1008: the token was not taken. 4400 and 4403: this account may not (socket-base.js, errors.js). */
function refused(code: number): WebexTrouble {
  const detail = `the socket was closed (${code})`;
  if (code === 4401 || code === 1008) return new WebexTrouble(401, "socket", detail);
  if (code === 4403 || code === 4400) return new WebexTrouble(403, "socket", detail);
  return new WebexTrouble(0, "socket", detail);
}
