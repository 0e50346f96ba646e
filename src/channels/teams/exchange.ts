// One HTTPS exchange with the platform: only with its own hosts, never along a redirect, bounded in time and size.
import { isAt } from "./cloud.ts";

export interface Outgoing {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal?: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** The platform said no, or nothing. `status` 0: it could not be reached. */
export class TeamsRefusal extends Error {
  readonly status: number;
  /** The platform's own word, for example `MessageSizeTooBig`. */
  readonly code: string;
  /** Milliseconds the platform asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, retryAfter?: number, cause?: unknown) {
    super(status === 0 ? `Teams was not reached (${code})` : `Teams answered ${status} ${code}`, { cause });
    this.name = "TeamsRefusal";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

const patienceMs = 15_000;
const mostBytes = 12 * 1024 * 1024;

/** Gives any 2xx answer; everything else is a TeamsRefusal. `places`: see TeamsCloud. */
export async function exchange(outgoing: Outgoing, places: readonly string[]): Promise<Answer> {
  if (!isAt(outgoing.url, places)) throw new TeamsRefusal(0, "not-a-host-of-the-platform");
  const limit = AbortSignal.timeout(patienceMs);
  const { method, url, headers = {}, body, signal } = outgoing;
  let answer: Response;
  let bytes: Uint8Array;
  try {
    answer = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      ...(body === undefined ? {} : { body }),
    });
    bytes = await bounded(answer);
  } catch (error) {
    if (error instanceof TeamsRefusal || signal?.aborted === true) throw error;
    throw new TeamsRefusal(0, codeOf(error), undefined, error);
  }
  if (answer.ok) return { status: answer.status, headers: answer.headers, body: bytes };
  throw new TeamsRefusal(answer.status, wordOf(bytes), waitOf(answer.headers.get("retry-after")));
}

/** The body as JSON, or undefined when it is none. */
export function jsonOf(answer: Pick<Answer, "body">): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.body));
  } catch {
    return undefined;
  }
}

async function bounded(answer: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    size += part.length;
    if (size > mostBytes) throw new TeamsRefusal(0, "answer-too-large");
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Seconds or an HTTP date; anything else is no wish. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds) && seconds >= 0) return Math.min(seconds, 3600) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - Date.now()), 3_600_000);
}

/** `{"error": {"code": "..."}}` (Bot Connector) or `{"error": "..."}` (login); never the whole body. */
function wordOf(body: Uint8Array): string {
  const value = jsonOf({ body });
  if (typeof value !== "object" || value === null || !("error" in value)) return "";
  const { error } = value;
  const word = typeof error === "object" && error !== null && "code" in error ? error.code : error;
  return typeof word === "string" ? word.replaceAll(/[^\w.-]/g, "").slice(0, 60) : "";
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause === "object" && cause !== null && "code" in cause) return String(cause.code).slice(0, 60);
  return error instanceof Error ? error.name : "unknown";
}
