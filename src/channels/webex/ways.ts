// How Webex's events reach the bot: by webhooks to its listener (official), or down a socket that it opens itself (unofficial).
import type { Http } from "../../http/http.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { Logger } from "../../kernel/logger.ts";
import type { WebexApi } from "./api.ts";
import { mostBodyBytes, webhookDoor } from "./door.ts";
import type { Intake } from "./intake.ts";
import type { RestOptions } from "./rest.ts";
import { WebexSocket } from "./socket.ts";
import { mendWebhooks } from "./webhooks.ts";

export interface ByWebhooks {
  readonly transport: "webhooks";
  /** The one listener; undefined is a mistake of whoever composes the bot. */
  readonly http: Http | undefined;
  /** Signs the webhooks' calls. */
  readonly webhookSecret: { reveal(): string };
  /** Where Webex reaches our listener, without a slash at the end, for example `https://bot.example.com`. */
  readonly publicUrl: string;
  /** On our listener, for example `/webex/events`. */
  readonly path: string;
}

export interface BySocket {
  readonly transport: "websocket";
  /** `https://u2c.wbx2.com/u2c/api/v1` */
  readonly catalogueUrl: string;
}

export interface Way {
  /** Sees to it that events arrive: at the start and every few minutes. Throws WebexTrouble when they cannot. */
  look(): Promise<void>;
  /** What is wrong since the last look; undefined when nothing is. */
  trouble(): unknown;
  close(): Promise<void>;
}

interface WayDeps extends RestOptions {
  readonly api: WebexApi;
  readonly intake: Intake;
  readonly clock: Clock;
  readonly logger: Logger;
}

export const wayOf = (how: ByWebhooks | BySocket, deps: WayDeps): Way =>
  how.transport === "webhooks" ? byWebhooks(how, deps) : bySocket(how, deps);

function byWebhooks({ http, webhookSecret, publicUrl, path }: ByWebhooks, { api, intake, logger }: WayDeps): Way {
  if (http === undefined) throw new TypeError("Webex’s webhooks need a listener");
  http.take(path, webhookDoor(intake, webhookSecret), { webhook: true, maxBody: mostBodyBytes });
  const wish = { targetUrl: `${publicUrl}${path}`, secret: webhookSecret, written: new Set<string>() };
  return {
    look: async () => {
      for (const { resource, was } of await mendWebhooks(api, wish)) {
        logger.warn({ resource, was }, "a Webex webhook was set right");
      }
    },
    trouble: () => undefined,
    close: () => Promise.resolve(),
  };
}

function bySocket({ catalogueUrl }: BySocket, deps: WayDeps): Way {
  const socket = new WebexSocket({ ...deps, catalogueUrl });
  return {
    look: () => socket.connect(),
    trouble: () => (socket.up ? undefined : socket.trouble),
    close: () => socket.close(),
  };
}
