// A plain HTTP GET without credentials, for CUCM's TFTP service on port 6970.
import { Socket } from "node:net";
import { deadline, within } from "../kernel/deadline.ts";
import { abortError } from "./https-errors.ts";
import { exchange, type HttpAnswer } from "./https-exchange.ts";
import type { Endpoint } from "./https-pins.ts";

export interface HttpGet {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly deadlineMs: number;
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

/** Fetches on a connection of its own. Throws CertOpsError: unreachable, deadline, too large, not HTTP. */
export async function httpGet(request: HttpGet): Promise<HttpAnswer> {
  const { endpoint } = request;
  const signal = deadline(request.deadlineMs, request.signal);
  const socket = new Socket();
  try {
    signal.throwIfAborted();
    socket.connect(endpoint.port, endpoint.address);
    return await within(exchange({ ...request, method: "GET", headers: {}, signal, over: { socket } }), signal);
  } catch (error) {
    throw abortError(endpoint, `GET ${request.path}`, request.deadlineMs, request.signal, error) ?? error;
  } finally {
    socket.destroy();
  }
}
