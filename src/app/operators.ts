// The operators' own listener: `/healthz`, `/readyz` with reasons, `/metrics`.
import { timingSafeEqual } from "node:crypto";
import type { App } from "../app.ts";
import type { MetricsSettings } from "../config/settings.ts";
import type { RunningChannel } from "../domain/chat.ts";
import { createHttp, type Http, problem } from "../http/http.ts";
import { sha256 } from "../kernel/ids.ts";
import type { Logger } from "../kernel/logger.ts";

/** What must be well before the bot can do its work: the store answers, platforms are reached. */
export function readiness(http: Http, app: App, running: readonly RunningChannel[]): void {
  http.ready(async () => {
    await app.store.audit.last();
    return true;
  }, "store");
  for (const { channel, health } of running) http.ready(() => health().ok, channel.platform);
}

/** Not listening yet. The token is compared by digest, in constant time. */
export function operatorsHttp(settings: MetricsSettings, app: App, logger: Logger): Http {
  const { host, port, token } = settings;
  const http = createHttp({ bind: host, port, logger, tellsReasons: true });
  const wanted = token === undefined ? undefined : Buffer.from(sha256(`Bearer ${token.reveal()}`));
  // A scraper names whatever host it likes and sends no Origin; what proves it is the token.
  http.route(
    "GET",
    "/metrics",
    async (request) => {
      const given = Buffer.from(sha256(request.headers.get("authorization") ?? ""));
      if (wanted !== undefined && !timingSafeEqual(wanted, given)) return problem(401, "token");
      const text = await app.metrics?.text();
      return text === undefined
        ? problem(404, "not-found")
        : new Response(text.body, { headers: { "content-type": text.type } });
    },
    { webhook: wanted !== undefined },
  );
  return http;
}
