// The one listener: health, and whatever handlers the channels mount. The web framework stays in here.
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { CertOpsError } from "../domain/errors.ts";
import type { Json } from "../domain/text.ts";
import { newId } from "../kernel/ids.ts";
import type { Logger } from "../kernel/logger.ts";
import { createDeliveries, type Taker } from "./deliveries.ts";
import { createGuard, isLoopback, type Refused, refusedStatus } from "./guard.ts";
import { securityHeaders } from "./headers.ts";

export interface RequestInfo {
  /** Values of `:name` parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

export type Handler = (request: Request, info: RequestInfo) => Response | Promise<Response>;

export interface RouteOptions {
  /** Bytes; 64 KB when absent. Larger bodies are refused with 413 before the handler sees them. */
  readonly maxBody?: number;
  /** A platform's webhook: it proves itself by a signature, so Host and Origin are not asked for. */
  readonly webhook?: boolean;
}

export interface Http {
  /** Mounts a handler; `path` may hold `:name` parts. */
  route(method: "GET" | "POST", path: string, handler: Handler, options?: RouteOptions): void;
  /** Mounts the short way for a path's POSTs (deliveries.ts); exact paths only. Other methods are nobody's. */
  take(path: string, taker: Taker, options?: RouteOptions): void;
  /**
   * Mounts a platform SDK's own request handler on one exact path: it verifies, limits and answers by itself, and a broken
   * request costs nothing more than that SDK's own check.
   */
  mount(path: string, listener: RequestListener): void;
  /** `/readyz` answers 200 only while every check says true; the names of those that do not are told where `tellsReasons`. */
  ready(check: () => boolean | Promise<boolean>, name?: string): void;
  /** Starts to listen; throws CertOpsError (`conflict`) when the port is taken. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Ends open connections (event streams too) and resolves when the port is free. */
  close(): Promise<void>;
}

export interface HttpOptions {
  /** Address to listen on; loopback unless somebody decided otherwise. */
  readonly bind: string;
  /** 0: any free port. */
  readonly port: number;
  /** Further names this listener answers to (behind a reverse proxy). */
  readonly hosts?: readonly string[];
  readonly logger: Logger;
  /** `/readyz` says what is missing: for operators, not for the world. */
  readonly tellsReasons?: boolean;
}

const defaultMaxBody = 64 * 1024;
const everyAnswer = Object.entries({ ...securityHeaders, "cache-control": "no-store" });

export function createHttp(options: HttpOptions): Http {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const mounted = new Map<string, RequestListener>();
  const checks: { readonly name: string; readonly check: () => boolean | Promise<boolean> }[] = [];
  let server: Server | undefined;
  const guardOf = (port: number) =>
    createGuard({ hosts: options.hosts ?? [], port, loopback: isLoopback(options.bind) });
  let guard = guardOf(options.port);

  const guarded = ({ headers, method = "" }: IncomingMessage, path: string): Refused | undefined => {
    const refused = guard(headers, method);
    if (refused !== undefined) options.logger.warn({ refused, path }, "request refused");
    return refused;
  };

  const mount = (method: "GET" | "POST", path: string, handler: Handler, route: RouteOptions = {}): void => {
    const maxSize = route.maxBody ?? defaultMaxBody;
    const counting = bodyLimit({ maxSize, onError: () => problem(413, "body-too-large") });
    // Node reads no further than the length that was declared. Hono's own limit asks for the body as a stream first, which costs
    // more than all the rest of a small request.
    const tooLarge = async (context: Context<{ Bindings: HttpBindings }>): Promise<Response | undefined> => {
      const { headers } = context.env.incoming;
      const declared = headers["content-length"];
      if (declared !== undefined && headers["transfer-encoding"] === undefined) {
        return Number(declared) <= maxSize ? undefined : problem(413, "body-too-large");
      }
      return (await counting(context, async () => undefined)) ?? undefined;
    };
    // One handler and no middleware: Hono calls a single one without composing. The guard comes first: nobody's body is read
    // before it is known that they may speak at all.
    app.on(method, path, async (context) => {
      const refused = route.webhook === true ? undefined : guarded(context.env.incoming, path);
      if (refused !== undefined) return problem(refusedStatus[refused], refused);
      const large = await tooLarge(context);
      if (large !== undefined) return large;
      const answer = await handler(context.req.raw, {
        params: context.req.param(),
        query: new URL(context.req.url).searchParams,
      });
      // HEAD is answered by the GET handler; nobody will ever read or end a stream that it opened.
      if (context.req.method === "HEAD") await answer.body?.cancel();
      return answer;
    });
  };

  const failed = (error: unknown): string => {
    const reference = newId("err");
    options.logger.error({ error, reference }, "request failed");
    return reference;
  };
  const deliveries = createDeliveries({ guarded, failed });
  app.notFound(() => problem(404, "not-found"));
  app.onError((error) => problem(500, "internal", failed(error)));
  // Probes call by whatever address they have; the answers hold nothing that another page could use.
  const probe = { webhook: true } as const;
  mount("GET", "/healthz", () => new Response("ok\n"), probe);
  const readyz: Handler = async () => {
    const answers = await Promise.all(
      checks.map(async ({ name, check }) => ({ name, well: await Promise.resolve(check()).catch(() => false) })),
    );
    const missing = answers.filter(({ well }) => !well).map(({ name }) => name);
    if (missing.length === 0) return new Response("ready\n");
    return options.tellsReasons === true
      ? Response.json({ error: "not-ready", missing }, { status: 503 })
      : problem(503, "not-ready");
  };
  mount("GET", "/readyz", readyz, probe);

  const answer = getRequestListener(app.fetch);
  const listener: RequestListener = (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (deliveries.take(path, request, response)) return;
    const own = mounted.get(path);
    if (own !== undefined) {
      own(request, response);
      return;
    }
    // Here and not in Hono: to change the headers of an answer there makes a slow one of a quick one. A handler's own stand.
    for (const [name, value] of everyAnswer) response.setHeader(name, value);
    void answer(request, response);
  };

  return {
    route: mount,
    take: (path, taker, { maxBody = defaultMaxBody, webhook = false } = {}) => {
      deliveries.mount(path, taker, { maxBody, guarded: !webhook });
    },
    mount: (path, own) => {
      mounted.set(path, own);
    },
    ready: (check, name = "other") => {
      checks.push({ name, check });
    },
    listen: async () => {
      const made = createServer(listener);
      // A client that sends its headers a byte at a time must not hold a connection for ever.
      made.headersTimeout = 10_000;
      made.requestTimeout = 60_000;
      // Longer than a reverse proxy keeps its connections: whoever sends on one that is being closed gets none of our answers.
      made.keepAliveTimeout = 65_000;
      await listening(made, options);
      server = made;
      const address = made.address();
      const port = typeof address === "object" && address !== null ? address.port : options.port;
      guard = guardOf(port);
      const shown = options.bind.includes(":") ? `[${options.bind}]` : options.bind;
      return { url: `http://${shown}:${port}`, port };
    },
    close: async () => {
      const running = server;
      server = undefined;
      if (running === undefined) return;
      await new Promise<void>((resolve) => {
        running.close(() => resolve());
        running.closeAllConnections();
      });
    },
  };
}

/** A refusal as JSON: `{"error": "<code>"}`; never a stack. */
export function problem(status: number, error: string, reference?: string): Response {
  return json(reference === undefined ? { error } : { error, reference }, status);
}

/** As `Response.json`, which the web server can only send as a stream: with every acknowledgement that counts. */
export function json(value: Json, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
}

async function listening(server: Server, options: HttpOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      const taken = error.code === "EADDRINUSE";
      reject(
        new CertOpsError({
          code: taken ? "conflict" : "bad-input",
          message: `cannot listen on ${options.bind}:${options.port}: ${error.message}`,
          say: {
            id: taken ? "web.listen.taken" : "web.listen.failed",
            values: { bind: options.bind, port: String(options.port) },
          },
          next: { id: "web.listen.next" },
          retry: "never",
          cause: error,
        }),
      );
    };
    server.once("error", failed);
    server.listen(options.port, options.bind, () => {
      server.off("error", failed);
      resolve();
    });
  });
}
