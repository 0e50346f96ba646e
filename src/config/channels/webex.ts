// `webex:` in certops.yaml: where the token is found, whose people count, and how Webex's events reach us.
import { z } from "zod";
import { type Report, say } from "../report.ts";
import { readNamed, type SecretSource } from "../secrets.ts";
import type { Secret } from "../settings.ts";
import { envName, strict, urlPath, words } from "../strict.ts";

/** Webex, Webex for government, or something on this machine (a proxy, a fake for tests): the token goes nowhere else. */
const apiUrl = z
  .string()
  .regex(/^(?:https:\/\/webexapis\.com\/v1|https:\/\/api-usgov\.webex\.com\/v1|http:\/\/127\.0\.0\.1:\d{1,5}\/v1)$/);

/** Our listener as Webex reaches it, usually a reverse proxy's name. */
const publicUrl = z
  .string()
  .regex(/^(?:https:\/\/[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\d{1,5})?|http:\/\/127\.0\.0\.1:\d{1,5})$/);

const transports = ["webhooks", "websocket"] as const;

export const webexSchema = strict({
  transport: z.enum(transports).optional(),
  tokenEnv: envName.optional(),
  tokenFile: words.optional(),
  webhookSecretEnv: envName.optional(),
  webhookSecretFile: words.optional(),
  organisation: z.string().regex(/^[A-Za-z0-9+/=_-]{8,200}$/),
  publicUrl: publicUrl.optional(),
  path: urlPath.optional(),
  apiUrl: apiUrl.optional(),
});

interface WebexBase {
  /** The bot's access token. */
  readonly token: Secret;
  /** Only people of this organisation may be named in `people`. */
  readonly organisation: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
}

export interface WebexByWebhooks extends WebexBase {
  readonly transport: "webhooks";
  /** Signs the calls of the webhooks that the bot makes. */
  readonly webhookSecret: Secret;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Where Webex's calls arrive on our listener. */
  readonly path: string;
}

/** Unofficial: no public address is needed (docs/decisions/0255). */
export interface WebexBySocket extends WebexBase {
  readonly transport: "websocket";
  readonly catalogueUrl: string;
}

export type WebexSettings = WebexByWebhooks | WebexBySocket;

/** Where the socket's services are found: known for Webex itself, and beside the API of something on this machine. */
function catalogueOf(api: string): string | undefined {
  if (api.startsWith("http://127.0.0.1:")) return api.replace(/\/v1$/, "/u2c/api/v1");
  return api === defaultApi ? "https://u2c.wbx2.com/u2c/api/v1" : undefined;
}

const defaultApi = "https://webexapis.com/v1";

/** HMAC-SHA1 is only as good as its secret, and nobody has to type this one. */
const leastSecretCharacters = 16;

/** Undefined when the key is absent, or after its problems were reported. */
export function readWebex(
  value: unknown,
  people: unknown,
  source: SecretSource,
  report: Report,
): WebexSettings | undefined {
  const raw = webexSchema.safeParse(value).data;
  if (raw === undefined) return undefined;
  checkPeople(people, raw.organisation, report);
  const secret = (name: "token" | "webhookSecret"): Secret | undefined => {
    const found = readNamed(raw, name, source);
    if (found === undefined) {
      report(["webex"], say("config.channel-secret", { name }), say("config.channel-secret.fix", { name }));
      return undefined;
    }
    if (!("problem" in found)) return found;
    report(["webex", found.key], found.problem, found.fix);
    return undefined;
  };
  const token = secret("token");
  const base = { organisation: raw.organisation, apiUrl: raw.apiUrl ?? defaultApi };
  if (raw.transport === "websocket") {
    const unused = (["webhookSecretEnv", "webhookSecretFile", "publicUrl", "path"] as const).filter(
      (key) => raw[key] !== undefined,
    );
    for (const key of unused) report(["webex", key], say("config.webex-unused"), say("config.webex-unused.fix"));
    const catalogueUrl = catalogueOf(base.apiUrl);
    if (catalogueUrl === undefined)
      report(["webex", "transport"], say("config.webex-no-socket"), say("config.webex-no-socket.fix"));
    if (token === undefined || catalogueUrl === undefined) return undefined;
    return { ...base, token, transport: "websocket", catalogueUrl };
  }
  const webhookSecret = secret("webhookSecret");
  if (webhookSecret !== undefined && webhookSecret.reveal().length < leastSecretCharacters) {
    const least = leastSecretCharacters;
    report(["webex"], say("config.webex-secret", { least }), say("config.webex-secret.fix"));
  }
  if (raw.publicUrl === undefined) report(["webex"], say("config.webex-address"), say("config.webex-address.fix"));
  if (token === undefined || webhookSecret === undefined || raw.publicUrl === undefined) return undefined;
  const path = raw.path ?? "/webex/events";
  return { ...base, token, transport: "webhooks", webhookSecret, publicUrl: raw.publicUrl, path };
}

/** People of other organisations are answered like strangers; a policy that names one is a mistake, and found at the start. */
function checkPeople(people: unknown, organisation: string, report: Report): void {
  for (const [id, person] of Object.entries(asObject(people))) {
    const { identities } = asObject(person);
    (Array.isArray(identities) ? identities : []).map(asObject).forEach(({ platform, tenant }, index) => {
      if (platform !== "webex" || tenant === organisation) return;
      report(
        ["people", id, "identities", index, "tenant"],
        say("config.webex-foreign", { person: id }),
        say("config.webex-foreign.fix", { organisation }),
      );
    });
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
