// Slack's Web API with patience: what Slack slows down or cannot take now is tried again in order, what it refuses is said.
import { webApi } from "@slack/bolt";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import { boltLogger } from "./bolt-logger.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Slack said no: `error` is its own word (`not_in_channel`), `hints` what it found wrong with the blocks. */
export class SlackRefusal extends Error {
  readonly error: string;
  readonly hints: readonly string[];

  constructor(method: string, error: string, hints: readonly string[] = []) {
    super(`${method}: ${error}${hints.length === 0 ? "" : ` (${hints.slice(0, 3).join("; ").slice(0, 300)})`}`);
    this.name = "SlackRefusal";
    this.error = error;
    this.hints = hints;
  }
}

/** Slack could not be reached, or not now. `seconds`: when it wants to be asked again. */
export class SlackAway extends Error {
  readonly seconds: number | undefined;

  constructor(method: string, why: string, seconds?: number) {
    super(`${method}: ${why}`);
    this.name = "SlackAway";
    this.seconds = seconds;
  }
}

/** Words of Slack's for “this token is no good (any more)”. */
export const credentialErrors: readonly string[] = [
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "not_allowed_token_type",
  "missing_scope",
  "no_permission",
];

export interface ApiInit {
  readonly token: { reveal(): string };
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Told whenever Slack answers (undefined) or does not. */
  readonly onState?: (trouble: SlackRefusal | SlackAway | undefined) => void;
}

const callMs = 15_000;
const longestWaitMs = 60_000;

/** Redirects are refused: a token goes to the host that was configured and nowhere else. */
export const boundFetch: typeof fetch = (url, init) => fetch(url, { ...init, redirect: "error" });

export const clientOptions = (apiUrl: string, logger: Logger) => ({
  slackApiUrl: apiUrl,
  allowAbsoluteUrls: false,
  rejectRateLimitedCalls: true,
  retryConfig: { retries: 0 },
  timeout: callMs,
  logger: boltLogger(logger),
  fetch: boundFetch as NonNullable<webApi.WebClientOptions["fetch"]>,
});

export class SlackApi {
  readonly #init: ApiInit;
  readonly #client: webApi.WebClient;

  constructor(init: ApiInit) {
    this.#init = init;
    this.#client = new webApi.WebClient(init.token.reveal(), clientOptions(init.apiUrl, init.logger));
  }

  /** One try at what the bot can do without: a refusal says nothing about its health. Throws SlackRefusal or SlackAway. */
  async nicety(method: string, fields: Fields): Promise<Fields> {
    try {
      return { ...(await this.#client.apiCall(method, { ...fields })) };
    } catch (error) {
      throw troubleOf(method, error);
    }
  }

  /** One try. Throws SlackRefusal or SlackAway. */
  async once(method: string, fields: Fields): Promise<Fields> {
    try {
      const result = await this.#client.apiCall(method, { ...fields });
      this.#init.onState?.(undefined);
      return { ...result };
    } catch (error) {
      const trouble = troubleOf(method, error);
      this.#init.onState?.(
        trouble instanceof SlackRefusal && !credentialErrors.includes(trouble.error) ? undefined : trouble,
      );
      throw trouble;
    }
  }

  /** Tries until Slack has answered, or the channel closes (CertOpsError `server-fault`). Throws SlackRefusal. */
  async call(method: string, fields: Fields): Promise<Fields> {
    const { clock, signal, logger } = this.#init;
    for (let round = 0; ; round++) {
      try {
        return await this.once(method, fields);
      } catch (error) {
        if (!(error instanceof SlackAway)) throw error;
        const wait =
          error.seconds === undefined ? Math.min(longestWaitMs, 500 * 2 ** Math.min(round, 8)) : error.seconds * 1000;
        logger.warn({ method, wait, round }, error.message);
        try {
          await clock.sleep(wait, signal);
        } catch (cause) {
          throw down(error.message, cause);
        }
      }
    }
  }
}

function troubleOf(method: string, error: unknown): SlackRefusal | SlackAway {
  if (error instanceof webApi.WebAPIPlatformError) {
    const { error: word, response_metadata: more } = error.data;
    if (word === "ratelimited" || word === "rate_limited") return new SlackAway(method, word, 1);
    // Slack's own trouble, by its own words: the same call can succeed a moment later.
    if (["internal_error", "fatal_error", "service_unavailable", "request_timeout"].includes(word)) {
      return new SlackAway(method, word);
    }
    return new SlackRefusal(method, word, more?.messages ?? []);
  }
  if (error instanceof webApi.WebAPIRateLimitedError) return new SlackAway(method, "rate limited", error.retryAfter);
  if (error instanceof webApi.WebAPIHTTPError) {
    const { statusCode } = error;
    return statusCode >= 500 || statusCode === 408
      ? new SlackAway(method, `HTTP ${statusCode}`)
      : new SlackRefusal(method, `http_${statusCode}`);
  }
  return new SlackAway(method, error instanceof Error ? error.message : "no answer");
}

const platform = "Slack";

export const down = (message: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "server-fault",
    message,
    say: say("channel.down", { platform }),
    next: say("channel.down.next", { platform }),
    retry: "later",
    cause,
  });

/** What the rest of the bot gets to see of a refusal. */
export function refused(refusal: SlackRefusal): CertOpsError {
  const { error: detail, message } = refusal;
  if (credentialErrors.includes(detail)) return credentialsRefused(refusal);
  const outside = ["not_in_channel", "channel_not_found", "is_archived"].includes(detail);
  return new CertOpsError({
    code: outside ? "not-allowed" : "bad-input",
    message,
    say: outside ? say("slack.not-in-channel") : say("channel.refused", { platform, detail }),
    next: outside ? say("slack.not-in-channel.next") : say("channel.refused.next"),
    retry: "never",
    cause: refusal,
  });
}

export const credentialsRefused = ({ error: detail, message }: SlackRefusal): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message,
    say: say("channel.credentials", { platform, detail }),
    next: say("channel.credentials.next", { key: "slack" }),
    retry: "never",
  });
