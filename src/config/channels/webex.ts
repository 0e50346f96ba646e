// `webex:` in certops.yaml: where the token and the webhooks' secret are found, whose people count, and where Webex reaches us.
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

export const webexSchema = strict({
  tokenEnv: envName.optional(),
  tokenFile: words.optional(),
  webhookSecretEnv: envName.optional(),
  webhookSecretFile: words.optional(),
  organisation: z.string().regex(/^[A-Za-z0-9+/=_-]{8,200}$/),
  publicUrl,
  path: urlPath.optional(),
  apiUrl: apiUrl.optional(),
});

export interface WebexSettings {
  /** The bot's access token. */
  readonly token: Secret;
  /** Signs the calls of the webhooks that the bot makes. */
  readonly webhookSecret: Secret;
  /** Only people of this organisation may be named in `people`. */
  readonly organisation: string;
  /** Without a slash at the end. */
  readonly publicUrl: string;
  /** Where Webex's calls arrive on our listener. */
  readonly path: string;
  /** Without a slash at the end. */
  readonly apiUrl: string;
}

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
  const webhookSecret = secret("webhookSecret");
  if (webhookSecret !== undefined && webhookSecret.reveal().length < leastSecretCharacters) {
    const least = leastSecretCharacters;
    report(["webex"], say("config.webex-secret", { least }), say("config.webex-secret.fix"));
  }
  if (token === undefined || webhookSecret === undefined) return undefined;
  return {
    token,
    webhookSecret,
    organisation: raw.organisation,
    publicUrl: raw.publicUrl,
    path: raw.path ?? "/webex/events",
    apiUrl: raw.apiUrl ?? "https://webexapis.com/v1",
  };
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
