// One HTTP request over a given connection: capped answer, no redirects, no decompression.
import http from "node:http";
import type { Duplex } from "node:stream";
import { CertOpsError } from "../domain/errors.ts";
import { notUnderstood, tooLarge, unreachable } from "./https-errors.ts";
import type { Endpoint } from "./https-pins.ts";

export interface HttpHead {
  readonly status: number;
  /** Lower-case names, as node:http gives them. */
  readonly headers: http.IncomingHttpHeaders;
}

export interface HttpAnswer extends HttpHead {
  /** Empty when it was streamed. */
  readonly body: Uint8Array;
}

export interface Exchange {
  readonly endpoint: Endpoint;
  readonly method: "GET" | "POST" | "PUT";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly stream?: (head: HttpHead) => ((chunk: Uint8Array) => void) | undefined;
  /** Where the connection comes from: an agent that keeps it, or one that is used once. */
  readonly over: { readonly agent: http.Agent } | { readonly socket: Duplex };
}

/** A kept connection was closed by the other side before it answered anything: nothing was lost but the connection. */
export class KeptConnectionClosed extends Error {
  constructor(cause: unknown) {
    super("the kept connection was closed", { cause });
    this.name = "KeptConnectionClosed";
  }
}

/** Sends the request and reads the whole answer, whatever its status. A redirect is an answer like any other. */
export function exchange(options: Exchange): Promise<HttpAnswer> {
  const { endpoint, signal, over } = options;
  return new Promise((resolve, reject) => {
    const request = http.request({
      host: endpoint.address,
      port: endpoint.port,
      method: options.method,
      path: options.path,
      headers: {
        ...options.headers,
        "Accept-Encoding": "identity",
        ...(options.body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(options.body)) }),
      },
      signal,
      ...("agent" in over ? { agent: over.agent } : { createConnection: () => over.socket }),
    });
    const fail = (error: unknown): void => {
      request.destroy();
      reject(signal.aborted ? signal.reason : asOurs(endpoint, error));
    };
    request.once("error", (error) =>
      fail(request.reusedSocket && isReset(error) ? new KeptConnectionClosed(error) : error),
    );
    request.once("response", (response) => {
      // Errors from here on reach the reader; this keeps a late one from being nobody's.
      request.on("error", () => undefined);
      read(options, response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        fail,
      );
    });
    request.end(options.body);
  });
}

async function read(options: Exchange, response: http.IncomingMessage): Promise<Uint8Array> {
  const { endpoint, maxBytes } = options;
  if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(endpoint, maxBytes);
  const encoding = response.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw notUnderstood(endpoint, "the answer is compressed, which was not offered");
  }
  const stream = options.stream?.({ status: response.statusCode ?? 0, headers: response.headers });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(endpoint, maxBytes);
    if (stream === undefined) chunks.push(chunk);
    else stream(chunk);
  }
  return Buffer.concat(chunks);
}

/** Parser complaints are about what came; everything else is about the connection. */
function asOurs(endpoint: Endpoint, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CertOpsError || error instanceof KeptConnectionClosed) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code.startsWith("HPE_")) return notUnderstood(endpoint, `the answer is not HTTP (${code})`, error);
  return unreachable(endpoint, error);
}

const isReset = (error: Error): boolean => "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
