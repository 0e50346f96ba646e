// The short way for what comes in by the thousand: one POST on one path, read and acknowledged without a web `Request` or `Response`.
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Json } from "../domain/text.ts";
import { type Refused, refusedStatus } from "./guard.ts";
import { receiptHeaders } from "./headers.ts";

/** What the sender gets: a status, and JSON that is already text (or nothing). */
export interface Receipt {
  readonly status: number;
  readonly body?: string;
}

/** What is done with the body once all of it has come. */
export type Reader = (body: Buffer) => Receipt | Promise<Receipt>;

/**
 * Sees the headers first (names in lower case, as Node joined them) and answers from them alone, or gives what reads the body:
 * nobody's body is taken before it is known that they may speak at all. What either throws is answered with 500.
 */
export type Taker = (headers: IncomingHttpHeaders) => Receipt | Reader;

export interface DeliveriesInit {
  /** The listener's guard; tells the log. */
  readonly guarded: (request: IncomingMessage, path: string) => Refused | undefined;
  /** Tells the log of a bug; the reference that the sender is told. */
  readonly failed: (error: unknown) => string;
}

export interface Deliveries {
  mount(path: string, taker: Taker, options: { readonly maxBody: number; readonly guarded: boolean }): void;
  /** False: nobody here takes that, and nothing was done. */
  take(path: string, request: IncomingMessage, response: ServerResponse): boolean;
}

export const receipt = (status: number, value: Json): Receipt => ({ status, body: JSON.stringify(value) });

/** A refusal as JSON: `{"error": "<code>"}`; never a stack. */
export const refusal = (status: number, error: string): Receipt => receipt(status, { error });

/** Whoever is refused may be in the middle of sending: so long is their body taken and thrown away, so that they read why. */
const drainMs = 500;

export function createDeliveries(init: DeliveriesInit): Deliveries {
  const mounted = new Map<string, { readonly taker: Taker; readonly maxBody: number; readonly guarded: boolean }>();
  return {
    mount: (path, taker, options) => {
      mounted.set(path, { taker, ...options });
    },
    take: (path, request, response) => {
      const found = request.method === "POST" ? mounted.get(path) : undefined;
      if (found === undefined) return false;
      const say = (one: Receipt): void => send(request, response, one);
      const broken = (error: unknown): void => say(receipt(500, { error: "internal", reference: init.failed(error) }));
      const refused = found.guarded ? init.guarded(request, path) : undefined;
      if (refused !== undefined) {
        say(refusal(refusedStatus[refused], refused));
        return true;
      }
      const read = (reader: Reader, body: Buffer): void => {
        try {
          const answer = reader(body);
          if (answer instanceof Promise) answer.then(say).catch(broken);
          else say(answer);
        } catch (error) {
          broken(error);
        }
      };
      try {
        const reader = found.taker(request.headers);
        if (typeof reader !== "function") say(reader);
        else readBody(request, found.maxBody, (body) => (body === undefined ? say(tooLarge) : read(reader, body)));
      } catch (error) {
        broken(error);
      }
      return true;
    },
  };
}

const tooLarge = refusal(413, "body-too-large");

/** Calls back once: with the whole body, or with undefined when it is larger than `most`. Never when the sender went away. */
function readBody(request: IncomingMessage, most: number, take: (body: Buffer | undefined) => void): void {
  // Node reads no further than what was declared; a body in chunks is counted as it comes.
  if (Number(request.headers["content-length"] ?? 0) > most) {
    take(undefined);
    return;
  }
  const parts: Buffer[] = [];
  let size = 0;
  const count = (part: Buffer): void => {
    size += part.length;
    parts.push(part);
    if (size <= most) return;
    request.off("data", count);
    request.off("end", end);
    take(undefined);
  };
  const end = (): void => {
    const [first] = parts;
    take(parts.length === 1 && first !== undefined ? first : Buffer.concat(parts, size));
  };
  request.on("data", count);
  request.on("end", end);
}

function send(request: IncomingMessage, response: ServerResponse, { status, body = "" }: Receipt): void {
  const all = [...receiptHeaders, "content-length", String(Buffer.byteLength(body))];
  if (body !== "") all.push("content-type", "application/json");
  const unread = !request.complete;
  if (unread) all.push("connection", "close");
  // One flat list, and none set before: Node writes them as they are.
  response.writeHead(status, all);
  response.end(body);
  if (!unread) return;
  const late = setTimeout(() => request.socket.destroy(), drainMs);
  request.once("close", () => clearTimeout(late));
  request.resume();
}
