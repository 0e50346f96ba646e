// The HTTPS client for systems that get a password: pinned certificates, kept connections, deadlines, capped answers.

import http from "node:http";
import { type Duplex, PassThrough } from "node:stream";
import { CertOpsError, ChangeUncertain } from "../domain/errors.ts";
import { say } from "../i18n/say.ts";
import { deadline, within } from "../kernel/deadline.ts";
import { abortError, unreachable } from "./https-errors.ts";
import { type Exchange, exchange, type HttpAnswer, type HttpHead, KeptConnectionClosed } from "./https-exchange.ts";
import { type Endpoint, endpointKey } from "./https-pins.ts";
import { type PinnedTls, pinnedConnector } from "./https-socket.ts";

export type { HttpAnswer, HttpHead } from "./https-exchange.ts";
export type { Endpoint } from "./https-pins.ts";

export interface HttpsRequest {
  readonly endpoint: Endpoint;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds for the whole exchange, connecting and confirming a new certificate included. */
  readonly deadlineMs: number;
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
  /**
   * Asked when an answer begins: where its body goes piece by piece, instead of into `body`. Asked again when the request is
   * repeated. What it throws fails the request.
   */
  readonly stream?: (head: HttpHead) => ((chunk: Uint8Array) => void) | undefined;
}

export interface HttpsClient {
  /** A request that may be repeated: a kept connection that turns out to be closed is replaced once. */
  send(request: HttpsRequest): Promise<HttpAnswer>;
  /**
   * A request that changes something: a fresh connection, `fence` awaited in the moment before it is written, sent at
   * most once. Throws ChangeUncertain when it was written and no whole answer came.
   */
  sendOnce(request: HttpsRequest, fence: () => Promise<void>): Promise<HttpAnswer>;
  close(): void;
}

const MAX_BYTES = 32 * 1024 * 1024;
/** A node's Tomcat serves everybody; we never take more than this many of its threads. */
const MAX_SOCKETS = 4;
/** For a connection that outlives the request it was opened for; long enough to ask SSH about a new certificate. */
const CONNECT_MS = 60_000;
/** Tomcat closes an idle connection after 20 s by default; we let go first. */
const IDLE_MS = 10_000;

/** `pins`, `confirmCertificate` and `onPinMoved`: see PinnedTls. */
export function createHttpsClient(options: PinnedTls): HttpsClient {
  const connect = pinnedConnector(options);
  const closing = new AbortController();
  const agents = new Map<string, PinnedAgent>();

  const agentFor = (endpoint: Endpoint): PinnedAgent => {
    const known = agents.get(endpointKey(endpoint));
    if (known !== undefined) return known;
    const made = new PinnedAgent(() => connect(endpoint, deadline(CONNECT_MS, closing.signal)));
    agents.set(endpointKey(endpoint), made);
    return made;
  };

  const prepared = (request: HttpsRequest, signal: AbortSignal, over: Exchange["over"]): Exchange => ({
    ...request,
    maxBytes: request.maxBytes ?? MAX_BYTES,
    signal,
    over,
  });

  const what = (request: HttpsRequest): string => `${request.method} ${request.path}`;
  const asOurs = (request: HttpsRequest, error: unknown): unknown =>
    abortError(request.endpoint, what(request), request.deadlineMs, request.signal, error) ?? error;

  return {
    send: async (request) => {
      const signal = deadline(request.deadlineMs, request.signal);
      const agent = agentFor(request.endpoint);
      const attempt = (): Promise<HttpAnswer> => within(exchange(prepared(request, signal, { agent })), signal);
      const turn = agent.slot();
      let free: () => void;
      try {
        free = await within(turn, signal);
      } catch (error) {
        void turn.then((unused) => unused());
        throw asOurs(request, error);
      }
      try {
        return await attempt().catch((error: unknown) => {
          if (error instanceof KeptConnectionClosed) return attempt();
          throw error;
        });
      } catch (error) {
        throw asOurs(request, error);
      } finally {
        free();
      }
    },

    sendOnce: async (request, fence) => {
      const signal = deadline(request.deadlineMs, request.signal);
      let socket: Duplex;
      try {
        socket = await within(connect(request.endpoint, signal), signal);
      } catch (error) {
        throw asOurs(request, error);
      }
      try {
        await fence();
        if (signal.aborted) throw asOurs(request, signal.reason);
        if (socket.destroyed || !socket.writable)
          throw unreachable(request.endpoint, new Error("closed before sending"));
      } catch (error) {
        socket.destroy();
        throw error;
      }
      try {
        return await within(exchange(prepared(request, signal, { socket })), signal);
      } catch (error) {
        throw uncertain(request.endpoint, what(request), asOurs(request, error));
      } finally {
        socket.destroy();
      }
    },

    close: () => {
      closing.abort();
      for (const agent of agents.values()) agent.destroy();
      agents.clear();
    },
  };
}

/** Hands out connections whose certificate is already checked: node:http writes nothing before it has the socket. */
class PinnedAgent extends http.Agent {
  readonly #connect: () => Promise<Duplex>;
  #busy = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(connect: () => Promise<Duplex>) {
    super({ keepAlive: true, maxFreeSockets: MAX_SOCKETS, timeout: IDLE_MS });
    this.#connect = connect;
  }

  /** Waits for a turn; node's own `maxSockets` does not count connections that are still being opened. */
  async slot(): Promise<() => void> {
    if (this.#busy >= MAX_SOCKETS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy += 1;
    return () => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    };
  }

  override createConnection(
    _options: http.ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    this.#connect().then(
      (socket) => callback?.(null, socket),
      // node:http does not look at the stream when there is an error.
      (error: unknown) => callback?.(error instanceof Error ? error : new Error(String(error)), new PassThrough()),
    );
    return undefined;
  }
}

const uncertain = (endpoint: Endpoint, what: string, cause: unknown): ChangeUncertain =>
  new ChangeUncertain({
    code: cause instanceof CertOpsError ? cause.code : "server-fault",
    message: `${what} was sent to ${endpoint.node} and its outcome was not seen: ${cause instanceof Error ? cause.message : String(cause)}`,
    say: say("https.uncertain", { node: endpoint.node }),
    next: say("https.uncertain.next", { node: endpoint.node }),
    cause,
  });
