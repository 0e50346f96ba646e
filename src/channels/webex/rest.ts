// One call to the Webex REST API: the token goes to Webex's own host alone, never along a redirect; pauses are kept.
import type { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { isAbort } from "../../kernel/deadline.ts";
import type { Logger } from "../../kernel/logger.ts";
import { WebexTrouble } from "./trouble.ts";
import { faultSchema } from "./wire.ts";

export interface RestOptions {
  /** `https://webexapis.com/v1`, or that of another Webex cloud. */
  readonly apiUrl: string;
  readonly token: { reveal(): string };
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends waiting when the bot stops. */
  readonly signal: AbortSignal;
  /** How long a call is tried again while Webex is down or says "later"; 30 minutes when absent. */
  readonly patienceMs?: number;
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** After the base, for example `/messages`. Built from checked ids only. */
  readonly path: string;
  readonly json?: unknown;
  readonly form?: () => FormData;
  /** Less patience than usual, for calls that somebody waits for. */
  readonly patienceMs?: number;
}

type Outcome =
  | { readonly response: Response }
  /** `afterMs`: Webex named the pause. */
  | { readonly trouble: WebexTrouble; readonly afterMs?: number };

const answerMs = 20_000;
const mostAnswerBytes = 4 * 1024 * 1024;
/** A pause that Webex asks for is kept whole; an absurd one is not. */
const longestPauseMs = 15 * 60_000;
const longestBackoffMs = 30_000;

export class Rest {
  readonly #options: RestOptions;
  /** `Retry-After` counts for the token, so for every call: one that is told to wait makes all of them wait. */
  #pausedUntil = 0;

  constructor(options: RestOptions) {
    this.#options = options;
  }

  /** The answer, checked by `schema`. Throws WebexTrouble. */
  async ask<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.infer<Schema>> {
    const response = await this.#patiently(call);
    const text = await bounded(response, mostAnswerBytes);
    const parsed = schema.safeParse(text === undefined ? undefined : json(text));
    if (parsed.success) return parsed.data;
    throw new WebexTrouble(502, `${call.method} ${call.path}`, "an answer of another shape than documented");
  }

  /** The same for calls whose answer does not matter. */
  async tell(call: Call): Promise<void> {
    const response = await this.#patiently(call);
    await response.body?.cancel();
  }

  /** A file that came with a message. `url` must be of the API's own origin; `most` bytes at most. */
  async download(url: URL, most: number): Promise<{ readonly bytes: Uint8Array; readonly disposition: string }> {
    const path = `${url.pathname}${url.search}`;
    if (url.origin !== new URL(this.#options.apiUrl).origin) throw new WebexTrouble(400, "download", "a foreign host");
    const response = await this.#patiently({ method: "GET", path: "", patienceMs: 60_000 }, new URL(path, url.origin));
    const bytes = await boundedBytes(response, most);
    if (bytes === undefined) throw new WebexTrouble(413, "download", `more than ${most} bytes`);
    return { bytes, disposition: response.headers.get("content-disposition") ?? "" };
  }

  async #patiently(call: Call, url = new URL(`${this.#options.apiUrl}${call.path}`)): Promise<Response> {
    const { clock, signal, logger } = this.#options;
    const until = clock.now() + (call.patienceMs ?? this.#options.patienceMs ?? 30 * 60_000);
    for (let attempt = 0; ; attempt++) {
      const pause = this.#pausedUntil - clock.now();
      if (pause > 0) await clock.sleep(pause, signal);
      signal.throwIfAborted();
      const outcome = await this.#once(call, url);
      if ("response" in outcome) return outcome.response;
      const { trouble, afterMs } = outcome;
      // Another call may have learnt of a longer pause meanwhile.
      if (afterMs !== undefined) this.#pausedUntil = Math.max(this.#pausedUntil, clock.now() + afterMs);
      const wait = afterMs ?? Math.min(longestBackoffMs, 1000 * 2 ** Math.min(attempt, 5));
      if (trouble.retry !== "later" || clock.now() + wait > until) throw trouble;
      logger.warn({ error: trouble.message, waitMs: wait, attempt }, "Webex is asked again later");
      if (afterMs === undefined) await clock.sleep(wait, signal);
    }
  }

  async #once(call: Call, url: URL): Promise<Outcome> {
    const { token, signal } = this.#options;
    const what = `${call.method} ${call.path === "" ? url.pathname : call.path}`;
    const body = call.form?.() ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    let response: Response;
    try {
      response = await fetch(url, {
        method: call.method,
        headers: {
          authorization: `Bearer ${token.reveal()}`,
          accept: "application/json",
          ...(call.json === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
        },
        ...(body === undefined ? {} : { body }),
        redirect: "manual",
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
      });
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // A call that got no answer may have been carried out: a message said twice is better than one that is lost.
      return { trouble: new WebexTrouble(0, what, isAbort(error) ? "timeout" : causeOf(error), error) };
    }
    if (response.ok) return { response };
    const fault = faultSchema.safeParse(json((await bounded(response, 64 * 1024)) ?? ""));
    const tracking = fault.data?.trackingId ?? response.headers.get("trackingid") ?? "";
    const detail = `${fault.data?.message?.slice(0, 300) ?? ""} ${tracking === "" ? "" : `(${tracking})`}`;
    const trouble = new WebexTrouble(response.status, what, detail);
    return response.status === 429 || response.status === 423
      ? { trouble, afterMs: pauseOf(response.headers.get("retry-after"), this.#options.clock) }
      : { trouble };
  }
}

/** Seconds or a date, as HTTP allows; 10 s when it says nothing that can be read. */
function pauseOf(header: string | null, clock: Clock): number {
  const value = header?.trim() ?? "";
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - clock.now();
  return Number.isFinite(ms) ? Math.min(longestPauseMs, Math.max(1000, ms)) : 10_000;
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error ? `${cause.name} ${"code" in cause ? String(cause.code) : ""}`.trim() : "failed";
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function bounded(response: Response, most: number): Promise<string | undefined> {
  const bytes = await boundedBytes(response, most).catch(() => undefined);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

/** Undefined when there is more. */
async function boundedBytes(response: Response, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(value);
  }
  return new Uint8Array(Buffer.concat(parts));
}
